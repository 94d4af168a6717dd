import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assertBalanced } from '../../src/adjudication/assert-balanced.ts';
import {
  coordinatedPayment,
  coordinationReport,
  maintainedAllowed,
  memberLeftCents,
} from '../../src/adjudication/coordination/coordinated-payment.ts';
import { claimStatusOf, payersBeforeUs } from '../../src/adjudication/coordination/payers-before-us.ts';
import { impactOf, priorPayments } from '../../src/adjudication/coordination/prior-payment.ts';
import type { LineAdjudication } from '../../src/claim/claim.ts';
import { type ClaimSpec, claimOf, codes, plan } from './fixtures.ts';
import {
  adjusted,
  change,
  decideBy,
  inProgram,
  memberOf,
  otherCoverage,
  type PrimarySpec,
  payerBefore,
  rulesOf,
  secondary,
  withParameter,
} from './shipped.ts';

const cents = (dollars: number): number => Math.round(dollars * 100);
const prior = (paid: number, contractual = 0, share = 0) => ({
  paidCents: cents(paid),
  contractualCents: cents(contractual),
  shareCents: cents(share),
});

test.each([
  ['P', '1'],
  ['S', '2'],
  ['T', '3'],
  ['A', '3'],
  ['H', '3'],
  ['U', '1'],
  ['', '1'],
])('SBR01 %s → CLP02 %s', (responsibility, status) => {
  expect(claimStatusOf(responsibility)).toBe(status);
});

test('payers before us are those of a lower rank, first to last', () => {
  const payers = ['T', 'S', 'P', 'U', 'A'].map((responsibility) => payerBefore({ responsibility }));
  const before = (responsibility: string) =>
    payersBeforeUs({ ...claimOf({ responsibility }), otherPayers: payers }).map(
      (each) => each.payerResponsibility,
    );
  expect(before('T')).toEqual(['P', 'S']);
  expect(before('A')).toEqual(['P', 'S', 'T']);
  expect(before('P')).toEqual([]);
  expect(before('U')).toEqual([]);
});

/** Published inputs: 42 CFR 411.33(b) and a carrier's payment calculation. */
test.each([
  ['42 CFR 411.33(b)', 175, 150, 120, 125, 0, 30],
  ['carrier, first', 500, 500, 400, 375, 0, 100],
  ['carrier, second', 300, 200, 160, 250, 0, 90],
  ['carrier, deductible unmet', 150, 150, 120, 120, 100, 16],
])('Medicare secondary, %s', (_name, charge, primaryAllowed, primaryPaid, allowed, unmet, expected) => {
  const line = {
    chargeCents: cents(charge),
    allowedCents: cents(allowed),
    normalCents: cents((allowed - unmet) * 0.8),
    prior: prior(primaryPaid, 0, primaryAllowed - primaryPaid),
  };
  expect(coordinatedPayment('medicare-secondary', line)).toBe(cents(expected));
});

describe('the three commercial formulas on one published case', () => {
  const line = { chargeCents: 15000, allowedCents: 12500, normalCents: 9375, prior: prior(75, 25) };

  test('non-duplication: the benefit less what was paid', () => {
    expect(coordinatedPayment('maintenance', line)).toBe(1875);
  });

  test('maintenance of benefits on the balance', () => {
    const base = maintainedAllowed(line.allowedCents, line.prior);
    expect(base).toBe(5000);
    const paid = coordinatedPayment('maintenance-allowed', { ...line, normalCents: base * 0.75 });
    expect(paid).toBe(3750);
    expect(memberLeftCents(line, paid)).toBe(1250);
  });

  test('standard: the lesser of the benefit and the balance', () => {
    expect(coordinatedPayment('standard', line)).toBe(5000);
    expect(coordinatedPayment('standard', { ...line, prior: prior(10, 25) })).toBe(9375);
  });
});

