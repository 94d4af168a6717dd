import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyHistory } from '../../../src/adjudication/history.ts';
import { priceClaim } from '../../../src/adjudication/price-claim.ts';
import { transferFractionE4 } from '../../../src/adjudication/pricing/transfer.ts';
import { settle } from '../../../src/adjudication/settle.ts';
import type { Claim, InstitutionalPart } from '../../../src/claim/claim.ts';
import { productHalfUp } from '../../../src/money/unit-fee.ts';
import { buildSnapshot } from '../../../src/reference/build-snapshot.ts';
import { emptyReferenceData } from '../../../src/reference/importers/import-reference.ts';
import { loadSpecs } from '../../../src/reference/load-specs.ts';
import type { Composite, DrgWeight, RateTable } from '../../../src/reference/rate-tables.ts';
import type { ContractTerm } from '../../../src/reference/records.ts';
import { claimOf, contract, coverage, decisionIn, type LineSpec, NPI, rule, worldWith } from '../fixtures.ts';
import { priced, rates, told } from './priced.ts';

const weight = (weightE4: number, gmlosTenths: number, more: Partial<DrgWeight> = {}): DrgWeight => ({
  weightE4,
  gmlosTenths,
  isPostAcute: false,
  isSpecialPay: false,
  ...more,
});

/** A stay from 2025-03-10. */
const stay = (more: Partial<InstitutionalPart>) => (claim: Claim) => ({
  ...claim,
  part: { ...(claim.part as InstitutionalPart), admissionDate: '20250310', ...more },
});

