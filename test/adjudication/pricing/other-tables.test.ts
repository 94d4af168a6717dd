import { describe, expect, test } from 'vitest';
import { type LineSpec, rule } from '../fixtures.ts';
import { priced, rates, rvuRow, rvuTable, told } from './priced.ts';

describe('KP-45 drugs by the limit of the quarter', () => {
  const tables = [
    rates('asp-limits', new Map([['J1001', { limitE3: 137_828 }]]), '', '20250101'),
    rates('asp-limits', new Map([['J1001', { limitE3: 140_000 }]]), '', '20250401'),
    rates(
      'ndc-hcpcs',
      new Map([
        ['11111222233', ['J1001', 'J1002']],
        ['99999222233', ['J1009']],
      ]),
    ),
    // A row without values does not stand in the way of the drug table.
    rvuTable([rvuRow('J1001', 0, 0, 0, { status: 'E' })]),
  ];
  const drug = (line: LineSpec, ndc = '') =>
    priced(
      { lines: [{ procedure: 'J1001', chargeCents: 500_000, ...line }] },
      {
        tables,
        change: (claim) =>
          ndc === ''
            ? claim
            : {
                ...claim,
                lines: claim.lines.map((each) => ({ ...each, drug: { ndc, quantity: '1', unit: 'ML' } })),
              },
      },
    );

  test.each<[string, LineSpec, string, number]>([
    ['one unit of dosage', {}, '', 13_783],
    ['ten units: rounded once, at the end', { unitsMilli: 10_000 }, '', 137_828],
    ['the next quarter', { day: '20250401' }, '', 14_000],
    ['a package of the code', {}, '11111222233', 13_783],
    ['a package of the code, with hyphens', {}, '11111-2222-33', 13_783],
    ['a package that the crosswalk does not know', {}, '00000222233', 13_783],
  ])('%s', (_name, line, ndc, cents) => {
    expect(drug(line, ndc).lines[0]!.allowedCents).toBe(cents);
  });

  test('a package of another drug waits', () => {
    expect(drug({}, '99999222233').pends).toEqual([expect.objectContaining({ rule: 'KP-45' })]);
  });
});

describe('KP-42 other schedules, then a percent of the charge', () => {
  const fee = (cents: number, facilityCents = cents) => ({ nonFacilityCents: cents, facilityCents });
  const tables = [
    rates(
      'fees',
      new Map([
        ['80053 ', fee(1056)],
        ['80053 QW', fee(1000)],
      ]),
      'laboratory',
    ),
    rates(
      'fees',
      new Map([
        ['80053 ', fee(9999)],
        ['99381 ', fee(11_000, 9000)],
      ]),
      'gap-filler',
    ),
    rvuTable([rvuRow('90002', 0, 0, 0, { status: 'C' }), rvuRow('99381', 0, 0, 0, { status: 'N' })]),
  ];
  const one = (line: LineSpec, term = {}) => priced({ lines: [line] }, { tables, term });

  test.each<[string, LineSpec, string]>([
    ['the first schedule that knows the code', { procedure: '80053' }, '1056 CO-45 13944'],
    ['two units', { procedure: '80053', unitsMilli: 2000 }, '2112 CO-45 12888'],
    ['with its modifier', { procedure: '80053', modifiers: ['QW'] }, '1000 CO-45 14000'],
    ['the gap filler, outside a facility', { procedure: '99381' }, '11000 CO-45 4000'],
    ['the gap filler, inside', { procedure: '99381', place: '22' }, '9000 CO-45 6000'],
  ])('%s', (_name, line, expected) => {
    const claim = one(line);
    expect(told(claim)).toBe(expected);
    expect(claim.trace).toContainEqual(expect.objectContaining({ rule: 'KP-42', outcome: 'priced' }));
  });

  test('no value anywhere: the contract’s percent, if it has one', () => {
    expect(told(one({ procedure: 'G9999' }, { defaultBasisPoints: 5500 }))).toBe('8250 CO-45 6750');
    expect(one({ procedure: 'G9999' }).pends).toEqual([
      expect.objectContaining({ rule: 'KP-41', text: 'no fee on file (line 1)' }),
    ]);
  });

  test('KP-43 by report comes before any percent', () => {
    expect(one({ procedure: '90002' }, { defaultBasisPoints: 5500 }).pends[0]?.rule).toBe('KP-43');
  });
});

