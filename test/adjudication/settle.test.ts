import { describe, expect, test } from 'vitest';
import { benefitYears } from '../../src/adjudication/benefits/benefit-years.ts';
import {
  Book,
  CHILD,
  type ClaimSpec,
  codes,
  contract,
  coverage,
  decide,
  decisionIn,
  OTHER_NPI,
  plan,
  profile,
  SUBSCRIBER,
  world,
  worldWith,
} from './fixtures.ts';

/** A service of the category `other`: 71046 in King County is allowed 43.60 a unit. */
const imaging = (units: number): ClaimSpec => ({
  lines: [{ procedure: '71046', unitsMilli: units * 1000, chargeCents: 1_000_000 }],
});
const RAISED: ClaimSpec = { lines: [{ procedure: '99214', chargeCents: 220_00 }] };

test('an office visit: allowed less copay is paid', () => {
  const decision = decide({});
  expect(decision).toMatchObject({
    status: 'paid',
    chargeCents: 15000,
    allowedCents: 12360,
    paidCents: 9860,
    patientResponsibilityCents: 2500,
  });
  expect(codes(decision)).toBe('CO-45 2640, PR-3 2500');
});

test('an encounter is only recorded', () => {
  expect(new Book().take({ isEncounter: true }).settlement).toEqual({
    act: 'record',
    reason: 'encounter (BHT06 = RP)',
  });
});

describe('KP-06 duplicate', () => {
  test('a rebill is denied on every line', () => {
    const book = new Book();
    const spec = { lines: [{}, { procedure: '80053' }] };
    book.take(spec);
    const decision = decisionIn(book.take({ ...spec, account: 'ANOTHER' }).settlement);
    expect(decision).toMatchObject({
      status: 'denied',
      paidCents: 0,
      allowedCents: 0,
      patientResponsibilityCents: 0,
      accumulators: [],
    });
    expect([codes(decision, 1), codes(decision, 2)]).toEqual(['OA-18 15000', 'OA-18 15000']);
    expect(decision.lines.map((line) => line.remarks)).toEqual([['N522'], ['N522']]);
  });

  test.each([
    ['another day', { lines: [{ day: '20250311' }] }],
    ['another charge', { lines: [{ chargeCents: 15001 }] }],
  ])('%s is another claim', (_name, spec) => {
    const book = new Book();
    book.take({});
    expect(decisionIn(book.take(spec).settlement).status).toBe('paid');
  });

  test.each([
    ['20250401', '20270401', 'OA-18'],
    ['20250401', '20270402', 'CO-29'],
  ])('received %s and again %s: %s', (first, again, expected) => {
    const book = new Book();
    book.take({}, first);
    expect(codes(decisionIn(book.take({}, again).settlement))).toContain(expected);
  });

  test('a claim that waits is a duplicate too', () => {
    const book = new Book();
    book.take({ lines: [{ procedure: 'G9999' }] });
    expect(codes(decisionIn(book.take({ lines: [{ procedure: 'G9999' }] }).settlement))).toBe('OA-18 15000');
  });

  test('after a void the services can be billed anew, even when a rebill was refused between', () => {
    const book = new Book();
    const { number } = book.take({});
    book.take({});
    book.take({ frequency: '8', original: number });
    expect(decisionIn(book.take({}).settlement).status).toBe('paid');
  });
});

