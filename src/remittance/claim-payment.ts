import type { Adjustment } from '../adjudication/decision.ts';
import type { RemittanceItem } from './remittance.ts';

/** One CAS trio after everything of the same group and reason in its loop has been put together. */
export interface CasTrio {
  readonly group: string;
  readonly reason: string;
  readonly amountCents: number;
}

/** MOA03–07, or MIA05 and MIA20–23. */
export const REMARKS_PER_CLAIM = 5;

/** 1 for a payment, −1 for a reversal, which negates every amount (RFI 1147). */
export function signOf(item: RemittanceItem): 1 | -1 {
  return item.act === 'reversal' ? -1 : 1;
}

/** CLP04. */
export function claimPaidCents(item: RemittanceItem): number {
  return signed(item.decision.paidCents, item);
}

/** The amount as the item reports it; never −0, which would be written with its sign. */
export function signed(cents: number, item: RemittanceItem): number {
  return cents === 0 ? 0 : cents * signOf(item);
}

/** CLP02. */
export function claimStatusOf(item: RemittanceItem): string {
  return item.act === 'reversal' ? '22' : item.decision.claimStatus;
}

/**
 * The trios of one loop: a group and reason once (RFI 213), in order of first appearance, none that came out at
 * zero (RFI 264).
 */
export function trios(adjustments: readonly Adjustment[], item: RemittanceItem): CasTrio[] {
  if (adjustments.length === 0) return [];
  const byReason = new Map<string, CasTrio>();
  for (const { group, carc, amountCents } of adjustments) {
    const key = `${group}*${carc}`;
    const before = byReason.get(key)?.amountCents ?? 0;
    byReason.set(key, { group, reason: carc, amountCents: before + signed(amountCents, item) });
  }
  return [...byReason.values()].filter((trio) => trio.amountCents !== 0);
}

/** CLP05: Σ of the PR trios of the claim and its lines; 0 (not sent) in a reversal. */
export function patientResponsibilityCents(item: RemittanceItem): number {
  if (item.act === 'reversal') return 0;
  let cents = 0;
  for (const { adjustments } of [item.decision, ...item.decision.lines]) {
    for (const adjustment of adjustments) if (adjustment.group === 'PR') cents += adjustment.amountCents;
  }
  return cents;
}