describe('KP-15 surgical centers on professional claims', () => {
  const asc = rule(
    'KP-15',
    'surgical-center',
    {
      taxonomies: '261QA1903X',
      places: '24',
      packagedIndicators: 'N1',
      modifierPercents: '73:50',
      multiplePercents: '100 50',
    },
    [
      { clause: 'modifier', group: 'CO', carc: '4', remarks: ['N822'] },
      { clause: 'not-listed', group: 'CO', carc: '96', remarks: ['N130'] },
      { clause: 'packaged', group: 'CO', carc: '97' },
      { clause: 'multiple', outcome: 'reduce', group: 'CO', carc: '59' },
    ],
  );
  const row = (rateE3: number, isDiscounted: boolean, indicator = 'A2') => ({
    indicator,
    isDiscounted,
    rateE3,
  });
  const tables = [
    rates(
      'asc-addendum-aa',
      new Map([
        ['66001', row(1_000_000, true)],
        ['66002', row(600_000, true)],
        ['66003', row(0, false, 'N1')],
        ['66004', row(8_000_000, false, 'J8')],
        ['66005', row(9_000_000, false, 'J8')],
      ]),
    ),
    rates('asc-addendum-ff', new Map([['66004', { indicator: 'J8', offsetE3: 5_000_010 }]])),
    rates('asc-addendum-bb', new Map([['70002', row(200_500, false, 'Z2')]])),
  ];
  const claim = (...lines: LineSpec[]) =>
    priced(
      { lines: lines.map((line) => ({ place: '24', modifiers: ['SG'], chargeCents: 150_000, ...line })) },
      {
        tables,
        rules: [asc],
        term: { method: 'asc', percentBasisPoints: 11_000 },
        change: (each) => ({ ...each, billing: { ...each.billing, taxonomy: '261QA1903X' } }),
      },
    );

  test('percent of the published rate, ranked, ancillary and packaged services', () => {
    const priced = claim(
      { procedure: '66002' },
      { procedure: '66001' },
      { procedure: '70002' },
      { procedure: '66003' },
    );
    expect([1, 2, 3, 4].map((ordinal) => told(priced, ordinal))).toEqual([
      '33000 CO-45 84000 CO-59 33000',
      '110000 CO-45 40000',
      '22055 CO-45 127945',
      '0 CO-97 150000',
    ]);
  });

  test.each<[string, LineSpec, string]>([
    ['without SG', { procedure: '66001', modifiers: [] }, '0 CO-4 150000'],
    ['stopped before anesthesia', { procedure: '66001', modifiers: ['SG', '73'] }, '55000 CO-45 95000'],
    ['stopped after it', { procedure: '66001', modifiers: ['SG', '74'] }, '110000 CO-45 40000'],
    ['a code on no list', { procedure: '99999' }, '0 CO-96 150000'],
  ])('%s', (_name, line, expected) => {
    expect(told(claim(line))).toBe(expected);
  });

  /** Rate 8000.00, of which 5000.01 for the device; the contract pays 110 %. */
  test.each<[string, readonly string[], string]>([
    ['with its device', [], '880000 CO-45 120000'],
    ['the device cost nothing', ['FB'], '329999 CO-45 670001'],
    ['half of it was credited', ['FC'], '604999 CO-45 395001'],
    ['stopped before anesthesia: no device, half of the rest', ['73'], '164999 CO-45 835001'],
    ['stopped after it', ['74'], '880000 CO-45 120000'],
  ])('a device-intensive procedure, %s', (_name, modifiers, expected) => {
    const line = { procedure: '66004', modifiers: ['SG', ...modifiers], chargeCents: 1_000_000 };
    expect(told(claim(line))).toBe(expected);
  });

  test('a credit for a device without its offset on file waits; of another procedure it says nothing', () => {
    expect(claim({ procedure: '66005', modifiers: ['SG', 'FB'] }).pends[0]?.text).toContain(
      'no device offset on file',
    );
    expect(told(claim({ procedure: '66001', modifiers: ['SG', 'FB'] }))).toBe('110000 CO-45 40000');
  });
});

describe('contracts without a table', () => {
  test('no contract: the payer’s percent for the line of business', () => {
    expect(told(priced({}, { term: { method: 'out-of-network' } }))).toBe('9000 CO-45 6000');
  });
  test('KP-53 capitation', () => {
    const capitation = rule('KP-53', 'capitation', {}, [{ group: 'CO', carc: '24' }]);
    expect(told(priced({}, { term: { method: 'capitation' }, rules: [capitation] }))).toBe('0 CO-24 15000');
  });
  test('a price above the charge: lower by default, in full where the contract says so', () => {
    const tables = [rvuTable([rvuRow('10001', 500, 400, 100)])];
    const spec = { lines: [{ procedure: '10001' }] };
    expect(told(priced(spec, { tables }))).toBe('15000');
    expect(told(priced(spec, { tables, term: { isLesserOf: false } }))).toBe('40000 OA-94 -25000');
  });
});

describe('vintages: the service date chooses', () => {
  const values = (from: string, work: number) => ({
    ...rvuTable([rvuRow('10001', work, 0, 0, { from })]),
    from,
    digest: from,
  });
  const tables = [values('20240101', 100), values('20250101', 200), values('20250401', 300)];
  test.each([
    ['20241231', 4000],
    ['20250101', 8000],
    ['20250331', 8000],
    ['20250401', 12_000],
  ])('%s', (day, cents) => {
    const claim = priced({ lines: [{ procedure: '10001', day }] }, { tables });
    expect(claim.lines[0]!.allowedCents).toBe(cents);
  });
});
