import { describe, expect, test } from 'vitest';
import { partsOf } from '../../src/adjudication/decision-parts.ts';
import { emptyHistory } from '../../src/adjudication/history.ts';
import { priceClaim } from '../../src/adjudication/price-claim.ts';
import type { ReviewDecision } from '../../src/adjudication/review-decision.ts';
import { settle } from '../../src/adjudication/settle.ts';
import type { Provider } from '../../src/claim/claim.ts';
import type { Authorization } from '../../src/reference/case-records.ts';
import type { Coverage } from '../../src/reference/records.ts';
import {
  Book,
  type ClaimSpec,
  claimOf,
  codes,
  coverage,
  decisionIn,
  NPI,
  OTHER_NPI,
  plan,
  SUBSCRIBER,
  snapshotOf,
  type World,
  worldWith,
} from './fixtures.ts';
import {
  adjusted,
  change,
  decideBy,
  inProgram,
  memberOf,
  payerBefore,
  secondary,
  shipped,
  withParameter,
} from './shipped.ts';

const PAID = 'CO-45 2640, PR-3 2500';
const NUMBER = '2509100000015';

function rendering(taxonomy: string, npi = OTHER_NPI): Provider {
  return {
    entityType: '1',
    lastName: 'SAMPLE',
    firstName: 'ANSEL',
    middleName: '',
    suffix: '',
    idQualifier: 'XX',
    id: npi,
    references: [],
    npi,
    taxonomy,
  };
}

describe('BX-04 credentials', () => {
  const span = (status: 'credentialed' | 'pending' | 'lapsed' | 'refused', from: string, to: string) => ({
    npi: NPI,
    status,
    from,
    to,
  });
  test.each([
    ['no history', [], PAID],
    ['credentialed', [span('credentialed', '20250101', '')], PAID],
    ['from that day', [span('credentialed', '20250310', '')], PAID],
    ['from the next day', [span('credentialed', '20250311', '')], 'CO-B7 15000'],
    ['to the day before', [span('credentialed', '20240101', '20250309')], 'CO-B7 15000'],
    ['lapsed', [span('credentialed', '20240101', '20250228'), span('lapsed', '20250301', '')], 'CO-B7 15000'],
    ['applied for', [span('pending', '20250101', '')], 'CO-B7 15000'],
  ])('%s', (_name, credentials, expected) => {
    expect(codes(decideBy({}, memberOf('commercial', { credentials })))).toBe(expected);
  });

  test('who gave the service counts, not who bills', () => {
    const credentials = [{ ...span('refused', '20250101', ''), npi: OTHER_NPI }];
    const data = memberOf('commercial', { credentials });
    expect(codes(decideBy({}, data))).toBe(PAID);
    expect(codes(decideBy({ change: change({ rendering: rendering('207Q00000X') }) }, data))).toBe(
      'CO-B7 15000',
    );
  });
});

