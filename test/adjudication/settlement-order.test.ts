import { expect, test } from 'vitest';
import { frequencyRank } from '../../src/adjudication/settlement-order.ts';

test.each([
  ['1', 0],
  ['2', 0],
  ['7', 1],
  ['8', 2],
])('frequency %s ranks %d', (frequency, rank) => {
  expect(frequencyRank(frequency)).toBe(rank);
});
