import { expect, test } from 'vitest';
import { readCodeList } from '../../src/reference/code-list.ts';

test.each([
  ['99202-99205 G0402', '99202', true],
  ['99202-99205 G0402', '99205', true],
  ['99202-99205 G0402', '99206', false],
  ['99202-99205 G0402', 'G0402', true],
  ['G0008-G0010', 'G0009', true],
  ['11-18', '131', false],
  ['13 71-77', '72', true],
  ['', '', false],
])('%j has %j: %s', (list, code, expected) => {
  expect(readCodeList(list).has(code)).toBe(expected);
});

test.each(['99205-99202', '1-22', 'A,B', '99202-'])('%j is no list', (list) => {
  expect(() => readCodeList(list)).toThrow(RangeError);
});
