import type { RemittanceItem } from './remittance.ts';

/**
 * The order of the CLPs: as given, but a reversal stands right before the claim that corrects it (RFI 791). The
 * correction is a later version of the same claim, else the payment that names the reversed claim number, else the
 * next one with the same CLP01 that names none. Each inner list stays in one remittance.
 */
export function orderItems(items: readonly RemittanceItem[]): RemittanceItem[][] {
  const byOriginal = new Map<string, RemittanceItem[]>();
  const byControlNumber = new Map<string, RemittanceItem[]>();
  const reversedBefore = new Map<string, RemittanceItem>();
  const reversalOf = new Map<RemittanceItem, RemittanceItem>();
  const moved = new Set<RemittanceItem>();
  for (const item of items) {
    const { claimNumber, originalClaimNumber, patientControlNumber } = item.decision.facts;
    if (item.act === 'reversal') {
      reversedBefore.set(claimNumber, item);
      continue;
    }
    const ownReversal = reversedBefore.get(claimNumber);
    if (ownReversal) {
      reversedBefore.delete(claimNumber);
      reversalOf.set(item, ownReversal);
      moved.add(ownReversal);
      continue;
    }
    if (originalClaimNumber !== '') queue(byOriginal, originalClaimNumber).push(item);
    else queue(byControlNumber, patientControlNumber).push(item);
  }
  for (const item of items) {
    if (item.act !== 'reversal' || moved.has(item)) continue;
    const { claimNumber, patientControlNumber } = item.decision.facts;
    const correction =
      byOriginal.get(claimNumber)?.shift() ??
      takeOther(byControlNumber.get(patientControlNumber) ?? [], claimNumber);
    if (!correction) continue;
    reversalOf.set(correction, item);
    moved.add(item);
  }
  const ordered: RemittanceItem[][] = [];
  for (const item of items) {
    if (moved.has(item)) continue;
    const reversal = reversalOf.get(item);
    ordered.push(reversal ? [reversal, item] : [item]);
  }
  return ordered;
}

function queue(queues: Map<string, RemittanceItem[]>, key: string): RemittanceItem[] {
  const known = queues.get(key);
  if (known) return known;
  const made: RemittanceItem[] = [];
  queues.set(key, made);
  return made;
}

/** Not the reversed claim's own payment, when both fall into one run: it must stay before its reversal. */
function takeOther(payments: RemittanceItem[], claimNumber: string): RemittanceItem | undefined {
  const index = payments.findIndex((item) => item.decision.facts.claimNumber !== claimNumber);
  return index < 0 ? undefined : payments.splice(index, 1)[0];
}
