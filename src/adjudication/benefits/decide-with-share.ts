import { formatCents } from '../../money/cents.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { PlanBenefits } from '../../reference/plan.ts';
import { afterOwnPlan } from '../coordination/after-own-plan.ts';
import { coordinateLine } from '../coordination/coordinate-line.ts';
import { maintainedAllowed } from '../coordination/coordinated-payment.ts';
import { paySecondPlan } from '../coordination/second-plan.ts';
import type { Adjustment, Decision, LineDecision } from '../decision.ts';
import { actingRuleOfKind, codesOf, listParameter } from '../disposition.ts';
import { decisionOf, pendedDecision } from '../make-decision.ts';
import type { PricedLine } from '../priced-claim.ts';
import type { Settlement } from '../settlement.ts';
import { note, type SettlementRequest } from '../settlement-request.ts';
import { Limits } from './limits.ts';
import { benefitOf, type MemberShare, memberShare, NO_SHARE, totalShare } from './member-share.ts';
import { payMember } from './pay-member.ts';
import { limitVisits } from './visit-limits.ts';

/** Order in which the shares are taken, with the clause that names the code of each. */
const SHARES = [
  { clause: 'copay', amount: 'copayCents' },
  { clause: 'deductible', amount: 'deductibleCents' },
  { clause: 'coinsurance', amount: 'coinsuranceCents' },
] as const;

/**
 * KP-60: allowed less the member's share is paid. KP-63: some lines of business have no share. KP-68: after another
 * payer, what it left. KP-64: a share the member may not be billed is told so. Always answers.
 */
export function decideWithShare(request: SettlementRequest): Settlement {
  const { original } = request;
  const decision = decide(request);
  if (decision.status === 'pended') return settlementOf(request, decision);
  return original ? { act: 'replace', original, decision } : { act: 'decide', decision };
}

function decide(asked: SettlementRequest): Decision {
  const { profile, snapshot } = asked;
  const rule = actingRuleOfKind(profile, 'benefits', asked.priced.serviceFrom);
  const plan = snapshot.plan(asked.priced.planId);
  const { priced, used: visits } =
    rule && plan ? limitVisits(asked, plan, rule) : { priced: asked.priced, used: [] };
  const request = { ...asked, priced };
  const free = freeRule(request);
  const isOpen = priced.lines.some((line) => !line.isDenied);
  if (isOpen && !free && (!rule || !plan))
    return pendFor(request, rule ? 'the plan is not on file' : 'the payer has no rule for benefits');
  if (isOpen && free) note(request, free, 'passed', 'no share from members of this line of business');
  const limits = plan && new Limits(limitsOf(request, plan));
  const copaysLeft = new Map<string, number>();
  const lines = priced.lines.map((line): LineDecision => {
    if (line.isDenied) return told(line, line.adjustments, 0);
    const share = free || !plan || !limits ? NO_SHARE : shareOf(request, line, plan, limits, copaysLeft);
    const settled = coordinateLine(request, line, share);
    if (plan && limits && !free) {
      useLimits(line, settled.share, limits);
      useCopay(request, line, plan, settled.share, copaysLeft);
    }
    return decideLine(request, { ...line, adjustments: settled.adjustments }, settled.share, rule);
  });
  const both = paySecondPlan(request, lines);
  const paid = payMember(request, both.lines);
  const second = decideAfter(request, both.lines);
  if (second?.status === 'pended') return pendedDecision(request, second.pends ?? []);
  const used = [
    ...(limits?.changes() ?? []),
    ...visits,
    ...both.accumulators,
    ...(second?.accumulators ?? []),
  ];
  return {
    ...decisionOf(request, paid.lines, used),
    ...(paid.memberPayment && { memberPayment: paid.memberPayment }),
    // What it used stands with the first decision, which is what is reversed.
    ...(second && { secondPlan: { ...second, accumulators: [] } }),
  };
}

/** KP-69: a second plan with a fund of its own decides on what the first has left. */
function decideAfter(request: SettlementRequest, lines: readonly LineDecision[]): Decision | undefined {
  const priced = afterOwnPlan(request, lines);
  return priced && decide({ ...request, priced, trace: [], remarks: [], stayCopayCents: 0 });
}

function shareOf(
  { priced, stayCopayCents }: SettlementRequest,
  line: PricedLine,
  plan: PlanBenefits,
  limits: Limits,
  copaysLeft: ReadonlyMap<string, number>,
): MemberShare {
  const benefit = benefitOf(plan, line.benefitCategory);
  if (!benefit || priced.coordination?.isShareFree) return NO_SHARE;
  const isReduced = priced.coordination?.method === 'maintenance-allowed' && line.prior;
  const base = isReduced ? maintainedAllowed(line.allowedCents, line.prior!) : line.allowedCents;
  const copayLeft = line.isCopayFree
    ? 0
    : (copaysLeft.get(visitOf(priced.kind, benefit.category, line)) ??
      Math.max(0, benefit.copayCents - stayCopayCents));
  return memberShare(base, yearOf(line), benefit, copayLeft, limits);
}

