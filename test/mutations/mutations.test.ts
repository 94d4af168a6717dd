import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Base, mutate, outcomesOf, segmentsOf, textOf } from './mutate.ts';

const TABLE = readFileSync(join(import.meta.dirname, 'mutations.txt'), 'utf8');

const ROWS = TABLE.split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [base = '', change = '', ...outcome] = line.split(' | ');
    return { base: base as Base, change: change.replace('\\x01', '\u0001'), outcome };
  });

describe('one fault, one finding, one answer', () => {
  test('the files are right before they are changed', async () => {
    for (const base of ['P', 'I'] as const) {
      expect(await outcomesOf(textOf(segmentsOf(base)))).toEqual([]);
    }
  });

  test('the table holds at least 300 faults, each once', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(300);
    expect(new Set(ROWS.map(({ base, change }) => `${base} ${change}`)).size).toBe(ROWS.length);
  });

  test.each(ROWS)('$base $change', async ({ base, change, outcome }) => {
    expect(await outcomesOf(mutate(base, change))).toEqual(outcome);
    expect(
      outcome.filter((line) => /^(X12|GUIDE|SITUATION|CODE|CLAIM|LINE|PAYER|GROUP|SET)-/.test(line)),
    ).toHaveLength(1);
  });
});
