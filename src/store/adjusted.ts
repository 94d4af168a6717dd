import type { Adjustment, Decision } from '../adjudication/decision.ts';

/** What a decision takes off for one reason, on all its lines and above them. */
export interface Adjusted {
  readonly group: string;
  readonly carc: string;
  amountCents: number;
}

export function adjustedBy(decision: Decision): Adjusted[] {
  const sums: Adjusted[] = [];
  addTo(sums, decision.adjustments);
  for (const line of decision.lines) addTo(sums, line.adjustments);
  return sums;
}

/** A decision has few reasons: quicker gone through than kept under keys. */
function addTo(sums: Adjusted[], adjustments: readonly Adjustment[]): void {
  for (const { group, carc, amountCents } of adjustments) {
    const sum = sums.find((each) => each.group === group && each.carc === carc);
    if (sum === undefined) sums.push({ group, carc, amountCents });
    else sum.amountCents += amountCents;
  }
}