describe('FP-40 … FP-42 with the shipped profile', () => {
  const specs = loadSpecs(join(import.meta.dirname, '../../../specs'));
  const profile = specs.profiles.find(({ id }) => id === 'FPLIC')!;
  const term: ContractTerm = {
    ...contract.terms.find(({ kind }) => kind === 'institutional')!,
    method: 'drg',
    setting: 'inpatient',
    percentBasisPoints: 0,
    baseRateCents: 415_000,
    drgSystem: 'CMS',
    transferBasisPoints: 7000,
    from: '20000101',
  };
  const data = worldWith([{ ...coverage, from: '20000101', to: '', planId: 'FPLIC-TRADITIONAL' }]);
  const snapshot = buildSnapshot(specs, {
    ...emptyReferenceData,
    members: data.members,
    providers: [{ npi: NPI, taxId: '', name: '', taxonomy: '', isFacility: true, from: '', to: '' }],
    contracts: [{ ...contract, terms: [term] }],
    rates: [
      rates(
        'drg-weights',
        new Map([
          ['125', weight(10_000, 20)],
          ['127', weight(10_000, 20)],
        ]),
        'CMS',
        '20000101',
      ),
    ],
  });
  const decided = (more: Partial<InstitutionalPart>, charges = [300_000, 150_000], day = '20050310') => {
    const lines = charges.map(
      (chargeCents): LineSpec => ({ chargeCents, procedure: '', revenueCode: '0120', day }),
    );
    const claim = stay({ admissionDate: day, drg: '125', ...more })(
      claimOf({ kind: 'institutional', billType: '11', lines, through: `${day.slice(0, 6)}14` }),
    );
    const priced = priceClaim(claim, { profile, snapshot, receivedDate: day, claimNumber: '2509100000018' });
    return decisionIn(settle(priced, emptyHistory, { profile, snapshot }));
  };
  const adjusted = (decision: ReturnType<typeof decided>) => {
    const sums = new Map<string, number>();
    for (const { group, carc, amountCents } of decision.lines.flatMap((line) => line.adjustments))
      sums.set(`${group}-${carc}`, (sums.get(`${group}-${carc}`) ?? 0) + amountCents);
    return Object.fromEntries(sums);
  };

  test('the manual’s example: 4,500.00 × 70 % = 3,150.00; less 150.00; pays 3,000.00, the group’s would be 4,000.00', () => {
    const transfer = decided({ dischargeStatus: '02' });
    expect(transfer).toMatchObject({
      allowedCents: 315_000,
      paidCents: 300_000,
      patientResponsibilityCents: 15_000,
    });
    expect(adjusted(transfer)).toEqual({ 'CO-45': 35_000, 'CO-232': 100_000, 'PR-3': 15_000 });
    const home = decided({ dischargeStatus: '01' });
    expect(home).toMatchObject({ allowedCents: 415_000, paidCents: 400_000 });
    expect(adjusted(home)).toEqual({ 'CO-45': 35_000, 'PR-3': 15_000 });
  });

  test('a transfer is capped at the group’s payment', () => {
    const transfer = decided({ dischargeStatus: '02' }, [700_000]);
    expect(transfer).toMatchObject({ allowedCents: 415_000, paidCents: 400_000 });
    expect(adjusted(transfer)).toEqual({ 'CO-45': 285_000, 'PR-3': 15_000 });
  });

  test.each<[string, Partial<InstitutionalPart>, string, number]>([
    ['FP-42: a listed group to skilled nursing', { dischargeStatus: '03', drg: '127' }, '20050310', 315_000],
    ['FP-42: home', { dischargeStatus: '01', drg: '127' }, '20050310', 415_000],
    ['FP-42: a group that is not listed', { dischargeStatus: '03', drg: '125' }, '20050310', 415_000],
    ['FP-42: before the list', { dischargeStatus: '03', drg: '127' }, '20040910', 415_000],
    ['FP-42: first day of the list', { dischargeStatus: '03', drg: '127' }, '20041001', 315_000],
    ['FP-42: after the list', { dischargeStatus: '03', drg: '127' }, '20071010', 415_000],
    [
      'FP-41: the second hospital sends the patient back',
      { dischargeStatus: '02', admissionSource: '4' },
      '20050310',
      315_000,
    ],
    [
      'FP-41: the return is paid in full',
      { dischargeStatus: '01', admissionSource: '4' },
      '20050310',
      415_000,
    ],
  ])('%s', (_name, more, day, allowedCents) => {
    expect(decided(more, [450_000], day).allowedCents).toBe(allowedCents);
  });

  test('FP-41 is told', () => {
    expect(decided({ admissionSource: '4' }).trace).toContainEqual(
      expect.objectContaining({ rule: 'FP-41' }),
    );
  });

  test.each<[string, Partial<InstitutionalPart>, string]>([
    ['FP-43: no discharge status', { dischargeStatus: '' }, 'denied'],
    ['FP-43: still a patient on a final bill', { dischargeStatus: '30' }, 'denied'],
    ['no group on the claim', { drg: '' }, 'pended'],
    ['a group without a weight', { drg: '999' }, 'pended'],
  ])('%s', (_name, more, status) => {
    expect(decided(more).status).toBe(status);
  });
});

// Group, weight, mean stay, days, special pay, fraction, amount at 6,624.39: worked from published weights of 2026.
test.each<[string, number, number, number, boolean, number, number]>([
  ['871', 19_425, 48, 1, false, 4167, 536_204],
  ['871', 19_425, 48, 2, false, 6250, 804_242],
  ['871', 19_425, 48, 3, false, 8333, 1_072_280],
  ['871', 19_425, 48, 4, false, 10_000, 1_286_788],
  ['871', 19_425, 48, 6, false, 10_000, 1_286_788],
  ['481', 20_945, 43, 1, true, 7326, 1_016_467],
  ['481', 20_945, 43, 2, true, 8488, 1_177_692],
  ['481', 20_945, 43, 4, true, 10_000, 1_387_478],
  ['470', 19_289, 19, 1, false, 10_000, 1_277_779],
  ['219', 76_783, 82, 3, true, 7439, 3_783_777],
])('per diem of group %s, weight %d, mean %d tenths, %d days, special %s: %d, %d cents', (...row) => {
  const [, weightE4, gmlos, days, isSpecial, fraction, cents] = row;
  expect(transferFractionE4(days, gmlos, isSpecial, true)).toBe(fraction);
  expect(productHalfUp(100_000_000, 662_439, weightE4, fraction)).toBe(cents);
});

