import { expect, test } from 'vitest';
import type { FindingPolicy } from '../../src/validation/severity.ts';
import { DEFAULT_POLICY } from '../../src/validation/severity.ts';
import type { Severity } from '../../src/x12/finding.ts';
import { mutate } from '../mutations/mutate.ts';
import { checkSet } from './check-set.ts';

/** The set inside the envelope of a changed file. */
const setOf = (change: string) => {
  const segments = mutate('P', change).split('~\n');
  const from = segments.findIndex((segment) => segment.startsWith('ST'));
  const to = segments.findIndex((segment) => segment.startsWith('SE*'));
  return `${segments.slice(from, to + 1).join('~\n')}~\n`;
};

const BALANCE = 'AMT*D*250.5 => AMT*D*251';
const ACCIDENT = 'DTP*439*D8*20260101 => ';
const NPI = 'NM1*85*2*SAMPLE CLINIC*****XX*2234567891 => NM1*85*2*SAMPLE CLINIC*****XX*2234567892';

const named = (code: string, severity: Severity): Partial<FindingPolicy> => ({
  severities: new Map([[code, severity]]),
});
const without = (snip: number): Partial<FindingPolicy> => ({
  snipTypes: new Set([1, 2, 3, 4, 5, 6, 7].filter((type) => type !== snip)),
});

test.each<[string, string, Partial<FindingPolicy>, string]>([
  ['as it comes', BALANCE, {}, 'rejected accepted'],
  ['reported', BALANCE, named('PAYER-PAID-BALANCE', 'report'), 'accepted accepted'],
  ['balancing switched off', BALANCE, without(3), 'accepted accepted'],
  ['situations switched off', ACCIDENT, without(4), 'accepted accepted'],
  ['one rule ignored', ACCIDENT, named('SITUATION-ACCIDENT-DATE', 'ignore'), 'accepted accepted'],
  ['another rule ignored', ACCIDENT, named('SITUATION-STATE', 'ignore'), 'rejected accepted'],
  ['a fault of the provider refuses all', NPI, {}, 'rejected rejected'],
  ['code sets switched off', NPI, without(5), 'accepted accepted'],
  ['a note made a refusal', 'LX*2 => LX*3', named('LINE-NUMBER', 'reject'), 'rejected accepted'],
])('%s', (_, change, policy, fates) => {
  const { claims } = checkSet(setOf(change), '837P', { policy: { ...DEFAULT_POLICY, ...policy } });
  expect(claims.map(({ fate }) => fate).join(' ')).toBe(fates);
});

test('what a partner has silenced is not listed, above the claims neither', () => {
  const { parcels } = checkSet(setOf(NPI), '837P', { policy: { ...DEFAULT_POLICY, ...without(5) } });
  expect(parcels.flatMap(({ contextFindings }) => contextFindings)).toEqual([]);
});
