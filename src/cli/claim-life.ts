import type { ClaimStory } from './claim-story.ts';

/** One step of a claim's life: when, to which state, by whom or what, and why. */
export interface LifeStep {
  /** `2025-11-03`. */
  readonly day: string;
  readonly state: string;
  readonly by: string;
  readonly why: string;
}

const STATES: Readonly<Record<string, string>> = {
  paid: 'decided',
  denied: 'decided',
  pended: 'pended',
  voided: 'applied',
  recorded: 'recorded',
};

/** Of steps on one day, the order in which they happen. */
const RANK = ['accepted', 'rejected', 'reviewed', 'pended', 'decided'];

/** Every step that is remembered of a claim, in order. What replaced it stands last on its day. */
export function claimLife(story: ClaimStory): LifeStep[] {
  const { row, refusal, decisions, remittances, reviews, followedOn } = story;
  const steps: LifeStep[] = [];
  const isRefused = row.state === 'rejected' || row.state === 'refused';
  steps.push({
    day: dayOf(row.receivedDate),
    state: isRefused ? 'rejected' : 'accepted',
    by: 'intake',
    why: refusal?.statuses.join(', ') ?? '',
  });
  for (const { decidedOn, reviewer, licence, decision, rule, criterion } of reviews)
    steps.push({
      day: dayOf(decidedOn),
      state: 'reviewed',
      by: `${reviewer}, licence ${licence}`,
      why: `${rule}: ${decision} by criterion ${criterion}`,
    });
  for (const { asOf, act, status, decision } of decisions)
    steps.push({
      day: asOf.slice(0, 10),
      state: STATES[status] ?? status,
      by: act === 'correct' ? 'payer-initiated adjustment' : 'run',
      why: decision?.pendReason || (status === 'paid' || status === 'denied' ? status : ''),
    });
  for (const { act, payment } of remittances)
    if (payment)
      steps.push({
        day: dayOf(payment.paymentDate),
        state: act === 'reversal' ? 'reversed' : 'remitted',
        by: 'payment run',
        why: `trace ${payment.traceNumber}`,
      });
  if (row.supersededBy !== '')
    steps.push({ day: followedOn, state: row.state, by: `claim ${row.supersededBy}`, why: '' });
  return steps
    .map((step, index) => ({ step, index }))
    .sort(
      (left, right) =>
        (left.step.day < right.step.day ? -1 : left.step.day > right.step.day ? 1 : 0) ||
        rankOf(left.step) - rankOf(right.step) ||
        left.index - right.index,
    )
    .map(({ step }) => step);
}

function rankOf({ state }: LifeStep): number {
  const known = RANK.indexOf(state);
  return known < 0 ? RANK.length : known;
}

/** CCYYMMDD → CCYY-MM-DD. */
function dayOf(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
}
