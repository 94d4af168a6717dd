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
  const counts = await store.countClaims({});
  const files = await store.files();
  const batches = await store.batches({});
  const adjusted = await store.adjustmentTotals();
  const payments = await store.payments({});
  const outbox = await store.outboxAll();
  const decided = { claims: 0, denied: 0, chargeCents: 0, paidCents: 0 };
  const profileIds = new Set<string>();
  for (const batch of batches) {
    if (batch.stage !== 'adjudicate') continue;
    profileIds.add(batch.subject);
    for (const row of await store.decisionTotals(batch.batchId)) {
      if (row.status !== 'paid' && row.status !== 'denied') continue;
      decided.claims += row.claims;
      if (row.status === 'denied') decided.denied += row.claims;
      decided.chargeCents += row.chargeCents;
      decided.paidCents += row.paidCents;
    }
  }
  let notRemittedCents = 0;
  for (const profileId of profileIds) notRemittedCents += (await store.waitingTotals(profileId)).amountCents;
  const remittedCents = sum(payments.map((payment) => payment.claimsCents));
  const paidCents = sum(payments.map((payment) => payment.paidCents));
  const adjustedCents = sum(adjusted.map((row) => row.amountCents));
  const parts = await store.partTotals();
  const partCents = (...wanted: readonly number[]): number =>
    sum(parts.filter(({ part }) => wanted.includes(part)).map((row) => row.amountCents));
  const toMembersCents = partCents(1, 3);
  const secondPlansCents = partCents(2);
  const openBatches = batches.filter((batch) => batch.state !== 'closed');
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
    payments: payments.length,
    paidCents,
    published: countByType(outbox.filter((row) => row.state === 'published')),
    unpublished: outbox.filter((row) => row.state !== 'published').length,
    openBatches: openBatches.map(({ stage, state, books }) => ({ stage, state, books })),
    booksClosed: openBatches.length === 0 && decided.chargeCents - adjustedCents === decided.paidCents,
  };
}

const isMoney = (row: ClaimCounts): boolean => !row.isTest && !row.isEncounter;

function countOf(counts: readonly ClaimCounts[], isWanted: (row: ClaimCounts) => boolean): Count {
  const rows = counts.filter(isWanted);
  return { claims: sum(rows.map((row) => row.claims)), chargeCents: sum(rows.map((row) => row.chargeCents)) };
}

function countByType(rows: readonly { readonly type: string }[]): { type: string; files: number }[] {
  const types = [...new Set(rows.map((row) => row.type))].sort();
  return types.map((type) => ({ type, files: rows.filter((row) => row.type === type).length }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
