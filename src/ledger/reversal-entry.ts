import { ok } from 'node:assert/strict';
import { inputHash } from './input-hash.ts';
import type { LedgerEntry } from './posting.ts';

const DECIDE = '/decide';

export interface ReversalEntryInput {
  /** The entry that decided the claim: what is reversed is what was posted, never a figure computed again. */
  readonly original: LedgerEntry;
  readonly asOf: string;
}

/** KP-80: the negated copy of a decision's postings; debit and credit change places because amounts stay positive. */
export function reversalEntry(input: ReversalEntryInput): LedgerEntry {
  const { original, asOf } = input;
  ok(original.key.endsWith(DECIDE), 'only a decision is reversed');
  const claimVersion = original.key.slice(0, -DECIDE.length);
  return {
    key: `${claimVersion}/reverse`,
    inputHash: inputHash({ reverses: original.key, inputHash: original.inputHash }),
    asOf,
    text: `claim ${claimVersion.split('/')[0]} reversed`,
    postings: original.postings.map(({ debit, credit, amountCents }) => ({
      debit: credit,
      credit: debit,
      amountCents,
    })),
  };
}
