import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { doMoneyAct } from '../../src/batch/act-on-money.ts';
import { Archive } from '../../src/batch/archive.ts';
import { rebuild } from '../../src/batch/rebuild.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { footprint } from '../crash/footprint.ts';
import { claimsFile } from './claims-file.ts';
import { type Installation, installation } from './installation.ts';

const NIGHT = '2025-11-03T20:00:00-08:00';
const ACT = '2025-11-04T09:00:00-08:00';
const NEXT = '2025-11-04T20:00:00-08:00';
const bonus = {
  payeeId: '910000101-2100000019',
  fund: '91051/commercial',
  code: 'LS',
  reference: 'BONUS',
  toProviderCents: 50_00,
};

/** A store that is killed instead of doing one of its acts. */
const killedBefore = (name: keyof Store) => (path: string) =>
  new Proxy(openSqliteStore(path), {
    get: (target, key): unknown =>
      key === name ? () => Promise.reject(new Error('killed')) : Reflect.get(target, key),
  });

async function paidNight(): Promise<Installation> {
  const here = await installation();
  here.drop('harborclear', 'a.x12', claimsFile([{ patientControlNumber: 'A1' }]));
  await here.run(NIGHT);
  return here;
}

const act = ({ settings }: Installation, openStore?: (path: string) => Store, asOf = ACT) =>
  doMoneyAct({ settings, asOf, actor: 'clerk', ...(openStore && { openStore }) }, 'payment adjust', bonus);

async function adjustments({ root }: Installation): Promise<number> {
  const store = openSqliteStore(root.store);
  try {
    return (await store.ledgerEntries({ payeeId: bonus.payeeId })).filter(({ key }) =>
      key.includes('program'),
    ).length;
  } finally {
    await store.close();
  }
}

async function expectRebuilt({ root, settings }: Installation): Promise<void> {
  const before = footprint(root);
  for (const ending of ['', '-wal', '-shm']) rmSync(`${root.store}${ending}`, { force: true });
  await rebuild(settings, NEXT);
  expect(footprint(root).store).toEqual(before.store);
}

test.each(['postMoney', 'finishRun'] as const)(
  'an act killed before %s and asked for again is finished, not done twice; the archive tells the same',
  async (name) => {
    const here = await paidNight();
    await expect(act(here, killedBefore(name))).rejects.toThrow('killed');
    await expect(act(here, undefined, '2025-11-04T09:05:00-08:00')).rejects.toMatchObject({
      code: 'ACT-FINISHED',
    });
    expect(await adjustments(here)).toBe(1);
    await here.run(NEXT);
    await expectRebuilt(here);
  },
);

test('an act killed half way is finished by the next run, and paid with it', async () => {
  const here = await paidNight();
  await expect(act(here, killedBefore('postMoney'))).rejects.toThrow('killed');
  expect(await adjustments(here)).toBe(0);
  const report = await here.run(NEXT);
  expect(report.paid[0]!.payments).toBe(1);
  expect(await adjustments(here)).toBe(1);
  await expectRebuilt(here);
});

test('while a run is interrupted no money is moved by hand', async () => {
  const here = await paidNight();
  here.drop(
    'harborclear',
    'b.x12',
    claimsFile([{ patientControlNumber: 'B1' }], { controlNumber: '000000102' }),
  );
  await expect(here.run(NEXT, { openStore: killedBefore('postPayments') })).rejects.toThrow('killed');
  await expect(act(here, undefined, '2025-11-05T09:00:00-08:00')).rejects.toMatchObject({
    code: 'RUN-INTERRUPTED',
    exitCode: 75,
  });
  await here.run('2025-11-05T20:00:00-08:00');
  await act(here, undefined, '2025-11-06T09:00:00-08:00');
  expect(new Archive(here.root.archive).brokenActs()).toEqual([]);
  await expectRebuilt(here);
});

test('a run killed before its very end is finished as itself, not as an act of a person', async () => {
  const here = await installation();
  here.drop('harborclear', 'text.x12', 'no interchange at all');
  await expect(here.run(NIGHT, { openStore: killedBefore('finishRun') })).rejects.toThrow('killed');
  const report = await here.run(NIGHT);
  expect([report.exitCode, report.run?.runId]).toEqual([3, 1]);
  const store = openSqliteStore(here.root.store);
  expect((await store.lastRun())?.exitCode).toBe(3);
  await store.close();
});
