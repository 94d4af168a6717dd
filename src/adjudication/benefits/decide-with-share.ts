import { formatCents } from '../../money/cents.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { PlanBenefits } from '../../reference/plan.ts';
import type { Adjustment, LineDecision } from '../decision.ts';
import { actingRuleOfKind, codesOf, listParameter } from '../disposition.ts';
import { decisionOf, pendedDecision } from '../make-decision.ts';
import type { PricedLine } from '../priced-claim.ts';
import type { Settlement } from '../settlement.ts';
import { note, type SettlementRequest } from '../settlement-request.ts';
import { Limits } from './limits.ts';
import { benefitOf, type MemberShare, memberShare } from './member-share.ts';

const NO_SHARE: MemberShare = { copayCents: 0, deductibleCents: 0, coinsuranceCents: 0 };
/** Order in which the shares are taken, with the clause that names the code of each. */
const SHARES = [
  { clause: 'copay', amount: 'copayCents' },
  { clause: 'deductible', amount: 'deductibleCents' },
  { clause: 'coinsurance', amount: 'coinsuranceCents' },
] as const;

/** KP-60: allowed less the member's share is paid. KP-63: some lines of business have no share. Always answers. */
export function decideWithShare(request: SettlementRequest): Settlement {
  const { priced, profile, snapshot, original } = request;
  const rule = actingRuleOfKind(profile, 'benefits', priced.serviceFrom);
  const free = freeRule(request);
  const plan = snapshot.plan(priced.planId);
  const isOpen = priced.lines.some((line) => !line.isDenied);
  if (isOpen && !free && (!rule || !plan))
    return settlementOf(
      request,
      pendFor(request, rule ? 'the plan is not on file' : 'the payer has no rule for benefits'),
    );
  if (isOpen && free) note(request, free, 'passed', 'no share from members of this line of business');
  const limits = plan && new Limits(limitsOf(request, plan));
  const copaysLeft = new Map<string, number>();
  const lines = priced.lines.map((line): LineDecision => {
    const share =
      line.isDenied || free || !plan || !limits ? NO_SHARE : shareOf(request, line, plan, limits, copaysLeft);
    return decideLine(request, line, share, rule);
  });
  const decision = decisionOf(request, lines, limits?.changes() ?? []);
  return original ? { act: 'replace', original, decision } : { act: 'decide', decision };
}

function shareOf(
  { priced }: SettlementRequest,
  line: PricedLine,
  plan: PlanBenefits,
  limits: Limits,
  copaysLeft: Map<string, number>,
): MemberShare {
  const benefit = benefitOf(plan, line.benefitCategory);
  if (!benefit) return NO_SHARE;
  // One copay for a visit: a day of a professional claim, the whole of an institutional one.
  const visit = `${benefit.category} ${priced.kind === 'institutional' ? '' : line.serviceDate.from}`;
  const copayLeft = copaysLeft.get(visit) ?? benefit.copayCents;
  const share = memberShare(line, benefit, copayLeft, limits);
  copaysLeft.set(visit, copayLeft - share.copayCents);
  return share;
}

function decideLine(
  request: SettlementRequest,
  { benefitCategory, isDenied, ...line }: PricedLine,
  share: MemberShare,
  rule: Rule | undefined,
): LineDecision {
  const adjustments: Adjustment[] = [...line.adjustments];
  let paidCents = line.allowedCents;
  for (const { clause, amount } of SHARES) {
    const amountCents = share[amount];
    if (amountCents === 0 || !rule) continue;
    const { group, carc } = codesOf(rule, clause);
    adjustments.push({ group, carc, amountCents, rule: rule.id });
    paidCents -= amountCents;
    request.trace.push({
      rule: rule.id,
      section: rule.section,
      line: line.ordinal,
      outcome: 'shared',
      text: `${clause} (${benefitCategory}): ${group}-${carc}`,
      reducesCents: amountCents,
    });
  }
  if (!isDenied)
    request.trace.push({
      rule: rule?.id ?? '',
      section: rule?.section ?? '',
      line: line.ordinal,
      outcome: 'paid',
      text: `paid ${formatCents(paidCents)}`,
      reducesCents: 0,
    });
  return { ...line, adjustments, paidCents };
}

function freeRule({ profile, priced }: SettlementRequest): Rule | undefined {
  const rule = actingRuleOfKind(profile, 'no-share', priced.serviceFrom);
  return rule && listParameter(rule, 'linesOfBusiness').includes(priced.lineOfBusiness) ? rule : undefined;
}

function limitsOf({ priced, history, original }: SettlementRequest, plan: PlanBenefits) {
  const { memberId, subscriberId } = priced;
  return { memberId, subscriberId, plan, history, undone: original?.decision?.accumulators ?? [] };
}

function pendFor(request: SettlementRequest, text: string) {
  const rule = { id: 'benefits', section: '' };
  note(request, rule, 'pend', text);
  return pendedDecision(request, [{ rule: rule.id, section: rule.section, text }]);
}

/** A correction that waits leaves a decided original as it is. */
function settlementOf({ original }: SettlementRequest, decision: ReturnType<typeof pendFor>): Settlement {
  return original?.state === 'pended' ? { act: 'replace', original, decision } : { act: 'decide', decision };
}
