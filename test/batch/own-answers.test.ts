import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { type Installation, installation } from './installation.ts';

/** A writer with a mistake, while a test asks for one. */
const mistake = vi.hoisted(() => ({ of: (text: string): string => text }));
vi.mock(import('../../src/acknowledgment/functional-999.ts'), async (original) => {
  const { write999, ...rest } = await original();
  return {
    ...rest,
    write999: (...input) => Buffer.from(mistake.of(write999(...input).toString('latin1')), 'latin1'),
  };
});
afterEach(() => {
  mistake.of = (text) => text;
});

const NIGHT = '2025-11-03T20:00:00-08:00';
const STORY = join(import.meta.dirname, '../../edi-samples/stories/01-clean-professional/in/harborclear');
const clean = readFileSync(join(STORY, readdirSync(STORY)[0]!), 'latin1');

const outboxOf = ({ root }: Installation): string[] =>
  readdirSync(root.outbox, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

async function booksOf({ root }: Installation): Promise<{ state: string; books: string }[]> {
  const store = openSqliteStore(root.store);
  const batches = await store.batches({ stage: 'intake' });
  await store.close();
  return batches.map(({ state, books }) => ({ state, books }));
}

test.each<[string, (text: string) => string, string]>([
  [
    'a segment that the guide does not know',
    (text) => text.replace('~AK9', '~ZZZ*1~AK9'),
    'GUIDE-SEGMENT-UNKNOWN at ZZZ of segment 5',
  ],
  ['a count that is wrong', (text) => text.replace(/SE\*\d+/, 'SE*99'), 'X12-SE01-COUNT'],
  ['a code that is none', (text) => text.replace('AK9*A', 'AK9*Q'), 'AK901 of segment 5'],
])(
  '%s in an answer of ours: exit 4, nothing is answered; the next run does it whole',
  async (_what, change, code) => {
    const here = await installation();
    here.drop('harborclear', 'clean.x12', clean);
    mistake.of = change;
    const report = await here.run(NIGHT);
    expect(report.exitCode).toBe(4);
    expect(outboxOf(here)).toEqual([]);
    expect(await booksOf(here)).toMatchObject([{ state: 'broken', books: expect.stringContaining(code) }]);
    expect(JSON.stringify(await booksOf(here))).toContain('does not pass our own checks');

    mistake.of = (text) => text;
    const again = await here.run('2025-11-04T20:00:00-08:00');
    expect(again.exitCode).toBe(0);
    expect(outboxOf(here).map((name) => name.split('_')[1])).toEqual(
      expect.arrayContaining(['277CA', '999', '835']),
    );
  },
);

test('a claim outside of every set is told to its sender and stands in the books', async () => {
  const here = await installation();
  const stray = 'CLM*STRAY-1*77.5***11:B:1*Y*A*Y*Y~\nHI*ABK:J069~\nCLM*STRAY-2*abc***11:B:1*Y*A*Y*Y~\n';
  here.drop('harborclear', 'stray.x12', clean.replace(/GE\*/, `${stray}GE*`));
  await here.run(NIGHT);
  expect(await booksOf(here)).toEqual([
    { state: 'closed', books: 'seen 3 (332.50) = sound 1 (255.00) + refused 0 (0.00) + not read 2 (77.50)' },
  ]);
});

test('the files behind it go on, under the claim numbers that it gave back', async () => {
  const here = await installation();
  const second = clean.replaceAll('000000101', '000000102').replaceAll('S01-1001', 'S01-1002');
  here.drop('harborclear', 'a.x12', clean);
  here.drop('harborclear', 'b.x12', second);
  let written = 0;
  mistake.of = (text) => (written++ === 0 ? text.replace('AK9*A', 'AK9*Q') : text);
  expect((await here.run(NIGHT)).exitCode).toBe(4);
  expect((await booksOf(here)).map(({ state }) => state)).toEqual(['broken', 'closed']);
  expect((await here.run('2025-11-04T20:00:00-08:00')).exitCode).toBe(0);
  const store = openSqliteStore(here.root.store);
  const claims = await Promise.all(
    ['S01-1001', 'S01-1002'].map((id) => store.claimsByPatientControlNumber(id)),
  );
  await store.close();
  expect(claims.map((found) => found.map(({ claimNumber }) => claimNumber))).toEqual([
    ['2530700000023'],
    ['2530700000015'],
  ]);
});
