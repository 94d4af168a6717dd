import type { ClaimCounts, RunRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

export interface Count {
  readonly claims: number;
  readonly chargeCents: number;
}

/** What a claims person asks after a run. Test interchanges and encounters are counted apart: no money belongs to them. */
export interface Summary {
  readonly lastRun: RunRow | undefined;
  readonly files: { readonly read: number; readonly quarantined: number; readonly held: number };
  readonly claims: Count;
  readonly rejected: Count;
  readonly pended: Count;
  /** Accepted and not decided yet. */
  readonly waiting: Count;
  /** Voids that took a claim back; they have no decision of their own. */
  readonly voids: Count;
  readonly tests: Count;
  readonly encounters: Count;
  /** Every decision ever made, those later replaced or voided among them: charge − adjusted = allowed to pay. */
  readonly decided: {
    readonly claims: number;
    readonly denied: number;
    readonly chargeCents: number;
    readonly paidCents: number;
  };
  readonly adjusted: readonly {
    readonly group: string;
    readonly carc: string;
    readonly amountCents: number;
  }[];
  readonly memberShareCents: number;
  /** Decided for members instead of providers (OW-01). */
  readonly toMembersCents: number;
  /** Decided for providers by a second plan, from its own fund (KP-69). */
  readonly secondPlansCents: number;
  /** Taken back with the reversal of replaced and voided claims. */
  readonly reversedCents: number;
  /** Decided, on no remittance yet. */
  readonly notRemittedCents: number;
  /** Credits that a remittance carried to a later one. */
  readonly carriedCents: number;
  readonly payments: number;
  /** What left: Σ BPR02. */
  readonly paidCents: number;
  readonly published: readonly { readonly type: string; readonly files: number }[];
  readonly unpublished: number;
  readonly openBatches: readonly { readonly stage: string; readonly state: string; readonly books: string }[];
  /** Every batch is closed, and charge − adjustments = payment over all decisions. */
  readonly booksClosed: boolean;
}

export async function summarize(store: Store): Promise<Summary> {
  const counts = await store.claimTotals();
  const files = await store.files();
  const adjusted = await store.adjustmentTotals();
  const payments = await store.paymentTotals();
  const items = await store.itemTotals();
  const outbox = await store.outboxTotals();
  const decided = { claims: 0, denied: 0, chargeCents: 0, paidCents: 0 };
  for (const row of await store.decidedTotals()) {
    if (row.status !== 'paid' && row.status !== 'denied') continue;
    decided.claims += row.claims;
    if (row.status === 'denied') decided.denied += row.claims;
    decided.chargeCents += row.chargeCents;
    decided.paidCents += row.paidCents;
  }
  const remittedCents = sum(payments.map((payment) => payment.claimsCents));
  const paidCents = sum(payments.map((payment) => payment.paidCents));
  const adjustedCents = sum(adjusted.map((row) => row.amountCents));
  const notRemittedCents = sum(items.map((item) => item.amountCents)) - remittedCents;
  const partCents = (...wanted: readonly number[]): number =>
    sum(
      items
        .filter(({ act, part }) => act === 'payment' && wanted.includes(part))
        .map((item) => item.amountCents),
    );
  const toMembersCents = partCents(1, 3);
  const secondPlansCents = partCents(2);
  const openBatches = [
    ...(await store.batches({ state: 'open' })),
    ...(await store.batches({ state: 'broken' })),
  ].sort((left, right) => left.batchId - right.batchId);
  return {
    lastRun: await store.lastRun(),
    files: {
      read: files.filter((file) => file.state === 'read').length,
      quarantined: files.filter((file) => file.state === 'quarantined').length,
      held: (await store.heldFiles()).length,
    },
    claims: countOf(counts, (row) => !row.isTest && !row.isEncounter),
    rejected: countOf(counts, (row) => isMoney(row) && row.state === 'rejected'),
    pended: countOf(counts, (row) => isMoney(row) && row.state === 'pended'),
    waiting: countOf(counts, (row) => isMoney(row) && row.state === 'accepted'),
    voids: countOf(counts, (row) => isMoney(row) && row.state === 'applied'),
    tests: countOf(counts, (row) => row.isTest),
    encounters: countOf(counts, (row) => row.isEncounter && !row.isTest),
    decided,
    adjusted: adjusted.filter((row) => row.amountCents !== 0),
    // What was paid to members (100) is no share of theirs.
    memberShareCents: sum(
      adjusted.filter((row) => row.group === 'PR' && row.carc !== '100').map((row) => row.amountCents),
    ),
    toMembersCents,
    secondPlansCents,
    reversedCents: decided.paidCents + toMembersCents + secondPlansCents - remittedCents - notRemittedCents,
    notRemittedCents,
    carriedCents: paidCents - remittedCents,
    payments: sum(payments.map((payment) => payment.payments)),
    paidCents,
    published: outbox.filter((row) => row.state === 'published').map(({ type, files }) => ({ type, files })),
    unpublished: sum(outbox.filter((row) => row.state !== 'published').map((row) => row.files)),
    openBatches: openBatches.map(({ stage, state, books }) => ({ stage, state, books })),
    booksClosed: openBatches.length === 0 && decided.chargeCents - adjustedCents === decided.paidCents,
  };
}

const isMoney = (row: ClaimCounts): boolean => !row.isTest && !row.isEncounter;

function countOf(counts: readonly ClaimCounts[], isWanted: (row: ClaimCounts) => boolean): Count {
  const rows = counts.filter(isWanted);
  return { claims: sum(rows.map((row) => row.claims)), chargeCents: sum(rows.map((row) => row.chargeCents)) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
