import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { doMoneyAct } from '../../src/batch/act-on-money.ts';
import { Archive } from '../../src/batch/archive.ts';
import { decideQuarantine } from '../../src/batch/decide-quarantine.ts';
import { examine } from '../../src/batch/doctor.ts';
import { addLegalHold, legalHolds, releaseLegalHold } from '../../src/batch/legal-hold.ts';
import { planReadjudication } from '../../src/batch/plan-replay.ts';
import { rebuild } from '../../src/batch/rebuild.ts';
import { reconcile } from '../../src/batch/reconcile.ts';
import { resendPlan } from '../../src/batch/replay.ts';
import { carryOutRetention, retain } from '../../src/batch/retention.ts';
import type { RetentionPlan } from '../../src/batch/retention-plan.ts';
import { RETENTION_CLASSES, type RetentionClass } from '../../src/batch/settings.ts';
import { openWorkplace, workplaceOptions } from '../../src/batch/workplace.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { claimsFile } from './claims-file.ts';
import { type Installation, installation } from './installation.ts';

const NIGHT = '2025-11-03T20:00:00-08:00';
const SECOND = '2025-11-10T20:00:00-08:00';
const LATER = '2036-01-01T08:00:00-08:00';
const CLAIM = '2530700000015';
const PAYEE = '910000101-2100000019';
const WHO = { actor: 'night shift', reason: 'ten years are over' };
const TEN_YEARS = Object.fromEntries(RETENTION_CLASSES.map((of) => [of, 3653]));

/** Two nights of 2025: A1 paid, replaced and paid anew; A2 paid; the same file twice; a text that was rejected. */
async function twoNights(): Promise<Installation> {
  const here = await installation();
  const first = claimsFile([
    { patientControlNumber: 'CANARY-A1' },
    { patientControlNumber: 'A2', serviceDate: '20251007' },
  ]);
  here.drop('harborclear', 'a.x12', first);
  here.drop('harborclear', 'b-again.x12', first);
  here.drop('harborclear', 'c.txt', 'no interchange');
  await here.run(NIGHT);
  const decided = { partnerId: 'harborclear', name: 'c.txt', decision: 'reject', ...WHO } as const;
  await decideQuarantine(here.settings, { ...decided, asOf: '2025-11-04T09:00:00-08:00' });
  const replaced = {
    patientControlNumber: 'CANARY-A1',
    frequency: '7',
    original: CLAIM,
    lines: [['99214', 380]],
  } as const;
  here.drop('harborclear', 'd.x12', claimsFile([replaced], { controlNumber: '000000102' }));
  await here.run(SECOND);
  return here;
}

const taken = (
  { settings }: Installation,
  days: Partial<Record<RetentionClass, number>> = TEN_YEARS,
  carriesOut = true,
): Promise<RetentionPlan> => retain({ settings, asOf: LATER, days, carriesOut, ...WHO });

const counts = ({ raw, outputs, claims, traces, audit }: RetentionPlan) => [
  raw.length,
  outputs.length,
  claims.length,
  traces.length,
  audit?.acts ?? 0,
];

