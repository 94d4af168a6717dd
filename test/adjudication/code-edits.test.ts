import { describe, expect, test } from 'vitest';
import { ageInYears } from '../../src/adjudication/edits/check-code-edits.ts';
import { importReference } from '../../src/reference/importers/import-reference.ts';
import { type LineSpec, rule } from './fixtures.ts';
import { priced, rates, rvuRow, rvuTable, told } from './pricing/priced.ts';

const edits = rule('KP-13', 'code-edits', { partingModifiers: '25 59 XS LT RT' }, [
  { clause: 'units', group: 'CO', carc: '151' },
  { clause: 'pair', group: 'CO', carc: '236' },
  { clause: 'mutually-exclusive', group: 'CO', carc: '231' },
  { clause: 'add-on', group: 'CO', carc: '107' },
  { clause: 'age', group: 'CO', carc: '6' },
  { clause: 'sex', group: 'CO', carc: '7' },
]);
const PAIRS = [
  'column_1,column_2,effective_date,deletion_date,modifier_indicator,mutually_exclusive',
  'A1001,A1002,20200101,,1,',
  'A1001,A1003,20200101,,0,',
  'A1001,A1004,20200101,,9,',
  'A1001,A1005,20200101,20250311,0,',
  'A1001,A1006,20250311,,0,',
  'A1007,A1001,20200101,,0,Y',
  '',
].join('\n');
const codes = [
  'A1001',
  'A1002',
  'A1003',
  'A1004',
  'A1005',
  'A1006',
  'A1007',
  'B1001',
  'B1002',
  'C1001',
  'C1002',
  'C1003',
];
const tables = [
  rvuTable(codes.map((code) => rvuRow(code, 100, 0, 0))),
  importReference('ncci-pairs', PAIRS, { file: 'x', effective: '20250101' }).data.rates[0]!,
  rates(
    'mue',
    new Map([
      ['B1001', { units: 2, indicator: '1' }],
      ['B1002', { units: 3, indicator: '3' }],
    ]),
    'practitioner',
  ),
  rates('mue', new Map([['B1001', { units: 1, indicator: '1' }]]), 'outpatient'),
  rates(
    'add-on-codes',
    new Map([
      ['C1002', { type: '1', primaries: new Set(['C1001']) }],
      ['C1003', { type: '3', primaries: new Set(['C1001']) }],
    ]),
  ),
  // The patient of these tests is a woman born in 1980.
  rates(
    'age-sex',
    new Map([
      ['A1002', { fromYears: 0, toYears: 150, sex: 'F' }],
      ['A1006', { fromYears: 0, toYears: 44, sex: '' }],
    ]),
  ),
];
const claim = (...lines: LineSpec[]) => priced({ lines }, { tables, rules: [edits] });
const denials = (...lines: LineSpec[]) =>
  claim(...lines).lines.map(({ isDenied, adjustments }) => (isDenied ? adjustments[0]!.carc : ''));

describe('KP-13 pairs of codes', () => {
  test.each<[string, readonly LineSpec[], readonly string[]]>([
    [
      'the second column is refused, wherever it stands',
      [{ procedure: 'A1002' }, { procedure: 'A1001' }],
      ['236', ''],
    ],
    ['a modifier parts them', [{ procedure: 'A1001' }, { procedure: 'A1002', modifiers: ['59'] }], ['', '']],
    [
      'the modifier may stand on the first',
      [{ procedure: 'A1001', modifiers: ['XS'] }, { procedure: 'A1002' }],
      ['', ''],
    ],
    [
      'another modifier does not',
      [{ procedure: 'A1001' }, { procedure: 'A1002', modifiers: ['GA'] }],
      ['', '236'],
    ],
    ['indicator 0: never', [{ procedure: 'A1001' }, { procedure: 'A1003', modifiers: ['59'] }], ['', '236']],
    ['indicator 9: not applied', [{ procedure: 'A1001' }, { procedure: 'A1004' }], ['', '']],
    ['another day', [{ procedure: 'A1001' }, { procedure: 'A1003', day: '20250311' }], ['', '']],
    ['the last day of a window', [{ procedure: 'A1001' }, { procedure: 'A1005' }], ['', '236']],
    [
      'the day after it',
      [
        { procedure: 'A1001', day: '20250311' },
        { procedure: 'A1005', day: '20250311' },
      ],
      ['', ''],
    ],
    ['before a window begins', [{ procedure: 'A1001' }, { procedure: 'A1006' }], ['', '6']],
    ['mutually exclusive', [{ procedure: 'A1007' }, { procedure: 'A1001' }], ['', '231']],
  ])('%s', (_name, lines, expected) => {
    expect(denials(...lines)).toEqual(expected);
  });
});

