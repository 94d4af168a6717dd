import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prove835 } from '../../src/remittance/prove-835.ts';
import { cut, reread } from '../acknowledgment/reread.ts';
import { expectedOutbox } from './expected-outbox.ts';
import { shippedStories } from './story.ts';
import { runStory, type StoryRun } from './story-runner.ts';
import { decisionOf, inOrder, sent, toldClaim, toldFiles, toldPayments } from './told.ts';

describe.each(shippedStories())('story $name', (story) => {
  let run: StoryRun;

  beforeAll(async () => {
    run = await runStory(story);
  });
  afterAll(() => run?.remove());

  test('every step ends with its exit code and closed books', () => {
    expect(run.reports.map(({ exitCode, broken }) => ({ exitCode, broken }))).toEqual(
      story.steps.map(({ exitCode }) => ({ exitCode, broken: [] })),
    );
  });

  test('what becomes of each file', () => {
    expect(toldFiles(run)).toEqual(story.files);
  });

  test('what becomes of each claim, line and cent', async () => {
    const told = await run.withStore((store) =>
      Promise.all(story.claims.map(({ claimNumber }) => toldClaim(store, claimNumber))),
    );
    expect(told).toEqual(story.claims);
  });

  test('what is paid, to whom and from which fund', async () => {
    expect(await run.withStore((store) => toldPayments(store, run))).toEqual(inOrder(story.payments));
  });

  test.runIf(story.answers.length > 0)('what the partner reads', () => {
    for (const { step, partner, type, contains } of story.answers) {
      const text = sent(run, step, partner, type);
      for (const piece of contains) expect(text).toContain(piece);
    }
  });

  test('the trace explains charge less paid on every line', async () => {
    await run.withStore(async (store) => {
      for (const { claimNumber } of story.claims) {
        const row = await store.claimByNumber(claimNumber);
        const decision = row && (await decisionOf(store, row.claimId));
        if (!decision || decision.status === 'pended') continue;
        // A second plan of ours explains the same charge once more.
        for (const { lines, trace } of [decision, decision.secondPlan ?? decision])
          for (const { ordinal, chargeCents, paidCents } of lines) {
            const reductions = trace.filter(({ line }) => line === ordinal);
            const reduced = reductions.reduce((sum, { reducesCents }) => sum + reducesCents, 0);
            expect({ claimNumber, ordinal, reduced }).toEqual({
              claimNumber,
              ordinal,
              reduced: chargeCents - paidCents,
            });
          }
      }
    });
  });

  test('every 835 proves its balances; another reader sees the same segments', () => {
    for (const [name, bytes] of run.outbox) {
      if (name.includes('_835_')) {
        const proof = prove835(bytes, name);
        expect({ name, balanced: proof.balanced, findings: proof.findings }).toEqual({
          name,
          balanced: true,
          findings: [],
        });
      }
      if (name.endsWith('.x12') && !name.includes('_TA1_')) expect(reread(bytes), name).toEqual(cut(bytes));
    }
  });

  test('the outbox, byte for byte', () => {
    const expected = expectedOutbox(story);
    expect([...run.outbox.keys()]).toEqual([...expected.keys()]);
    for (const [name, bytes] of run.outbox) {
      expect(bytes.toString('latin1'), name).toBe(expected.get(name)?.toString('latin1'));
    }
  });
});