describe('KP-69 two plans of ours', () => {
  const second = {
    ...plan,
    id: 'SECOND',
    categories: [
      { category: 'other', copayCents: 10_00, coinsuranceBasisPoints: 0, deductibleApplies: false },
    ],
  };
  const spans = (other: Partial<Coverage>) =>
    worldWith(
      [
        { ...coverage, from: '20200101', to: '' },
        { ...coverage, from: '20230101', to: '', planId: 'SECOND', ...other },
      ],
      {
        plans: [plan, second],
      },
    );

  test('the one that covers longer pays first, the other what its own benefit leaves', () => {
    const decision = decideBy({}, spans({}));
    expect(codes(decision)).toBe('CO-45 2640, PR-3 1000');
    expect(decision).toMatchObject({ planId: 'PLAN', paidCents: 11360, patientResponsibilityCents: 1000 });
    const used = decision.accumulators.filter(({ scope }) => scope === 'individual');
    expect(used.map(({ planId, outOfPocketCents }) => [planId, outOfPocketCents])).toEqual([
      ['PLAN', 2500],
      ['SECOND', 1000],
    ]);
  });

  test('the order is that of coverage, not of the list', () => {
    expect(decideBy({}, spans({ from: '20190101' })).planId).toBe('SECOND');
  });

  test.each([
    ['ended before', { to: '20250309' }, 'CO-45 2640, PR-3 2500'],
    ['begins after', { from: '20250311' }, 'CO-45 2640, PR-3 2500'],
  ])('the second %s the service: the first alone', (_name, other, expected) => {
    expect(codes(decideBy({}, spans(other)))).toBe(expected);
  });

  describe('each with a fund of its own', () => {
    const own = { lineOfBusiness: 'self-funded', employerGroup: 'CEDARMILL' } as const;

    test('the second is decided as secondary and paid from its own fund', () => {
      // First: 123.60 allowed less 25.00 copay = 98.60. Second, alone: 123.60 less 10.00 = 113.60; left are 25.00.
      const decision = decideBy({}, spans(own));
      expect(codes(decision)).toBe('CO-45 2640, PR-3 2500');
      expect(decision).toMatchObject({ fund: '91051/commercial', claimStatus: '1', paidCents: 9860 });
      const second = decision.secondPlan!;
      expect(second).toMatchObject({
        fund: '91051/group:CEDARMILL',
        planId: 'SECOND',
        claimStatus: '2',
        paidCents: 2500,
        patientResponsibilityCents: 0,
      });
      // 98.60 paid and 26.40 written off before it: 125.00 of 150.00.
      expect(codes(second)).toBe('OA-23 12500');
    });

    test('what its own benefit leaves stays with the member, and counts in its own limits', () => {
      const dear = { ...second, categories: [{ ...second.categories[0]!, copayCents: 110_00 }] };
      const decision = decideBy({}, { ...spans(own), plans: [plan, dear] });
      // Alone it pays 13.60; of the 25.00 left to the member 11.40 stay.
      expect(decision.secondPlan).toMatchObject({ paidCents: 1360, patientResponsibilityCents: 1140 });
      const used = decision.accumulators.filter(({ scope }) => scope === 'individual');
      expect(used.map(({ planId, outOfPocketCents }) => [planId, outOfPocketCents])).toEqual([
        ['PLAN', 2500],
        ['SECOND', 1140],
      ]);
    });

    test('whom the decision pays: the provider twice, each time from one fund', () => {
      expect(
        partsOf(decideBy({}, spans(own))).map(({ part, fund, paidCents }) => [part, fund, paidCents]),
      ).toEqual([
        [0, '91051/commercial', 9860],
        [2, '91051/group:CEDARMILL', 2500],
      ]);
    });

    test('benefits not assigned: the member is paid from both', () => {
      const decision = decideBy({ change: change({ benefitsAssigned: 'N' }) }, spans(own));
      expect(partsOf(decision).map(({ part, paidCents }) => [part, paidCents])).toEqual([
        [0, 0],
        [1, 9860],
        [2, 0],
        [3, 2500],
      ]);
    });

    test('maintenance of benefits: its benefit less what the first paid', () => {
      const profile = withParameter('KP-68', 'maintenancePlans', 'SECOND');
      const decision = decideBy({}, spans(own), undefined, profile);
      // 113.60 − 98.60.
      expect(decision.secondPlan).toMatchObject({ paidCents: 1500, patientResponsibilityCents: 1000 });
    });

    test('Medicaid pays last, however long it has covered', () => {
      const data = spans({ lineOfBusiness: 'medicaid', from: '20100101' });
      const decision = decideBy({}, data);
      expect([decision.planId, decision.secondPlan?.planId]).toEqual(['PLAN', 'SECOND']);
    });

    test('beside Medicare the order hangs on more than records tell: waits', () => {
      expect(decideBy({}, spans({ lineOfBusiness: 'medicare-advantage' })).pendReason).toContain('KP-69');
    });

    test.each([
      ['ended before', { to: '20250309' }],
      ['begins after', { from: '20250311' }],
    ])('it %s the service: the first alone', (_name, span) => {
      const decision = decideBy({}, spans({ ...own, ...span }));
      expect(codes(decision)).toBe('CO-45 2640, PR-3 2500');
      expect(decision).not.toHaveProperty('secondPlan');
    });

    test('it covers one of two days only: waits', () => {
      const lines = [{ day: '20250309' }, { day: '20250310' }];
      expect(decideBy({ lines }, spans({ ...own, to: '20250309' })).pendReason).toContain('KP-69');
    });

    test('what one of them waits for, the claim waits for', () => {
      const data = { ...spans(own), plans: [plan] };
      expect(decideBy({}, data).pendReason).toBe('benefits: the plan is not on file');
    });

    test('a void gives back what was used of both plans', () => {
      const book = new Book(spans(own), shipped);
      const { number } = book.take({});
      expect(book.history.accumulated(SUBSCRIBER, 'individual', 'PLAN', '2025').outOfPocketCents).toBe(2500);
      book.take({ frequency: '8', original: number });
      for (const planId of ['PLAN', 'SECOND'])
        expect(book.history.accumulated(SUBSCRIBER, 'individual', planId, '2025')).toEqual({
          deductibleCents: 0,
          outOfPocketCents: 0,
        });
    });
  });
});

