/** Accounts of one payee and fund. A credit balance can only meet claims of the same pair, by construction. */
export type AccountKind =
  /** What we owe the payee: credited by decisions, debited by payments. */
  | 'payable'
  /** What claims cost the fund. */
  | 'claims-expense'
  /** Money that left. */
  | 'cash'
  /** What the payee owes us and a later remittance takes (PLB FB). */
  | 'forwarded-balance';

export interface Account {
  readonly kind: AccountKind;
  readonly payeeId: string;
  /** `commercial`, `medicare-advantage`, `medicaid`, `group:NAME`, `fep`. */
  readonly fund: string;
}

/** One movement: the amount leaves `credit` and enters `debit`, so an entry sums to zero by its very shape. */
export interface Posting {
  readonly debit: Account;
  readonly credit: Account;
  /** Always positive. */
  readonly amountCents: number;
}

/** Postings that stand or fall together. */
export interface LedgerEntry {
  /** Idempotency key, e.g. `2530100000123/1/decide` or `payment/910000002-2…/commercial/20251103/1`. */
  readonly key: string;
  /** SHA-256 of what the entry was made from: same key and other hash is an error. */
  readonly inputHash: string;
  readonly asOf: string;
  readonly text: string;
  readonly postings: readonly Posting[];
}
