import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CSV_FIELD_CHARACTERS, CSV_ROWS, readCsv } from '../../../src/reference/importers/csv.ts';

const fields = (text: string): readonly (readonly string[])[] => readCsv(text).rows.map((row) => row.fields);

describe('readCsv', () => {
  test.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['\uFEFFa\n', [['a']]],
    ['a,,\n', [['a', '', '']]],
    ['"a,b","c""d"\n', [['a,b', 'c"d']]],
    ['"a\nb",c\n', [['a\nb', 'c']]],
    ['"",x\n', [['', 'x']]],
    ['a\n\nb\n', [['a'], ['b']]],
    ['', []],
  ])('reads %j', (text, expected) => {
    expect(fields(text)).toEqual(expected);
    expect(readCsv(text).problem).toBeUndefined();
  });

  test.each([
    ['a,b\n1,2', 2, 2, 'no line break'],
    ['a,b\n1,"2\n', 2, 2, 'never closed'],
    ['a,b"c\n', 1, 2, 'quote inside'],
    ['a,"b"c\n', 1, 2, 'after a closing quote'],
    ['a\rb\n', 1, 1, 'lone return'],
    [`${'x'.repeat(1001)}\n`, 1, 1, 'more than 1000'],
  ])('refuses %j', (text, line, column, message) => {
    expect(readCsv(text).problem).toEqual({ line, column, message: expect.stringContaining(message) });
  });

  test('lines are counted through quoted fields', () => {
    expect(readCsv('"a\nb"\nc\n').rows.map(({ line }) => line)).toEqual([1, 3]);
  });

  test('what is written is read', () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', ' ') });
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 })), (rows) => {
        const quoted = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','));
        expect(fields(quoted.map((row) => `${row}\r\n`).join(''))).toEqual(rows);
      }),
    );
  });
});

describe('limits', () => {
  test('characters of a field', () => {
    const field = 'x'.repeat(CSV_FIELD_CHARACTERS);
    expect(readCsv(`a,${field}\n`).problem).toBeUndefined();
    expect(readCsv(`a,${field}x\n`).problem).toMatchObject({ line: 1, column: 2 });
  });

  test('rows of a file', () => {
    const rows = 'a\n'.repeat(CSV_ROWS);
    expect(readCsv(rows).problem).toBeUndefined();
    expect(readCsv(`${rows}a\n`).problem).toMatchObject({ line: CSV_ROWS + 1 });
  });
});
