import { expect, test } from 'vitest';
import { claimLife } from '../../src/cli/claim-life.ts';
import { claimStory } from '../../src/cli/claim-story.ts';
import { shippedStories } from '../stories/story.ts';
import { runStory } from '../stories/story-runner.ts';

/** `day state by: why` of every step of some claims of a story. */
async function livesIn(name: string, claimNumbers: readonly string[]): Promise<string[][]> {
  const run = await runStory(shippedStories().find((story) => story.name === name)!);
  try {
    return await run.withStore(async (store) => {
      const lives: string[][] = [];
      for (const claimNumber of claimNumbers) {
        const row = await store.claimByNumber(claimNumber);
        const steps = claimLife(await claimStory(store, row!));
        lives.push(steps.map(({ day, state, by, why }) => `${day} ${state} ${by}${why && `: ${why}`}`));
      }
      return lives;
    });
  } finally {
    run.remove();
  }
}

test('a claim that waited and was reviewed: who, when, why', async () => {
  const [approved, , overdue] = await livesIn('31-reviewed-by-a-person', [
    '2530700000015',
    '2530700000023',
    '2530700000031',
  ]);
  expect(approved).toEqual([
    '2025-11-03 accepted intake',
    '2025-11-03 pended run: KP-17: records are asked for until 20251218 (line 1)',
    '2025-11-04 pended run: KP-17: records have come: to be reviewed (line 1)',
    '2025-11-05 reviewed R. SAMPLE-REVIEWER, licence WA-MD-00001: KP-17: approve by criterion EXTENDED-VISIT-3',
    '2025-11-05 decided run: paid',
    '2025-11-05 remitted payment run: trace 2511050000001',
  ]);
  expect(overdue).toEqual([
    '2025-11-03 accepted intake',
    '2025-11-03 pended run: KP-17: records are asked for until 20251218 (line 1)',
    '2025-12-19 decided run: denied',
    '2025-12-19 remitted payment run: trace 2512190000002',
  ]);
});

test('a claim that was replaced, and the void of its successor', async () => {
  const [original, voided, taker] = await livesIn('28-corrections-in-awkward-order', [
    '2530800000014',
    '2530900000021',
    '2531000000010',
  ]);
  expect(original).toEqual([
    '2025-11-04 accepted intake',
    '2025-11-04 decided run: paid',
    '2025-11-04 remitted payment run: trace 2511040000002',
    '2025-11-05 reversed payment run: trace 2511050000003',
    '2025-11-05 replaced claim 2530900000013',
  ]);
  expect(voided!.slice(-2)).toEqual([
    '2025-11-06 reversed payment run: trace 2511060000004',
    '2025-11-06 voided claim 2531000000010',
  ]);
  expect(taker).toEqual(['2025-11-06 accepted intake', '2025-11-06 applied run']);
});
