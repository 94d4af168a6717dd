import { ok } from 'node:assert/strict';
import type { Account, LedgerEntry, Posting } from '../../ledger/posting.ts';
import { Fault } from '../../x12/fault.ts';
import type { Connection } from './connection.ts';
import { keptIds } from './kept-ids.ts';

/** Posts inside the act that asked for it. */
export interface LedgerPoster {
  postEntry(entry: LedgerEntry): void;
  /** What a decision costs: its one entry, which stands under the decision itself. */
  postDecision(decisionId: number | bigint, postings: readonly Posting[]): void;
}

/** A poster per act: the accounts it has made are forgotten with it, since the act may be undone; others stay for good. */
export function ledgerPoster(connection: Connection): () => LedgerPoster {
  const prepare = connection.statements('ledger.sql');
  const findAccount = prepare<number>('account').pluck();
  const insertAccount = prepare('insertAccount');
  const insertEntry = prepare('insertEntry');
  const insertDecisionEntry = prepare('insertDecisionEntry');
  const entryByKey = prepare<{ entryId: number; inputHash: string }>('entryByKey');
  const insertPosting = prepare('insertPosting');

  const accountIds = keptIds({
    find: (...cells) => findAccount.get(...cells),
    make: (...cells) => Number(insertAccount.run(...cells).lastInsertRowid),
  });
  return () => {
    const idOf = accountIds();
    const accountId = ({ kind, payeeId, fund }: Account): number => idOf(kind, payeeId, fund);
    const post = (entryId: number | bigint, postings: readonly Posting[]): void => {
      let ordinal = 0;
      for (const { debit, credit, amountCents } of postings) {
        ordinal += 1;
        insertPosting.run(entryId, ordinal, accountId(debit), accountId(credit), amountCents);
      }
    };
    return {
      postEntry(entry) {
        const inserted = insertEntry.run(entry.key, entry.inputHash, entry.asOf, entry.text);
        if (inserted.changes === 0) refuseOtherInput(entryByKey.get(entry.key), entry);
        else post(inserted.lastInsertRowid, entry.postings);
      },
      postDecision(decisionId, postings) {
        post(insertDecisionEntry.run(decisionId).lastInsertRowid, postings);
      },
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
