import { describe, expect, test } from 'vitest';
import { priceClaim } from '../../src/adjudication/price-claim.ts';
import { sameServiceKey } from '../../src/adjudication/same-service-key.ts';
import { Fault } from '../../src/x12/fault.ts';
import {
  CHILD,
  type ClaimSpec,
  claimOf,
  codes,
  coverage,
  decide,
  OTHER_NPI,
  profile,
  SUBSCRIBER,
  snapshotOf,
  world,
  worldWith,
} from './fixtures.ts';

const context = { profile, snapshot: snapshotOf(), receivedDate: '20250401', claimNumber: '2509100000018' };
const price = (spec: ClaimSpec) => priceClaim(claimOf(spec), context);

test('a priced claim is plain data', () => {
  const priced = price({ lines: [{}, { procedure: '80053' }] });
  expect(structuredClone(priced)).toEqual(priced);
  expect(priced).toMatchObject({
    memberId: SUBSCRIBER,
    fund: '91051/commercial',
    planId: 'PLAN',
    claimStatus: '1',
  });
  expect(priced.lines.map((line) => line.benefitCategory)).toEqual(['office-visit', 'laboratory']);
});

describe('KP-03 the member', () => {
  test.each([
    ['short id is filled', { subscriberId: '12345' }, SUBSCRIBER],
    ['a dependent is found by name and birth date', { child: true }, CHILD],
  ])('%s', (_name, spec, memberId) => {
    expect(price(spec)).toMatchObject({ memberId, subscriberId: SUBSCRIBER, pends: [] });
  });

  test('a vanished member: PR-31 and CLP02 4', () => {
    const decision = decide({ subscriberId: '999' });
    expect(decision).toMatchObject({ status: 'denied', claimStatus: '4', paidCents: 0 });
    expect(codes(decision)).toBe('PR-31 15000');
  });

  test.each([
    ['20231231', '20240201', 'PR-26 15000'],
    ['20240101', '20240201', 'CO-45 2640, PR-3 2500'],
    ['20251231', '20260102', 'CO-45 2640, PR-3 2500'],
    ['20260101', '20260102', 'PR-27 15000'],
  ])('service on %s, received %s: %s', (day, received, expected) => {
    expect(codes(decide({ lines: [{ day }] }, world, received))).toBe(expected);
  });

  test('only the line outside the coverage is denied', () => {
    const decision = decide({ lines: [{ day: '20251231' }, { day: '20260101' }] }, world, '20260301');
    expect(decision.status).toBe('paid');
    expect([codes(decision, 1), codes(decision, 2)]).toEqual(['CO-45 2640, PR-3 2500', 'PR-27 15000']);
  });

  test('two plans within one claim wait for a person', () => {
    const later = { ...coverage, from: '20250311', to: '', planId: 'OTHER' };
    const data = worldWith([{ ...coverage, to: '20250310' }, later]);
    expect(decide({ lines: [{}, { day: '20250311' }] }, data).pendReason).toContain('line 2');
  });

  test('the fund of a self-funded group is its own', () => {
    const data = worldWith([{ ...coverage, lineOfBusiness: 'self-funded', employerGroup: 'CEDARMILL' }]);
    expect(decide({}, data).fund).toBe('91051/group:CEDARMILL');
  });
});

describe('KP-02 the payee and provider', () => {
  test('no contract: waits, and cannot even be denied', () => {
    expect(decide({ npi: OTHER_NPI, subscriberId: '999' })).toMatchObject({ status: 'pended', paidCents: 0 });
    expect(decide({ npi: OTHER_NPI }).pendReason).toBe(
      'contract: no contract on file for the billing provider',
    );
  });

  test('a provider who left the table: CO-208', () => {
    expect(codes(decide({}, { ...world, providers: [] }))).toBe('CO-208 15000');
  });
});

