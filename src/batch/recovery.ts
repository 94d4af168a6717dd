import { adjustmentEntry } from '../ledger/adjustment-entry.ts';
import { cashEntry } from '../ledger/cash-entry.ts';
import {
  type RecoveryAct,
  type RecoveryEvent,
  type RecoveryStanding,
  type RecoveryTerms,
  recoveryStanding,
  refusedRecoveryAct,
} from '../ledger/recovery.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import { dayText, dollars, noticePage } from '../remittance/notice-page.ts';
import { paymentTerms } from '../remittance/payment-terms.ts';
import type { MoneyCaseRow } from '../store/money-rows.ts';
import type { NewAdjustment } from '../store/money-store.ts';
import type { RunRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Instant } from './instant.ts';
import type { MoneyDesk } from './money-act.ts';
import { MoneyDraft } from './money-draft.ts';
import { payeeOf } from './payment-case.ts';
import {
  correctDecision,
  correctionOf,
  type LineChange,
  refused,
  type StandingDecision,
  standingDecision,
} from './payment-correction.ts';
import type { Workplace } from './workplace.ts';

/** When the reversal is shown: with the money, or at once with the money later (835.md section 8, method 3). */
export type RecoveryMethod = 'with the money' | 'at once';

export interface NewRecovery {
  readonly claimNumber: string;
  readonly changes: readonly LineChange[];
  readonly method: RecoveryMethod;
  readonly reason: string;
}

/** What a recovery keeps besides its row: the terms of the day it began, for a later profile binds later ones. */
interface Details {
  readonly changes: readonly LineChange[];
  readonly method: RecoveryMethod;
  readonly reason: string;
  readonly terms: RecoveryTerms;
}

export interface Recovery {
  readonly row: MoneyCaseRow;
  readonly details: Details;
  readonly standing: RecoveryStanding;
  /** What no check has paid so far; for one that is over, what was left then. */
  readonly leftCents: number;
  /** Its reversal and correction stand on a remittance, or wait for one: only the money is outstanding. */
  readonly isShown: boolean;
}

/** Recoveries as they stand on a day, CCYYMMDD. */
export async function recoveries(
  store: Store,
  filter: { readonly profileId?: string; readonly key?: string },
  onDate: string,
): Promise<Recovery[]> {
  const checks = await partChecks(store, onDate);
  return (await store.moneyCases({ kind: 'recovery', ...filter })).map((row) => {
    const details = JSON.parse(row.facts.details) as Details;
    const { key, amountCents } = row.facts;
    const refundedCents = checks.get(key) ?? 0;
    return {
      row,
      details,
      standing: recoveryStanding(eventsOf(row), details.terms, onDate),
      leftCents: amountCents - refundedCents,
      isShown: details.method === 'at once' || refundedCents > 0,
    };
  });
}

/** Of each recovery, the cents of the checks that came for a part of it. */
async function partChecks(store: Store, onDate: string): Promise<ReadonlyMap<string, number>> {
  const sums = new Map<string, number>();
  for (const { facts, events } of await store.moneyCases({ kind: 'refund' })) {
    const { recovery } = JSON.parse(facts.details) as { readonly recovery?: string };
    if (recovery === undefined || events[0]!.date > onDate) continue;
    sums.set(recovery, (sums.get(recovery) ?? 0) + facts.amountCents);
  }
  return sums;
}

/** KP-86: a payer-initiated overpayment begins with its notice. Nothing stands on an 835 yet, unless shown at once. */
export async function openRecovery(desk: MoneyDesk, wanted: NewRecovery): Promise<string> {
  const { store, workplace, instant, asOf, draft } = desk;
  const standing = await standingDecision(store, wanted.claimNumber);
  if (standing.row.state !== 'remitted') {
    throw refused(
      'RECOVERY-UNPAID',
      'the claim stands on no remittance yet: there is nothing to take back',
      'Wait for its remittance; a reversal answers a payment the provider knows.',
    );
  }
  if (await hasOpenRecovery(store, wanted.claimNumber, instant.date)) {
    throw refused(
      'RECOVERY-OPEN',
      'this claim has an open recovery',
      'Look at it with `remit recovery list`.',
    );
  }
  const profile = workplace.snapshot.profile(standing.row.profileId)!;
  const terms = paymentTerms(profile);
  const decision = correctDecision(standing.decision, wanted.changes, 'KP-86');
  const { correction, entries, takenCents } = correctionOf(standing, decision, {
    workplace,
    asOf,
    date: instant.date,
  });
  if (takenCents <= 0) {
    throw refused(
      'RECOVERY-EMPTY',
      'nothing would be recovered',
      'An underpayment is corrected by `remit appeal`.',
    );
  }
  const key = await draft.nextCaseKey('recovery');
  const details: Details = {
    changes: wanted.changes,
    method: wanted.method,
    reason: wanted.reason,
    terms: terms.recovery,
  };
  const { payeeId, fund } = standing.decision;
  draft.cases.push({
    key,
    kind: 'recovery',
    profileId: profile.id,
    payeeId,
    fund,
    claimNumber: wanted.claimNumber,
    traceNumber: '',
    amountCents: takenCents,
    details: JSON.stringify(details),
  });
  draft.event(key, 'noticed', wanted.reason);
  if (wanted.method === 'at once') {
    draft.entries.push(...entries);
    draft.corrections.push(correction);
    adjust(draft, adjustmentOf(profile.id, standing, `${key}/deferred`, 'WO', -takenCents), asOf);
  }
  await draft.letter(
    profile.id,
    terms.noticeFolder,
    recoveryLetter(desk, profile, standing, key, takenCents, details),
  );
  return key;
}