/** The X12 committee's examples for a claim of 500.00: allowed, impact, share, paid → OA-23, CO-45, OA-94. */
test.each([
  ['1', 500, 400, 0, 100, 400, 0, 0],
  ['2', 600, 250, 0, 350, 250, 0, -100],
  ['3', 700, 600, 0, 100, 600, 0, -200],
  ['4', 600, 500, 0, 100, 500, 0, -100],
  ['4B', 600, 500, 0, 0, 500, 100, -100],
  ['5A', 500, 400, 0, 100, 400, 0, 0],
  ['6', 500, 400, 100, 0, 400, 0, 0],
  ['7', 350, 250, 0, 100, 250, 150, 0],
  ['8', 350, 0, 70, 280, 0, 150, 0],
  ['9', 450, 400, 0, 100, 400, 0, 0],
  ['RFI 1696', 375, 425, 0, 65, 425, 10, 0],
])('example %s', (_name, allowed, impact, share, paid, oa23, co45, oa94) => {
  const report = coordinationReport(cents(500), cents(allowed), cents(impact), cents(share), cents(paid));
  expect(report).toEqual({
    impactCents: cents(oa23),
    contractualCents: cents(co45),
    excessCents: oa94 === 0 ? report.excessCents : cents(oa94),
  });
  expect(report.excessCents + 0).toBe(cents(oa94) + 0);
  expect(cents(500) - cents(oa23) - cents(co45) - cents(oa94) - cents(share)).toBe(cents(paid));
});

test('whatever the amounts, the report explains the charge', () => {
  const amount = fc.nat(1_000_000);
  fc.assert(
    fc.property(amount, amount, amount, amount, amount, (charge, allowed, impact, share, paid) => {
      const report = coordinationReport(charge, allowed, impact, share, paid);
      expect(charge - report.impactCents - report.contractualCents - report.excessCents - share).toBe(paid);
      expect(report.contractualCents).toBeGreaterThanOrEqual(0);
    }),
  );
});

describe('what came before, line by line', () => {
  const onLine = (payerId: string, paid: number, adjustments: LineAdjudication['adjustments']) => ({
    payerId,
    paidCents: cents(paid),
    procedure: '99213',
    units: '1',
    adjustments,
    adjudicationDate: '',
  });

  test('2430 where lines are told; CO and PI are written off, PR is left, OA-23 is told again', () => {
    const adjustments = [
      adjusted('CO', '45', 30),
      adjusted('PI', '97', 5),
      adjusted('PR', '2', 20),
      adjusted('OA', '23', 9),
    ];
    const claim = claimOf(secondary([payerBefore({ paidCents: 9500 })], { responsibility: 'S' }));
    const [line] = claim.lines;
    const told = { ...claim, lines: [{ ...line!, adjudications: [onLine('11111', 95, adjustments)] }] };
    expect(priorPayments(told)).toEqual([prior(95, 35, 20)]);
  });

  test('2320 alone is spread by charge, to the cent', () => {
    const payer = payerBefore({
      paidCents: 10000,
      adjustments: [adjusted('CO', '45', 0.05), adjusted('PR', '1', 1)],
    });
    const claim = claimOf(
      secondary([payer], { lines: [{ chargeCents: 10000 }, { chargeCents: 10000 }, { chargeCents: 10000 }] }),
    );
    const rows = priorPayments(claim);
    expect(rows.map(({ paidCents }) => paidCents)).toEqual([3334, 3333, 3333]);
    expect(rows.reduce((sum, row) => sum + row.contractualCents, 0)).toBe(5);
    expect(rows.reduce((sum, row) => sum + row.shareCents, 0)).toBe(100);
  });

  test('two payers: both paid, both wrote off, the share is what the last one left', () => {
    const claim = claimOf(
      secondary([
        payerBefore({
          paidCents: 6000,
          id: 'A',
          adjustments: [adjusted('CO', '45', 50), adjusted('PR', '2', 40)],
        }),
        payerBefore({
          paidCents: 3000,
          id: 'B',
          responsibility: 'S',
          adjustments: [adjusted('OA', '23', 110), adjusted('PR', '2', 10)],
        }),
      ]),
    );
    expect(priorPayments(claim)).toEqual([prior(90, 50, 10)]);
    expect(impactOf(priorPayments(claim)[0]!)).toBe(14000);
  });
});

