import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { Archive } from '../../src/batch/archive.ts';
import { rebuild } from '../../src/batch/rebuild.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { buildEve, copyOfEve, rootAt, runNight, settingsAt } from '../crash/crash-night.ts';
import { type Footprint, footprint } from '../crash/footprint.ts';

const AS_OF = '2025-11-06T08:00:00-08:00';
const CHILD = join(import.meta.dirname, '..', 'crash', 'night-child.ts');
let eve = '';

beforeAll(async () => {
  eve = await buildEve();
  return () => rmSync(eve, { recursive: true, force: true });
}, 120_000);

/** Three nights that have run, and what they left. */
async function nights(): Promise<{ folder: string; before: Footprint }> {
  const folder = copyOfEve(eve);
  await runNight(settingsAt(folder));
  const before = footprint(rootAt(folder));
  for (const ending of ['', '-wal', '-shm']) rmSync(`${rootAt(folder).store}${ending}`, { force: true });
  return { folder, before };
}

/** A hold of an upload that never was taken is no part of the archive. */
const withoutHolds = (rows: readonly string[]): string[] =>
  rows.filter((row) => !row.startsWith('held_file '));

test('an empty store and the archive make the same ledger, and nothing is sent again', async () => {
  const { folder, before } = await nights();
  const rebuilt = await rebuild(settingsAt(folder), AS_OF);
  expect(rebuilt).toMatchObject({ runs: 3 });
  const after = footprint(rootAt(folder));
  expect(withoutHolds(after.store)).toEqual(withoutHolds(before.store));
  expect(after.files).toEqual(before.files);
  expect(after.delivered).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

test.each([40, 290])(
  'a run killed before its act %i, then a run of the next day: the first is finished as itself, and both can be rebuilt',
  async (killAt) => {
    const folder = copyOfEve(eve);
    const root = rootAt(folder);
    const child = spawnSync(process.execPath, [CHILD, folder, String(killAt)], { encoding: 'utf8' });
    expect(child.signal).toBe('SIGKILL');
    const report = await runNight(settingsAt(folder), '2025-11-06T20:00:00-08:00');
    expect([report.run?.runId, report.broken]).toEqual([4, []]);
    const store = openSqliteStore(root.store, { readOnly: true });
    const payments = (await store.payments({})).map(({ paymentDate }) => paymentDate);
    await store.close();
    expect(payments.filter((date) => date === '20251105').length).toBeGreaterThan(0);
    const before = footprint(root);
    for (const ending of ['', '-wal', '-shm']) rmSync(`${root.store}${ending}`, { force: true });
    await rebuild(settingsAt(folder), AS_OF);
    const after = footprint(root);
    expect(withoutHolds(after.store)).toEqual(withoutHolds(before.store));
    expect(after.files).toEqual(before.files);
    rmSync(folder, { recursive: true, force: true });
  },
  120_000,
);

test('a store that is there, a changed act and a changed file are refused', async () => {
  const { folder } = await nights();
  const { archive: path, store } = rootAt(folder);
  const archive = new Archive(path);
  writeFileSync(store, '');
  await expect(rebuild(settingsAt(folder), AS_OF)).rejects.toMatchObject({ code: 'REBUILD-STORE-THERE' });
  rmSync(store);
  const [, second = ''] = readdirSync(join(path, 'acts'));
  const act = join(path, 'acts', second);
  const text = readFileSync(act, 'utf8');
  writeFileSync(act, text.replace('import', 'Import'));
  await expect(rebuild(settingsAt(folder), AS_OF)).rejects.toMatchObject({ code: 'ARCHIVE-DAMAGED' });
  writeFileSync(act, text);
  const [first] = archive.sidecars();
  const file = archive.path(first!.sha256);
  renameSync(file, `${file}.away`);
  writeFileSync(file, 'other bytes');
  await expect(rebuild(settingsAt(folder), AS_OF)).rejects.toMatchObject({ code: 'ARCHIVE-DAMAGED' });
  rmSync(folder, { recursive: true, force: true });
}, 120_000);
