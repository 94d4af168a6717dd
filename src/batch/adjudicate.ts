import type { PastClaim } from '../adjudication/history.ts';
import { emptyHistory } from '../adjudication/history.ts';
import type { PricedClaim } from '../adjudication/priced-claim.ts';
import { reversedAccumulators } from '../adjudication/reversed-accumulators.ts';
import { settle } from '../adjudication/settle.ts';
import type { Settlement } from '../adjudication/settlement.ts';
import { decisionEntry } from '../ledger/decision-entry.ts';
import type { LedgerEntry } from '../ledger/posting.ts';
import { reversalEntry } from '../ledger/reversal-entry.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { ClaimRow, RunRow } from '../store/rows.ts';
import type { SettledClaim, Store } from '../store/store.ts';
import { balance, outOfBalance, type Tally } from './books.ts';
import type { ClaimToPrice } from './price-claims.ts';
import { SettlementHistory } from './settlement-history.ts';
import type { WorkerPool } from './worker-pool.ts';
import type { Workplace } from './workplace.ts';

/** Claims handed to a worker at once. */
const PARCEL_CLAIMS = 500;

/** Claims posted in one act: they touch pages all over the store, each written once an act. More costs only memory. */
const ACT_CLAIMS = 2000;

export interface AdjudicateOptions {
  readonly store: Store;
  readonly workplace: Workplace;
  readonly pool: WorkerPool;
  readonly run: RunRow;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What one payer's claims came to. */
export interface Adjudicated {
  readonly profileId: string;
  readonly claims: number;
  readonly books: string;
}

/**
 * Decides the accepted claims of one payer: priced in parallel, settled in one order (DESIGN decision 6), posted in
 * whole acts. Claims that an earlier, interrupted run has decided are not touched again.
 */
export async function adjudicate(profile: PayerProfile, options: AdjudicateOptions): Promise<Adjudicated> {
  const { store, run } = options;
  const ids = await store.claimsToDecide(profile.id);
  const isResumed = (await store.batches({ stage: 'adjudicate', state: 'open' })).some(
    (each) => each.subject === profile.id,
  );
  if (ids.length === 0 && !isResumed) return { profileId: profile.id, claims: 0, books: '' };
  const batch = await store.openBatch(run.runId, 'adjudicate', profile.id);
  const settling = new Settling(profile, batch.batchId, options);
  const accepted = await decidedIn(store, batch.batchId);

  for await (const { rows, priced } of pricedInOrder(ids, options)) {
    for (const row of rows) {
      accepted.claims += 1;
      accepted.cents += row.chargeCents;
    }
    await settling.take(rows, priced);
    options.onProgress?.(accepted.claims, ids.length);
  }
  await settling.post();

  const books = await proveDecisions(store, batch.batchId, accepted);
  if (!books.closes) {
    await store.breakBatch(batch.batchId, books.text);
    throw outOfBalance('adjudicate', books);
  }
  await store.closeBatch(batch.batchId, books.text);
  return { profileId: profile.id, claims: accepted.claims, books: books.text };
}

/** What an interrupted run has decided of this batch already: its claims are on both sides of the books. */
async function decidedIn(store: Store, batchId: number): Promise<{ claims: number; cents: number }> {
  const totals = await store.decisionTotals(batchId);
  return {
    claims: totals.reduce((sum, row) => sum + row.claims, 0),
    cents: totals.reduce((sum, row) => sum + row.chargeCents, 0),
  };
}

/** accepted = decided + pended + voided + recorded only, in claims and charges, read back from the store. */
async function proveDecisions(store: Store, batchId: number, accepted: Tally) {
  const totals = await store.decisionTotals(batchId);
  const of = (...statuses: string[]): Tally => {
    const rows = totals.filter((row) => statuses.includes(row.status));
    return {
      claims: rows.reduce((sum, row) => sum + row.claims, 0),
      cents: rows.reduce((sum, row) => sum + row.chargeCents, 0),
    };
  };
  return balance(
    ['accepted', accepted],
    [
      ['paid', of('paid')],
      ['denied', of('denied')],
      ['pended', of('pended')],
      ['voids', of('voided')],
      ['recorded only', of('recorded')],
    ],
  );
}

interface PricedParcel {
  readonly rows: readonly ClaimRow[];
  readonly priced: readonly PricedClaim[];
}

/** Parcels are priced ahead on the workers and come out in settlement order. */
async function* pricedInOrder(ids: Float64Array, options: AdjudicateOptions): AsyncGenerator<PricedParcel> {
  const { store, pool } = options;
  const ahead: Promise<PricedParcel>[] = [];
  const depth = 4;
  let next = 0;
  const start = async (): Promise<PricedParcel> => {
    const rows = await store.claims([...ids.subarray(next, next + PARCEL_CLAIMS)]);
    const claims = rows.map(toPrice);
    const { priced } = await pool.run({ kind: 'price', claims });
    return { rows, priced };
  };
  while (next < ids.length || ahead.length > 0) {
    while (next < ids.length && ahead.length < depth) {
      const parcel = start();
      // A later parcel may fail before an earlier one is awaited; the await below still throws.
      parcel.catch(() => {});
      ahead.push(parcel);
      next += PARCEL_CLAIMS;
    }
    yield await ahead.shift()!;
  }
}

function toPrice(row: ClaimRow): ClaimToPrice {
  return {
    claimNumber: row.claimNumber,
    profileId: row.profileId,
    fileSha256: row.fileSha256,
    fileName: row.fileName,
    guideId: row.guideId,
    delimiters: row.delimiters,
    source: row.source,
    receivedDate: row.receivedDate,
    interchangeControlNumber: row.interchangeControlNumber,
    groupControlNumber: row.groupControlNumber,
    setControlNumber: row.setControlNumber,
  };
}

/** The ordered stage: one claim after the other, whatever number of workers priced them. */
class Settling {
  readonly #profile: PayerProfile;
  readonly #batchId: number;
  readonly #options: AdjudicateOptions;
  #history: SettlementHistory;
  #settled: SettledClaim[] = [];
  /** Claim numbers settled since the last act. */
  readonly #uncommitted = new Set<string>();
  #hasCorrection = false;

