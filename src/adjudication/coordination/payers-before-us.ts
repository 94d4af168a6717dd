import type { Claim, OtherPayer } from '../../claim/claim.ts';

/** SBR01 from first to last; U, unknown, is none of them. */
const ORDER = 'PSTABCDEFGH';

/** CLP02 by SBR01: 1 primary, 2 secondary, 3 tertiary and later. An unknown position is taken as ours alone. */
export function claimStatusOf(payerResponsibility: string): string {
  if (payerResponsibility === 'P') return '1';
  if (payerResponsibility === 'S') return '2';
  return payerResponsibility === 'T' || /^[A-H]$/.test(payerResponsibility) ? '3' : '1';
}

/** Whether the claim says that another payer comes before us. */
export function isCoordinated(claim: Claim): boolean {
  return claimStatusOf(claim.subscriber.payerResponsibility) !== '1';
}

const NOBODY: readonly OtherPayer[] = [];

/** The payers of 2320 that come before the one the claim was sent to, first to last. */
export function payersBeforeUs(claim: Claim): readonly OtherPayer[] {
  const ours = ORDER.indexOf(claim.subscriber.payerResponsibility);
  if (ours < 1 || claim.otherPayers.length === 0) return NOBODY;
  const rank = ({ payerResponsibility }: OtherPayer): number => ORDER.indexOf(payerResponsibility);
  return claim.otherPayers
    .filter((payer) => rank(payer) >= 0 && rank(payer) < ours)
    .sort((left, right) => rank(left) - rank(right));
}
