import { accountKey } from './account.ts';
import type { Account, LedgerEntry, Posting } from './posting.ts';

/** Balances derived from postings: debits minus credits, so a payable of −500 is five dollars we owe. */
export class Balances {
  readonly #byAccount = new Map<string, number>();

  add(postings: readonly Posting[]): void {
    for (const { debit, credit, amountCents } of postings) {
      this.#move(debit, amountCents);
      this.#move(credit, -amountCents);
    }
  }

  /** Cents, 0 for an account nothing was posted to. */
  of(account: Account): number {
    return this.#byAccount.get(accountKey(account)) ?? 0;
  }

  /** Σ over all accounts; anything but 0 means the books are broken. */
  totalCents(): number {
    let total = 0;
    for (const cents of this.#byAccount.values()) total += cents;
    return total;
  }

  entries(): IterableIterator<[accountKey: string, cents: number]> {
    return this.#byAccount.entries();
  }

  #move(account: Account, cents: number): void {
    const key = accountKey(account);
    this.#byAccount.set(key, (this.#byAccount.get(key) ?? 0) + cents);
  }
}

/** What is wrong with an entry, in words without names; [] when it may be posted. */
export function checkEntry(entry: LedgerEntry): string[] {
  const problems: string[] = [];
  for (const [index, { debit, credit, amountCents }] of entry.postings.entries()) {
    const where = `posting ${index + 1} of ${entry.key}`;
    if (!Number.isSafeInteger(amountCents) || amountCents <= 0) {
      problems.push(`${where}: the amount is not a positive number of cents`);
    }
    if (accountKey(debit) === accountKey(credit)) problems.push(`${where}: debit and credit are one account`);
    if (debit.payeeId !== credit.payeeId) problems.push(`${where}: crosses payees`);
    if (debit.fund !== credit.fund) problems.push(`${where}: crosses funds`);
  }
  return problems;
}

/**
 * Whether the books may be closed after a payment run: Σ = 0, no entry at fault, no key twice, and no payee's
 * forwarded balance below zero (that would be money taken back that nobody owed).
 */
export function checkBooks(entries: Iterable<LedgerEntry>): string[] {
  const problems: string[] = [];
  const keys = new Set<string>();
  const balances = new Balances();
  for (const entry of entries) {
    if (keys.has(entry.key)) problems.push(`${entry.key} is posted twice`);
    keys.add(entry.key);
    problems.push(...checkEntry(entry));
    balances.add(entry.postings);
  }
  if (balances.totalCents() !== 0) problems.push('postings do not sum to zero');
  for (const [key, cents] of balances.entries()) {
    if (key.startsWith('forwarded-balance/') && cents < 0) problems.push(`${key} is below zero`);
  }
  return problems;
}
