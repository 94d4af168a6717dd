import { amount, MAXIMUM_AMOUNT_CENTS } from '../x12/amount.ts';

/** Claims and charges of a level: accepted, refused. Charges that are no numbers are counted, not summed. */
export interface AnswerTotals {
  readonly acceptedCount: number;
  readonly rejectedCount: number;
  readonly acceptedCents: number;
  readonly rejectedCents: number;
}

export const NO_TOTALS: AnswerTotals = Object.freeze({
  acceptedCount: 0,
  rejectedCount: 0,
  acceptedCents: 0,
  rejectedCents: 0,
});

/** The sum of two, with these four fields and no others. */
export function addTotals(one: AnswerTotals, other: AnswerTotals): AnswerTotals {
  return {
    acceptedCount: one.acceptedCount + other.acceptedCount,
    rejectedCount: one.rejectedCount + other.rejectedCount,
    acceptedCents: one.acceptedCents + other.acceptedCents,
    rejectedCents: one.rejectedCents + other.rejectedCents,
  };
}

/** STC04 of a level: everything submitted. */
export function chargesOf(totals: AnswerTotals): number {
  return totals.acceptedCents + totals.rejectedCents;
}

/** The amount of a total. The 10 digits of HIPAA bind a claim; what many claims come to has the 18 of DE 782. */
export function totalAmount(cents: number): string {
  if (Math.abs(cents) <= MAXIMUM_AMOUNT_CENTS) return amount(cents);
  const rest = amount(Math.abs(cents) % 100).slice(1);
  return `${Math.trunc(cents / 100)}${rest}`;
}
