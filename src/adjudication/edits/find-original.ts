import type { History, PastClaim } from '../history.ts';
import type { PricedClaim } from '../priced-claim.ts';

/** A claim that was named and the versions that took its place, in order; the last one is live, voided or withdrawn. */
export type Lineage = readonly [PastClaim, ...PastClaim[]];

/**
 * KP-22: of all numbers the claim names, in REF*F8 or its notes, exactly one claim must belong to the same billing
 * provider and member. Numbers of one lineage count once. Undefined when there is none or more than one.
 */
export function findOriginal(priced: PricedClaim, history: History): Lineage | undefined {
  const found = new Map<string, Lineage>();
  for (const number of priced.originalNumbers) {
    const named = number === priced.claimNumber ? undefined : history.claimByNumber(number);
    if (!named || !isTarget(named) || !isOfSame(named, priced)) continue;
    const lineage = lineageOf(named, history, priced.claimNumber);
    const last = lineage[lineage.length - 1]!.claimNumber;
    if (!found.has(last)) found.set(last, lineage);
  }
  const [first, ...others] = [...found.values()];
  return others.length === 0 ? first : undefined;
}

/** Until a claim is decided only its subscriber may be known: a dependent has no id of its own on an 837. */
function isOfSame(named: PastClaim, priced: PricedClaim): boolean {
  // One payee may bill under several numbers, a wrong claim and its replacement among them.
  if (named.billingNpi !== priced.billingNpi && named.payeeId !== priced.payeeId) return false;
  if (named.decision) return named.decision.memberId === priced.memberId;
  return named.memberId === priced.memberId || named.memberId === priced.subscriberId;
}

/** The version that holds now. */
export function lastOf(lineage: Lineage): PastClaim {
  return lineage[lineage.length - 1]!;
}

/** Voids, encounters and refused claims never stood for services; a claim not yet settled has not come. */
function isTarget({ state }: PastClaim): boolean {
  switch (state) {
    case 'pended':
    case 'decided':
    case 'remitted':
    case 'replaced':
    case 'voided':
    case 'withdrawn':
      return true;
    case 'accepted':
    case 'rejected':
    case 'applied':
    case 'recorded':
      return false;
  }
}

/** A claim that is looked at again is not in its own lineage. */
function lineageOf(named: PastClaim, history: History, exceptNumber: string): Lineage {
  const lineage: [PastClaim, ...PastClaim[]] = [named];
  const seen = new Set([named.claimNumber]);
  let last = named;
  while (last.supersededBy !== '' && !seen.has(last.supersededBy)) {
    const next = history.claimByNumber(last.supersededBy);
    // A void ends the lineage; it stands for nothing itself.
    if (!next || next.frequency === '8' || next.claimNumber === exceptNumber) break;
    seen.add(next.claimNumber);
    lineage.push(next);
    last = next;
  }
  return lineage;
}
