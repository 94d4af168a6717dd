import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PayOptions } from '../../src/batch/pay.ts';
import type { ClaimsThreads } from '../../src/batch/payee-claims-threads.ts';
import type { Prover } from '../../src/batch/prover.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { SPECS } from './installation.ts';
import { FUNDS, MoneyWorld, PAYEES } from './money-world.ts';

const [CLINIC, PEDIATRICS] = PAYEES;
const [COMMERCIAL, CEDARMILL] = FUNDS as [string, string];

/** A world whose store is a file, and threads that take a claim or two at a time. */
function world(): { readonly here: MoneyWorld; readonly threads: (count: number) => ClaimsThreads } {
  const folder = mkdtempSync(join(tmpdir(), 'remit-claims-'));
  const storePath = join(folder, 'remit.db');
  const here = new MoneyWorld(openSqliteStore(storePath));
  onTestFinished(async () => {
    await here.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { here, threads: (count) => ({ count, storePath, specs: SPECS, runClaims: 2 }) };
}

async function sent({ store }: MoneyWorld): Promise<string[]> {
  const files = await store.outboxAll();
  return Promise.all(
    files.map(async ({ name, outboxId }) => {
      const bytes = Buffer.from(await store.outboxFile(outboxId));
      return `${name}\n${bytes.toString('latin1')}`;
    }),
  );
}

const payWith = (here: MoneyWorld, changes: Partial<PayOptions>): Promise<void> =>
  here.pay(here.store, 'now', changes);

/** Two payment runs with all that sets one claim apart from another: late ones, reversals, ids with delimiters in them. */
async function nights(count: number | undefined): Promise<string[]> {
  const { here, threads } = world();
  const changes = count === undefined ? {} : { claimsThreads: threads(count) };
  const claims: string[] = [];
  for (const payee of PAYEES)
    for (const fund of FUNDS)
      for (const cents of [12_34, 56_00, 0])
        claims.push(await here.decide(payee, fund, cents, cents === 0 ? 0 : 70));
  await payWith(here, changes);
  here.pass(7);
  await here.replace(claims[0]!, 10_00);
  await here.replace(claims[4]!, 100_00);
  await here.void(claims[7]!);
  await here.void(claims[15]!);
  for (const fund of FUNDS) await here.decide(CLINIC, fund, 7_00, 90);
  await here.decide(CLINIC, CEDARMILL, 8_00, 0, { patientControlNumber: 'A*1|B' });
  await here.decide(PEDIATRICS, COMMERCIAL, 9_00, 0, { patientControlNumber: 'A>2' });
  await payWith(here, changes);
  expect((await here.prove()).problems).toEqual([]);
  return sent(here);
}

test('the same bytes on one thread, two, and none but the one that posts', async () => {
  const alone = await nights(undefined);
  expect(alone.filter((file) => file.includes('_835_')).length).toBeGreaterThan(4);
  expect(alone.some((file) => file.includes('A*1|B'))).toBe(true);
  expect(await nights(1)).toEqual(alone);
  expect(await nights(2)).toEqual(alone);
  expect(await nights(3)).toEqual(alone);
});

/** Nothing of the run is there, and the next one pays all of it. */
async function stops(
  changes: (threads: ClaimsThreads) => Partial<PayOptions>,
  fault: object,
  carc = '45',
): Promise<void> {
  const { here, threads } = world();
  for (const payee of PAYEES)
    for (const fund of FUNDS)
      await here.decide(payee, fund, 20_00, 0, { carc: payee === PEDIATRICS ? carc : '45' });
  await expect(payWith(here, changes(threads(2)))).rejects.toMatchObject(fault);
  expect(await here.store.payments({})).toEqual([]);
  expect(await here.store.outboxAll()).toEqual([]);
  expect((await here.prove()).waiting).toHaveLength(8);
  if (carc !== '45') return;
  await payWith(here, { claimsThreads: threads(2) });
  expect(await here.store.payments({})).toHaveLength(8);
}

test('a code that no 835 may carry, found by a thread', async () => {
  await stops((claimsThreads) => ({ claimsThreads }), { code: 'CODES-INVALID', exitCode: 4 }, '9999');
});

test.each<[string, Partial<ClaimsThreads>, object]>([
  ['cannot open the store', { storePath: '/nowhere/remit.db' }, { code: 'STORE-ACCESS', exitCode: 74 }],
  ['fails', { specs: '/nowhere' }, { code: 'INTERNAL', exitCode: 1 }],
])('a thread that %s', async (_what, wrong, fault) => {
  await stops((threads) => ({ claimsThreads: { ...threads, ...wrong } }), fault);
});

test('a payment that its own bytes do not prove', async () => {
  const doubting: Prover = {
    begin: () => ({
      reach: () => {},
      end: async () => ({ findingCount: 1, firstCode: '835-BALANCE-CLAIM', sets: [] }),
    }),
    close: async () => {},
  };
  await stops((claimsThreads) => ({ claimsThreads, prover: doubting }), {
    code: 'REMITTANCE-UNBALANCED',
    exitCode: 4,
  });
});
