import { hash } from 'node:crypto';
import { formatCents } from '../../money/cents.ts';
import type { LineDecision, MemberPayment } from '../decision.ts';
import { memberPayeeId } from '../decision-parts.ts';
import { actingRuleOfKind, codesOf } from '../disposition.ts';
import type { SettlementRequest } from '../settlement-request.ts';

/** CLM08: the member did not assign the benefits to the provider. */
const REFUSED = 'N';

export interface PaidLines {
  readonly lines: readonly LineDecision[];
  readonly memberPayment: MemberPayment | undefined;
}

/**
 * OW-01: benefits that were not assigned are paid to the insured; the provider is told so (100) and paid nothing. The
 * money is the patient's to hand on, so its group is PR: what the provider may ask of the patient is CLP05.
 */
export function payMember(request: SettlementRequest, lines: readonly LineDecision[]): PaidLines {
  const { profile, priced } = request;
  const rule = actingRuleOfKind(profile, 'assignment', priced.serviceFrom);
  if (!rule || priced.benefitsAssigned !== REFUSED) return { lines, memberPayment: undefined };
  const { group, carc, remarks } = codesOf(rule, '');
  let amountCents = 0;
  const told = lines.map((line): LineDecision => {
    const { paidCents } = line;
    if (paidCents === 0) return line;
    amountCents += paidCents;
    request.trace.push({
      rule: rule.id,
      section: rule.section,
      line: line.ordinal,
      outcome: 'reduce',
      text: `benefits are not assigned: ${formatCents(paidCents)} goes to the member: ${group}-${carc}`,
      reducesCents: paidCents,
    });
    return {
      ...line,
      paidCents: 0,
      adjustments: [...line.adjustments, { group, carc, amountCents: paidCents, rule: rule.id }],
      remarks: [...line.remarks, ...remarks],
    };
  });
  if (amountCents === 0) return { lines, memberPayment: undefined };
  const payeeId = payeeOf(profile.id, priced.subscriberId);
  return { lines: told, memberPayment: { payeeId, amountCents, rule: rule.id } };
}

/** The same payee for every claim of the insured, so that what was paid too much meets what is paid next. */
function payeeOf(profileId: string, subscriberId: string): string {
  return memberPayeeId(hash('sha256', `${profileId}/${subscriberId}`, 'hex').slice(0, 12));
}