/** 99213 in King County is allowed 123.60 of 150.00; the visit's copay is 25.00. */
describe('KP-68 secondary decisions', () => {
  const told = (spec: PrimarySpec): ClaimSpec => secondary([payerBefore(spec)]);

  test('standard: the payers together pay what is allowed', () => {
    const decision = decideBy(
      told({ paidCents: 8000, adjustments: [adjusted('CO', '45', 30), adjusted('PR', '3', 40)] }),
    );
    expect(codes(decision)).toBe('OA-23 11000');
    expect(decision).toMatchObject({ claimStatus: '2', paidCents: 4000, patientResponsibilityCents: 0 });
  });

  test('our benefit bounds it, and the rest is written off or the member owes it', () => {
    const decision = decideBy(told({ paidCents: 1000, adjustments: [adjusted('PR', '1', 140)] }));
    expect(codes(decision)).toBe('OA-23 1000, CO-45 2640, PR-3 1500');
    expect(decision).toMatchObject({ paidCents: 9860, patientResponsibilityCents: 1500 });
  });

  test('paid in full by the primary: nothing is left', () => {
    const decision = decideBy(told({ paidCents: 15000 }));
    expect(codes(decision)).toBe('OA-23 15000');
    expect(decision.paidCents).toBe(0);
  });

  test('what the primary paid beyond the charge comes back as OA-94', () => {
    const decision = decideBy(told({ paidCents: 16000 }));
    expect(codes(decision)).toBe('OA-23 16000, OA-94 -1000');
  });

  test('maintenance of benefits: the benefit less what the primary paid', () => {
    const data = memberOf('commercial');
    const maintained = withParameter('KP-68', 'maintenancePlans', 'PLAN');
    const decision = decideBy(
      told({ paidCents: 8000, adjustments: [adjusted('PR', '3', 70)] }),
      data,
      undefined,
      maintained,
    );
    expect(codes(decision)).toBe('OA-23 8000, CO-45 2640, PR-3 2500');
    expect(decision.paidCents).toBe(1860);
  });

  test('tertiary: CLP02 3', () => {
    const payers = [
      payerBefore({ paidCents: 5000, id: 'A', adjustments: [adjusted('PR', '2', 100)] }),
      payerBefore({ paidCents: 4000, id: 'B', responsibility: 'S', adjustments: [adjusted('PR', '2', 60)] }),
    ];
    const decision = decideBy(secondary(payers));
    expect(decision).toMatchObject({ claimStatus: '3', paidCents: 6000 });
    expect(codes(decision)).toBe('OA-23 9000');
  });

  test('only what is still the member’s counts toward the limits', () => {
    const spec: ClaimSpec = { lines: [{ procedure: '71046', chargeCents: 10000 }] };
    const decision = decideBy(
      secondary([payerBefore({ paidCents: 3000, adjustments: [adjusted('PR', '1', 70)] })], spec),
    );
    // 43.60 allowed, 30.00 paid: of the deductible 13.60 is left to the member.
    expect(codes(decision)).toBe('OA-23 3000, CO-45 5640, PR-1 1360');
    expect(decision.accumulators[0]).toMatchObject({ deductibleCents: 1360, outOfPocketCents: 1360 });
  });

  test('whatever others paid, a decision balances and nobody pays twice', () => {
    const payer = fc.record({
      paidCents: fc.nat(20000),
      contractual: fc.nat(10000),
      share: fc.nat(10000),
    });
    const line = fc.record({
      procedure: fc.constantFrom('99213', '71046', '80053'),
      chargeCents: fc.nat(30000),
    });
    const plans = fc.constantFrom('', 'PLAN');
    const bases = fc.constantFrom('benefit', 'allowed');
    fc.assert(
      fc.property(
        payer,
        fc.array(line, { minLength: 1, maxLength: 3 }),
        plans,
        bases,
        (paid, lines, planId, base) => {
          const before = payerBefore({
            paidCents: paid.paidCents,
            adjustments: [
              adjusted('CO', '45', paid.contractual / 100),
              adjusted('PR', '2', paid.share / 100),
            ],
          });
          const profile = withParameter('KP-68', 'maintenancePlans', planId);
          const rules = profile.rules.map((rule) =>
            rule.id === 'KP-68'
              ? { ...rule, parameters: new Map([...rule.parameters, ['maintenanceBase', base]]) }
              : rule,
          );
          const decision = decideBy(
            secondary([before], { lines, note: 'COBZ' }),
            memberOf('commercial'),
            undefined,
            {
              ...profile,
              rules,
            },
          );
          assertBalanced(decision);
          const alone = decideBy({ lines });
          expect(decision.paidCents).toBeLessThanOrEqual(alone.paidCents);
          expect(decision.patientResponsibilityCents).toBeLessThanOrEqual(alone.patientResponsibilityCents);
        },
      ),
      { numRuns: 120 },
    );
  });
});

