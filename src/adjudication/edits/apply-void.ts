import { isLive } from '../claim-state.ts';
import { actingRuleOfKind } from '../disposition.ts';
import { isRefusal, pendedDecision, refuse } from '../make-decision.ts';
import type { Settlement } from '../settlement.ts';
import { note, type SettlementRequest } from '../settlement-request.ts';
import { findOriginal, lastOf } from './find-original.ts';

/** KP-23: a void takes back the claim it names, or the version that replaced it (KP-25), when it is identical to it. */
export function applyVoid(request: SettlementRequest): Settlement | undefined {
  const { priced, history, profile } = request;
  if (priced.frequency !== '8') return undefined;
  const rule = actingRuleOfKind(profile, 'void', priced.serviceFrom);
  const numberRule = actingRuleOfKind(profile, 'original-number', priced.serviceFrom);
  const targetRule = actingRuleOfKind(profile, 'awkward-target', priced.serviceFrom);
  if (!rule || !numberRule || !targetRule) {
    const pends = [{ rule: 'void', section: '', text: 'the payer has no rule for voids' }];
    return { act: 'decide', decision: pendedDecision(request, pends) };
  }
  const lineage = findOriginal(priced, history);
  if (!lineage) return refuse(request, numberRule, 'not-found', 'the claim to void was not found');
  const original = lastOf(lineage);
  if (!isLive(original.state)) {
    const voider = history.claimByNumber(original.supersededBy);
    return voider?.frequency === '8' && voider.sameServiceKey === priced.sameServiceKey
      ? refuse(request, targetRule, 'repeated', `claim ${voider.claimNumber} has voided it already`)
      : refuse(request, targetRule, 'voided', 'the claim to void no longer stands');
  }
  if (original.decision && isRefusal(original.decision))
    return refuse(request, numberRule, 'not-found', 'the claim named was itself refused');
  // The provider may know only the version it sent; both it and the one that holds now are what it means to cancel.
  const isIdentical = [lineage[0], original].some((past) => past.sameServiceKey === priced.sameServiceKey);
  if (!isIdentical) return refuse(request, rule, 'differs', 'the void differs from the claim it names');
  if (original.state === 'pended')
    note(request, targetRule, 'flag', 'the claim was not decided yet: withdrawn');
  note(request, rule, 'passed', `identical to claim ${original.claimNumber}: void`);
  return {
    act: 'void',
    original,
    trace: [...priced.trace.filter((step) => step.line === 0), ...request.trace],
  };
}