describe('KP-14 whole units', () => {
  test.each([
    [1000, 'UN', false],
    [2000, 'UN', false],
    [999, 'UN', true],
    [0, 'UN', true],
    [1500, 'UN', true],
  ])('%d thousandths of %s: denied %s', (unitsMilli, unit, isDenied) => {
    const [line] = price({ lines: [{ unitsMilli, unit }] }).lines;
    expect(line?.isDenied).toBe(isDenied);
    if (isDenied)
      expect(line).toMatchObject({
        remarks: ['M53'],
        adjustments: [{ group: 'CO', carc: '16', amountCents: 15000 }],
      });
  });

  test('minutes may be in part, but have no relative value', () => {
    const priced = price({ lines: [{ unitsMilli: 12500, unit: 'MJ' }] });
    expect(priced.lines[0]?.isDenied).toBe(false);
    expect(priced.pends[0]?.text).toContain('line 1');
  });
});

describe('KP-32 timely filing', () => {
  test.each([
    ['20240131', '20250131', false],
    ['20240131', '20250201', true],
    ['20240229', '20250228', false],
    ['20240229', '20250301', true],
    ['20240228', '20250228', false],
    ['20240228', '20250301', true],
    ['20241231', '20251231', false],
    ['20241231', '20260101', true],
  ])('service %s, received %s: late %s', (day, received, isLate) => {
    const decision = decide({ lines: [{ day }] }, world, received);
    expect(codes(decision).startsWith('CO-29 15000')).toBe(isLate);
  });

  test('institutional: counted from the through date', () => {
    const spec: ClaimSpec = {
      kind: 'institutional',
      lines: [{ day: '20240310', revenueCode: '0300' }],
      through: '20240315',
    };
    expect(codes(decide(spec, world, '20250315'))).not.toContain('CO-29');
    expect(codes(decide(spec, world, '20250316'))).toContain('CO-29');
  });

  test('each line has its own date', () => {
    const decision = decide({ lines: [{ day: '20240301' }, { day: '20240310' }] }, world, '20250305');
    expect(codes(decision, 1)).toBe('CO-29 15000');
    expect(codes(decision, 2)).not.toContain('CO-29');
  });

  test('a rule that only records changes nothing and says so', () => {
    const data = worldWith([{ ...coverage, lineOfBusiness: 'self-funded', employerGroup: 'CEDARMILL' }]);
    const decision = decide({ lines: [{ day: '20240301' }] }, data, '20251001');
    expect(decision.status).toBe('paid');
    expect(decision.trace).toContainEqual(
      expect.objectContaining({
        rule: 'KP-33',
        outcome: 'passed',
        text: expect.stringContaining('only recorded'),
      }),
    );
  });
});

describe('KP-41 relative values, KP-40 the lower of charge and price', () => {
  test.each([
    // King County: 1.30 × 1.043 + 1.35 × 1.220 + 0.10 × 0.853 = 3.0882 → 3.09; × 40.00 = 123.60.
    ['King County', {}, 12360],
    // 3.09 is rounded up: unrounded 3.0882 × 40.00 would be 123.53.
    ['two units', { lines: [{ unitsMilli: 2000, chargeCents: 50000 }] }, 24720],
    // 1.3091 + 1.35 × 1.040 + 0.0803 = 2.7934 → 2.79; × 40.00 = 111.60.
    ['Rest of Washington', { postalCode: '990010000' }, 11160],
    // 1.3559 + 0.57 × 1.220 + 0.0853 = 2.1366 → 2.14; × 40.00 = 85.60.
    ['facility', { lines: [{ place: '22' }] }, 8560],
    // 71046-26: 0.18 × 1.043 + 0.07 × 1.220 + 0.02 × 0.853 = 0.2902 → 0.29; × 40.00 = 11.60.
    ['professional component', { lines: [{ procedure: '71046', modifiers: ['26'] }] }, 1160],
    // 0.18774 + 0.8784 + 0.02559 = 1.09173 → 1.09; × 40.00 = 43.60.
    ['whole service, a side modifier', { lines: [{ procedure: '71046', modifiers: ['RT'] }] }, 4360],
    ['charge below the price', { lines: [{ chargeCents: 12359 }] }, 12359],
    ['charge equal to the price', { lines: [{ chargeCents: 12360 }] }, 12360],
  ] as [string, ClaimSpec, number][])('%s', (_name, spec, allowedCents) => {
    const [line] = price(spec).lines;
    expect(line?.allowedCents).toBe(allowedCents);
    const differenceCents = (line?.chargeCents ?? 0) - allowedCents;
    expect(line?.adjustments).toEqual(
      differenceCents === 0 ? [] : [{ group: 'CO', carc: '45', amountCents: differenceCents, rule: 'KP-40' }],
    );
  });

  test.each([
    ['a code not in the table', { procedure: 'G9999' }, 'no fee on file (line 1)'],
    ['a component without a row', { modifiers: ['TC'] }, 'no fee on file (line 1)'],
    ['a status without payment', { procedure: '99999' }, 'the table gives no payable value (line 1)'],
    ['an assistant at surgery', { modifiers: ['80'] }, 'a modifier changes the payment (line 1)'],
    ['units beyond sense', { unitsMilli: 2_000_000_000 }, 'more units than can be priced (line 1)'],
  ])('%s waits for a person', (_name, line, text) => {
    expect(price({ lines: [line] }).pends).toEqual([{ rule: 'KP-41', section: 'section of KP-41', text }]);
  });

  test('no term of the contract, no price', () => {
    expect(price({ lines: [{ day: '20190101' }] }).lines[0]?.isDenied).toBe(true);
    expect(price({ kind: 'institutional', lines: [{ revenueCode: '0300', day: '20250101' }] }).pends).toEqual(
      [],
    );
  });
});

