import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/adjudication/decision.ts';
import { partOf, partsOf } from '../../src/adjudication/decision-parts.ts';
import type { PastClaim } from '../../src/adjudication/history.ts';
import { settle } from '../../src/adjudication/settle.ts';
import {
  Book,
  type ClaimSpec,
  codes,
  decisionIn,
  plan,
  profile,
  rule,
  snapshotOf,
  world,
} from './fixtures.ts';
import { change, decideBy, memberOf, shipped } from './shipped.ts';

const inpatient = {
  ...plan,
  categories: [
    { category: 'inpatient', copayCents: 500_00, coinsuranceBasisPoints: 0, deductibleApplies: false },
    ...plan.categories,
  ],
};
const data = memberOf('commercial', { plans: [inpatient] });

function part(frequency: string, from: string, through: string, chargeCents = 4000_00): ClaimSpec {
  return {
    kind: 'institutional',
    billType: '11',
    frequency,
    through,
    lines: [{ day: from, revenueCode: '0120', procedure: '', chargeCents }],
  };
}

describe('OW-02 interim bills', () => {
  const book = () => new Book(data, shipped);

  test('first, further, last: each follows the one before, and the copay is asked once', () => {
    const stay = book();
    const first = decisionIn(stay.take(part('2', '20250301', '20250310')).settlement);
    const further = decisionIn(stay.take(part('3', '20250311', '20250320')).settlement);
    const last = decisionIn(stay.take(part('4', '20250321', '20250325')).settlement);
    expect([first, further, last].map(({ status }) => status)).toEqual(['paid', 'paid', 'paid']);
    expect([first, further, last].map((each) => each.patientResponsibilityCents)).toEqual([500_00, 0, 0]);
  });

  test('what the first part could not bear of the copay, the next one does', () => {
    const stay = book();
    const first = decisionIn(stay.take(part('2', '20250301', '20250310', 100_00)).settlement);
    const further = decisionIn(stay.take(part('3', '20250311', '20250320')).settlement);
    expect(first.patientResponsibilityCents + further.patientResponsibilityCents).toBe(500_00);
  });

  test.each([
    ['without its predecessor', [], part('3', '20250311', '20250320')],
    ['after a gap', [part('2', '20250301', '20250309')], part('3', '20250311', '20250320')],
    ['over days billed already', [part('2', '20250301', '20250310')], part('3', '20250310', '20250320')],
    [
      'after the last bill',
      [part('2', '20250301', '20250305'), part('4', '20250306', '20250310')],
      part('3', '20250311', '20250320'),
    ],
    ['a second first bill', [part('2', '20250301', '20250310')], part('2', '20250305', '20250312')],
  ])('%s: waits', (_name, before, spec) => {
    const stay = book();
    for (const each of before) stay.take(each);
    expect(decisionIn(stay.take(spec).settlement).pendReason).toContain('OW-02');
  });

  test('a voided part is no predecessor', () => {
    const stay = book();
    const { number } = stay.take(part('2', '20250301', '20250310'));
    stay.take({ ...part('8', '20250301', '20250310'), original: number });
    expect(decisionIn(stay.take(part('3', '20250311', '20250320')).settlement).pendReason).toContain('OW-02');
  });

  test('another kind of bill is none of a chain', () => {
    const spec = {
      ...part('3', '20250311', '20250320'),
      billType: '13',
      lines: [{ day: '20250311', revenueCode: '0510', procedure: '99213' }],
    };
    expect(decideBy(spec, data).pendReason).not.toContain('OW-02');
  });
});