function useLimits(line: PricedLine, share: MemberShare, limits: Limits): void {
  limits.use(yearOf(line), share.deductibleCents, totalShare(share));
}

function useCopay(
  { priced, stayCopayCents }: SettlementRequest,
  line: PricedLine,
  plan: PlanBenefits,
  share: MemberShare,
  copaysLeft: Map<string, number>,
): void {
  const benefit = benefitOf(plan, line.benefitCategory);
  if (!benefit || line.isCopayFree) return;
  const visit = visitOf(priced.kind, benefit.category, line);
  copaysLeft.set(
    visit,
    (copaysLeft.get(visit) ?? Math.max(0, benefit.copayCents - stayCopayCents)) - share.copayCents,
  );
}

/** One copay for a visit: a day of a professional claim, the whole of an institutional one. */
function visitOf(kind: string, category: string, line: PricedLine): string {
  return `${category} ${kind === 'institutional' ? '' : line.serviceDate.from}`;
}

function yearOf(line: PricedLine): string {
  return line.serviceDate.from.slice(0, 4);
}

function decideLine(
  request: SettlementRequest,
  line: PricedLine,
  share: MemberShare,
  rule: Rule | undefined,
): LineDecision {
  const { relief } = request.priced;
  const adjustments: Adjustment[] = [...line.adjustments];
  const remarks = [...line.remarks];
  let paidCents = line.chargeCents;
  for (const { amountCents } of adjustments) paidCents -= amountCents;
  for (const { clause, amount } of SHARES) {
    const amountCents = share[amount];
    if (amountCents === 0 || !rule) continue;
    const { group, carc } = relief ?? codesOf(rule, clause);
    const { id, section } = relief ? { id: relief.rule, section: relief.section } : rule;
    const same = adjustments.find((each) => each.rule === id && each.group === group && each.carc === carc);
    if (same) {
      adjustments[adjustments.indexOf(same)] = { ...same, amountCents: same.amountCents + amountCents };
    } else adjustments.push({ group, carc, amountCents, rule: id });
    if (relief) remarks.push(...relief.remarks.filter((remark) => !remarks.includes(remark)));
    paidCents -= amountCents;
    request.trace.push({
      rule: id,
      section,
      line: line.ordinal,
      outcome: 'shared',
      text: relief
        ? `${clause} (${line.benefitCategory}), not to be billed to the member: ${group}-${carc}`
        : `${clause} (${line.benefitCategory}): ${group}-${carc}`,
      reducesCents: amountCents,
    });
  }
  request.trace.push({
    rule: rule?.id ?? '',
    section: rule?.section ?? '',
    line: line.ordinal,
    outcome: 'paid',
    text: `paid ${formatCents(paidCents)}`,
    reducesCents: 0,
  });
  return told(line, adjustments, paidCents, remarks);
}

/** A line as it stands in the decision. */
function told(
  line: PricedLine,
  adjustments: readonly Adjustment[],
  paidCents: number,
  remarks = line.remarks,
): LineDecision {
  // Named one by one: to leave some out of a copy of all costs ten times as much, once for every line of a night.
  return {
    ordinal: line.ordinal,
    controlNumber: line.controlNumber,
    procedureQualifier: line.procedureQualifier,
    procedure: line.procedure,
    modifiers: line.modifiers,
    revenueCode: line.revenueCode,
    unitsMilli: line.unitsMilli,
    serviceDate: line.serviceDate,
    chargeCents: line.chargeCents,
    allowedCents: line.allowedCents,
    paidCents,
    adjustments,
    remarks,
  };
}

function freeRule({ profile, priced }: SettlementRequest): Rule | undefined {
  const rule = actingRuleOfKind(profile, 'no-share', priced.serviceFrom);
  return rule && listParameter(rule, 'linesOfBusiness').includes(priced.lineOfBusiness) ? rule : undefined;
}

function limitsOf({ priced, history, original, previous }: SettlementRequest, plan: PlanBenefits) {
  const { memberId, subscriberId } = priced;
  const undone = [...(original?.decision?.accumulators ?? []), ...(previous?.accumulators ?? [])];
  return { memberId, subscriberId, plan, history, undone };
}

function pendFor(request: SettlementRequest, text: string) {
  const rule = { id: 'benefits', section: '' };
  note(request, rule, 'pend', text);
  return pendedDecision(request, [{ rule: rule.id, section: rule.section, text, waitsFor: 'claim' }]);
}

/** A correction that waits leaves a decided original as it is. */
function settlementOf({ original }: SettlementRequest, decision: ReturnType<typeof pendFor>): Settlement {
  return original?.state === 'pended' ? { act: 'replace', original, decision } : { act: 'decide', decision };
}
