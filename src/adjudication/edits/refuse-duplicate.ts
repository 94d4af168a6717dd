import { daysBetween } from '../../x12/calendar.ts';
import { isLive } from '../claim-state.ts';
import { actingRuleOfKind, wholeParameter } from '../disposition.ts';
import type { PastClaim } from '../history.ts';
import { isRefusal, refuse } from '../make-decision.ts';
import type { Settlement } from '../settlement.ts';
import { note, type SettlementRequest } from '../settlement-request.ts';

/** KP-06: a claim equal to one that was received and still stands is a rebill. Corrections and voids are meant to be like it. */
export function refuseDuplicate(request: SettlementRequest): Settlement | undefined {
  const { priced, history, profile } = request;
  if (priced.frequency === '7' || priced.frequency === '8') return undefined;
  const rule = actingRuleOfKind(profile, 'duplicate', priced.serviceFrom);
  if (!rule) return undefined;
  const lookBackDays = wholeParameter(rule, 'lookBackDays');
  const earlier = history
    .claimsWithKey(priced.sameServiceKey)
    .find(
      (past) =>
        past.claimNumber !== priced.claimNumber &&
        stands(past) &&
        daysBetween(past.receivedDate, priced.receivedDate) <= lookBackDays,
    );
  if (earlier) return refuse(request, rule, '', `same services as claim ${earlier.claimNumber}`);
  note(request, rule, 'passed', 'no earlier claim for the same services');
  return undefined;
}

/** A refused duplicate or correction is not a claim for its services: else a voided claim could never be billed anew. */
function stands(past: PastClaim): boolean {
  if (past.supersededBy !== '' || !isLive(past.state)) return false;
  return !past.decision || !isRefusal(past.decision);
}
