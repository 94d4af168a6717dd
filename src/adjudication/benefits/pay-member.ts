import { formatCents } from '../../money/cents.ts';
import type { LineDecision } from '../decision.ts';
import { actingRuleOfKind, codesOf } from '../disposition.ts';
import type { SettlementRequest } from '../settlement-request.ts';

/** CLM08: the member did not assign the benefits to the provider. */
const REFUSED = 'N';

export interface MemberPayment {
  readonly lines: readonly LineDecision[];
  readonly memberPaymentCents: number;
}

/** OW-01: benefits that were not assigned are paid to the member; the provider is told so (100) and paid nothing. */
export function payMember(request: SettlementRequest, lines: readonly LineDecision[]): MemberPayment {
  const rule = actingRuleOfKind(request.profile, 'assignment', request.priced.serviceFrom);
  if (!rule || request.priced.benefitsAssigned !== REFUSED) return { lines, memberPaymentCents: 0 };
  const { group, carc, remarks } = codesOf(rule, '');
  let memberPaymentCents = 0;
  const told = lines.map((line): LineDecision => {
    const amountCents = line.paidCents;
    if (amountCents === 0) return line;
    memberPaymentCents += amountCents;
    request.trace.push({
      rule: rule.id,
      section: rule.section,
      line: line.ordinal,
      outcome: 'reduce',
      text: `benefits are not assigned: ${formatCents(amountCents)} goes to the member: ${group}-${carc}`,
      reducesCents: amountCents,
    });
    return {
      ...line,
      paidCents: 0,
      adjustments: [...line.adjustments, { group, carc, amountCents, rule: rule.id }],
      remarks: [...line.remarks, ...remarks],
    };
  });
  return { lines: told, memberPaymentCents };
}
