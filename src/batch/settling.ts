import type { Decision } from '../adjudication/decision.ts';
import type { ClaimState, PastClaim } from '../adjudication/history.ts';
import { emptyHistory } from '../adjudication/history.ts';
import { isRefusal } from '../adjudication/make-decision.ts';
import type { Pend, PricedClaim } from '../adjudication/priced-claim.ts';
import { reversedAccumulators } from '../adjudication/reversed-accumulators.ts';
import { settle } from '../adjudication/settle.ts';
import type { Settlement } from '../adjudication/settlement.ts';
import { decisionEntry, decisionPostings } from '../ledger/decision-entry.ts';
import { reversalEntry } from '../ledger/reversal-entry.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import { type PricedTrace, packOutcome, unpackOutcome } from '../store/outcome-packing.ts';
import type { RunRow } from '../store/rows.ts';
import type { SettledClaim, Store } from '../store/store.ts';
import type { PricedParcel, SettlingRow } from './price-parcel.ts';
import { SettlementHistory } from './settlement-history.ts';
import type { Workplace } from './workplace.ts';

/** Claims posted in one act: they touch pages all over the store, each written once an act. More costs only memory. */
const ACT_CLAIMS = 5000;

/** What settling needs of a run. */
export interface SettlingOptions {
  readonly store: Store;
  readonly workplace: Workplace;
  readonly run: RunRow;
}

/** The ordered stage: one claim after the other, whatever number of workers priced them. */
export class Settling {
  readonly #profile: PayerProfile;
  readonly #batchId: number;
  readonly #options: SettlingOptions;
  #history: SettlementHistory;
  #settled: SettledClaim[] = [];
  /** Claim numbers settled since the last act. */
  readonly #uncommitted = new Set<string>();
  #hasCorrection = false;
  /** What has been settled, in claims and charges: one side of the books. */
  readonly accepted: { claims: number; cents: number };

  constructor(
    profile: PayerProfile,
    batchId: number,
    options: SettlingOptions,
    accepted: { claims: number; cents: number },
  ) {
    this.accepted = accepted;
    this.#profile = profile;
    this.#batchId = batchId;
    this.#options = options;
    this.#history = new SettlementHistory(options.store);
  }

  /** @param waitingFor of claims that waited before, why: one that waits for the same again is left as it was */
  async take(
    { rows, priced, traces }: PricedParcel,
    waitingFor: ReadonlyMap<number, string> = new Map(),
  ): Promise<void> {
    let from = 0;
    while (from < rows.length) {
      const until = this.#untilNeedsCommitted(priced, from);
      const run = {
        rows: rows.slice(from, until),
        priced: priced.slice(from, until),
        traces: traces.slice(from, until),
      };
      await this.#settleRun(run, waitingFor);
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
    // An act that fails ends the run: what it used of limits is known for as long as there is a next.
    this.#history = new SettlementHistory(store, this.#history);
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

  async #settleRun(
    { rows, priced, traces }: PricedParcel,
    waitingFor: ReadonlyMap<number, string>,
  ): Promise<void> {
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
      const isUnchanged =
        settlement.act === 'decide' &&
        settlement.decision.status === 'pended' &&
        waitingFor.get(row.claimId) === reasonsOf(settlement.decision.pends);
      if (isUnchanged) continue;
      this.accepted.claims += 1;
      this.accepted.cents += row.chargeCents;
      const settled = this.#settledClaim(row, claim, settlement, traces[index]!);
      this.#settled.push(settled);
      if (!isTest)
        history.settle(
          new JustSettled(row, claim, settled, run.businessDate),
          settled.accumulators,
          settled.original,
          settled.globalServices && { ...settled.globalServices, payeeId: settled.payeeId },
        );
    }
  }

  #settledClaim(
    row: SettlingRow,
    claim: PricedClaim,
    settlement: Settlement,
    trace: PricedTrace,
  ): SettledClaim {
    const { asOf } = this.#options.run;
    switch (settlement.act) {
      case 'record': {
        const outcome = packOutcome({ kind: 'record', reason: settlement.reason });
        return settledAs(row, claim, { ...recorded, outcome });
      }
      case 'void': {
        const { original } = settlement;
        const { claimNumber: originalClaimNumber } = original;
        return settledAs(row, claim, {
          act: 'void',
          state: 'applied',
          status: 'voided',
          payeeId: original.payeeId,
          fund: original.decision?.fund ?? '',
          outcome: packOutcome({ kind: 'void', originalClaimNumber, trace: settlement.trace }, trace),
          reversal: reversalOf(original, 'voided', asOf),
        });
      }
      case 'decide':
      case 'replace': {
        const { decision } = settlement;
        const outcome = packOutcome({ kind: 'decision', decision }, trace);
        const { payeeId, fund } = decision;
        // Tests get a decision to look at and leave no mark on money or history.
        if (row.isTest) return settledAs(row, claim, { ...recorded, outcome, decision, payeeId, fund });
        const isPended = decision.status === 'pended';
        return settledAs(row, claim, {
          act: settlement.act,
          state: isPended ? 'pended' : 'decided',
          status: decision.status,
          payeeId,
          fund,
          outcome,
          decision,
          reversal:
            settlement.act === 'replace' ? reversalOf(settlement.original, 'replaced', asOf) : undefined,
          accumulators: decision.accumulators,
          postings: isPended ? undefined : decisionPostings(decision),
          globalServices: servicesOf(claim, decision),
        });
      }
    }
  }
}