  constructor(profile: PayerProfile, batchId: number, options: AdjudicateOptions) {
    this.#profile = profile;
    this.#batchId = batchId;
    this.#options = options;
    this.#history = new SettlementHistory(options.store);
  }

  async take(rows: readonly ClaimRow[], priced: readonly PricedClaim[]): Promise<void> {
    let from = 0;
    while (from < rows.length) {
      const until = this.#untilNeedsCommitted(priced, from);
      await this.#settleRun(rows.slice(from, until), priced.slice(from, until));
      from = until;
      if (from < rows.length || this.#settled.length >= ACT_CLAIMS) await this.post();
    }
  }

  /** Everything settled since the last act becomes durable in one. */
  async post(): Promise<void> {
    const { store, run } = this.#options;
    const claims = this.#settled;
    if (claims.length === 0) return;
    this.#settled = [];
    this.#uncommitted.clear();
    this.#hasCorrection = false;
    this.#history = new SettlementHistory(store);
    await store.postDecisions({
      batchId: this.#batchId,
      asOf: run.asOf,
      businessDate: run.businessDate,
      claims,
    });
  }

  /**
   * A reversal names the row of the decision it reverses. So a replacement or void ends the act before it when its
   * original is in it, or when another correction is: that one may have become the live version.
   */
  #untilNeedsCommitted(priced: readonly PricedClaim[], from: number): number {
    for (let index = from; index < priced.length; index++) {
      const { claimNumber, frequency, originalNumbers } = priced[index]!;
      if (frequency === '7' || frequency === '8') {
        const needs = this.#hasCorrection || originalNumbers.some((number) => this.#uncommitted.has(number));
        if (needs) return index;
        this.#hasCorrection = true;
      }
      this.#uncommitted.add(claimNumber);
    }
    return priced.length;
  }

  async #settleRun(rows: readonly ClaimRow[], priced: readonly PricedClaim[]): Promise<void> {
    const { run, workplace } = this.#options;
    const history = this.#history;
    await history.extend(priced);
    for (const [index, claim] of priced.entries()) {
      const row = rows[index]!;
      const isTest = row.isTest;
      const settlement = settle(claim, isTest ? emptyHistory : history, {
        profile: this.#profile,
        snapshot: workplace.snapshot,
      });
      const outcome = this.#outcome(row, settlement);
      this.#settled.push(outcome);
      if (!isTest)
        history.settle(
          asPast(row, claim, settlement, run.businessDate),
          outcome.accumulators,
          outcome.original,
        );
    }
  }

