import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Archive } from '../../src/batch/archive.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { readInstant } from '../../src/batch/instant.ts';
import { decideReview, waitingClaims } from '../../src/batch/review.ts';
import { shippedStories } from '../stories/story.ts';
import { runAt, runStory, type StoryRun } from '../stories/story-runner.ts';

const story = shippedStories().find(({ name }) => name === '18-pended')!;
const LATER = { asOf: '2025-11-10T20:00:00-08:00', pay: 'now' } as const;
const BILL = '2530700000015';
const who = { reviewer: 'R. SAMPLE', licence: 'WA-12345', criterion: 'BILL-1' };

let run: StoryRun;
beforeEach(async () => {
  run = await runStory(story);
});
afterEach(() => run.remove());

const state = (claimNumber: string) =>
  run.withStore(async (store) => (await store.claimByNumber(claimNumber))?.state);
const versions = (claimNumber: string) =>
  run.withStore(async (store) => {
    const row = await store.claimByNumber(claimNumber);
    return store.decisionsOfClaim(row!.claimId);
  });
const act = { settings: {} as StoryRun['settings'], asOf: '2025-11-05T09:00:00-08:00', actor: 'clerk' };

test('a claim that waits says why and since when, and never an amount (BX-03)', async () => {
  const waiting = await run.withStore((store) => waitingClaims(store));
  expect(waiting.map(({ claimNumber }) => claimNumber)).toContain(BILL);
  const bill = waiting.find(({ claimNumber }) => claimNumber === BILL)!;
  expect(bill.since).toBe(story.steps[0]!.asOf);
  expect(bill.waits).toEqual([expect.objectContaining({ rule: 'KP-52', waitsFor: 'person' })]);
  expect(JSON.stringify(waiting)).not.toMatch(/\d\.\d{2}\D/);
});

test('nothing has come: the claim keeps its version', async () => {
  await runAt(run.settings, LATER);
  expect(await state(BILL)).toBe('pended');
  expect(await versions(BILL)).toHaveLength(1);
});

describe('a decision is recorded, and the next run decides the claim', () => {
  test('approved: paid', async () => {
    const options = { ...act, settings: run.settings };
    await decideReview(options, { claimNumber: BILL, rule: 'KP-52', decision: 'approve', ...who });
    expect(await state(BILL)).toBe('pended');
    const report = await runAt(run.settings, LATER);
    expect(report.broken).toEqual([]);
    expect(await state(BILL)).toBe('remitted');
    const [first, second] = await versions(BILL);
    expect([first!.status, second!.status]).toEqual(['pended', 'paid']);
    expect(second!.outcome).toMatchObject({ decision: { status: 'paid' } });
  });

  test('refused: CO-50 with licence and criterion (BX-01, BX-02)', async () => {
    const options = { ...act, settings: run.settings };
    await decideReview(options, { claimNumber: BILL, rule: 'KP-52', decision: 'deny', ...who });
    await runAt(run.settings, LATER);
    const last = (await versions(BILL)).at(-1)!;
    expect(last.status).toBe('denied');
    const text = JSON.stringify(last.outcome);
    expect(text).toMatch(/"carc":"50"/);
    expect(text).toMatch(/WA-12345.*BILL-1/);
  });

  test.each([
    ['a claim that does not wait', '2530700099996', 'KP-52', 'CLAIM-NOT-PENDED'],
    ['a rule it does not wait for', BILL, 'KP-17', 'REVIEW-RULE'],
  ])('not for %s', async (_name, claimNumber, rule, code) => {
    const options = { ...act, settings: run.settings };
    const decided = decideReview(options, { claimNumber, rule, decision: 'approve', ...who });
    await expect(decided).rejects.toMatchObject({ code });
  });

  test('not without a licence', async () => {
    const options = { ...act, settings: run.settings };
    const review = { claimNumber: BILL, rule: 'KP-52', decision: 'deny', ...who, licence: ' ' } as const;
    await expect(decideReview(options, review)).rejects.toMatchObject({ code: 'REVIEW-INCOMPLETE' });
  });
});

test('a record that comes later releases the claim: the fee of the drug', async () => {
  const other = (await run.withStore((store) => waitingClaims(store))).find(
    ({ claimNumber }) => claimNumber !== BILL,
  );
  expect(other?.waits[0]?.rule).toBe('KP-41');
  const path = join(run.root.path, 'fees.csv');
  const header = 'code,modifier,status,work_rvu,pe_nonfacility_rvu,pe_facility_rvu,mp_rvu';
  writeFileSync(
    path,
    `${header}\nJ1885,,A,0.10,0.10,0.10,0.01\n99214,,A,1.92,1.80,0.80,0.15\n99213,,A,1.30,1.35,0.57,0.10\n`,
  );
  const instant = readInstant(LATER.asOf, 'America/Los_Angeles');
  await run.withStore((store) =>
    importFile(
      { kind: 'fee-schedule', path, effective: '20250201' },
      { store, archive: new Archive(run.root.archive), instant },
    ),
  );
  await runAt(run.settings, LATER);
  expect(await state(other!.claimNumber)).toBe('remitted');
});