/** Dated acts of people that move no money: arrival, contest, leave, withdrawal. */
export async function actOnRecovery(
  { store, instant, draft }: MoneyDesk,
  key: string,
  act: Extract<RecoveryAct, 'received' | 'contested' | 'permitted' | 'withdrawn'>,
  reason: string,
): Promise<void> {
  const { row, details, isShown } = await recoveryOf(store, key, instant.date);
  allow(row, act, instant.date, details.terms);
  if (act === 'withdrawn' && isShown) {
    throw refused(
      'RECOVERY-SHOWN',
      'its reversal stands on a remittance already',
      'Give the money back with `remit appeal`, which corrects the claim again.',
    );
  }
  draft.event(key, act, reason);
}

/**
 * The provider sent a check: acknowledged (72) against the recovery (WO). What is too much goes back (B2); of a check
 * for a part the rest stays withheld (WO) until it may be taken.
 */
export async function refundRecovery(
  { store, workplace, instant, asOf, draft }: MoneyDesk,
  key: string,
  check: { readonly number: string; readonly amountCents: number },
): Promise<void> {
  const { row, details, leftCents, isShown } = await recoveryOf(store, key, instant.date);
  const isPart = check.amountCents < leftCents;
  allow(row, isPart ? 'part refunded' : 'refunded', instant.date, details.terms);
  const { profileId, payeeId, fund, claimNumber } = row.facts;
  if (check.amountCents <= 0) {
    throw refused('REFUND-EMPTY', 'the check is worth nothing', 'Look at the amount.');
  }
  const ordinal = row.events.filter(({ act }) => act === 'part refunded').length + 1;
  const again = ordinal === 1 ? '' : ` ${ordinal}`;
  const add = (name: string, code: string, reference: string, cents: number): void => {
    if (cents === 0) return;
    adjust(
      draft,
      { key: `${key}/${name}${again}`, profileId, payeeId, fund, code, reference, amountCents: cents },
      asOf,
    );
  };
  draft.entries.push(
    cashEntry({
      key: `refund/${key}${again}`,
      payeeId,
      fund,
      amountCents: check.amountCents,
      waitsAs: 'refund-clearing',
      text: `check ${check.number} for ${key}`,
      asOf,
    }),
  );
  if (!isShown) {
    // Shown now, and not taken: the check pays it (835.md section 8, method 3 and refund).
    const standing = await standingDecision(store, claimNumber);
    const decision = correctDecision(standing.decision, details.changes, 'KP-86');
    const { correction, entries } = correctionOf(standing, decision, { workplace, asOf, date: instant.date });
    draft.entries.push(...entries);
    draft.corrections.push(correction);
    add('deferred', 'WO', claimNumber, -leftCents);
  }
  const acceptedCents = Math.min(check.amountCents, leftCents);
  add('check', '72', check.number, -acceptedCents);
  add('paid by check', 'WO', claimNumber, acceptedCents);
  add('excess', 'B2', check.number, acceptedCents - check.amountCents);
  if (isPart) {
    const refund = await draft.nextCaseKey('refund');
    draft.cases.push({
      key: refund,
      kind: 'refund',
      profileId,
      payeeId,
      fund,
      claimNumber,
      traceNumber: '',
      amountCents: acceptedCents,
      details: JSON.stringify({ number: check.number, acceptedCents, otherPayersCents: 0, recovery: key }),
    });
    draft.event(refund, 'received', `check ${check.number}`);
  }
  draft.event(key, isPart ? 'part refunded' : 'refunded', `check ${check.number}`);
}

