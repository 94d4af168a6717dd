/** Accounts of one payee and fund. A credit balance can only meet claims of the same pair, by construction. */
export type AccountKind =
  /** What we owe the payee: credited by decisions, debited by payments. */
  | 'payable'
  /** What claims cost the fund. */
  | 'claims-expense'
  /** Money that left. */
  | 'cash'
  /** What the payee owes us and a later remittance takes (PLB FB). */
  | 'forwarded-balance'
  /** Prompt-pay interest (PLB L6). */
  | 'interest-expense'
  /** Capitation, bonuses and whatever else is paid without a claim (PLB CT, BN, IP, CS …). */
  | 'program-expense'
  /** Taken from the payee for somebody else, e.g. a levy (PLB IR, LE): ours to hand on. */
  | 'withheld'
  /** Shown as reversed already, to be taken when the payee's time is up (PLB WO). */
  | 'recovery-receivable'
  /** The payee's own checks until a remittance has acknowledged them (PLB 72, B2, B3). */
  | 'refund-clearing'
  /** Payments that were stopped or came back, until they are issued again (PLB CS). */
  | 'returned-payments';

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
