import { describe, expect, test } from 'vitest';
import { csvLine } from '../../src/translation/csv-text.ts';
import { fileOf } from './files.ts';
import { codes, translated } from './translating.ts';

function rowsOf(text: string): Record<string, string>[] {
  const [header = '', ...lines] = text.trimEnd().split('\r\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index]!, cell])));
}

describe('a row for each service line', () => {
  test('of an 837', () => {
    const rows = rowsOf(translated(fileOf('837P', '837I'), { to: 'csv' }).text);
    expect(rows.slice(0, 2)).toMatchObject([
      { patient_control_number: 'PCN001', line: '1', procedure: '99213', units: '1', line_charge: '150.00' },
      {
        patient_control_number: 'PCN001',
        line: '2',
        procedure: '87880',
        line_charge: '100.00',
        billing_npi: '2234567891',
      },
    ]);
    expect(rows.slice(2).every(({ kind }) => kind === 'institutional')).toBe(true);
  });

  test('of an 835, with the provider adjustments: the columns add up to the payment', () => {
    const rows = rowsOf(translated(fileOf('835'), { to: 'csv' }).text).filter(({ set }) => set === '0001');
    const sum = (name: string) => rows.reduce((total, row) => total + Math.round(Number(row[name]) * 100), 0);
    expect(rows.map(({ record }) => record)).toEqual(['line', 'line', 'line', 'line', 'provider adjustment']);
    expect(sum('line_paid') - sum('plb_amount')).toBe(16600);
    expect(rows[0]).toMatchObject({
      payment_amount: '166.00',
      line_adjustments: 'CO 45 30.00; PR 3 30.00',
      line_allowed: '120.00',
    });
  });

  test('a claim without lines has a row of its own', () => {
    const set = fileOf('835').replace(/SVC\*HC:99070.*?LQ\*HE\*M20~/s, 'CAS*CO*16*75~');
    expect(rowsOf(translated(set, { to: 'csv' }).text)[2]).toMatchObject({
      record: 'claim',
      claim_adjustments: 'CO 16 75.00',
    });
  });

  test.each<[readonly string[], readonly string[]]>([
    [['999'], ['TRANSLATE-SET-NOT-IN-VIEW']],
    [
      ['837P', '835'],
      ['TRANSLATE-SET-NOT-IN-VIEW', 'TRANSLATE-SET-NOT-IN-VIEW'],
    ],
  ])('%j: what has no rows is told', (names, expected) => {
    expect(codes(translated(fileOf(...names), { to: 'csv' }).findings)).toEqual(expected);
  });
});

describe('cells', () => {
  test.each<[string, string, string]>([
    ['plain', 'DOE', 'DOE'],
    ['a formula', '=1+1', "'=1+1"],
    ['a formula after spaces', ' =1+1', "' =1+1"],
    ['a plus', '+HYPERLINK', "'+HYPERLINK"],
    ['an at sign', '@SUM(A1)', "'@SUM(A1)"],
    ['a minus before text', '-2+3', "'-2+3"],
    ['a negative amount', '-12.50', '-12.50'],
    ['a tab', '\tX', `"'\tX"`],
    ['a carriage return', '\rX', `"'\rX"`],
    ['a comma', 'A,B', '"A,B"'],
    ['quotes', 'A"B', '"A""B"'],
    ['a line feed', 'A\nB', '"A\nB"'],
  ])('%s', (_, cell, safe) => {
    expect(csvLine([cell], false)).toBe(`${safe}\r\n`);
  });

  test('raw: only what CSV itself needs', () => {
    expect(csvLine(['=1+1', '\tX', 'A,B'], true)).toBe('=1+1,"\tX","A,B"\r\n');
  });

  test('a formula in a file is safe by default and raw on request', () => {
    const file = fileOf('837P').replace('DOE*JANE', '=cmd*JANE');
    expect(translated(file, { to: 'csv' }).text).toContain(",'=cmd,JANE,");
    expect(translated(file, { to: 'csv', rawCells: true }).text).toContain(',=cmd,JANE,');
  });
});
