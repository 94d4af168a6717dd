import type { Decision } from '../adjudication/decision.ts';
import type { Contract } from '../reference/records.ts';
import { type PaymentTerms, paymentTerms } from '../remittance/payment-terms.ts';
import type { MoneyCaseRow } from '../store/money-rows.ts';
import type { Store } from '../store/store.ts';
import { addDays, addMonths } from '../x12/calendar.ts';
import type { MoneyDesk } from './money-act.ts';
import {
  correctDecision,
  correctionOf,
  type LineChange,
  refused,
  standingDecision,
} from './payment-correction.ts';

/** Shares a denial with nobody to blame: what the plan itself leaves to the member. */
const PLAN_SHARES: ReadonlySet<string> = new Set(['1', '2', '3']);

/** What the deadline of a decision depends on. */
export interface Appealed {
  /** CCYYMMDD. */
  readonly decidedDate: string;
  /** Another payer was involved. */
  readonly isCoordinated: boolean;
  /** Medicare Advantage, and the provider has no contract for it. */
  readonly isNonContract: boolean;
  readonly isDenied: boolean;
}

/**
 * KP-93: 24 months from the decision, 30 where another payer was involved; for Medicare Advantage without a contract
 * the program's own days, fewer for a denial than for an amount.
 */
export function reconsiderationDeadline(
  { decidedDate, isCoordinated, isNonContract, isDenied }: Appealed,
  { reconsideration }: Pick<PaymentTerms, 'reconsideration'>,
): string {
  const { months, coordinationMonths, nonContractDenialDays, nonContractAmountDays } = reconsideration;
  const days = isDenied ? nonContractDenialDays : nonContractAmountDays;
  if (isNonContract && days > 0) return addDays(decidedDate, days);
  return addMonths(decidedDate, isCoordinated ? coordinationMonths : months);
}

/** Medicare Advantage priced for a payee without a term of its own, or for one that has no record any more. */
function isWithoutContract({ lineOfBusiness, facts }: Decision, payee: Contract | undefined): boolean {
  if (lineOfBusiness !== 'medicare-advantage') return false;
  const kind = facts.isInstitutional ? 'institutional' : 'professional';
  const day = facts.period.from;
  const terms = (payee?.terms ?? []).filter(
    (term) => term.kind === kind && term.from <= day && (term.to === '' || day <= term.to),
  );
  const own = terms.filter((term) => term.lineOfBusiness === lineOfBusiness);
  const general = terms.filter((term) => term.lineOfBusiness === '*');
  return (own.length > 0 ? own : general).every(({ method }) => method === 'out-of-network');
}

export interface NewReconsideration {
  readonly claimNumber: string;
  readonly level: 1 | 2;
  readonly reason: string;
}

/**
 * A provider asks for a second look. Too late it is recorded and dismissed at once; the second level needs the first
 * one upheld; a denial that the member would have to pay for goes the members' way (KP-93).
 */
export async function openReconsideration(
  { store, workplace, instant, draft }: MoneyDesk,
  { claimNumber, level, reason }: NewReconsideration,
): Promise<{ readonly key: string; readonly deadline: string; readonly isLate: boolean }> {
  const { row, decision } = await standingDecision(store, claimNumber);
  const earlier = await reconsiderationsOf(store, claimNumber);
  if (earlier.some(({ events }) => events.length === 1)) {
    throw refused(
      'APPEAL-OPEN',
      'this claim has an open reconsideration',
      'Decide it with `remit appeal decide`.',
    );
  }
  const isUpheld = earlier.some(
    ({ facts, events }) => levelOf(facts.details) === 1 && events.at(-1)?.act === 'upheld',
  );
  if (level === 2 && !isUpheld) {
    throw refused('APPEAL-LEVEL', 'the first level has not been upheld', 'Begin with --level 1.');
  }
  const memberOwes = decision.lines.some(
    ({ paidCents, adjustments }) =>
      paidCents === 0 && adjustments.some(({ group, carc }) => group === 'PR' && !PLAN_SHARES.has(carc)),
  );
  if (memberOwes) {
    throw refused(
      'APPEAL-OF-MEMBER',
      'the member is liable for a denied line',
      "It goes the members' way, not this one.",
    );
  }
  const { snapshot } = workplace;
  const deadline = reconsiderationDeadline(
    {
      decidedDate: row.decidedDate,
      isCoordinated: decision.claimStatus === '2' || decision.claimStatus === '3',
      isNonContract: isWithoutContract(decision, snapshot.contractOfPayee(decision.payeeId)),
      isDenied: decision.status === 'denied',
    },
    paymentTerms(snapshot.profile(row.profileId)!),
  );
  const isLate = instant.date > deadline;
  const key = await draft.nextCaseKey('appeal');
  draft.cases.push({
    key,
    kind: 'reconsideration',
    profileId: row.profileId,
    payeeId: decision.payeeId,
    fund: decision.fund,
    claimNumber,
    traceNumber: '',
    amountCents: 0,
    details: JSON.stringify({ level, deadline }),
  });
  draft.event(key, 'received', reason);
  if (isLate) draft.event(key, 'dismissed', 'after the deadline');
  return { key, deadline, isLate };
}

/** Upheld, or overturned with the money that is given back: a payer-initiated adjustment on the next remittance. */
export async function decideReconsideration(
  { store, workplace, instant, asOf, draft }: MoneyDesk,
  key: string,
  outcome: 'upheld' | 'overturned',
  changes: readonly LineChange[],
  reason: string,
): Promise<void> {
  const [appeal] = await store.moneyCases({ kind: 'reconsideration', key });
  if (appeal?.events.length !== 1) {
    throw refused('APPEAL-UNKNOWN', `${key} is not open`, '`remit appeal list` names the open ones.');
  }
  if ((outcome === 'overturned') !== changes.length > 0) {
    throw refused(
      'APPEAL-OUTCOME',
      'overturned gives money back, upheld does not',
      'Give --line for each line given back.',
    );
  }
  if (outcome === 'overturned') {
    const standing = await standingDecision(store, appeal.facts.claimNumber);
    const decision = correctDecision(standing.decision, changes, 'KP-93');
    const { correction, entries, takenCents } = correctionOf(standing, decision, {
      workplace,
      asOf,
      date: instant.date,
    });
    if (takenCents >= 0)
      throw refused('APPEAL-OUTCOME', 'nothing is given back', 'Amounts given back are positive.');
    draft.entries.push(...entries);
    draft.corrections.push(correction);
  }
  draft.event(key, outcome, reason);
}

async function reconsiderationsOf(store: Store, claimNumber: string): Promise<MoneyCaseRow[]> {
  const rows = await store.moneyCases({ kind: 'reconsideration' });
  return rows.filter(({ facts }) => facts.claimNumber === claimNumber);
}

function levelOf(details: string): number {
  return (JSON.parse(details) as { level: number }).level;
}
