import { describe, expect, test } from 'vitest';
import { importReference, type ReferenceKind } from '../../../src/reference/importers/import-reference.ts';
import { ASP, CF, CF_LONG, type Extract, GPCI, PPRRVU, PUBLISHED } from './extracts.ts';

const EXTRACTS: Readonly<Partial<Record<ReferenceKind, Extract>>> = PUBLISHED;
const KINDS = Object.keys(EXTRACTS) as ReferenceKind[];

const read = (kind: ReferenceKind, text: string, effective = EXTRACTS[kind]!.effective) =>
  importReference(kind, text, { file: 'x.csv', effective });
const rowsOf = (kind: ReferenceKind, text = EXTRACTS[kind]!.text) =>
  read(kind, text).data.rates[0]!.rows as ReadonlyMap<string, unknown>;

describe('tables as published', () => {
  test.each(KINDS)('%s is read, without a problem', (kind) => {
    const { text, rowCount } = EXTRACTS[kind]!;
    const imported = read(kind, text);
    expect(imported.problems).toEqual([]);
    expect(imported.rowCount === rowCount || kind === 'ndc-hcpcs').toBe(true);
  });

  test('numbers and digits, no words', () => {
    expect(rowsOf('pprrvu').get('X1001 ')).toMatchObject({
      status: 'A',
      workHundredths: 130,
      nonFacilityPracticeHundredths: 135,
      facilityPracticeHundredths: 57,
      malpracticeHundredths: 10,
      indicators: {
        globalDays: '090',
        intraOperativePercent: 69,
        multipleProcedure: '2',
        bilateral: '1',
        assistant: '2',
      },
    });
    expect(read('gpci-addendum-e', GPCI).data.gpcis[0]).toMatchObject({
      locality: '0999001',
      workThousandths: 1500,
    });
    expect([...rowsOf('locality-county')]).toEqual([
      ['NOWHERE ALPHA', '0999002'],
      ['NOWHERE BETA', '0999002'],
      ['NOWHERE GAMMA', '0999002'],
      ['NOWHERE *', '0999099'],
    ]);
    expect(rowsOf('zip5-locality').get('98101')).toBe('0999001');
    expect(rowsOf('zip5-locality').get('98102')).toBeUndefined();
    expect(rowsOf('anesthesia-base-units').get('00102')).toBe(6);
    for (const text of [CF, CF_LONG]) expect(rowsOf('anesthesia-cf', text).get('0999001')).toBe(278_600);
    expect([...rowsOf('asp-limits')]).toEqual([['X1001', { limitE3: 137_828 }]]);
    expect(rowsOf('ndc-hcpcs').get('11111222233')).toEqual(['X1001', 'X1003']);
    expect(rowsOf('opps-addendum-a').get('9001')).toEqual({ status: 'K', apc: '9001', rateE3: 1_740_720 });
    expect(rowsOf('opps-addendum-b').get('X1001')).toEqual({ status: 'J1', apc: '9115', rateE3: 12_866_820 });
    expect(rowsOf('opps-addendum-b').get('X1002')).toEqual({ status: 'A', apc: '', rateE3: 0 });
    expect(rowsOf('asc-addendum-aa').get('X1001')).toEqual({
      indicator: 'G2',
      isDiscounted: true,
      rateE3: 1_644_870,
    });
    expect(rowsOf('asc-addendum-bb').get('X1003')).toEqual({
      indicator: 'K2',
      isDiscounted: false,
      rateE3: 719_280,
    });
    expect([...rowsOf('asc-addendum-ff')]).toEqual([
      ['X1001', { indicator: 'N1', offsetE3: 0 }],
      ['X1002', { indicator: 'J8', offsetE3: 2_212_850 }],
    ]);
    expect(
      JSON.stringify(read('pprrvu', PPRRVU).data.rates.map(({ rows }) => [...(rows as never)])),
    ).not.toContain('WORDS');
  });

  test('a quarter ends with its last day, as the table says', () => {
    expect(read('asp-limits', ASP).data.rates[0]).toMatchObject({ from: '20260101', to: '20260331' });
  });

  test('a file of another kind is refused', () => {
    for (const kind of KINDS) {
      for (const other of KINDS) {
        const { effective } = EXTRACTS[kind]!;
        if (kind === other) continue;
        const { problems, rowCount, data } = read(kind, EXTRACTS[other]!.text, effective);
        expect(problems.length, `${other} as ${kind}`).toBeGreaterThan(0);
        expect(rowCount).toBe(0);
        expect([...data.rates, ...data.gpcis]).toEqual([]);
      }
    }
  });

  test('a file cut within its last line is refused', () => {
    for (const kind of KINDS) {
      const { text } = EXTRACTS[kind]!;
      expect(read(kind, text.slice(0, -2)).problems.join('\n'), kind).toMatch(/^x\.csv:\d+:\d+ /);
    }
  });

  test.each<[string, ReferenceKind, string, string, RegExp]>([
    ['a heading renamed', 'pprrvu', 'GLOB,', 'GLOBAL,', /x\.csv:4:15 heading is not that of global days/],
    [
      'a column more',
      'pprrvu',
      'AMOUNT,AMOUNT,AMOUNT',
      'AMOUNT,AMOUNT,AMOUNT,MORE',
      /:4:32 heading is not that of a column more/,
    ],
    ['a row twice with another value', 'pprrvu', 'X1001,26', 'X1001,', /x\.csv:6:1 hcpcs stands twice/],
    [
      'a total that does not add up',
      'pprrvu',
      '2.75',
      '2.76',
      /x\.csv:5:12 non-facility total is not the sum/,
    ],
    ['a value that is no number', 'pprrvu', ',1.30,', ',1.3O,', /x\.csv:5:6 work rvu is not a number/],
    [
      'a field less',
      'pprrvu',
      ',0.00,0.00,0.00\r\n',
      ',0.00,0.00\r\n',
      /x\.csv:5:30 30 fields where the headings have 31/,
    ],
    [
      'indices of another year',
      'gpci-addendum-e',
      '2025 PE GPCI',
      '2024 PE GPCI',
      /x\.csv:3:6 heading is not of the year/,
    ],
    [
      'a locality twice',
      'gpci-addendum-e',
      '09990,ZZ,99',
      '09990,ZZ,01',
      /x\.csv:5:3 locality number stands twice/,
    ],
    ['a postal code twice', 'zip5-locality', 'ZZ99501', 'ZZ98101', /x\.csv:2:3 postal code stands twice/],
    ['a short row', 'zip5-locality', '   20254', '  20254', /x\.csv:1:1 is no row/],
    ['another quarter', 'zip5-locality', '20254', '20253', /x\.csv:1:76 is not of the quarter/],
    ['a limit with a slip', 'asp-limits', '137.828', '137,828', /x\.csv:4/],
    [
      'limits of another quarter',
      'asp-limits',
      'January 1, 2026',
      'April 1, 2026',
      /says it is effective 20260401/,
    ],
    ['a rate with a slip', 'opps-addendum-b', '12,866.820', '12,866.8x0', /x\.csv:3:6 rate is not an amount/],
    ['a status that is none', 'opps-addendum-b', ',J1,', ',jay,', /x\.csv:3:3 si is not a status indicator/],
    ['a code that is none', 'asc-addendum-aa', 'X1002', 'X100', /x\.csv:5:1 code is not a procedure code/],
  ])('%s in %s', (_what, kind, from, to, problem) => {
    const { text } = EXTRACTS[kind]!;
    expect(text).toContain(from);
    const imported = read(kind, text.replace(from, to));
    expect(imported.problems.join('\n')).toMatch(problem);
    expect(imported.data.rates).toEqual([]);
  });

  test('last year’s file under this year’s day is refused', () => {
    expect(read('pprrvu', PPRRVU, '20260101').problems).toEqual([
      'x.csv:1:1 says it is of 2025, not of the year of the day given',
    ]);
  });

  test('problems never show a value', () => {
    const { problems } = read('pprrvu', PPRRVU.replace('1.30', 'CANARY'));
    expect(problems.join('\n')).not.toContain('CANARY');
  });
});