describe('KP-67 what a secondary claim must carry', () => {
  const answer = (spec: PrimarySpec, more: ClaimSpec = {}) => {
    const decision = decideBy(secondary([payerBefore(spec)], more));
    return decision.status === 'denied' ? decision.lines[0]!.remarks : [];
  };

  test.each([
    ['complete', { paidCents: 5000 }, {}, []],
    ['no payer', { paidCents: 5000, name: '' }, {}, ['MA04']],
    ['no insured', { paidCents: 5000, insured: '' }, {}, ['MA92']],
    ['no amount', {}, {}, ['N4']],
    ['zero without a note', { paidCents: 0 }, {}, ['N4']],
    ['zero with COBZ', { paidCents: 0 }, { note: 'COBZ' }, []],
    ['zero with COB = Z', { paidCents: 0 }, { note: 'PRIMARY COB = Z' }, []],
    ['everything at once', { name: '', insured: '' }, {}, ['MA04', 'MA92', 'N4']],
    ['Medicare', { indicator: 'MB' }, {}, []],
  ] as const)('%s', (_name, spec, more, expected) => {
    expect(answer(spec, more)).toEqual(expected);
  });

  test('no payer at all', () => {
    expect(decideBy(secondary([])).lines[0]?.remarks).toEqual(['MA04']);
  });

  test('an accident names its cause', () => {
    const accident = (code: string): ClaimSpec => ({
      change: (claim) => ({
        ...claim,
        relatedCauses: ['OA'],
        codes: [...claim.codes, { qualifier: 'ABF', code }],
      }),
    });
    expect(answer({ paidCents: 5000 }, accident('I10'))).toEqual(['M64']);
    expect(answer({ paidCents: 5000 }, accident('W010XXA'))).toEqual([]);
  });
});

describe('KP-64 QMB', () => {
  const data = memberOf('medicare-advantage', { programs: [inProgram('qmb')] });
  test('the share is not the member’s: OA-209 with its alerts, and what is paid stays', () => {
    const decision = decideBy({}, data);
    expect(codes(decision)).toMatch(/OA-209 2500$/);
    expect(decision).toMatchObject({ patientResponsibilityCents: 0 });
    expect(decision.paidCents).toBe(decideBy({}, memberOf('medicare-advantage')).paidCents);
    expect(decision.lines[0]?.remarks).toEqual(['N781', 'N782', 'N783']);
  });

  test('as secondary CO-303', () => {
    const spec = secondary([payerBefore({ paidCents: 1000, adjustments: [adjusted('PR', '1', 140)] })]);
    expect(codes(decideBy(spec, data))).toContain('CO-303 1500');
  });

  test.each([
    ['outside the span', { lines: [{ day: '20241231' }] }, data],
    ['another line of business', {}, memberOf('commercial', { programs: [inProgram('qmb')] })],
    ['no program', {}, memberOf('medicare-advantage')],
  ])('%s: PR-3 as ever', (_name, spec, world) => {
    expect(codes(decideBy(spec, world))).toContain('PR-3 2500');
  });
});

describe('KP-65 crossover', () => {
  const medicare = (remarks: readonly string[]) =>
    secondary([
      payerBefore({ indicator: 'MB', paidCents: 8000, adjustments: [adjusted('PR', '2', 20)], remarks }),
    ]);

  test('MA18: passed on by Medicare itself, so this one is a duplicate', () => {
    const decision = decideBy(medicare(['MA18']));
    expect(codes(decision)).toBe('OA-18 15000');
    expect(decision.lines[0]?.remarks).toEqual(['N522']);
  });

  test('no such remark: coordinated', () => {
    expect(codes(decideBy(medicare(['MA01'])))).toContain('OA-23');
  });

  test('the claim that crosses over is taken', () => {
    const profile = withParameter('KP-65', 'submitters', 'COBA01');
    const spec = medicare(['MA18']);
    const crossing: ClaimSpec = {
      ...spec,
      change: (claim) => ({ ...spec.change!(claim), submitter: { ...claim.submitter, id: 'COBA01' } }),
    };
    expect(codes(decideBy(crossing, memberOf('commercial'), undefined, profile))).toContain('OA-23');
  });
});