describe('KP-20 and KP-21 replacement', () => {
  test.each([
    ['professional', {}, RAISED],
    [
      'institutional',
      { kind: 'institutional', lines: [{ revenueCode: '0300' }] },
      { kind: 'institutional', lines: [{ revenueCode: '0300', chargeCents: 20000 }] },
    ],
  ] as [string, ClaimSpec, ClaimSpec][])(
    '%s: the original is named and gives way',
    (_kind, first, second) => {
      const book = new Book();
      const { number } = book.take(first);
      const { settlement } = book.take({ ...second, frequency: '7', original: number });
      expect(settlement).toMatchObject({ act: 'replace', original: { claimNumber: number } });
      expect(decisionIn(settlement)).toMatchObject({
        status: 'paid',
        facts: { originalClaimNumber: number },
      });
      expect(book.state(number)).toBe('replaced');
    },
  );

  test("a dependent's claim, and a correction of the correction", () => {
    const book = new Book();
    const { number } = book.take({ child: true });
    const second = book.take({ ...RAISED, child: true, frequency: '7', original: number }).number;
    const { settlement } = book.take({ child: true, frequency: '7', original: second });
    expect(settlement).toMatchObject({ act: 'replace', original: { claimNumber: second } });
  });

  test('a correction whose limit for new claims is over is still in time', () => {
    const book = new Book();
    const { number } = book.take({}, '20250401');
    expect(book.take({ ...RAISED, frequency: '7', original: number }, '20270401').settlement.act).toBe(
      'replace',
    );
  });

  test('a late correction is denied and leaves the original', () => {
    const book = new Book();
    const { number } = book.take({}, '20250401');
    const { settlement } = book.take({ ...RAISED, frequency: '7', original: number }, '20270402');
    expect(settlement.act).toBe('decide');
    expect(codes(decisionIn(settlement))).toBe('CO-29 22000');
    expect(book.state(number)).toBe('decided');
  });

  test('a correction that must wait leaves the original until it is decided', () => {
    const book = new Book();
    const { number } = book.take({});
    const { settlement } = book.take({ lines: [{ procedure: 'G9999' }], frequency: '7', original: number });
    expect(settlement).toMatchObject({
      act: 'decide',
      decision: { status: 'pended', facts: { originalClaimNumber: number } },
    });
    expect(book.state(number)).toBe('decided');
  });

  test('a profile without the rule waits for a person', () => {
    const book = new Book(world, { ...profile, rules: profile.rules.filter((rule) => rule.id !== 'KP-20') });
    const { number } = book.take({});
    expect(decisionIn(book.take({ ...RAISED, frequency: '7', original: number }).settlement).status).toBe(
      'pended',
    );
  });
});

describe('KP-22 the number of the original', () => {
  test('from a note, written in parts', () => {
    const book = new Book();
    const { number } = book.take({});
    const note = `CORRECTED CLAIM, ORIGINAL ${number.slice(0, 5)} ${number.slice(5, 12)}-${number.slice(12)}.`;
    expect(book.take({ ...RAISED, frequency: '7', note }).settlement).toMatchObject({
      act: 'replace',
      original: { claimNumber: number },
    });
  });

  test('both places may name the same claim', () => {
    const book = new Book();
    const { number } = book.take({});
    expect(book.take({ ...RAISED, frequency: '7', original: number, note: number }).settlement.act).toBe(
      'replace',
    );
  });

  test.each([
    ['no number', {}],
    ['an unknown number', { original: '2509100999992' }],
    ["another payer's number", { original: 'ABC123' }],
  ])('%s: CO-16, M47 and N152', (_name, spec) => {
    const book = new Book();
    book.take({});
    const decision = decisionIn(book.take({ ...RAISED, ...spec, frequency: '7' }).settlement);
    expect(codes(decision)).toBe('CO-16 22000');
    expect(decision.lines[0]?.remarks).toEqual(['M47', 'N152']);
  });

  test('two different claims named: neither is touched', () => {
    const book = new Book();
    const first = book.take({}).number;
    const second = book.take({ lines: [{ day: '20250311' }] }).number;
    const { settlement } = book.take({ ...RAISED, frequency: '7', original: first, note: `ALSO ${second}` });
    expect(settlement.act).toBe('decide');
    expect([book.state(first), book.state(second)]).toEqual(['decided', 'decided']);
  });

  test.each([
    ['member', { child: true }],
    ['provider', { npi: OTHER_NPI }],
  ])('of another %s: not found', (_name, spec) => {
    const data = {
      ...world,
      contracts: [contract, { ...contract, npi: OTHER_NPI, payeeId: 'OTHER' }],
      providers: [...world.providers, { npi: OTHER_NPI }],
    };
    const book = new Book(data);
    const { number } = book.take({});
    expect(
      codes(decisionIn(book.take({ ...RAISED, ...spec, frequency: '7', original: number }).settlement)),
    ).toBe('CO-16 22000');
    expect(book.state(number)).toBe('decided');
  });
});

describe('KP-23 void', () => {
  test('identical: the original is taken back', () => {
    const book = new Book();
    const { number } = book.take({});
    expect(book.take({ frequency: '8', original: number }).settlement).toMatchObject({
      act: 'void',
      original: { claimNumber: number },
    });
    expect(book.state(number)).toBe('voided');
  });

  test.each([
    ['charge', { lines: [{ chargeCents: 15001 }] }],
    ['date', { lines: [{ day: '20250311' }] }],
    ['line', { lines: [{}, {}] }],
  ])('another %s: refused, the original stands', (_name, spec) => {
    const book = new Book();
    const { number } = book.take({});
    const decision = decisionIn(book.take({ ...spec, frequency: '8', original: number }).settlement);
    expect(decision.status).toBe('denied');
    expect(decision.lines[0]?.remarks).toEqual(['N152']);
    expect(book.state(number)).toBe('decided');
  });
});

