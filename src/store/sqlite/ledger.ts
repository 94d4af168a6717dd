import { ok } from 'node:assert/strict';
import { accountKey } from '../../ledger/account.ts';
import type { Account, LedgerEntry } from '../../ledger/posting.ts';
import { Fault } from '../../x12/fault.ts';
import type { Connection } from './connection.ts';

/** Posts one entry inside the act that asked for the poster. */
export type PostEntry = (entry: LedgerEntry) => void;

/** A poster per act: the account ids it has looked up are forgotten with it, since the act may be undone. */
export function ledgerPoster(connection: Connection): () => PostEntry {
  const prepare = connection.statements('ledger.sql');
  const findAccount = prepare<number>('account').pluck();
  const insertAccount = prepare('insertAccount');
  const insertEntry = prepare('insertEntry');
  const entryByKey = prepare<{ entryId: number; inputHash: string }>('entryByKey');
  const insertPosting = prepare('insertPosting');

  return () => {
    const known = new Map<string, number>();
    const accountId = (account: Account): number => {
      const key = accountKey(account);
      let id = known.get(key);
      if (id === undefined) {
        const { kind, payeeId, fund } = account;
        id =
          findAccount.get(kind, payeeId, fund) ??
          Number(insertAccount.run(kind, payeeId, fund).lastInsertRowid);
        known.set(key, id);
      }
      return id;
    };
    return (entry) => {
      const inserted = insertEntry.run(entry.key, entry.inputHash, entry.asOf, entry.text);
      if (inserted.changes === 0) {
        refuseOtherInput(entryByKey.get(entry.key), entry);
        return;
      }
      for (const [index, { debit, credit, amountCents }] of entry.postings.entries()) {
        insertPosting.run(
          inserted.lastInsertRowid,
          index + 1,
          accountId(debit),
          accountId(credit),
          amountCents,
        );
      }
    };
  };
}

/** DESIGN decision 12: the same key and input is done already; the same key with other input is an error. */
function refuseOtherInput(
  standing: { entryId: number; inputHash: string } | undefined,
  entry: LedgerEntry,
): void {
  ok(standing !== undefined, 'a key that collides can be read');
  if (standing.inputHash === entry.inputHash) return;
  throw new Fault({
    code: 'LEDGER-KEY-REUSED',
    message: `ledger entry ${standing.entryId} stands under the same key with other input`,
    hint: 'the same act was computed twice with different results: compare the inputs of both runs',
    exitCode: 4,
  });
}
