import { expect, test } from 'vitest';
import { badDataOf } from '../../src/acknowledgment/bad-data.ts';
import { providerStatuses } from '../../src/acknowledgment/finding-status.ts';
import { finding } from './finding.ts';

const DELIMITERS = { element: 42, component: 58, repetition: 94, terminator: 126 };
const at = (elementOrdinal?: number, componentOrdinal?: number, repetitionOrdinal?: number) => ({
  file: 'a.x12',
  offsetBytes: 0,
  lengthBytes: 1,
  line: 1,
  ...(elementOrdinal === undefined ? {} : { elementOrdinal }),
  ...(componentOrdinal === undefined ? {} : { componentOrdinal }),
  ...(repetitionOrdinal === undefined ? {} : { repetitionOrdinal }),
});

test.each([
  ['an element', 'CLM*A*25O', at(2), '25O'],
  ['a whole composite', 'HI*ABK:J02', at(1), 'ABK:J02'],
  ['a component', 'HI*ABK:J02', at(1, 2), 'J02'],
  ['a component of a repetition', 'HI*A:1^B:2', at(1, 2, 2), '2'],
  ['an element that is not there', 'CLM*A', at(5), undefined],
  ['an empty one', 'CLM**1', at(1), undefined],
  ['no element', 'CLM*A', at(), undefined],
])('%s', (_, segment, place, expected) => {
  expect(badDataOf(segment, place, DELIMITERS)).toBe(expected);
});

test('a provider is refused for what names it', () => {
  const refusing = finding({ stc: 'A7:562:85 A7:128:85' });
  const other = finding({ stc: 'A7:562:82' });
  const said = finding({ stc: 'A7:500:85' }, {}, 'report');
  expect(providerStatuses([refusing, other, said])).toEqual(['A7:562:85', 'A7:128:85']);
});