describe('KP-61 copay by who was seen', () => {
  test.each([
    ['family physician', '207Q00000X', 2500],
    ['pediatrician', '208000000X', 2500],
    ['physician assistant', '363A00000X', 2500],
    ['nurse practitioner', '363LF0000X', 2500],
    ['laboratory technician', '246QL0900X', 0],
    ['registered nurse', '163W00000X', 0],
    ['nobody tells', '', 2500],
  ])('%s', (_name, taxonomy, copayCents) => {
    const decision = decideBy({ change: change({ rendering: rendering(taxonomy) }) });
    expect(decision.patientResponsibilityCents).toBe(copayCents);
  });

  test('only in the categories named', () => {
    const profile = withParameter('KP-61', 'categories', 'therapy');
    const spec = { change: change({ rendering: rendering('246QL0900X') }) };
    expect(codes(decideBy(spec, memberOf('commercial'), undefined, profile))).toBe(PAID);
  });
});

test.each([
  ['without', '99213', '', 0],
  ['without, but for the first list', '99213', '99213', 2500],
  ['another', '80053', '', 2500],
])('KP-62 a service of the list %s', (_name, without, withCopay, copayCents) => {
  const rules = withParameter('KP-62', 'procedures.without', without).rules.map((rule) =>
    rule.id === 'KP-62'
      ? { ...rule, parameters: new Map([...rule.parameters, ['procedures.with', withCopay]]) }
      : rule,
  );
  const decision = decideBy({}, memberOf('commercial'), undefined, { ...shipped, rules });
  expect(decision.patientResponsibilityCents).toBe(copayCents);
});

describe('KP-76 visiting members', () => {
  const visiting = withParameter('KP-76', 'procedures.home', '99213');
  const authorization: Authorization = {
    number: 'A1',
    memberId: SUBSCRIBER,
    npi: '',
    codes: '99202-99215',
    status: 'approved',
    from: '20250301',
    to: '20250331',
  };
  const world = (authorizations: readonly Authorization[] = []): World =>
    memberOf('commercial', { programs: [inProgram('visiting', 'NORTH')], authorizations });
  const waits = (data: World, profile = visiting, spec: ClaimSpec = {}) =>
    decideBy(spec, data, undefined, profile).pendReason;

  test.each([
    ['no leave', world(), /KP-76/],
    ['leave of the home plan', world([authorization]), /^$/],
    ['for that provider', world([{ ...authorization, npi: NPI }]), /^$/],
    ['for another provider', world([{ ...authorization, npi: OTHER_NPI }]), /KP-76/],
    ['for another service', world([{ ...authorization, codes: '80053' }]), /KP-76/],
    ['ended', world([{ ...authorization, to: '20250309' }]), /KP-76/],
    ['refused', world([{ ...authorization, status: 'denied' }]), /KP-76/],
    ['one of our own members', memberOf('commercial'), /^$/],
  ])('%s', (_name, data, expected) => {
    expect(waits(data)).toMatch(expected);
  });

  test('a service that is ours to allow', () => {
    expect(waits(world(), shipped)).toBe('');
  });

  test('the profile may refuse instead', () => {
    const rules = visiting.rules.map((rule) =>
      rule.id === 'KP-76' ? { ...rule, parameters: new Map([...rule.parameters, ['mode', 'deny']]) } : rule,
    );
    expect(codes(decideBy({}, world(), undefined, { ...visiting, rules }))).toBe('CO-197 15000');
  });

  const paid = (cents: number) =>
    secondary([payerBefore({ paidCents: cents, adjustments: [adjusted('PR', '2', 50)] })], { note: 'COBZ' });

  test.each([
    ['has paid', 5000, /^$/],
    ['has paid nothing', 0, /KP-76/],
  ])('KP-74 none is asked for when the primary %s', (_name, cents, expected) => {
    expect(waits(world(), visiting, paid(cents))).toMatch(expected);
  });

  test('KP-75 but on a maintenance-of-benefits plan it is', () => {
    const rules = visiting.rules.map((rule) =>
      rule.id === 'KP-75' ? { ...rule, parameters: new Map([['plans', 'PLAN']]) } : rule,
    );
    expect(waits(world(), { ...visiting, rules }, paid(5000))).toMatch(/KP-76/);
  });
});

