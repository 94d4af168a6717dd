import { sumCents } from '../money/cents.ts';
import type { Rule } from '../reference/payer-profile.ts';
import type { AccumulatorChange, Decision, LineDecision, TraceStep } from './decision.ts';
import { codesOf } from './disposition.ts';
import type { Pend, PricedClaim, PricedLine } from './priced-claim.ts';
import type { Settlement } from './settlement.ts';
import { note, type SettlementRequest } from './settlement-request.ts';

/** A decision from its lines: totals, the member's share, status. `denied` when every line is. */
export function decisionOf(
  request: SettlementRequest,
  lines: readonly LineDecision[],
  accumulators: readonly AccumulatorChange[],
): Decision {
  const { priced } = request;
  const isDenied = priced.lines.every((line) => line.isDenied);
  const share = lines
    .flatMap((line) => line.adjustments)
    .filter((adjustment) => adjustment.group === 'PR')
    .map((adjustment) => adjustment.amountCents);
  return {
    ...headOf(request),
    status: isDenied ? 'denied' : 'paid',
    allowedCents: sumCents(lines.map((line) => line.allowedCents)),
    paidCents: sumCents(lines.map((line) => line.paidCents)),
    patientResponsibilityCents: sumCents(share),
    lines,
    trace: [...priced.trace, ...request.trace],
    accumulators,
    pendReason: '',
  };
}

/**
 * Refuses the claim as a request (a duplicate, a correction that cannot be): whatever its lines would have earned is
 * not looked at, so the steps of its lines leave the trace. One that no remittance can answer waits.
 */
export function refuse(request: SettlementRequest, rule: Rule, clause: string, text: string): Settlement {
  const { priced } = request;
  if (!priced.canBeAnswered) return { act: 'decide', decision: pendedDecision(request, priced.pends) };
  const { group, carc, remarks } = codesOf(rule, clause);
  const { id, section } = rule;
  note(request, rule, 'deny', `${text}: ${group}-${carc}`);
  const perLine = priced.lines.map(
    ({ ordinal, chargeCents }): TraceStep => ({
      rule: id,
      section,
      line: ordinal,
      outcome: 'deny',
      text: `denied with the claim: ${group}-${carc}`,
      reducesCents: chargeCents,
    }),
  );
  const lines = priced.lines.map((line) => ({
    ...unpaid(line),
    adjustments: line.chargeCents === 0 ? [] : [{ group, carc, amountCents: line.chargeCents, rule: id }],
    remarks,
  }));
  const decision: Decision = {
    ...headOf(request),
    status: 'denied',
    allowedCents: 0,
    paidCents: 0,
    patientResponsibilityCents: group === 'PR' ? priced.chargeCents : 0,
    lines,
    trace: [...priced.trace.filter((step) => step.line === 0), ...request.trace, ...perLine],
    accumulators: [],
    pendReason: '',
    isRefusal: true,
  };
  return { act: 'decide', decision };
}

/**
 * The claim with one line refused in the light of history. Its steps of pricing stay in the trace, where the thread that
 * priced it has packed them: what they took from the charge is given back, and the whole charge goes to one reason.
 */
export function denyPricedLine(
  request: SettlementRequest,
  line: PricedLine,
  rule: Rule,
  clause: string,
  text: string,
): PricedClaim {
  const { priced } = request;
  const { group, carc, remarks } = codesOf(rule, clause);
  const { id, section } = rule;
  const { ordinal, chargeCents } = line;
  const tell = (outcome: TraceStep['outcome'], words: string, reducesCents: number): void => {
    request.trace.push({ rule: id, section, line: ordinal, outcome, text: words, reducesCents });
  };
  const takenCents = sumCents(line.adjustments.map(({ amountCents }) => amountCents));
  if (takenCents !== 0) tell('reduce', 'not paid by its price: given back', -takenCents);
  tell('deny', `${text}: ${group}-${carc}`, chargeCents);
  const denied: PricedLine = {
    ...line,
    isDenied: true,
    allowedCents: 0,
    adjustments: chargeCents === 0 ? [] : [{ group, carc, amountCents: chargeCents, rule: id }],
    remarks,
  };
  return { ...priced, lines: priced.lines.map((each) => (each === line ? denied : each)) };
}

/** Whether a past decision refused the claim as a request: its services were then never judged. */
export function isRefusal(decision: Decision): boolean {
  return decision.isRefusal === true;
}

/** Nothing decided: the priced steps stay for the person who looks at it. */
export function pendedDecision(request: SettlementRequest, pends: readonly Pend[]): Decision {
  const { priced } = request;
  return {
    ...headOf(request),
    status: 'pended',
    allowedCents: 0,
    paidCents: 0,
    patientResponsibilityCents: 0,
    lines: priced.lines.map(unpaid),
    trace: [...priced.trace, ...request.trace],
    accumulators: [],
    pends,
    pendReason: pends.map(({ rule, text }) => `${rule}: ${text}`).join('; '),
  };
}

function headOf({ priced, remarks, original }: SettlementRequest) {
  return {
    claimStatus: priced.claimStatus,
    lineOfBusiness: priced.lineOfBusiness,
    fund: priced.fund,
    payeeId: priced.payeeId,
    memberId: priced.memberId,
    planId: priced.planId,
    contentKey: priced.contentKey,
    chargeCents: priced.chargeCents,
    adjustments: [],
    remarks,
    ...(priced.isTransferIn && { isTransferIn: true as const }),
    ...(priced.isTransferOut && { isTransferOut: true as const }),
    facts: original ? { ...priced.facts, originalClaimNumber: original.claimNumber } : priced.facts,
  };
}

function unpaid({
  benefitCategory: _1,
  isDenied: _2,
  isCopayFree: _3,
  prior: _4,
  ...line
}: PricedLine): LineDecision {
  return { ...line, allowedCents: 0, paidCents: 0, adjustments: [], remarks: [] };
}
