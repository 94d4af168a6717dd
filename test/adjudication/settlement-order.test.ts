import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareForSettlement,
  frequencyRank,
  type SettlementKey,
} from '../../src/adjudication/settlement-order.ts';

const first: SettlementKey = {
  receivedDate: '20250401',
  frequencyRank: 0,
  serviceFrom: '20250301',
  payeeId: 'A',
  memberId: '1',
  patientControlNumber: 'A',
  sliceHash: 'a',
  file: 'a',
  offsetBytes: 0,
};

/** Each key alone decides, and no later key outweighs it. */
test.each([
  ['receivedDate', '20250402'],
  ['frequencyRank', 1],
  ['serviceFrom', '20250302'],
  ['payeeId', 'B'],
  ['memberId', '2'],
  ['patientControlNumber', 'a'],
  ['sliceHash', 'b'],
  ['file', 'b'],
  ['offsetBytes', 1],
] as [keyof SettlementKey, string | number][])('%s', (key, later) => {
  const keys = Object.keys(first) as (keyof SettlementKey)[];
  const after = Object.fromEntries(
    keys.slice(keys.indexOf(key) + 1).map((each) => [each, typeof first[each] === 'number' ? -1 : '']),
  );
  expect(compareForSettlement(first, { ...first, ...after, [key]: later })).toBeLessThan(0);
});

test.each([
  ['1', 0],
  ['2', 0],
  ['7', 1],
  ['8', 2],
])('frequency %s ranks %d', (frequency, rank) => {
  expect(frequencyRank(frequency)).toBe(rank);
});

test('a total order: any arrangement of the same rows sorts alike', () => {
  const word = fc.constantFrom('', 'A', 'a', 'B', 'Z', 'é');
  const row: fc.Arbitrary<SettlementKey> = fc.record({
    receivedDate: word,
    frequencyRank: fc.nat(2),
    serviceFrom: word,
    payeeId: word,
    memberId: word,
    patientControlNumber: word,
    sliceHash: word,
    file: word,
    offsetBytes: fc.nat(2),
  });
  fc.assert(
    fc.property(row, row, row, (left, middle, right) => {
      const sign = (a: SettlementKey, b: SettlementKey) => Math.sign(compareForSettlement(a, b));
      expect(sign(left, left)).toBe(0);
      expect(sign(left, middle) + sign(middle, left)).toBe(0);
      if (sign(left, middle) <= 0 && sign(middle, right) <= 0)
        expect(sign(left, right)).toBeLessThanOrEqual(0);
      if (sign(left, middle) === 0) expect(left).toEqual(middle);
    }),
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
      expect([...rows].reverse().sort(compareForSettlement)).toEqual([...rows].sort(compareForSettlement));
    }),
  );
});