describe('KP-25 awkward targets', () => {
  const WAITS: ClaimSpec = { lines: [{ procedure: 'G9999' }] };

  test('7 of a pended claim: replaced without reversal, N779', () => {
    const book = new Book();
    const { number } = book.take(WAITS);
    const { settlement } = book.take({ frequency: '7', original: number });
    expect(settlement).toMatchObject({
      act: 'replace',
      original: { state: 'pended' },
      decision: { status: 'paid', remarks: ['N779'] },
    });
  });

  test('8 of a pended claim: withdrawn', () => {
    const book = new Book();
    const { number } = book.take(WAITS);
    const { settlement } = book.take({ ...WAITS, frequency: '8', original: number });
    expect(settlement).toMatchObject({ act: 'void', original: { state: 'pended' } });
    expect(book.state(number)).toBe('withdrawn');
  });

  test('7 of a denied claim: a zero-paid original gives way', () => {
    const book = new Book();
    const { number } = book.take({ lines: [{ unitsMilli: 0 }] });
    const { settlement } = book.take({ frequency: '7', original: number });
    expect(settlement).toMatchObject({
      act: 'replace',
      original: { decision: { status: 'denied', paidCents: 0 } },
      decision: { paidCents: 9860 },
    });
  });

  test.each(['7', '8'])('%s of a voided claim: CO-16 and N152', (frequency) => {
    const book = new Book();
    const { number } = book.take({});
    book.take({ frequency: '8', original: number });
    const spec = frequency === '8' ? { lines: [{ chargeCents: 1 }] } : RAISED;
    const decision = decisionIn(book.take({ ...spec, frequency, original: number }).settlement);
    expect(codes(decision)).toContain('CO-16');
    expect(decision.lines[0]?.remarks).toEqual(['N152']);
  });

  test('7 of a replaced claim acts on the live version', () => {
    const book = new Book();
    const { number } = book.take({});
    const second = book.take({ ...RAISED, frequency: '7', original: number }).number;
    const { settlement } = book.take({ lines: [{ chargeCents: 170_00 }], frequency: '7', original: number });
    expect(settlement).toMatchObject({ act: 'replace', original: { claimNumber: second } });
  });

  test('8 after a replacement, identical to the first version: the live one is taken back', () => {
    const book = new Book();
    const { number } = book.take({});
    const second = book.take({ ...RAISED, frequency: '7', original: number }).number;
    expect(book.take({ frequency: '8', original: number }).settlement).toMatchObject({
      act: 'void',
      original: { claimNumber: second },
    });
  });

  test.each([
    ['7', RAISED],
    ['8', {}],
  ])('the same %s twice is a duplicate', (frequency, spec) => {
    const book = new Book();
    const { number } = book.take({});
    book.take({ ...spec, frequency, original: number });
    const { settlement } = book.take({ ...spec, frequency, original: number });
    expect(settlement.act).toBe('decide');
    expect(codes(decisionIn(settlement))).toContain('OA-18');
  });

  test('7 before its original: not found, and the original is then paid', () => {
    const book = new Book();
    const early = book.take({ frequency: '7', original: '2509100000023' });
    expect(codes(decisionIn(early.settlement))).toBe('CO-16 15000');
    const late = book.take({});
    expect(late.number).toBe('2509100000023');
    expect(decisionIn(late.settlement).status).toBe('paid');
  });

  test('a refused rebill cannot be replaced: the paid claim would stay beside it', () => {
    const book = new Book();
    book.take({});
    const rebill = book.take({}).number;
    expect(codes(decisionIn(book.take({ ...RAISED, frequency: '7', original: rebill }).settlement))).toBe(
      'CO-16 22000',
    );
  });

  test('a second correction of one that waits, waits too', () => {
    const book = new Book();
    const { number } = book.take({});
    const waiting = book.take({ ...WAITS, frequency: '7', original: number }).number;
    expect(
      decisionIn(book.take({ ...RAISED, frequency: '7', original: waiting }).settlement).pendReason,
    ).toContain('KP-25');
    expect([book.state(number), book.state(waiting)]).toEqual(['decided', 'pended']);
  });
});

