import type { Decision } from '../adjudication/decision.ts';
import { filingLimitOf } from '../adjudication/edits/filing-limit.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { Snapshot } from '../reference/snapshot.ts';
import { addMonths } from '../x12/calendar.ts';

/**
 * Whether the payer may still adjust by itself (KP-31…KP-34): months from the day the claim was processed, or from the day
 * we were told of other coverage; a rule without such months sets no limit.
 *
 * @param decidedDate CCYYMMDD
 * @param today CCYYMMDD
 */
export function payerMayAdjust(
  profile: PayerProfile,
  snapshot: Snapshot,
  decision: Pick<Decision, 'lineOfBusiness' | 'fund' | 'claimStatus' | 'memberId' | 'facts'>,
  decidedDate: string,
  today: string,
): boolean {
  const notified = snapshot.cases
    .otherCoveragesOf(decision.memberId)
    .map((coverage) => coverage.notified)
    .sort()
    .at(-1);
  const isCoordinated =
    decision.claimStatus === '2' || decision.claimStatus === '3' || notified !== undefined;
  const limit = filingLimitOf(profile, {
    lineOfBusiness: decision.lineOfBusiness,
    fund: decision.fund,
    isCoordinated,
    wasMisdirected: false,
    serviceDate: decision.facts.period.from,
  });
  const months = Number(limit?.rule.parameters.get('payerMonths') ?? '');
  if (!limit?.acts || !(months > 0)) return true;
  const isNotified = limit.rule.parameters.get('payerAnchor') === 'notified';
  const anchor = isNotified ? (notified ?? decidedDate) : decidedDate;
  return anchor === '' || today <= addMonths(anchor, months);
}