/** At the beginning of a payment run: what may be taken by now is shown and taken; what lost its claim is withdrawn. */
export async function takeDueRecoveries(
  profile: PayerProfile,
  options: {
    readonly store: Store;
    readonly workplace: Workplace;
    readonly run: RunRow;
    readonly instant: Instant;
  },
): Promise<void> {
  const { store, workplace, run, instant } = options;
  const draft = new MoneyDraft(store, instant);
  for (const recovery of await recoveries(store, { profileId: profile.id }, instant.date)) {
    if (recovery.standing.mayBeTaken)
      await take(recovery, { store, workplace, instant, asOf: run.asOf, draft });
  }
  if (draft.isEmpty) return;
  const { batchId } = await store.openBatch(run.runId, 'act', `${profile.id}/due`);
  await store.postMoney(draft.act(batchId, run.asOf, `recoveries due: ${draft.events.length}`));
}

async function take({ row, details, leftCents, isShown }: Recovery, desk: MoneyDesk): Promise<void> {
  const { store, workplace, instant, asOf, draft } = desk;
  const { key, profileId, payeeId, fund, claimNumber } = row.facts;
  if (isShown) {
    const withheld = { key: `${key}/taken`, profileId, payeeId, fund, code: 'WO', reference: claimNumber };
    adjust(draft, { ...withheld, amountCents: leftCents }, asOf);
    draft.event(key, 'taken');
    return;
  }
  const claim = await store.claimByNumber(claimNumber);
  if (claim?.supersededBy !== '') {
    draft.event(key, 'withdrawn', 'the provider replaced or voided the claim itself');
    return;
  }
  const standing = await standingDecision(store, claimNumber);
  const decision = correctDecision(standing.decision, details.changes, 'KP-86');
  const { correction, entries } = correctionOf(standing, decision, { workplace, asOf, date: instant.date });
  draft.entries.push(...entries);
  draft.corrections.push(correction);
  draft.event(key, 'taken');
}

/** A provider-level adjustment with its ledger entry. */
export function adjust(draft: MoneyDraft, adjustment: NewAdjustment, asOf: string): void {
  const { key, payeeId, fund, code, reference, amountCents } = adjustment;
  draft.entries.push(adjustmentEntry({ key, payeeId, fund, code, reference, amountCents, asOf }));
  draft.adjustments.push(adjustment);
}

function adjustmentOf(
  profileId: string,
  { row, decision }: StandingDecision,
  key: string,
  code: string,
  amountCents: number,
): NewAdjustment {
  const { payeeId, fund } = decision;
  return { key, profileId, payeeId, fund, code, reference: row.claimNumber, amountCents };
}

async function recoveryOf(store: Store, key: string, onDate: string): Promise<Recovery> {
  const [recovery] = await recoveries(store, { key }, onDate);
  if (recovery) return recovery;
  throw refused('RECOVERY-UNKNOWN', `there is no recovery ${key}`, '`remit recovery list` names them.');
}

async function hasOpenRecovery(store: Store, claimNumber: string, onDate: string): Promise<boolean> {
  const final = new Set(['taken', 'refunded', 'withdrawn']);
  return (await recoveries(store, {}, onDate)).some(
    ({ row, standing }) => row.facts.claimNumber === claimNumber && !final.has(standing.state),
  );
}

function allow(row: MoneyCaseRow, act: RecoveryAct, date: string, terms: RecoveryTerms): void {
  const why = refusedRecoveryAct(eventsOf(row), act, date, terms);
  if (why !== undefined) {
    throw refused('RECOVERY-REFUSED', `${row.facts.key}: ${why}`, 'See `remit recovery show`.');
  }
}

function eventsOf({ events }: MoneyCaseRow): RecoveryEvent[] {
  return events.map(({ act, date }) => ({ act: act as RecoveryAct, date }));
}

function recoveryLetter(
  { workplace, instant }: MoneyDesk,
  profile: PayerProfile,
  { row, decision }: StandingDecision,
  key: string,
  amountCents: number,
  { terms, reason, method }: Details,
): string {
  const { contestUntil } = recoveryStanding([{ act: 'noticed', date: instant.date }], terms, instant.date);
  return noticePage({
    title: 'Notice of overpayment',
    payer: profile,
    payee: payeeOf(workplace, decision.payeeId),
    date: instant.date,
    facts: [
      ['Reference', key],
      ['Claim number', row.claimNumber],
      ['Patient control number', row.patientControlNumber],
      ['Service dates', `${dayText(row.serviceFrom)} to ${dayText(row.serviceTo || row.serviceFrom)}`],
      ['Amount', dollars(amountCents)],
      ['Reason', reason],
      ['Contest in writing until', dayText(contestUntil)],
    ],
    paragraphs: [
      `If you contest in writing within ${terms.contestDays} days of receiving this notice, no payment is asked for sooner than ${terms.waitMonths} months from its date, unless you allow it earlier.`,
      'If you do not contest, the notice counts as accepted and the amount is taken from a later remittance, or you may send a check with the reference above.',
      method === 'at once'
        ? 'The corrected claim is shown on your next remittance; the money is not taken with it.'
        : 'The corrected claim is shown on the remittance on which the amount is taken.',
    ],
  });
}
