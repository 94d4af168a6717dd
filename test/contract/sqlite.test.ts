import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqliteStore, SCHEMA_VERSION } from '../../src/store/sqlite/open-sqlite-store.ts';
import { readStatements } from '../../src/store/sqlite/statements.ts';
import { findContract } from './find-contract.ts';
import { actOn, moneyContract } from './money-contract.ts';
import { storeContract } from './store-contract.ts';
import {
  accept,
  decide,
  decisionOf,
  FUND,
  PAYEE,
  PROFILE,
  paymentOf,
  remit,
  settledClaim,
  stagedClaim,
} from './store-rows.ts';

let folder = '';
const path = () => join(folder, 'remit.db');
const makeFolder = () => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
};
const dropFolder = () => rmSync(folder, { recursive: true, force: true });

const harness = {
  open: async () => {
    makeFolder();
    return openSqliteStore(path());
  },
  reopen: async () => openSqliteStore(path()),
  discard: async () => dropFolder(),
};
storeContract('SQLite', harness);
moneyContract('SQLite', harness);
findContract('SQLite', harness);

/** Of a run over all its claims. */
const NIGHTLY = new Set(['countClaims', 'claimsToDecide', 'countClaimsOfInterchange', 'pastClaims']);

describe('the SQLite file', () => {
  beforeEach(makeFolder);
  afterEach(dropFolder);
  const raw = <Result>(work: (db: Database.Database) => Result): Result => {
    const db = new Database(path());
    try {
      return work(db);
    } finally {
      db.close();
    }
  };

  test('is read and written by its owner only, with its log', async () => {
    writeFileSync(path(), '');
    chmodSync(path(), 0o644);
    const store = openSqliteStore(path());
    await accept(store, [stagedClaim('1')]);
    for (const name of ['', '-wal', '-shm']) expect(statSync(path() + name).mode & 0o777).toBe(0o600);
    await store.close();
  });

  test('of another version is refused', async () => {
    await openSqliteStore(path()).close();
    raw((db) => db.pragma(`user_version = ${SCHEMA_VERSION + 1}`));
    expect(() => openSqliteStore(path())).toThrow(expect.objectContaining({ code: 'STORE-VERSION' }));
  });

  test('of another program is refused and left as it is', () => {
    raw((db) => db.exec('CREATE TABLE theirs (x)'));
    expect(() => openSqliteStore(path())).toThrow(expect.objectContaining({ code: 'STORE-VERSION' }));
    expect(raw((db) => db.prepare('SELECT COUNT(*) FROM sqlite_schema').pluck().get())).toBe(1);
  });

  test('that is no database is refused', () => {
    writeFileSync(path(), 'ISA*00*'.repeat(1_000));
    expect(() => openSqliteStore(path())).toThrow(expect.objectContaining({ code: 'STORE-DAMAGED' }));
  });

  test('opened to look only: reads, does not write, and does not make a file', async () => {
    expect(() => openSqliteStore(path(), { readOnly: true })).toThrow(
      expect.objectContaining({ code: 'STORE-ACCESS' }),
    );
    const writer = openSqliteStore(path());
    await accept(writer, [stagedClaim('1')]);
    const reader = openSqliteStore(path(), { readOnly: true });
    expect((await reader.claimByNumber('1'))?.state).toBe('accepted');
    await expect(reader.holdFile('clinic', 'a.x12', 'now')).rejects.toMatchObject({ code: 'STORE-ACCESS' });
    await reader.close();
    await writer.close();
  });

  const appendOnly: readonly (readonly [string, string])[] = [
    ['ledger_account', "UPDATE ledger_account SET fund = 'other'"],
    ['ledger_account', 'DELETE FROM ledger_account'],
    ['ledger_entry', "UPDATE ledger_entry SET text = 'other'"],
    ['ledger_entry', 'DELETE FROM ledger_entry'],
    ['posting', 'UPDATE posting SET amount_cents = amount_cents + 1'],
    ['posting', 'DELETE FROM posting'],
    [
      'posting',
      'REPLACE INTO posting SELECT entry_id, ordinal, debit_account_id, credit_account_id, 1 FROM posting',
    ],
  ];
  for (const [table, statement] of appendOnly) {
    test(`refuses ${statement.split(' ')[0]} on ${table}`, async () => {
      const store = openSqliteStore(path());
      const ids = await accept(store, [stagedClaim('1')]);
      await decide(store, [settledClaim(ids.get('1')!, decisionOf('1'))]);
      await store.close();
      expect(() => raw((db) => db.exec(statement))).toThrow('the ledger is append-only');
    });
  }

  for (const statement of [
    'UPDATE money_case SET amount_cents = 1',
    'DELETE FROM money_case',
    "UPDATE money_case_event SET date = '20200101'",
    'DELETE FROM money_case_event',
  ]) {
    test(`refuses ${statement.split(' SET')[0]}`, async () => {
      const store = openSqliteStore(path());
      await accept(store, [stagedClaim('1')]);
      const own = { profileId: PROFILE, payeeId: PAYEE, fund: FUND, claimNumber: '', traceNumber: '' };
      await actOn(store, {
        cases: [{ key: 'hold-1', kind: 'hold', ...own, amountCents: 0, details: '{}' }],
        events: [{ key: 'hold-1', act: 'held', date: '20251103', reason: '' }],
      });
      await store.close();
      expect(() => raw((db) => db.exec(statement))).toThrow('cases are append-only');
    });
  }

  test('tells which of its totals are not what the rows add up to, and which balances', async () => {
    const store = openSqliteStore(path());
    const ids = await accept(store, [stagedClaim('1'), stagedClaim('2')]);
    await decide(store, [settledClaim(ids.get('1')!, decisionOf('1'))]);
    const [item] = await store.waitingItems(PROFILE, PAYEE, FUND, 0, 1);
    const paid = await remit(store, 'a.x12', [paymentOf('T1', [item!.itemId], { claimsCents: 6_000 })]);
    await store.checkpointBalances(paid);
    const second = await actOn(store, {});
    await store.checkpointBalances(second);
    expect(await store.differingTotals()).toEqual([]);
    raw((db) => {
      db.exec('UPDATE claim_total SET charge_cents = charge_cents + 1 WHERE claims > 0');
      db.exec('DELETE FROM decision_total');
      db.exec('UPDATE adjustment_total SET amount_cents = amount_cents + 1');
      db.exec("INSERT INTO item_total VALUES ('reversal', 0, 1)");
      db.exec('UPDATE payment_total SET payments = 2');
      db.exec(`UPDATE balance_checkpoint SET balance_cents = balance_cents + 1 WHERE batch_id = ${second}`);
    });
    expect(await store.differingTotals()).toEqual([
      'claims',
      'decisions',
      'adjustments',
      'remittance items',
      'payments',
    ]);
    for (const { keptCents, openingCents } of await store.balances())
      expect(keptCents).toBe(openingCents + 1);
    await store.close();
  });

  test('of a killed process has every act that ended and no half of another', async () => {
    const script = fileURLToPath(new URL('stop-in-the-middle.ts', import.meta.url));
    const { signal, stderr } = spawnSync(process.execPath, [script, path()], { encoding: 'utf8' });
    expect(signal, stderr).toBe('SIGKILL');
    const store = openSqliteStore(path());
    expect((await store.waitingItems(PROFILE, PAYEE, FUND, 0, 10)).map((item) => item.claimNumber)).toEqual([
      '1',
    ]);
    expect(await store.claimsToDecide(PROFILE)).toHaveLength(1);
    expect((await store.claimByNumber('3'))?.state).toBe('staged');
    for (const { fileId } of await store.files()) await store.dropOpenInterchanges(fileId);
    expect(await store.claimByNumber('3')).toBeUndefined();
    expect(await store.batches({ state: 'open' })).toEqual([]);
    await store.close();
    expect(raw((db) => db.pragma('integrity_check', { simple: true }))).toBe('ok');
    expect(raw((db) => db.pragma('foreign_key_check'))).toEqual([]);
  });

  test('settlement reads only the claims that wait for it', () => {
    const store = openSqliteStore(path());
    const text = readStatements('claim.sql').get('claimsToDecide')!;
    const plan = raw((db) =>
      db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(PROFILE),
    );
    expect(plan[0]?.detail).toContain('claim_to_decide');
    return store.close();
  });

  test('looks up by what is indexed: no look-up goes through claims, payments or files of ours one by one', async () => {
    await openSqliteStore(path()).close();
    const scanned = [...readStatements('find.sql'), ...readStatements('claim.sql')]
      .filter(([name]) => !NIGHTLY.has(name))
      .flatMap(([name, text]) => {
        const sql = text.replaceAll(/--.*$/gm, '');
        const named = Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, each]) => [each!, null]));
        const values = [...sql.matchAll(/\?/g)].map(() => null);
        const plan = raw((db) => {
          const statement = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
          return values.length > 0 ? statement.all(...values) : statement.all(named);
        });
        return plan
          .filter(({ detail }) => /^SCAN (c|claim|p|payment|o|outbox|posting|decision)\b/.test(detail))
          .map(({ detail }) => `${name}: ${detail}`);
      });
    expect(scanned).toEqual([]);
  });
});