  #outcome(row: ClaimRow, settlement: Settlement): SettledClaim {
    const common = { claimId: row.claimId, profileId: row.profileId, chargeCents: row.chargeCents };
    switch (settlement.act) {
      case 'record':
        return {
          ...common,
          ...withoutMoney,
          act: 'record',
          state: 'recorded',
          status: 'recorded',
          outcome: { kind: 'record', reason: settlement.reason },
        };
      case 'void':
        return {
          ...common,
          ...withoutMoney,
          ...reversalOf(settlement.original, 'voided', this.#options.run.asOf),
          act: 'void',
          state: 'applied',
          status: 'voided',
          payeeId: settlement.original.payeeId,
          fund: settlement.original.decision?.fund ?? '',
          outcome: {
            kind: 'void',
            originalClaimNumber: settlement.original.claimNumber,
            trace: settlement.trace,
          },
        };
      case 'decide':
      case 'replace': {
        const { decision } = settlement;
        const money = {
          payeeId: decision.payeeId,
          fund: decision.fund,
          allowedCents: decision.allowedCents,
          paidCents: decision.paidCents,
          patientResponsibilityCents: decision.patientResponsibilityCents,
          outcome: { kind: 'decision', decision } as const,
        };
        if (row.isTest) {
          // Tests get a decision to look at and leave no mark on money or history.
          return {
            ...common,
            ...withoutMoney,
            ...money,
            act: 'record',
            state: 'recorded',
            status: 'recorded',
          };
        }
        const reversal =
          settlement.act === 'replace'
            ? reversalOf(settlement.original, 'replaced', this.#options.run.asOf)
            : { entries: [], accumulators: [] };
        const isPended = decision.status === 'pended';
        const entries: LedgerEntry[] = isPended
          ? []
          : [
              decisionEntry({
                claimNumber: row.claimNumber,
                version: 1,
                decision,
                asOf: this.#options.run.asOf,
              }),
            ];
        return {
          ...common,
          ...money,
          ...reversal,
          act: settlement.act,
          state: isPended ? 'pended' : 'decided',
          status: decision.status,
          accumulators: [...reversal.accumulators, ...decision.accumulators],
          entries: [...reversal.entries, ...entries],
          isRemitted: !isPended,
        };
      }
    }
  }
}

const withoutMoney = {
  payeeId: '',
  fund: '',
  allowedCents: 0,
  paidCents: 0,
  patientResponsibilityCents: 0,
  accumulators: [],
  entries: [],
  isRemitted: false,
} as const;

/** KP-80: the credit of the reversal and the debit of the new decision stand in one act. */
function reversalOf(
  original: PastClaim,
  state: 'replaced' | 'voided',
  asOf: string,
): Pick<SettledClaim, 'original' | 'entries' | 'accumulators'> {
  const { decision } = original;
  if (!decision) {
    // Nothing was decided yet (KP-25): the pended original is only taken out of the way.
    const way = state === 'voided' ? 'withdrawn' : 'replaced';
    return { original: { claimNumber: original.claimNumber, state: way }, entries: [], accumulators: [] };
  }
  const entry = decisionEntry({
    claimNumber: original.claimNumber,
    version: original.version!,
    decision,
    asOf,
  });
  return {
    original: { claimNumber: original.claimNumber, state, reversedDecisionId: original.decisionId! },
    entries: [reversalEntry({ original: entry, asOf })],
    accumulators: reversedAccumulators(decision),
  };
}

/** The claim as later claims of the same batch see it. */
function asPast(row: ClaimRow, claim: PricedClaim, settlement: Settlement, businessDate: string): PastClaim {
  const decision =
    settlement.act === 'decide' || settlement.act === 'replace' ? settlement.decision : undefined;
  const isPended = decision?.status === 'pended';
  return {
    claimNumber: row.claimNumber,
    state: decision ? (isPended ? 'pended' : 'decided') : settlement.act === 'void' ? 'applied' : 'recorded',
    supersededBy: '',
    payeeId: row.payeeId,
    billingNpi: row.billingNpi,
    memberId: claim.memberId,
    kind: row.kind,
    frequency: row.frequency,
    chargeCents: row.chargeCents,
    serviceFrom: row.serviceFrom,
    serviceTo: row.serviceTo,
    receivedDate: row.receivedDate,
    decidedDate: businessDate,
    sameServiceKey: claim.sameServiceKey,
    // History never asks for the steps of a decision.
    ...(decision && !isPended ? { decision: { ...decision, trace: [] }, version: 1 } : {}),
  };
}