describe('OW-01 benefits not assigned', () => {
  test('the provider is told 100 and paid nothing, the member gets what would have been paid', () => {
    const decision = decideBy({ change: change({ benefitsAssigned: 'N' }) });
    expect(codes(decision)).toBe('CO-45 2640, PR-3 2500, PR-100 9860');
    expect(decision).toMatchObject({
      paidCents: 0,
      patientResponsibilityCents: 12360,
      memberPayment: { amountCents: 9860, rule: 'OW-01' },
      status: 'paid',
    });
    expect(decision.memberPayment?.payeeId).toMatch(/^member-[0-9a-f]{12}$/);
  });

  test('the member reads the same decision with the money where it went', () => {
    const decision = decideBy({ change: change({ benefitsAssigned: 'N' }) });
    const told = partOf(decision, 1);
    expect(codes(told)).toBe('CO-45 2640, PR-3 2500');
    expect(told).toMatchObject({ paidCents: 9860, patientResponsibilityCents: 2500 });
    expect(told.lines[0]?.paidCents).toBe(9860);
    expect(partsOf(decision).map(({ part, paidCents }) => [part, paidCents])).toEqual([
      [0, 0],
      [1, 9860],
    ]);
  });

  test('one payee for the insured and the dependents, whichever of them was treated', () => {
    const refused = { change: change({ benefitsAssigned: 'N' }) };
    const own = decideBy(refused, world, undefined).memberPayment?.payeeId;
    expect(decideBy({ ...refused, child: true }, world).memberPayment?.payeeId).toBe(own);
  });

  test('nothing to pay: nobody is told of a payment', () => {
    const decision = decideBy({ change: change({ benefitsAssigned: 'N' }), lines: [{ unitsMilli: 0 }] });
    expect(codes(decision)).toBe('CO-16 15000');
    expect(decision).not.toHaveProperty('memberPayment');
  });

  test.each(['Y', 'W', ''])('CLM08 %s: the provider is paid', (benefitsAssigned) => {
    const decision = decideBy({ change: change({ benefitsAssigned }) });
    expect(decision.paidCents).toBe(9860);
    expect(decision).not.toHaveProperty('memberPayment');
  });
});

describe('KP-24 a correction changes something', () => {
  const again = (spec: ClaimSpec) => {
    const book = new Book(memberOf('commercial'), shipped);
    const { number } = book.take({});
    return book.take({ ...spec, frequency: '7', original: number }).settlement;
  };

  test('nothing differs: OA-18', () => {
    expect(codes(decisionIn(again({})))).toBe('OA-18 15000');
  });

  test.each([
    ['a diagnosis', change({ codes: [{ qualifier: 'ABK', code: 'J029' }] })],
    ['an accident', change({ relatedCauses: ['OA'] })],
    ['the place of service', change({ part: { kind: 'professional', placeOfService: '22' } })],
  ])('%s differs: takes the place', (_name, facts) => {
    expect(again({ change: facts }).act).toBe('replace');
  });

  test('another account number or note is no change', () => {
    expect(codes(decisionIn(again({ account: 'ANOTHER', note: 'PLEASE' })))).toBe('OA-18 15000');
  });
});

describe('FP-48 the stay before', () => {
  const rules = [...profile.rules, rule('FP-48', 'linked-stays', { days: '30' }, [{ outcome: 'pend' }])];
  const payer = { ...profile, rules };
  const stay = (from: string, through: string): ClaimSpec => ({ ...part('1', from, through) });

  test.each<[string, Partial<PastClaim>, Partial<Decision>, boolean]>([
    ['that was paid is looked at', {}, {}, true],
    ['that was denied is looked at', {}, { status: 'denied' }, true],
    ['that was voided is not', { state: 'voided' }, {}, false],
    ['that was replaced is not', { state: 'replaced' }, {}, false],
    ['that is not decided is not', { state: 'pended', decision: undefined as never }, {}, false],
    ['that was refused as a duplicate is not', {}, { status: 'denied', isRefusal: true }, false],
  ])('%s', (_name, facts, decided, isLinked) => {
    const book = new Book(data, payer);
    const { number, settlement } = book.take(stay('20250301', '20250310'));
    const before: PastClaim = {
      ...book.history.claimByNumber(number)!,
      decision: { ...decisionIn(settlement), ...decided },
      ...facts,
    };
    const history = { ...book.history, institutionalClaims: () => [before] };
    const settled = settle(book.price(stay('20250401', '20250403')), history, {
      profile: payer,
      snapshot: snapshotOf(data),
    });
    expect(decisionIn(settled).pendReason.includes('FP-48')).toBe(isLinked);
  });
});
