import type { Rule } from '../../reference/payer-profile.ts';
import { addMonths } from '../../x12/calendar.ts';
import { isLive } from '../claim-state.ts';
import { actingRuleOfKind, dispositionOf, isActing } from '../disposition.ts';
import type { PastClaim } from '../history.ts';
import { isRefusal, pendedDecision, refuse } from '../make-decision.ts';
import type { Settlement } from '../settlement.ts';
import { note, type SettlementRequest } from '../settlement-request.ts';
import { filingLimitOf, monthsFor } from './filing-limit.ts';
import { findOriginal, lastOf } from './find-original.ts';

/**
 * KP-20 (professional) and KP-21 (institutional): the claim takes the place of its original, which is reversed in full
 * when it was decided. Finds and proves the original; the steps after it decide the claim itself.
 */
export function replaceOriginal(request: SettlementRequest): Settlement | undefined {
  const { priced, history, profile } = request;
  if (priced.frequency !== '7') return undefined;
  const rule = replacementRule(request);
  const numberRule = actingRuleOfKind(profile, 'original-number', priced.serviceFrom);
  const targetRule = actingRuleOfKind(profile, 'awkward-target', priced.serviceFrom);
  if (!rule || !numberRule || !targetRule)
    return wait(request, { id: 'replacement', section: '' }, 'the payer has no rule for such corrections');
  const lineage = findOriginal(priced, history);
  if (!lineage) return refuse(request, numberRule, 'not-found', 'the claim to correct was not found');
  const [, ...corrections] = lineage;
  const repeated = corrections.find(
    (past) => past.frequency === '7' && past.sameServiceKey === priced.sameServiceKey,
  );
  if (repeated)
    return refuse(request, targetRule, 'repeated', `same correction as claim ${repeated.claimNumber}`);
  const original = lastOf(lineage);
  if (original.supersededBy === priced.claimNumber) {
    // Looked at again after it waited: it took the place of an undecided original then.
    note(request, rule, 'passed', `has the place of claim ${original.claimNumber}`);
    return undefined;
  }
  if (!isLive(original.state))
    return refuse(request, targetRule, 'voided', 'the claim to correct no longer stands');
  // A refused request never stood for its services: to replace it would leave the claim that does paid beside this one.
  if (original.decision && isRefusal(original.decision))
    return refuse(request, numberRule, 'not-found', 'the claim named was itself refused');
  const sameRule = actingRuleOfKind(profile, 'unchanged', priced.serviceFrom);
  if (
    sameRule &&
    original.decision?.contentKey !== undefined &&
    original.decision.contentKey === priced.contentKey
  )
    return refuse(request, sameRule, '', `nothing differs from claim ${original.claimNumber}`);
  const late = lateRule(request, original);
  if (late) return refuse(request, late, 'adjustment', 'received after the limit for corrections');
  request.original = original;
  note(request, rule, 'passed', `takes the place of claim ${original.claimNumber}`);
  if (original.state !== 'pended') return priced.pends.length > 0 ? keepOriginal(request) : undefined;
  // Two corrections of one claim, neither decided: which of them holds is not for a program to say.
  if (original.frequency === '7') return wait(request, targetRule, 'an earlier correction still waits');
  request.remarks.push(...dispositionOf(targetRule, 'pended').remarks);
  note(request, targetRule, 'flag', 'the original was not decided yet: no reversal');
  return undefined;
}

/** A correction that waits leaves the original as it is: it is reversed when its correction can be decided. */
function keepOriginal(request: SettlementRequest): Settlement {
  return { act: 'decide', decision: pendedDecision(request, request.priced.pends) };
}

function wait(request: SettlementRequest, rule: Pick<Rule, 'id' | 'section'>, text: string): Settlement {
  note(request, rule, 'pend', text);
  const { id, section } = rule;
  const pends = [...request.priced.pends, { rule: id, section, text, waitsFor: 'claim' as const }];
  return { act: 'decide', decision: pendedDecision(request, pends) };
}

function replacementRule({ profile, priced }: SettlementRequest): Rule | undefined {
  return profile.rules.find(
    (rule) =>
      rule.kind === 'replacement' &&
      isActing(rule, priced.serviceFrom) &&
      (rule.parameters.get('claimKind') ?? priced.kind) === priced.kind,
  );
}

/** KP-30…KP-34: months from the day the original was processed (or of the service) to the day the correction came. */
function lateRule({ profile, priced }: SettlementRequest, original: PastClaim): Rule | undefined {
  const { decision } = original;
  const fund = decision?.fund ?? priced.fund;
  const limit = filingLimitOf(profile, {
    lineOfBusiness: decision?.lineOfBusiness ?? priced.lineOfBusiness,
    fund,
    isCoordinated: priced.claimStatus === '2' || priced.claimStatus === '3',
    wasMisdirected: false,
    serviceDate: priced.serviceFrom,
  });
  if (!limit?.acts || !limit.rule.parameters.has('adjustmentMonths')) return undefined;
  const { rule } = limit;
  const anchor =
    rule.parameters.get('adjustmentAnchor') === 'service' ? original.serviceTo : original.decidedDate;
  if (anchor === '' || original.state === 'pended') return undefined;
  return priced.receivedDate > addMonths(anchor, monthsFor(rule, 'adjustmentMonths', fund))
    ? rule
    : undefined;
}