/** What becomes of a claim; what it does not name is nothing. */
interface Settled extends Pick<SettledClaim, 'act' | 'state' | 'status' | 'outcome'> {
  readonly payeeId?: string;
  readonly fund?: string;
  readonly decision?: Decision;
  readonly reversal?: Reversal | undefined;
  readonly accumulators?: SettledClaim['accumulators'];
  readonly postings?: SettledClaim['postings'];
  readonly globalServices?: SettledClaim['globalServices'];
}

const recorded = { act: 'record', state: 'recorded', status: 'recorded' } as const;

/** One shape for all: an act holds thousands of them. */
function settledAs(
  { claimId, chargeCents }: SettlingRow,
  { profileId }: PricedClaim,
  settled: Settled,
): SettledClaim {
  const { act, state, status, outcome, decision, reversal, postings } = settled;
  const used = settled.accumulators ?? [];
  return {
    claimId,
    act,
    state,
    status,
    payeeId: settled.payeeId ?? '',
    fund: settled.fund ?? '',
    profileId,
    chargeCents,
    allowedCents: decision?.allowedCents ?? 0,
    paidCents: decision?.paidCents ?? 0,
    patientResponsibilityCents: decision?.patientResponsibilityCents ?? 0,
    outcome,
    original: reversal?.original,
    accumulators: reversal === undefined ? used : [...reversal.accumulators, ...used],
    globalServices: settled.globalServices,
    postings,
    entries: reversal?.entries ?? [],
    isRemitted: postings !== undefined,
  };
}

/** Services of a claim that is decided, for the global periods of other claims. */
function servicesOf(
  { memberId, globalServices }: PricedClaim,
  decision: Decision,
): SettledClaim['globalServices'] {
  if (globalServices === undefined || decision.status === 'pended' || isRefusal(decision)) return undefined;
  return { memberId, services: globalServices };
}

type Reversal = Required<Pick<SettledClaim, 'original' | 'entries' | 'accumulators'>>;

/** KP-80: the credit of the reversal and the debit of the new decision stand in one act. */
function reversalOf(original: PastClaim, state: 'replaced' | 'voided', asOf: string): Reversal {
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

/**
 * The claim as later claims of the same batch see it. One in a hundred is looked at again: its decision is unpacked
 * then, and until then an act holds bytes. History never asks for the steps of a decision.
 */
class JustSettled implements PastClaim {
  readonly claimNumber: string;
  readonly state: ClaimState;
  readonly supersededBy = '';
  readonly payeeId: string;
  readonly billingNpi: string;
  readonly memberId: string;
  readonly kind: PastClaim['kind'];
  readonly frequency: string;
  readonly chargeCents: number;
  readonly serviceFrom: string;
  readonly serviceTo: string;
  readonly receivedDate: string;
  readonly decidedDate: string;
  readonly sameServiceKey: string;
  readonly #body: Buffer;
  #decision: Decision | undefined;

  constructor(
    { payeeId, billingNpi, chargeCents }: SettlingRow,
    claim: PricedClaim,
    { state, outcome }: SettledClaim,
    businessDate: string,
  ) {
    this.claimNumber = claim.claimNumber;
    this.state = state;
    this.payeeId = payeeId;
    this.billingNpi = billingNpi;
    this.memberId = claim.memberId;
    this.kind = claim.kind;
    this.frequency = claim.frequency;
    this.chargeCents = chargeCents;
    this.serviceFrom = claim.serviceFrom;
    this.serviceTo = claim.serviceTo;
    this.receivedDate = claim.receivedDate;
    this.decidedDate = businessDate;
    this.sameServiceKey = claim.sameServiceKey;
    this.#body = outcome.body;
  }

  get version(): number | undefined {
    return this.state === 'decided' ? 1 : undefined;
  }

  get decision(): Decision | undefined {
    if (this.state !== 'decided') return undefined;
    this.#decision ??= decisionIn(this.#body);
    return this.#decision;
  }
}

/** Why a claim waits, as one text to compare. */
export function reasonsOf(pends: readonly Pend[] = []): string {
  return pends.map(({ rule, text }) => `${rule}: ${text}`).join('\n');
}

function decisionIn(body: Buffer): Decision | undefined {
  const outcome = unpackOutcome(body.toString());
  return outcome.kind === 'decision' ? outcome.decision : undefined;
}