describe('percent of charge, KP-52 bill review', () => {
  test('65 % of the charge, half a cent up', () => {
    const priced = price({
      kind: 'institutional',
      lines: [
        { revenueCode: '0300', chargeCents: 10_010 },
        { revenueCode: '0250', procedure: '', chargeCents: 1 },
      ],
    });
    expect(priced.lines.map((line) => line.allowedCents)).toEqual([6507, 1]);
    expect(priced.lines.map((line) => line.benefitCategory)).toEqual(['laboratory', 'other']);
  });

  test.each([
    [2_000_000, 0],
    [2_000_001, 1],
  ])('billed %d cents: %d pends', (chargeCents, pends) => {
    expect(
      price({ kind: 'institutional', lines: [{ chargeCents }] }).pends.filter(
        (each) => each.rule === 'KP-52',
      ),
    ).toHaveLength(pends);
  });

  test('never on a professional claim', () => {
    expect(price({ lines: [{ chargeCents: 3_000_000 }] }).pends).toEqual([]);
  });
});

test('KP-68: another payer before us waits', () => {
  expect(decide({ responsibility: 'S' })).toMatchObject({ status: 'pended', claimStatus: '2', paidCents: 0 });
  expect(decide({ responsibility: 'P' }).status).toBe('paid');
});

test.each([
  ['lines that do not add up', { chargeCents: 1 }],
  ['no line', { lines: [], chargeCents: 100 }],
  ['a charge below zero', { lines: [{ chargeCents: -5 }] }],
])('%s: no remittance can answer, so it waits', (_name, spec) => {
  const priced = price(spec);
  expect(priced.canBeAnswered).toBe(false);
  expect(decide(spec).status).toBe('pended');
});

describe('same services', () => {
  const key = (spec: ClaimSpec) => sameServiceKey(claimOf(spec));
  test.each([
    ['another account number', { account: 'ACC-2' }],
    ['another frequency', { frequency: '7', original: '1' }],
    ['the id without its zeros', { subscriberId: SUBSCRIBER }],
  ])('%s: the same', (_name, spec) => {
    expect(key(spec)).toBe(key({}));
    expect(key(spec)).toMatch(/^[0-9a-f]{16}$/);
  });
  test.each([
    ['provider', { npi: OTHER_NPI }],
    ['patient', { child: true }],
    ['date', { lines: [{ day: '20250311' }] }],
    ['modifier', { lines: [{ modifiers: ['25'] }] }],
    ['units', { lines: [{ unitsMilli: 2000 }] }],
    ['charge', { lines: [{ chargeCents: 15001 }] }],
    ['line', { lines: [{}, {}] }],
  ])('another %s: another claim', (_name, spec) => {
    expect(key(spec)).not.toBe(key({}));
  });
});

test('a rule without its codes is a fault of the profile', () => {
  const broken = {
    ...profile,
    rules: profile.rules.map((each) => (each.id === 'KP-14' ? { ...each, dispositions: [] } : each)),
  };
  expect(() => priceClaim(claimOf({ lines: [{ unitsMilli: 0 }] }), { ...context, profile: broken })).toThrow(
    Fault,
  );
});