describe('KP-66 hospice', () => {
  const data = memberOf('medicare-advantage', { programs: [inProgram('hospice')] });
  const afterMedicare = (modifiers: readonly string[]) =>
    secondary(
      [
        payerBefore({
          indicator: 'MB',
          paidCents: 8000,
          adjustments: [adjusted('CO', '45', 30), adjusted('PR', '2', 40)],
        }),
      ],
      {
        lines: [{ modifiers }],
      },
    );

  test('a service of the hospice is Medicare’s', () => {
    expect(codes(decideBy({}, data))).toBe('CO-B9 15000');
    expect(codes(decideBy(afterMedicare(['GV']), data))).toBe('CO-B9 15000');
  });

  test('another service: Medicare first', () => {
    expect(codes(decideBy({ lines: [{ modifiers: ['GW'] }] }, data))).toBe('CO-22 15000');
  });

  test('the balance of another service is ours', () => {
    expect(decideBy(afterMedicare(['GW']), data)).toMatchObject({ paidCents: 4000 });
  });

  test('condition code 07 says it on an institutional claim', () => {
    const spec: ClaimSpec = {
      kind: 'institutional',
      lines: [{ revenueCode: '0510', procedure: '99213' }],
      change: (claim) => ({ ...claim, codes: [...claim.codes, { qualifier: 'BG', code: '07' }] }),
    };
    expect(codes(decideBy(spec, data))).toBe('CO-22 15000');
  });

  test('outside the election nothing changes', () => {
    expect(codes(decideBy({ lines: [{ day: '20241231' }] }, data))).toMatch(/^CO-45 \d+, PR-3 2500$/);
  });

  test('what we referred is paid without a share', () => {
    const authorization = {
      number: 'A1',
      memberId: '00012345',
      npi: '',
      codes: '',
      status: 'approved' as const,
      from: '20250101',
      to: '',
    };
    const spec = secondary([
      payerBefore({ indicator: 'MB', paidCents: 1000, adjustments: [adjusted('PR', '1', 140)] }),
    ]);
    expect(codes(decideBy(spec, memberOf('commercial')))).toContain('PR-3');
    expect(codes(decideBy(spec, memberOf('commercial', { authorizations: [authorization] })))).not.toContain(
      'PR-3',
    );
  });
});

describe('KP-70 and KP-73 payers we know of', () => {
  const stay = (from: string, through: string): ClaimSpec => ({
    kind: 'institutional',
    billType: '11',
    lines: [{ day: from, revenueCode: '0120', procedure: '' }],
    through,
  });
  const data = (facts: object) =>
    memberOf('commercial', { otherCoverages: [otherCoverage('medicare-a', { from: '20250312', ...facts })] });

  test.each([
    ['begins within the stay', '20250310', '20250315', 'KP-70'],
    ['begins on the last full day', '20250310', '20250313', 'KP-70'],
    ['begins on the day of discharge', '20250310', '20250312', ''],
    ['begins after it', '20250305', '20250311', ''],
    ['began before it', '20250312', '20250315', 'KP-73'],
  ])('Medicare %s', (_name, from, through, rule) => {
    const decision = decideBy(stay(from, through), data({}));
    expect(rulesOf(decision).includes(rule) ? rule : '').toBe(rule);
    if (rule !== '') expect(codes(decision)).toBe('CO-22 15000');
  });

  test('Part B pays no stay', () => {
    const part = memberOf('commercial', {
      otherCoverages: [otherCoverage('medicare', { from: '20250312' })],
    });
    expect(rulesOf(decideBy(stay('20250310', '20250315'), part))).not.toContain('KP-70');
  });

  test.each([
    ['before us', { isBeforeUs: true }, 'CO-22 15000'],
    ['after us', { isBeforeUs: false }, 'CO-45 2640, PR-3 2500'],
    ['ended', { to: '20250309' }, 'CO-45 2640, PR-3 2500'],
  ])('KP-73 a group plan %s', (_name, facts, expected) => {
    const world = memberOf('commercial', { otherCoverages: [otherCoverage('group', facts)] });
    expect(codes(decideBy({}, world))).toBe(expected);
  });

  test('KP-73 what has decided stands on the claim', () => {
    const world = memberOf('commercial', { otherCoverages: [otherCoverage('group')] });
    expect(codes(decideBy(secondary([payerBefore({ paidCents: 8000 })]), world))).toContain('OA-23');
  });
});

