import type { Decision } from '../adjudication/decision.ts';
import { partsOf } from '../adjudication/decision-parts.ts';
import type { PricedClaim } from '../adjudication/priced-claim.ts';
import { reversedAccumulators } from '../adjudication/reversed-accumulators.ts';
import { settle } from '../adjudication/settle.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { LiveClaimFilter } from '../store/review-store.ts';
import { Fault } from '../x12/fault.ts';
import { toPrice } from './claims-to-price.ts';
import type { MoneyDesk } from './money-act.ts';
import { payerMayAdjust } from './payer-adjustment-limit.ts';
import { correctionOf, type StandingDecision, standingDecision } from './payment-correction.ts';
import { priceClaims } from './price-claims.ts';
import { SettlementHistory } from './settlement-history.ts';

/** Why a claim that would change is left for a person. */
export type LeftReason =
  | 'waits'
  | 'its file is gone'
  | 'another payee or fund'
  | 'past the limit'
  | 'less is paid';

export interface PlannedClaim {
  readonly claimNumber: string;
  readonly beforeCents: number;
  readonly afterCents: number;
  /** '' when the adjustment carries it out. */
  readonly left: LeftReason | '';
}

/** What an adjustment would do; counts and cents come first, then each claim. */
export interface AdjustmentPlan {
  readonly looked: number;
  readonly unchanged: number;
  readonly adjusted: number;
  readonly left: number;
  /** Σ of what is paid more (positive) or less by the claims it adjusts. */
  readonly differenceCents: number;
  readonly claims: readonly PlannedClaim[];
}

export interface MassAdjustment extends LiveClaimFilter {
  /**
   * Also claims that are paid less. Default: no; money is taken back by a recovery with its notice (KP-86), unless the
   * provider has allowed it.
   */
  readonly takesMoneyBack?: boolean;
}

/**
 * Decides every live claim of a criterion again by the day's records and prices, in settlement order, and drafts the
 * reversals and corrections of those that come out otherwise (KP-80). The plan is the same whether the act is then posted
 * or not.
 *
 * @throws Fault `ADJUSTMENT-PROFILE` when no such payer runs here
 */
export async function adjustClaims(desk: MoneyDesk, wanted: MassAdjustment): Promise<AdjustmentPlan> {
  const { store, workplace, instant, asOf, draft } = desk;
  const profile = workplace.snapshot.profile(wanted.profileId);
  if (!profile) throw unknownProfile();
  const ids = await store.liveClaims(wanted);
  const history = new SettlementHistory(store);
  const claims: PlannedClaim[] = [];
  let unchanged = 0;
  for (const row of await store.claims(ids)) {
    const standing = await standingDecision(store, row.claimNumber);
    if (!workplace.archive.has(row.fileSha256)) {
      const beforeCents = standing.decision.paidCents;
      const { claimNumber } = row;
      claims.push({ claimNumber, beforeCents, afterCents: beforeCents, left: 'its file is gone' });
      continue;
    }
    const reviews = await store.reviewsOf([row.claimId]);
    const [priced] = priceClaims(workplace, [toPrice(row, instant.date, reviews)]);
    await history.extend([priced!]);
    const decision = decideAgain(priced!, standing.decision, history, profile, desk);
    if (decision && isSame(decision, standing.decision)) {
      unchanged += 1;
      continue;
    }
    const afterCents = decision ? paidInAll(decision) : 0;
    const left = leftReason(decision, standing, wanted, profile, desk);
    claims.push({
      claimNumber: row.claimNumber,
      beforeCents: paidInAll(standing.decision),
      afterCents,
      left,
    });
    if (left !== '' || !decision) continue;
    const date = instant.date;
    const { correction, entries } = correctionOf(standing, decision, { workplace, asOf, date });
    const accumulators = [...reversedAccumulators(standing.decision), ...decision.accumulators];
    draft.corrections.push({ ...correction, accumulators });
    draft.entries.push(...entries);
    history.use(accumulators);
  }
  const carried = claims.filter(({ left }) => left === '');
  return {
    looked: ids.length,
    unchanged,
    adjusted: carried.length,
    left: claims.length - carried.length,
    differenceCents: carried.reduce((sum, each) => sum + each.afterCents - each.beforeCents, 0),
    claims,
  };
}

/** The decision the claim would get today; undefined when it is none that can stand in the place of another. */
function decideAgain(
  priced: PricedClaim,
  previous: Decision,
  history: SettlementHistory,
  profile: PayerProfile,
  { workplace }: MoneyDesk,
): Decision | undefined {
  // A correction has the place of its original already: it is judged for itself.
  const alone: PricedClaim = priced.frequency === '7' ? { ...priced, frequency: '1' } : priced;
  const settlement = settle(alone, history, { profile, snapshot: workplace.snapshot, previous });
  if (settlement.act !== 'decide') return undefined;
  return withFactsOf(previous, settlement.decision);
}

/** What the claim corrected, and as what it came, stays as it was. */
function withFactsOf(previous: Decision, decision: Decision): Decision {
  const { originalClaimNumber, frequency } = previous.facts;
  const { secondPlan, facts } = decision;
  return {
    ...decision,
    facts: { ...facts, originalClaimNumber, frequency },
    ...(secondPlan && { secondPlan: withFactsOf(previous, secondPlan) }),
  };
}

function leftReason(
  decision: Decision | undefined,
  standing: StandingDecision,
  wanted: MassAdjustment,
  profile: PayerProfile,
  { workplace, instant }: MoneyDesk,
): LeftReason | '' {
  const before = standing.decision;
  if (!decision || decision.status === 'pended') return 'waits';
  if (whomItPays(decision) !== whomItPays(before)) return 'another payee or fund';
  if (!payerMayAdjust(profile, workplace.snapshot, before, standing.row.decidedDate, instant.date))
    return 'past the limit';
  return lessIsPaid(decision, before) && !wanted.takesMoneyBack ? 'less is paid' : '';
}

function whomItPays(decision: Decision): string {
  return partsOf(decision)
    .map(({ payeeId, fund }) => `${payeeId} ${fund}`)
    .join('\n');
}

/** To any of its payees from any fund: each is an overpayment of its own. */
function lessIsPaid(decision: Decision, before: Decision): boolean {
  const standing = partsOf(before);
  return partsOf(decision).some(({ paidCents }, index) => paidCents < standing[index]!.paidCents);
}

/** All that the decision pays, to whomever. */
function paidInAll(decision: Decision): number {
  return partsOf(decision).reduce((sum, { paidCents }) => sum + paidCents, 0);
}

/** Nothing that a provider or the ledger would see differs. */
function isSame(left: Decision, right: Decision): boolean {
  const told = ({ lines, status, paidCents, allowedCents, secondPlan }: Decision): string =>
    JSON.stringify([
      secondPlan ? told(secondPlan) : '',
      status,
      paidCents,
      allowedCents,
      lines.map((line) => [
        line.paidCents,
        line.adjustments.map(({ group, carc, amountCents }) => [group, carc, amountCents]),
        line.remarks,
      ]),
    ]);
  return told(left) === told(right);
}

function unknownProfile(): Fault {
  return new Fault({
    code: 'ADJUSTMENT-PROFILE',
    message: 'no payer profile has this id',
    hint: 'Payer profiles stand in specs/payers.',
    exitCode: 2,
  });
}