describe('a payer that pays transfers by the day', () => {
  const rules = [
    rule('KP-51', 'drg', {}, [{ clause: 'absent', outcome: 'pend' }]),
    rule(
      'XX-01',
      'transfer',
      { method: 'per-diem', statuses: '02', postAcuteStatuses: '03', excludedGroups: '789' },
      [{ outcome: 'reduce', group: 'CO', carc: '232' }],
    ),
  ];
  const table = rates(
    'drg-weights',
    new Map([
      ['871', weight(19_425, 48, { isPostAcute: true })],
      ['481', weight(20_945, 43, { isPostAcute: true, isSpecialPay: true })],
      ['470', weight(19_289, 19)],
      ['789', weight(18_022, 18)],
    ]),
    'MS',
  );
  const term = { method: 'drg', baseRateCents: 662_439 } as const;
  const allowed = (
    drg: string,
    through: string,
    dischargeStatus: string,
    more: Partial<ContractTerm> = {},
  ) => {
    const claim = priced(
      { kind: 'institutional', billType: '11', lines: [{ chargeCents: 5_000_000, procedure: '' }], through },
      { tables: [table], rules, term: { ...term, ...more }, change: stay({ drg, dischargeStatus }) },
    );
    return claim.lines[0]!.allowedCents;
  };

  test.each([
    ['871', '20250311', '02', 536_204],
    ['871', '20250312', '03', 804_242],
    ['871', '20250312', '01', 1_286_788],
    ['481', '20250311', '03', 1_016_467],
    // To another acute hospital the special formula does not hold: 2/4.3 = 0.4651.
    ['481', '20250311', '02', 645_316],
    ['789', '20250311', '02', 1_193_848],
    ['470', '20250310', '02', 1_277_779],
  ])('group %s through %s to %s', (drg, through, status, cents) => {
    expect(allowed(drg, through, status)).toBe(cents);
  });

  test('outlier: the share of what costs exceed payment and threshold', () => {
    // Cost 50,000.00 × 60 % = 30,000.00; less 12,867.88 and 10,000.00 leaves 7,132.12; 80 % of it 5,705.70.
    const outlier = {
      outlierThresholdCents: 1_000_000,
      outlierBasisPoints: 8000,
      costToChargeBasisPoints: 6000,
    };
    expect(allowed('871', '20250320', '01', outlier)).toBe(1_286_788 + 570_570);
  });

  test('KP-52: an outlier on a large bill waits where the payer reviews them', () => {
    const review = rule('KP-52', 'bill-review', { thresholdCents: '2000000', methods: 'drg-outlier' });
    const claim = priced(
      {
        kind: 'institutional',
        billType: '11',
        lines: [{ chargeCents: 5_000_000, procedure: '' }],
        through: '20250320',
      },
      {
        tables: [table],
        rules: [...rules, review],
        term: { ...term, outlierThresholdCents: 100, outlierBasisPoints: 8000 },
        change: stay({ drg: '871' }),
      },
    );
    expect(claim.pends).toEqual([expect.objectContaining({ rule: 'KP-52' })]);
  });
});

describe('per diem and case rate', () => {
  const lines = [
    { chargeCents: 300_000, procedure: '' },
    { chargeCents: 100_001, procedure: '' },
  ];
  test.each<[string, Partial<ContractTerm>, readonly string[]]>([
    [
      'four days at 500.00, shared out by charge',
      { method: 'per-diem', baseRateCents: 50_000 },
      ['150000 CO-45 150000', '50000 CO-45 50001'],
    ],
    [
      'a case at 1,000.00',
      { method: 'case-rate', baseRateCents: 100_000 },
      ['75000 CO-45 225000', '25000 CO-45 75001'],
    ],
    ['above the charge: the charge', { method: 'case-rate', baseRateCents: 900_000 }, ['300000', '100001']],
    [
      'above the charge, in full',
      { method: 'case-rate', baseRateCents: 500_001, isLesserOf: false },
      ['375000 OA-94 -75000', '125001 OA-94 -25000'],
    ],
  ])('%s', (_name, term, expected) => {
    const claim = priced(
      { kind: 'institutional', billType: '11', lines, through: '20250314' },
      { term, change: stay({}) },
    );
    expect([told(claim, 1), told(claim, 2)]).toEqual(expected);
  });
});

