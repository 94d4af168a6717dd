import type { Decision } from './decision.ts';

/** 0 provider, 1 member (OW-01); 2 and 3 the same of a second plan that has a fund of its own (KP-69). */
export type PartNumber = 0 | 1 | 2 | 3;

/** One payment of a decision: to one payee, from one fund, on a remittance of that payee and fund. */
export interface DecisionPart {
  readonly part: PartNumber;
  readonly payeeId: string;
  readonly fund: string;
  readonly paidCents: number;
}

/** Whom a decision pays. The provider always hears of it, paid or not; the member only of what it gets. */
export function partsOf(decision: Decision): readonly DecisionPart[] {
  const { secondPlan } = decision;
  return secondPlan ? [...ownParts(decision, 0), ...ownParts(secondPlan, 2)] : ownParts(decision, 0);
}

function ownParts(decision: Decision, first: 0 | 2): DecisionPart[] {
  const { payeeId, fund, paidCents, memberPayment } = decision;
  const parts: DecisionPart[] = [{ part: first, payeeId, fund, paidCents }];
  if (memberPayment)
    parts.push({
      part: first === 0 ? 1 : 3,
      payeeId: memberPayment.payeeId,
      fund,
      paidCents: memberPayment.amountCents,
    });
  return parts;
}

/** The decision as it is told to the payee of one part. */
export function partOf(decision: Decision, part: PartNumber): Decision {
  const ofPlan = part < 2 ? decision : (decision.secondPlan ?? decision);
  return part % 2 === 0 ? ofPlan : paidToMember(ofPlan);
}

/** What the member reads: the same decision with the money where it went. */
function paidToMember(decision: Decision): Decision {
  const { memberPayment } = decision;
  if (!memberPayment) return decision;
  const { rule, payeeId, amountCents } = memberPayment;
  return {
    ...decision,
    payeeId,
    paidCents: amountCents,
    patientResponsibilityCents: decision.patientResponsibilityCents - ownShareCents(decision, rule),
    lines: decision.lines.map((line) => {
      const adjustments = line.adjustments.filter((each) => each.rule !== rule);
      const paidCents = line.chargeCents - adjustments.reduce((sum, each) => sum + each.amountCents, 0);
      return { ...line, adjustments, paidCents };
    }),
  };
}

/** What the rule told as the member's, since the member has the money. */
function ownShareCents({ lines }: Decision, rule: string): number {
  let cents = 0;
  for (const { adjustments } of lines)
    for (const each of adjustments) if (each.rule === rule && each.group === 'PR') cents += each.amountCents;
  return cents;
}

const MEMBER = 'member-';

/** A member as a payee. Not the member id: operators' lists and messages show payees. */
export function memberPayeeId(key: string): string {
  return `${MEMBER}${key}`;
}

export function isMemberPayee(payeeId: string): boolean {
  return payeeId.startsWith(MEMBER);
}