describe("KP-60 the member's share", () => {
  test('deductible, then coinsurance on the rest', () => {
    // 20 × 43.60 = 872.00 allowed; 500.00 deductible; 20 % of 372.00 = 74.40.
    const decision = decide(imaging(20));
    expect(codes(decision)).toBe('CO-45 912800, PR-1 50000, PR-2 7440');
    expect(decision).toMatchObject({ paidCents: 29760, patientResponsibilityCents: 57440 });
  });

  test('accumulators across claims', () => {
    const book = new Book();
    expect(codes(decisionIn(book.take(imaging(5)).settlement))).toContain('PR-1 21800');
    // 282.00 is left of the deductible: 436.00 − 282.00 = 154.00, of which 20 % = 30.80.
    expect(codes(decisionIn(book.take(imaging(10)).settlement))).toContain('PR-1 28200, PR-2 3080');
    expect(codes(decisionIn(book.take(imaging(1)).settlement))).toContain('CO-45 995640, PR-2 872');
  });

  test('the family may meet it first', () => {
    const book = new Book();
    book.take(imaging(20));
    // 300.00 of the family's 800.00 is left for the child; 872.00 − 300.00 = 572.00, of which 20 % = 114.40.
    const decision = decisionIn(book.take({ ...imaging(20), child: true }).settlement);
    expect(codes(decision)).toContain('PR-1 30000, PR-2 11440');
    expect(decision.accumulators).toEqual([
      {
        holder: CHILD,
        scope: 'individual',
        planId: 'PLAN',
        year: '2025',
        deductibleCents: 30000,
        outOfPocketCents: 41440,
      },
      {
        holder: SUBSCRIBER,
        scope: 'family',
        planId: 'PLAN',
        year: '2025',
        deductibleCents: 30000,
        outOfPocketCents: 41440,
      },
    ]);
  });

  test('nothing beyond the out-of-pocket maximum', () => {
    const book = new Book();
    // 200 × 43.60 = 8,720.00: 500.00 + 20 % of 8,220.00 = 1,644.00, cut at 2,000.00 in all.
    const first = decisionIn(book.take(imaging(200)).settlement);
    expect(first.patientResponsibilityCents).toBe(200_000);
    expect(codes(first)).toContain('PR-1 50000, PR-2 150000');
    expect(codes(decisionIn(book.take({}).settlement))).toBe('CO-45 2640');
  });

  test('each year has its own limits', () => {
    const book = new Book();
    book.take(imaging(20));
    const spec = { lines: [{ ...imaging(20).lines?.[0], day: '20240501' }] };
    expect(codes(decisionIn(book.take(spec).settlement))).toContain('PR-1 50000');
  });

  test('a claim over the turn of the year uses the limits of both', () => {
    const lines = ['20241230', '20250102'].map((day) => ({ ...imaging(20).lines?.[0], day }));
    const book = new Book();
    expect(benefitYears(book.price({ lines }))).toEqual(['2024', '2025']);
    const decision = decisionIn(book.take({ lines }).settlement);
    expect([codes(decision, 1), codes(decision, 2)]).toEqual([
      'CO-45 912800, PR-1 50000, PR-2 7440',
      'CO-45 912800, PR-1 50000, PR-2 7440',
    ]);
  });

  test('one copay for a visit, never above what is allowed', () => {
    const visit = {
      lines: [{ chargeCents: 10_00 }, { procedure: '99214', chargeCents: 300_00 }, { day: '20250311' }],
    };
    const decision = decide(visit);
    expect([1, 2, 3].map((ordinal) => codes(decision, ordinal))).toEqual([
      'PR-3 1000',
      expect.stringMatching(/PR-3 1500$/),
      'CO-45 2640, PR-3 2500',
    ]);
  });

  test('a replacement gives the limits back first', () => {
    const book = new Book();
    const { number } = book.take(imaging(20));
    const again = decisionIn(book.take({ ...imaging(10), frequency: '7', original: number }).settlement);
    // As if it were the first claim: 436.00 all goes to the deductible.
    expect(codes(again)).toContain('PR-1 43600');
    expect(book.history.accumulated(SUBSCRIBER, 'individual', 'PLAN', '2025')).toEqual({
      deductibleCents: 43600,
      outOfPocketCents: 43600,
    });
  });

  test('a claim and its void: nothing ever happened', () => {
    const book = new Book();
    const { number } = book.take(imaging(20));
    book.take({ ...imaging(20), frequency: '8', original: number });
    expect(book.history.accumulated(SUBSCRIBER, 'family', 'PLAN', '2025')).toEqual({
      deductibleCents: 0,
      outOfPocketCents: 0,
    });
  });

  test('a plan not on file waits for a person', () => {
    expect(decide({}, { ...world, plans: [] }).pendReason).toBe('benefits: the plan is not on file');
  });
});

test.each([
  ['medicaid', 'CO-45 2640'],
  ['commercial', 'CO-45 2640, PR-3 2500'],
] as const)('KP-63 a member of %s: %s', (lineOfBusiness, expected) => {
  const data = worldWith([{ ...coverage, lineOfBusiness }], { plans: [{ ...plan, lineOfBusiness }] });
  expect(codes(decide({}, data))).toBe(expected);
});