describe('KP-13 units', () => {
  test.each<[string, readonly LineSpec[], readonly string[]]>([
    [
      'by line: at the limit, twice',
      [
        { procedure: 'B1001', unitsMilli: 2000 },
        { procedure: 'B1001', unitsMilli: 2000 },
      ],
      ['', ''],
    ],
    ['by line: beyond it', [{ procedure: 'B1001', unitsMilli: 3000 }, { procedure: 'B1001' }], ['151', '']],
    ['by day: at the limit', [{ procedure: 'B1002', unitsMilli: 2000 }, { procedure: 'B1002' }], ['', '']],
    [
      'by day: beyond it, every line',
      [
        { procedure: 'B1002', unitsMilli: 2000 },
        { procedure: 'B1002', unitsMilli: 2000 },
      ],
      ['151', '151'],
    ],
    [
      'by day: two days',
      [
        { procedure: 'B1002', unitsMilli: 2000 },
        { procedure: 'B1002', unitsMilli: 2000, day: '20250311' },
      ],
      ['', ''],
    ],
  ])('%s', (_name, lines, expected) => {
    expect(denials(...lines)).toEqual(expected);
  });

  test('outpatient claims have a table of their own, inpatient stays none', () => {
    const denied = (billType: string) =>
      priced(
        {
          kind: 'institutional',
          billType,
          lines: [{ procedure: 'B1001', unitsMilli: 2000, revenueCode: '0300' }],
        },
        { tables, rules: [edits] },
      ).lines[0]!.isDenied;
    expect([denied('13'), denied('11')]).toEqual([true, false]);
  });
});

describe('KP-13 add-on codes', () => {
  test.each<[string, readonly LineSpec[], readonly string[]]>([
    ['beside its primary', [{ procedure: 'C1001' }, { procedure: 'C1002' }], ['', '']],
    ['alone', [{ procedure: 'C1002' }], ['107']],
    [
      'the primary on another day',
      [{ procedure: 'C1001', day: '20250311' }, { procedure: 'C1002' }],
      ['', '107'],
    ],
    [
      'a primary that was refused',
      [{ procedure: 'C1001', unitsMilli: 0 }, { procedure: 'C1002' }],
      ['16', '107'],
    ],
    ['an open list judges nothing', [{ procedure: 'C1003' }], ['']],
  ])('%s', (_name, lines, expected) => {
    expect(denials(...lines)).toEqual(expected);
  });
});

test('age and sex', () => {
  expect(denials({ procedure: 'A1006' })).toEqual(['6']);
  expect(denials({ procedure: 'A1002' })).toEqual(['']);
  const man = priced(
    { lines: [{ procedure: 'A1002' }] },
    { tables, rules: [edits], change: (each) => ({ ...each, patient: { ...each.patient, gender: 'M' } }) },
  );
  expect(told(man)).toBe('0 CO-7 15000');
});

test.each([
  ['19800310', '20250310', 45],
  ['19800311', '20250310', 44],
  ['20240229', '20250228', 0],
  ['20240229', '20250301', 1],
  ['', '20250310', undefined],
])('born %s, on %s: %s years', (born, day, years) => {
  expect(ageInYears(born, day)).toBe(years);
});

test('no table, no judgement and no word of it', () => {
  const quiet = priced({ lines: [{ procedure: 'C1002' }] }, { tables: tables.slice(0, 1), rules: [edits] });
  expect(quiet.trace.some(({ rule: id }) => id === 'KP-13')).toBe(false);
});