async function inStore<T>({ root }: Installation, work: (store: Store) => Promise<T>): Promise<T> {
  const store = openSqliteStore(root.store);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function expectWell(here: Installation): Promise<void> {
  await inStore(here, async (store) => {
    const workplace = openWorkplace(await workplaceOptions(here.settings, here.root, store));
    const { problems, remittances } = await reconcile(store, workplace, '20360101');
    expect(problems).toEqual([]);
    expect(remittances).toBe(2);
    workplace.close();
  });
  expect((await examine(here.settings, 0)).filter(({ state }) => state === 'ill')).toEqual([]);
}

test('a dry run takes nothing; a class without days is not looked at; young things stay', async () => {
  const here = await twoNights();
  const before = readdirSync(join(here.root.archive, 'acts'));
  expect(counts(await taken(here, TEN_YEARS, false))).toEqual([3, 10, 3, 4, 9]);
  expect(counts(await taken(here, { traces: 3653 }, false))).toEqual([0, 0, 0, 4, 0]);
  expect(
    counts(await taken(here, { raw: 9999, outputs: 9999, claimDetail: 9999, audit: 9999 }, false)),
  ).toEqual([0, 0, 0, 0, 0]);
  expect(readdirSync(join(here.root.archive, 'acts'))).toEqual(before);
  await expect(
    retain({
      settings: here.settings,
      asOf: LATER,
      days: TEN_YEARS,
      carriesOut: true,
      actor: 'x',
      reason: '',
    }),
  ).rejects.toMatchObject({ code: 'USAGE' });
});

test('everything old goes and says so; books, doctor and ledger hold; the next night runs; no rebuild', async () => {
  const here = await twoNights();
  const balances = await inStore(here, (store) => store.accountBalances());
  const delivered = join(here.root.path, 'delivered', 'harborclear');
  mkdirSync(delivered, { recursive: true, mode: 0o700 });
  const outbox = join(here.root.outbox, 'harborclear');
  for (const name of readdirSync(outbox)) renameSync(join(outbox, name), join(delivered, name));
  const plan = await taken(here);
  expect(counts(plan)).toEqual([3, 10, 3, 4, 9]);
  expect(readdirSync(delivered)).toEqual([]);
  for (const folder of [here.root.duplicate, here.root.quarantine])
    expect(readdirSync(join(folder, 'harborclear'))).toEqual([]);
  await expectWell(here);
  const archive = new Archive(here.root.archive);
  expect(archive.sidecars().filter(({ origin }) => origin === 'harborclear')).toEqual([]);
  expect(archive.recordedActs().map(({ act }) => act.act)).toEqual(['end of run', 'retention']);
  expect(archive.lastAct()!.act).toMatchObject({ ...WHO, before: { raw: '20251231' } });
  expect(readFileSync(here.root.store).includes('CANARY-A1')).toBe(false);
  await inStore(here, async (store) => {
    expect(await store.accountBalances()).toEqual(balances);
    const [first] = await store.decisionsOfClaim((await store.claimByNumber(CLAIM))!.claimId);
    expect(first).toMatchObject({ outcome: { kind: 'gone' }, isTraceGone: true });
    const [payment] = await store.payments({ payeeId: PAYEE });
    await expect(store.outboxFile(payment!.outboxId)).rejects.toMatchObject({ code: 'RETENTION-GONE' });
    expect(await resendPlan({ kind: 'claim', claimNumber: CLAIM }, store, here.root)).toEqual([]);
    expect((await store.goneRows('raw')).size).toBe(3);
  });
  await expect(archive.readSlice.bind(archive, plan.raw[0]!.sha256, 0, 1)).toThrow(
    expect.objectContaining({ code: 'RETENTION-GONE' }),
  );
  // The same bytes are known still; a correction of a claim that is gone finds no original.
  here.drop(
    'harborclear',
    'a.x12',
    claimsFile([
      { patientControlNumber: 'CANARY-A1' },
      { patientControlNumber: 'A2', serviceDate: '20251007' },
    ]),
  );
  here.drop(
    'harborclear',
    'e.x12',
    claimsFile([{ patientControlNumber: 'E1', frequency: '8', original: CLAIM }], {
      controlNumber: '000000103',
    }),
  );
  const report = await here.run('2036-01-02T20:00:00-08:00');
  expect(report.files.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['a.x12', 'duplicate'],
    ['e.x12', 'read'],
  ]);
  expect(report.broken).toEqual([]);
  expect(new Archive(here.root.archive).brokenActs()).toEqual([]);
  const again = await planReadjudication(
    here.settings,
    '2036-01-03T08:00:00-08:00',
    { kind: 'file', name: 'd.x12' },
    false,
  );
  expect(again.flatMap(({ claims }) => claims)).toEqual([]);
  for (const ending of ['', '-wal', '-shm']) rmSync(`${here.root.store}${ending}`, { force: true });
  await expect(rebuild(here.settings, LATER)).rejects.toMatchObject({
    code: 'REBUILD-HORIZON',
    message: expect.stringContaining('20251231 (raw)'),
  });
});

test('what waits stays: a claim that is pended, its file and its traces', async () => {
  const here = await installation();
  const story = join(here.settings.specs, '../edi-samples/stories/18-pended/in/harborclear');
  for (const name of readdirSync(story))
    copyFileSync(join(story, name), join(here.root.inbox, 'harborclear', name));
  await here.run(NIGHT);
  const plan = await taken(here, { raw: 1, claimDetail: 1, traces: 1 });
  expect([plan.raw, plan.claims, plan.traces]).toEqual([[], [], []]);
});

test('a claim with a recovery that is not over stays, with what it replaced', async () => {
  const here = await twoNights();
  const store = openSqliteStore(here.root.store);
  const { supersededBy } = (await store.claimByNumber(CLAIM))!;
  await store.close();
  await doMoneyAct(
    { settings: here.settings, asOf: '2025-11-20T08:00:00-08:00', actor: 'clerk' },
    'recovery open',
    {
      claimNumber: supersededBy,
      changes: [{ line: 1, group: 'CO', carc: '45', remarks: [], amountCents: 20_00 }],
      method: 'with the money',
      reason: 'paid above the contract',
    },
  );
  const plan = await taken(here, { claimDetail: 3653 }, false);
  expect(plan.claims.map(({ claimNumber }) => claimNumber)).toEqual(['2530700000023']);
});