describe('KP-50 outpatient groups where the contract says so', () => {
  const rules = [
    rule(
      'KP-50',
      'outpatient-groups',
      {
        noncoveredStatuses: 'B E1',
        procedureRevenueCodes: '0450-0459',
        modifierPercents: '73:50',
        multiplePercents: '100 50',
      },
      [
        { clause: 'data', group: 'CO', carc: '16', remarks: ['M20'] },
        { clause: 'packaged', group: 'CO', carc: '97' },
        { clause: 'multiple', outcome: 'reduce', group: 'CO', carc: '59' },
        { clause: 'inpatient-only', group: 'CO', carc: '96', remarks: ['N130'] },
        { clause: 'not-covered', group: 'CO', carc: '96', remarks: ['N130'] },
      ],
    ),
  ];
  const row = (status: string, rateE3 = 0) => ({ status, apc: rateE3 === 0 ? '' : '5000', rateE3 });
  const tables = [
    rates(
      'opps-addendum-b',
      new Map([
        ['T1001', row('T', 900_000)],
        ['T1002', row('T', 500_000)],
        ['S1001', row('S', 300_000)],
        ['V1001', row('V', 128_870)],
        ['N1001', row('N')],
        ['Q1001', row('Q1', 90_000)],
        ['Q2001', row('Q2', 80_000)],
        ['Q4001', row('Q4')],
        ['K1001', row('K', 1_995)],
        ['C1001', row('C')],
        ['B1001', row('B')],
        ['H1001', row('H')],
        ['A1001', row('A')],
        ['J1001', row('J1', 5_000_000)],
        ['J1002', row('J1', 7_000_000)],
        ['71001', row('Q3', 200_000)],
        ['71002', row('Q3', 350_000)],
        ['74001', row('Q3', 100_000)],
        ['90001', row('Q3', 150_000)],
        ['90002', row('Q3', 120_000)],
      ]),
    ),
    rates('fees', new Map([['Q4001 ', { nonFacilityCents: 1056, facilityCents: 1056 }]]), 'laboratory'),
  ];
  const claimBeside =
    (more: readonly RateTable[]) =>
    (...lines: LineSpec[]) =>
      priced(
        {
          kind: 'institutional',
          billType: '13',
          lines: lines.map((line) => ({ chargeCents: 1_000_000, ...line })),
        },
        { tables: [...tables, ...more], rules, term: { method: 'apc', percentBasisPoints: 10_000 } },
      );
  const claim = claimBeside([]);
  const allowed = (...codes: string[]) =>
    claim(...codes.map((procedure) => ({ procedure }))).lines.map(({ allowedCents }) => allowedCents / 100);

  test.each<[string, readonly string[], readonly number[]]>([
    ['T is discounted, S is not', ['T1002', 'T1001', 'S1001'], [250, 900, 300]],
    ['N is packaged', ['V1001', 'N1001'], [128.87, 0]],
    ['Q1 alone is paid', ['Q1001'], [90]],
    ['Q1 beside V is packaged', ['V1001', 'Q1001'], [128.87, 0]],
    ['Q2 beside S is paid, beside T packaged', ['S1001', 'Q2001'], [300, 80]],
    ['Q2 beside T', ['T1001', 'Q2001'], [900, 0]],
    ['a laboratory test alone goes by its schedule', ['Q4001'], [10.56]],
    ['a laboratory test beside a visit is packaged', ['V1001', 'Q4001'], [128.87, 0]],
    ['a comprehensive procedure takes in all others', ['J1001', 'J1002', 'S1001', 'N1001'], [0, 7000, 0, 0]],
    ['inpatient only and not covered', ['C1001', 'B1001'], [0, 0]],
  ])('%s', (_name, codes, expected) => {
    expect(allowed(...codes)).toEqual(expected);
  });

  test('drugs by the unit, discontinued procedures by half', () => {
    const [drug, stopped] = claim(
      { procedure: 'K1001', unitsMilli: 10_000 },
      { procedure: 'S1001', modifiers: ['73'] },
    ).lines;
    expect([drug?.allowedCents, stopped?.allowedCents]).toEqual([1995, 15_000]);
  });

  test('no procedure code: packaged, or asked for', () => {
    const answered = claim(
      { procedure: 'V1001' },
      { procedure: '', revenueCode: '0250' },
      { procedure: '', revenueCode: '0450' },
    );
    expect([2, 3].map((ordinal) => told(answered, ordinal))).toEqual(['0 CO-97 1000000', '0 CO-16 1000000']);
  });

  describe('services of status Q3 that are paid together', () => {
    const composites = [
      rates(
        'opps-composites',
        new Map<string, Composite>([
          ['71001', { family: 'imaging', apc: '8005', when: 'two' }],
          ['71002', { family: 'imaging', apc: '8006', when: 'two' }],
          ['90001', { family: 'mental-health', apc: '8010', when: 'above' }],
          ['90002', { family: 'mental-health', apc: '8010', when: 'above' }],
        ]),
      ),
      rates(
        'opps-addendum-a',
        new Map([
          ['8005', row('S', 224_550)],
          ['8006', row('S', 435_120)],
          ['8010', row('S', 250_000)],
        ]),
      ),
    ];
    const allowedBeside = (more: readonly RateTable[], ...lines: LineSpec[]) =>
      claimBeside(more)(...lines).lines.map(({ allowedCents }) => allowedCents / 100);

    test.each<[string, readonly LineSpec[], readonly number[]]>([
      ['one alone is paid on its own', [{ procedure: '71002' }], [350]],
      ['two: the dearer composite once', [{ procedure: '71001' }, { procedure: '71002' }], [0, 435.12]],
      ['two units of one', [{ procedure: '71001', unitsMilli: 2000 }], [224.55]],
      [
        'of two days each is alone',
        [{ procedure: '71001' }, { procedure: '71002', day: '20250311' }],
        [200, 350],
      ],
      ['of two families each is alone', [{ procedure: '71001' }, { procedure: '90001' }], [200, 150]],
      ['one that has no family is paid beside', [{ procedure: '71001' }, { procedure: '74001' }], [200, 100]],
      ['a cap: together above it', [{ procedure: '90001' }, { procedure: '90002' }], [250, 0]],
      ['a cap: below it each is paid', [{ procedure: '90002' }, { procedure: '90002' }], [120, 120]],
      [
        'a comprehensive procedure takes them in',
        [{ procedure: 'J1001' }, { procedure: '71001' }, { procedure: '71002' }],
        [5000, 0, 0],
      ],
    ])('%s', (_name, lines, expected) => {
      expect(allowedBeside(composites, ...lines)).toEqual(expected);
    });

    test('which belong together is not guessed: without the list two wait, one does not', () => {
      const pends = (...codes: string[]) => claim(...codes.map((procedure) => ({ procedure }))).pends;
      expect(pends('71001', '71002')).toMatchObject([
        { rule: 'KP-50', text: expect.stringContaining('no list of composites on file (lines 1, 2)') },
      ]);
      expect(pends('71001', 'S1001')).toEqual([]);
    });

    test('a composite without a published rate waits', () => {
      const lines = [{ procedure: '71001' }, { procedure: '71002' }];
      expect(claimBeside(composites.slice(0, 1))(...lines).pends).toMatchObject([
        { rule: 'KP-50', text: expect.stringContaining('no rate of the composite group') },
      ]);
    });
  });

  test.each(['H1001', 'A1001', 'X9999'])('%s has no published rate and waits', (procedure) => {
    expect(claim({ procedure }).pends).toHaveLength(1);
  });
});
