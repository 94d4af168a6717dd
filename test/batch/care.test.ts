import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Archive } from '../../src/batch/archive.ts';
import { backupStore, restoreStore } from '../../src/batch/backup.ts';
import { decideQuarantine } from '../../src/batch/decide-quarantine.ts';
import { examine } from '../../src/batch/doctor.ts';
import { planReadjudication } from '../../src/batch/plan-replay.ts';
import { quarantinedFiles } from '../../src/batch/quarantine.ts';
import { resend, resendPlan } from '../../src/batch/replay.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { claimsFile } from './claims-file.ts';
import { type Installation, installation } from './installation.ts';

const NIGHT = '2025-11-03T20:00:00-08:00';
const LATER = '2025-11-04T20:00:00-08:00';
const WHO = { actor: 'night shift', reason: 'as agreed', asOf: LATER };

/** A night with two paid claims. */
async function night(raw: object = {}): Promise<Installation> {
  const here = await installation(raw);
  const claims = [{ patientControlNumber: 'A1' }, { patientControlNumber: 'A2', serviceDate: '20251007' }];
  here.drop('harborclear', 'a.x12', claimsFile(claims));
  await here.run(NIGHT);
  return here;
}

async function inStore<T>({ root }: Installation, work: (store: Store) => Promise<T>): Promise<T> {
  const store = openSqliteStore(root.store);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

test('resend: what the partner took comes again with the same bytes; what lies there is left; twice changes nothing', async () => {
  const here = await night();
  const folder = join(here.root.outbox, 'harborclear');
  const names = readdirSync(folder).sort();
  const taken = names.find((name) => name.includes('_835_'))!;
  const bytes = readFileSync(join(folder, taken));
  rmSync(join(folder, taken));
  await inStore(here, async (store) => {
    const scope = { kind: 'claim', claimNumber: '2530700000015' } as const;
    const plan = await resendPlan(scope, store, here.root);
    expect(plan.filter(({ isThere }) => !isThere).map(({ name }) => name)).toEqual([taken]);
    expect(plan.some(({ type }) => type === '277CA')).toBe(true);
    expect(await resend(plan, store, here.root)).toBe(1);
    expect(await resend(await resendPlan(scope, store, here.root), store, here.root)).toBe(0);
  });
  expect(readFileSync(join(folder, taken))).toEqual(bytes);
  expect(readdirSync(folder).sort()).toEqual(names);
});

test('readjudicate: where nothing has changed nothing is corrected', async () => {
  const here = await night();
  const plans = await planReadjudication(here.settings, LATER, { kind: 'file', name: 'a.x12' }, false);
  expect(plans.map(({ looked, unchanged, adjusted }) => [looked, unchanged, adjusted])).toEqual([[2, 2, 0]]);
});

test('quarantine: a released file is read again, a rejected one no longer keeps the run at 3, and the acts say who', async () => {
  const here = await installation({ maxFileBytes: 500 });
  here.drop('harborclear', 'big.x12', claimsFile([{ patientControlNumber: 'A1' }]));
  here.drop('harborclear', 'text.x12', 'no interchange');
  expect((await here.run(NIGHT)).exitCode).toBe(3);
  expect(quarantinedFiles(here.root).map(({ name, reason }) => [name, reason])).toEqual([
    ['big.x12', 'FILE-TOO-LARGE'],
    ['text.x12', 'X12-ISA-NOT-FOUND'],
  ]);
  const settings = { ...here.settings, maxFileBytes: 1_000_000 };
  await decideQuarantine(settings, {
    partnerId: 'harborclear',
    name: 'big.x12',
    decision: 'release',
    ...WHO,
  });
  await decideQuarantine(settings, {
    partnerId: 'harborclear',
    name: 'text.x12',
    decision: 'reject',
    ...WHO,
  });
  const report = await here.run(LATER, { settings });
  expect(report.files.map(({ name, outcome }) => [name, outcome])).toEqual([['big.x12', 'read']]);
  expect(report.exitCode).toBe(0);
  const again = { partnerId: 'harborclear', name: 'text.x12', decision: 'keep', ...WHO } as const;
  await expect(decideQuarantine(settings, again)).rejects.toMatchObject({ code: 'QUARANTINE-DECIDED' });
  const acts = new Archive(here.root.archive).recordedActs().map(({ act }) => act);
  expect(
    acts.filter(({ act }) => act === 'quarantine').map(({ decision, actor }) => [decision, actor]),
  ).toEqual([
    ['release', 'night shift'],
    ['reject', 'night shift'],
  ]);
});

test('an archived file that is released is read again from the archive', async () => {
  const here = await installation();
  here.drop('harborclear', 'text.x12', 'no interchange');
  await here.run(NIGHT);
  await decideQuarantine(here.settings, {
    partnerId: 'harborclear',
    name: 'text.x12',
    decision: 'release',
    ...WHO,
  });
  expect(quarantinedFiles(here.root)).toEqual([]);
  const report = await here.run(LATER);
  expect(report.files.map(({ name, outcome }) => [name, outcome])).toEqual([['text.x12', 'quarantined']]);
  expect(quarantinedFiles(here.root).map(({ name, decision }) => [name, decision])).toEqual([
    ['text.x12', undefined],
  ]);
});

test('backup and restore: the same store, checked; a damaged copy and a place that is taken are refused', async () => {
  const here = await night();
  const copy = join(here.root.path, 'copy.db');
  backupStore(here.root, copy);
  expect(() => backupStore(here.root, copy)).toThrow(expect.objectContaining({ code: 'BACKUP-EXISTS' }));
  await expect(restoreStore(here.root, copy, LATER)).rejects.toMatchObject({ code: 'RESTORE-STORE-THERE' });
  const dump = () => inStore(here, async (store) => [await store.accountBalances(), await store.outboxAll()]);
  const before = await dump();
  for (const ending of ['', '-wal', '-shm']) rmSync(`${here.root.store}${ending}`, { force: true });
  const damaged = join(here.root.path, 'damaged.db');
  const bytes = readFileSync(copy);
  writeFileSync(damaged, bytes.fill(0x5a, 4096, 40_000));
  await expect(restoreStore(here.root, damaged, LATER)).rejects.toMatchObject({ code: 'BACKUP-DAMAGED' });
  await restoreStore(here.root, copy, LATER);
  expect(await dump()).toEqual(before);
  expect((await here.run(NIGHT)).nothingToDo).toBe(true);
});

test('a backup that is behind the archive is refused; taken all the same, doctor says what the store lacks', async () => {
  const here = await night();
  const copy = join(here.root.path, 'copy.db');
  backupStore(here.root, copy);
  here.drop(
    'harborclear',
    'b.x12',
    claimsFile([{ patientControlNumber: 'B1' }], { controlNumber: '000000102' }),
  );
  await here.run(LATER);
  for (const ending of ['', '-wal', '-shm']) rmSync(`${here.root.store}${ending}`, { force: true });
  await expect(restoreStore(here.root, copy, LATER)).rejects.toMatchObject({
    code: 'RESTORE-BEHIND',
    message: expect.stringContaining('run-00000002'),
  });
  await restoreStore(here.root, copy, LATER, true);
  expect((await examine(here.settings, 0)).filter(({ state }) => state === 'ill')).toMatchObject([
    { what: 'store and archive', text: expect.stringContaining('1 archived files') },
  ]);
});

test('doctor: well after a night; sees open modes, a changed file and a broken chain', async () => {
  const here = await night();
  const ill = async () =>
    (await examine(here.settings, 0)).filter(({ state }) => state === 'ill').map(({ what }) => what);
  expect(await ill()).toEqual([]);
  chmodSync(here.root.path, 0o755);
  expect(await ill()).toEqual(['modes']);
  chmodSync(here.root.path, 0o700);
  const archive = new Archive(here.root.archive);
  writeFileSync(archive.path(archive.sidecars()[0]!.sha256), 'changed');
  expect(await ill()).toEqual(['archive']);
  const acts = join(here.root.archive, 'acts');
  const [, second = ''] = readdirSync(acts);
  renameSync(join(acts, second), join(here.root.path, 'gone'));
  expect(await ill()).toEqual(['audit trail', 'archive']);
});

test('a claim on which the program fails waits in quarantine as an 837 of its own; the others are paid', async () => {
  const here = await installation();
  const claims = [{ patientControlNumber: 'A1' }, { patientControlNumber: 'A2', serviceDate: '20251007' }];
  here.drop('harborclear', 'a.x12', claimsFile(claims));
  await here.run(NIGHT, { stages: ['intake'] });
  const database = new Database(here.root.store);
  const { source } = database
    .prepare("SELECT source FROM claim WHERE patient_control_number = 'A1'")
    .get() as { source: string };
  const set = database.prepare("UPDATE claim SET source = ? WHERE patient_control_number = 'A1'");
  set.run('no place at all');
  const report = await here.run(LATER);
  expect(report.exitCode).toBe(3);
  expect(report.paid[0]!.payments).toBe(1);
  const [kept] = quarantinedFiles(here.root);
  expect([kept!.name, kept!.reason]).toEqual(['claim-2530700000015.x12', 'CLAIM-STUCK']);
  const text = readFileSync(kept!.path, 'latin1');
  expect([text.includes('CLM*A1*250'), text.includes('CLM*A2')]).toEqual([true, false]);
  set.run(source);
  database.close();
  await decideQuarantine(here.settings, {
    partnerId: 'harborclear',
    name: kept!.name,
    decision: 'release',
    ...WHO,
  });
  expect((await here.run('2025-11-05T20:00:00-08:00')).paid[0]!.payments).toBe(1);
});
