import type { ClaimCounts } from './rows.ts';

/** What came of everything so far: sums kept by the acts that change them, so that they cost the same after years. */
export interface TotalsStore {
  /** All claims by state; a remitted claim counts as decided. */
  claimTotals(): Promise<ClaimCounts[]>;
  /** Every decision of adjudication by status, those later replaced or voided among them. */
  decidedTotals(): Promise<{ status: string; claims: number; chargeCents: number; paidCents: number }[]>;
  /** Adjustments of all paid and denied decisions, or of those of one run. */
  adjustmentTotals(runId?: number): Promise<{ group: string; carc: string; amountCents: number }[]>;
  /** Remittance items, paid or waiting: `act` payment or reversal, `part` as in `decision-parts.ts`. */
  itemTotals(): Promise<{ act: string; part: number; amountCents: number }[]>;
  paymentTotals(): Promise<{ profileId: string; payments: number; claimsCents: number; paidCents: number }[]>;
  outboxTotals(): Promise<{ type: string; state: string; files: number }[]>;
  /** Which of these are not what the rows add up to, counted anew: always none. */
  differingTotals(): Promise<string[]>;
}
