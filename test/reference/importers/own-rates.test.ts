import { describe, expect, test } from 'vitest';
import { importKey } from '../../../src/reference/importers/import-key.ts';
import { importReference, type ReferenceKind } from '../../../src/reference/importers/import-reference.ts';
import type { CodePairs } from '../../../src/reference/rate-tables.ts';
import { OWN_RATES } from './extracts.ts';

type Kind = keyof typeof OWN_RATES;

const read = (kind: ReferenceKind, text: string, file = 'x.csv') =>
  importReference(kind, text, { file, effective: '20250101' });
const rowsOf = (kind: Kind, part = '') =>
  read(kind, OWN_RATES[kind]).data.rates.find((table) => table.part === part)!.rows as ReadonlyMap<
    string,
    unknown
  >;

test.each(Object.keys(OWN_RATES) as Kind[])('%s is read', (kind) => {
  const { problems, rowCount } = read(kind, OWN_RATES[kind]);
  expect(problems).toEqual([]);
  expect(rowCount).toBeGreaterThan(1);
});

test('values, one table for each part', () => {
  expect(rowsOf('drg-weights', 'MS').get('871')).toEqual({
    weightE4: 19_425,
    gmlosTenths: 48,
    isPostAcute: true,
    isSpecialPay: false,
  });
  expect(rowsOf('drg-weights', 'CMS').get('125')).toMatchObject({ weightE4: 10_000, gmlosTenths: 0 });
  expect(rowsOf('fees', 'laboratory').get('X1001 ')).toEqual({ nonFacilityCents: 1056, facilityCents: 1056 });
  expect(rowsOf('fees', 'gap-filler').get('X1001 QW')).toEqual({ nonFacilityCents: 900, facilityCents: 800 });
  expect(rowsOf('mue', 'outpatient').get('X1001')).toEqual({ units: 4, indicator: '1' });
  expect(rowsOf('add-on-codes').get('X1002')).toEqual({ type: '1', primaries: new Set(['X1001', 'X1003']) });
  expect(rowsOf('age-sex').get('X1002')).toEqual({ sex: '', fromYears: 0, toYears: 17 });
  expect(rowsOf('code-list', 'icd-10-cm').get('A001')).toEqual({ from: '20181001', to: '20190930' });
});

describe('pairs of codes and their windows', () => {
  const pairs = read('ncci-pairs', OWN_RATES['ncci-pairs']).data.rates[0]!.rows as CodePairs;
  test.each<[string, string, string, number | undefined]>([
    ['X1001', 'X1002', '20191231', undefined],
    ['X1001', 'X1002', '20200101', 0],
    ['X1001', 'X1002', '20220629', 0],
    // The deletion date is the first day without the edit.
    ['X1001', 'X1002', '20220630', undefined],
    ['X1001', 'X1002', '20230101', 1],
    ['X1001', 'X1002', '20991231', 1],
    ['X1002', 'X1001', '19990101', 9],
    ['X1002', 'X1001', '20210101', undefined],
    ['X1002', 'X1009', '20200101', undefined],
  ])('%s and %s on %s: %s', (one, two, day, indicator) => {
    expect(pairs.on(one, two, day)?.modifierIndicator).toBe(indicator);
  });
  test('mutually exclusive pairs are told apart', () => {
    expect(pairs.on('X1001', 'X1002', '20240101')?.isMutuallyExclusive).toBe(true);
  });
  test('many pairs, each found', () => {
    const code = (at: number) => `Y${String(at).padStart(4, '0')}`;
    const lines = Array.from(
      { length: 5000 },
      (_, at) => `${code((at * 7) % 5000)},${code(at)},20200101,,${at % 2},`,
    );
    const text = `${OWN_RATES['ncci-pairs'].split('\n')[0]}\n${lines.join('\n')}\n`;
    const many = read('ncci-pairs', text).data.rates[0]!.rows as CodePairs;
    expect(many.size).toBe(5000);
    for (let at = 0; at < 5000; at += 1)
      expect(many.on(code((at * 7) % 5000), code(at), '20200101')?.modifierIndicator).toBe(at % 2);
  });
});

describe('a wrong file is refused with its place', () => {
  test.each<[string, Kind, string, string, RegExp]>([
    ['a column renamed', 'mue', 'mai', 'indicator', /x\.csv:1:4 unknown column/],
    ['a code twice', 'mue', 'outpatient,X1001', 'practitioner,X1001', /x\.csv:3:2 code stands twice/],
    ['a group twice', 'drg-weights', 'CMS,125', 'MS,871', /x\.csv:3:2 drg stands twice/],
    ['a weight with a slip', 'drg-weights', '1.9425', '1.94255', /x\.csv:2:3 weight is not a number/],
    ['a list that is none', 'code-list', 'icd-10-cm', 'icd', /x\.csv:2:1 list is none of/],
    ['ages the wrong way round', 'age-sex', '10,55', '55,10', /x\.csv:2:4 to_years is below/],
    ['a primary twice', 'add-on-codes', 'X1002,X1003', 'X1002,X1001', /x\.csv:3:2 primary stands twice/],
    ['cut', 'fees', '8.00\n', '8.00', /may be cut/],
    ['pairs: other columns', 'ncci-pairs', 'column_1', 'one', /x\.csv:1:1 the columns are not/],
    [
      'pairs: a day that is none',
      'ncci-pairs',
      '2020-01-01',
      '2020-13-01',
      /x\.csv:2:3 effective_date is not a day/,
    ],
    [
      'pairs: an indicator that is none',
      'ncci-pairs',
      ',0,',
      ',7,',
      /x\.csv:2:5 modifier_indicator is none of/,
    ],
    ['pairs: two windows at once', 'ncci-pairs', '20230101', '20220101', /x\.csv:\d:1 the pair stands twice/],
    ['pairs: cut', 'ncci-pairs', ',9,\n', ',9', /may be cut|fields where/],
  ])('%s', (_what, kind, from, to, problem) => {
    const imported = read(kind, OWN_RATES[kind].replace(from, to));
    expect(imported.problems.join('\n')).toMatch(problem);
    expect(imported.data.rates).toEqual([]);
  });
});

test('imports of one vintage replace each other, vintages stand side by side', () => {
  const key = (kind: string, name: string, effective: string) => importKey({ kind, name, effective });
  expect(key('pprrvu', 'a', '20250101')).toBe(key('pprrvu', 'b', '20250101'));
  expect(key('pprrvu', 'a', '20250101')).not.toBe(key('pprrvu', 'a', '20250401'));
  expect(key('ncci-pairs', 'part-1', '20250101')).not.toBe(key('ncci-pairs', 'part-2', '20250101'));
  expect(key('members', 'a', '20250101')).toBe(key('members', 'b', '20250401'));
});