test.each([
  ['*', [0, 0, 0, 0]],
  ['harborclear', [0, 0, 0, 0]],
  [PAYEE, [1, 0, 0, 0]],
  [CLAIM, [2, 3, 2, 2]],
  ['d.x12', [2, 5, 2, 2]],
])('a legal hold on %s keeps what belongs to it, and the audit trail', async (what, left) => {
  const here = await twoNights();
  const options = { settings: here.settings, asOf: '2025-12-01T08:00:00-08:00', ...WHO };
  expect(await addLegalHold(options, what)).toBe('legal-hold-1');
  expect(counts(await taken(here))).toEqual([...left, 0]);
  await expectWell(here);
  await releaseLegalHold({ ...options, asOf: LATER }, 'legal-hold-1');
  expect(legalHolds(here.root)[0]!.released).toMatchObject(WHO);
  const rest = await retain({
    settings: here.settings,
    asOf: '2036-01-02T08:00:00-08:00',
    days: TEN_YEARS,
    carriesOut: true,
    ...WHO,
  });
  expect(rest.audit?.acts).toBe(9);
  expect(
    counts(rest)
      .map((count, index) => count + (left[index] ?? 0))
      .slice(0, 4),
  ).toEqual([3, 10, 3, 4]);
  await expectWell(here);
});

test('a hold on nothing is refused; held and released in the archive, it is no bar to a rebuild', async () => {
  const here = await twoNights();
  const options = { settings: here.settings, asOf: '2025-12-01T08:00:00-08:00', ...WHO };
  await expect(addLegalHold(options, 'no such thing')).rejects.toMatchObject({ code: 'LEGAL-HOLD-UNKNOWN' });
  await addLegalHold(options, 'a.x12');
  await releaseLegalHold(options, 'legal-hold-1');
  await expect(releaseLegalHold(options, 'legal-hold-1')).rejects.toMatchObject({
    code: 'LEGAL-HOLD-UNKNOWN',
  });
  for (const ending of ['', '-wal', '-shm']) rmSync(`${here.root.store}${ending}`, { force: true });
  expect((await rebuild(here.settings, LATER)).runs).toBe(2);
});

test('killed half way, it is finished by whatever comes next', async () => {
  const here = await twoNights();
  await taken(here, { raw: 3653, audit: 3653 });
  const whole = new Archive(here.root.archive).lastAct()!.act;
  const other = await twoNights();
  // Only the act has been written.
  new Archive(other.root.archive).recordAct('retention', whole);
  expect((await inStore(other, (store) => store.goneRows('raw'))).size).toBe(0);
  const report = await other.run('2036-01-02T20:00:00-08:00');
  expect(report.broken).toEqual([]);
  const archive = new Archive(other.root.archive);
  expect(archive.sidecars().filter(({ origin }) => origin === 'harborclear')).toEqual([]);
  expect(archive.brokenActs()).toEqual([]);
  expect((await inStore(other, (store) => store.goneRows('raw'))).size).toBe(3);
  await inStore(other, (store) => carryOutRetention(whole, other.root, store));
});

test('a trail that is cut anywhere but at the head on record is broken', async () => {
  const here = await twoNights();
  const folder = join(here.root.archive, 'acts');
  const archive = new Archive(here.root.archive);
  rmSync(join(folder, readdirSync(folder)[0]!));
  expect(archive.brokenActs()).toHaveLength(1);
  const other = await twoNights();
  await taken(other, { audit: 3653 });
  const acts = join(other.root.archive, 'acts');
  expect(new Archive(other.root.archive).brokenActs()).toEqual([]);
  expect(existsSync(join(acts, readdirSync(acts)[0]!))).toBe(true);
  rmSync(join(acts, readdirSync(acts)[0]!));
  expect(new Archive(other.root.archive).brokenActs()).toHaveLength(1);
});

test('append-only tables let nothing go outside of an act of retention', async () => {
  const here = await twoNights();
  await taken(here, { traces: 3653 });
  const database = new Database(here.root.store);
  database.pragma('recursive_triggers = ON');
  expect(() => database.exec('DELETE FROM gone')).toThrow('what is gone stays gone');
  expect(() => database.exec("UPDATE retention SET state = 'open'")).toThrow('append-only');
  expect(() => database.exec('DELETE FROM posting')).toThrow('append-only');
  database.close();
});