describe('KP-17 records asked for, KP-95 documents announced', () => {
  const asked: ClaimSpec = { lines: [{ modifiers: ['22'] }] };
  const profile = { ...shipped };
  const on = (
    spec: ClaimSpec,
    today: string,
    attachments: World['attachments'] = [],
    reviews: ReviewDecision[] = [],
  ) => {
    const snapshot = snapshotOf(memberOf('commercial', { attachments }));
    const priced = priceClaim(claimOf(spec), {
      profile,
      snapshot,
      receivedDate: '20250401',
      claimNumber: NUMBER,
      today,
      reviews,
    });
    return { priced, decision: decisionIn(settle(priced, emptyHistory, { profile, snapshot })) };
  };
  const came = [{ claimNumber: NUMBER, controlNumber: '', type: 'OZ', received: '20250410' }];

  test.each([
    ['asked for', '20250401', [], /records are asked for until 20250516/],
    ['on the last day', '20250516', [], /records are asked for/],
    ['come', '20250420', came, /records have come/],
    ['come late', '20250601', came, /records have come/],
  ])('%s: waits', (_name, today, attachments, expected) => {
    expect(on(asked, today, attachments).decision.pendReason).toMatch(expected);
  });

  test('not come by the due date: CO-226', () => {
    const { decision } = on(asked, '20250517');
    expect(codes(decision)).toBe('CO-226 15000');
    expect(decision.lines[0]?.remarks).toEqual(['N706']);
  });

  test('what it waits for', () => {
    expect(on(asked, '20250401').priced.pends[0]?.waitsFor).toBe('document');
    expect(on(asked, '20250420', came).priced.pends[0]?.waitsFor).toBeUndefined();
  });

  test.each([
    ['flagged only', { lines: [{ modifiers: ['59'] }] }],
    ['neither', {}],
  ])('%s: decided', (_name, spec) => {
    expect(on(spec, '20250401').decision.status).toBe('paid');
  });

  test('a payer may refuse at once and ask', () => {
    const refusing = withParameter('KP-17', 'mode', 'deny');
    expect(codes(decideBy(asked, memberOf('commercial'), undefined, refusing))).toBe('CO-252 15000');
  });

  const announced = (transmission: string): ClaimSpec => ({
    change: change({ attachments: [{ type: 'OZ', transmission, controlNumber: 'AC1' }] }),
  });
  const matching = [{ claimNumber: '', controlNumber: 'AC1', type: 'OZ', received: '20250405' }];

  test.each([
    ['on its way', announced('BM'), '20250401', [], /documents are awaited until 20250516/],
    ['matched by its own number', announced('BM'), '20250410', matching, /^$/],
    ['matched by the claim', announced('BM'), '20250410', came, /^$/],
    ['another document', announced('BM'), '20250410', [{ ...matching[0]!, controlNumber: 'AC2' }], /awaited/],
    ['to be had on request', announced('AA'), '20250401', [], /^$/],
  ])('KP-95 %s', (_name, spec, today, attachments, expected) => {
    expect(on(spec, today, attachments).decision.pendReason).toMatch(expected);
  });

  test('KP-95 never came', () => {
    expect(codes(on(announced('BM'), '20250517').decision)).toBe('CO-226 15000');
  });

  describe('BX-01 only a person decides on necessity', () => {
    const review = (decision: ReviewDecision['decision'], rule = 'KP-17'): ReviewDecision => ({
      claimNumber: NUMBER,
      rule,
      decision,
      reviewer: 'R. SAMPLE',
      licence: 'WA-12345',
      criterion: 'CRIT-7',
      decidedOn: '20250430',
    });

    test('approved: goes on as if nothing had been asked', () => {
      const { decision } = on(asked, '20250501', came, [review('approve')]);
      expect(codes(decision)).toBe(codes(on({}, '20250501').decision));
      expect(decision.trace.some(({ text }) => text.startsWith('decided by a person'))).toBe(true);
    });

    test('approved for another reason: still waits', () => {
      expect(on(asked, '20250501', came, [review('approve', 'KP-52')]).decision.status).toBe('pended');
    });

    test('refused: CO-50, with licence and criterion in the trace', () => {
      const { decision } = on(asked, '20250501', came, [review('deny')]);
      expect(codes(decision)).toBe('CO-50 15000');
      expect(decision.trace.find(({ rule, line }) => rule === 'BX-01' && line === 0)?.text).toMatch(
        /WA-12345.*CRIT-7/,
      );
    });

    test('without a decision nothing ever says CO-50', () => {
      for (const spec of [asked, {}, { lines: [{ procedure: '99499' }] }])
        expect(codes(on(spec, '20250601', came).decision)).not.toContain('-50 ');
    });

    test('an approval gives no price: a line without one still waits', () => {
      const { decision } = on(
        { lines: [{ procedure: 'G9999' }] },
        '20250501',
        [],
        [review('approve', 'KP-41')],
      );
      expect(decision.status).toBe('pended');
    });
  });
});
