import { addDays } from '../../x12/calendar.ts';
import { actingRuleOfKind, listParameter } from '../disposition.ts';
import type { PastClaim } from '../history.ts';
import { pendedDecision } from '../make-decision.ts';
import type { Settlement } from '../settlement.ts';
import { note, type SettlementRequest } from '../settlement-request.ts';

/**
 * OW-02: a stay billed in parts: first (2), further (3), last (4). Each part begins on the day after the one before; a
 * part without its predecessor, or over days that are billed, waits. The copay of a stay is asked once.
 */
export function chainInterimBills(request: SettlementRequest): Settlement | undefined {
  const { priced, history, profile } = request;
  const { frequency } = priced;
  if (priced.kind !== 'institutional' || !['2', '3', '4'].includes(frequency)) return undefined;
  const rule = actingRuleOfKind(profile, 'interim-bills', priced.serviceFrom);
  if (!rule || !listParameter(rule, 'billTypes').includes(priced.facts.facilityCode)) return undefined;
  const bills = history
    .interimBills(priced.memberId, priced.billingNpi)
    .filter((past) => past.claimNumber !== priced.claimNumber);
  const wait = (text: string): Settlement => {
    note(request, rule, 'pend', text);
    const pend = { rule: rule.id, section: rule.section, text, waitsFor: 'claim' } as const;
    return { act: 'decide', decision: pendedDecision(request, [...priced.pends, pend]) };
  };
  const overlapping = bills.find(
    (past) => past.serviceFrom <= priced.serviceTo && priced.serviceFrom <= past.serviceTo,
  );
  if (overlapping) return wait(`days that claim ${overlapping.claimNumber} bills already`);
  if (frequency === '2') {
    note(request, rule, 'passed', 'the first bill of a stay');
    return undefined;
  }
  const chain = chainBefore(bills, priced.serviceFrom);
  const [previous] = chain;
  if (!previous) return wait('no earlier bill of the stay ends on the day before');
  if (previous.state === 'pended') return wait(`the bill before it, claim ${previous.claimNumber}, waits`);
  request.stayCopayCents = chain.reduce((sum, past) => sum + copayOf(past), 0);
  note(request, rule, 'passed', `follows claim ${previous.claimNumber} of the same stay`);
  return undefined;
}

/** The parts before a day, latest first, each ending on the day before the next; a last bill ends a stay. */
function chainBefore(bills: readonly PastClaim[], from: string): PastClaim[] {
  const chain: PastClaim[] = [];
  let day = from;
  for (;;) {
    const eve = addDays(day, -1);
    const previous = bills.find((past) => past.serviceTo === eve && past.frequency !== '4');
    if (!previous) return chain;
    chain.push(previous);
    if (previous.frequency === '2') return chain;
    day = previous.serviceFrom;
  }
}

function copayOf({ decision }: PastClaim): number {
  let cents = 0;
  for (const line of decision?.lines ?? [])
    for (const { group, carc, amountCents } of line.adjustments)
      if (group === 'PR' && carc === '3') cents += amountCents;
  return cents;
}