describe('KP-71 motor vehicle accident', () => {
  const auto = (facts: object = {}): ClaimSpec => ({ change: change({ relatedCauses: ['AA'], ...facts }) });
  const withOccurrence = (code: string): ClaimSpec => ({
    change: (claim) => ({ ...claim, codes: [...claim.codes, { qualifier: 'BH', code }] }),
  });

  test('nobody knows of a carrier: somebody asks', () => {
    expect(decideBy(auto()).pendReason).toContain('KP-71');
  });

  test.each([
    ['01', 'OA-21 15000'],
    ['02', 'OA-21 15000'],
    ['03', 'OA-20 15000'],
    ['11', 'CO-45 2640, PR-3 2500'],
  ])('occurrence %s: %s', (code, expected) => {
    expect(codes(decideBy(withOccurrence(code)))).toBe(expected);
  });

  test.each([
    ['auto', 'OA-21 15000'],
    ['liability', 'OA-20 15000'],
    ['no-auto', 'CO-45 2640, PR-3 2500'],
  ] as const)('our record of kind %s: %s', (kind, expected) => {
    const data = memberOf('commercial', { otherCoverages: [otherCoverage(kind)] });
    expect(codes(decideBy(auto(), data))).toBe(expected);
  });

  test("the carrier's refusal lets us go on", () => {
    const refused = auto({ attachments: [{ type: 'EB', transmission: 'AA', controlNumber: '' }] });
    expect(codes(decideBy(refused))).toBe('CO-45 2640, PR-3 2500');
    const decided = secondary([payerBefore({ indicator: 'AM', paidCents: 0 })], {
      change: (claim) => ({
        ...claim,
        relatedCauses: ['AA'],
        codes: [...claim.codes, { qualifier: 'ABF', code: 'V4352XA' }],
      }),
    });
    expect(decideBy(decided).status).toBe('paid');
  });
});

describe('KP-72 injury at work', () => {
  const covered = withParameter('KP-72', 'coveredPlans', 'PLAN');
  const work = (facts: object = {}): ClaimSpec => ({ change: change({ relatedCauses: ['EM'], ...facts }) });
  const refusal = { attachments: [{ type: 'EB', transmission: 'AA', controlNumber: '' }] };
  const by = (spec: ClaimSpec, profile = covered) =>
    codes(decideBy(spec, memberOf('commercial'), undefined, profile));

  test.each([
    ['excluded by the agreement', work(refusal), withParameter('KP-72', 'coveredPlans', ''), 'CO-19 15000'],
    ['no refusal', work(), covered, 'CO-19 15000'],
    ['refused by the carrier, covered by the plan', work(refusal), covered, 'CO-45 2640, PR-3 2500'],
  ])('%s', (_name, spec, profile, expected) => {
    expect(by(spec, profile)).toBe(expected);
  });

  test('occurrence 04 says it too', () => {
    const spec: ClaimSpec = {
      change: (claim) => ({ ...claim, codes: [...claim.codes, { qualifier: 'BH', code: '04' }] }),
    };
    expect(by(spec)).toBe('CO-19 15000');
  });

  test.each([
    ['for want of its own authorization', '197', 'CO-19 15000'],
    ['as not its own', '19', 'CO-45 2640, PR-3 2500'],
  ])('the carrier refused %s', (_name, reason, expected) => {
    const carrier = payerBefore({ indicator: 'WC', paidCents: 0, adjustments: [adjusted('OA', reason, 0)] });
    const spec = secondary([carrier], {
      change: (claim) => ({
        ...claim,
        relatedCauses: ['EM'],
        codes: [...claim.codes, { qualifier: 'ABF', code: 'W010XXA' }],
      }),
    });
    expect(by(spec)).toBe(expected);
  });
});

test('KP-63 after another payer a Medicaid member still owes nothing', () => {
  const data = memberOf('medicaid', { plans: [{ ...plan, lineOfBusiness: 'medicaid' }] });
  const decision = decideBy(
    secondary([payerBefore({ paidCents: 2000, adjustments: [adjusted('PR', '2', 130)] })]),
    data,
  );
  expect(decision).toMatchObject({ patientResponsibilityCents: 0, paidCents: 10360 });
});
