import { ok } from 'node:assert/strict';
import type { AccumulatorChange } from '../../adjudication/decision.ts';
import type { DecisionPart } from '../../adjudication/decision-parts.ts';
import { packBlock, unpackBlock } from '../block.ts';
import { type TraceBlock, unpackOutcome } from '../outcome-packing.ts';
import type { DecisionOfClaim } from '../rows.ts';
import type { PostDecisions, SettledClaim, Store } from '../store.ts';
import type { Connection } from './connection.ts';
import { globalServicePoster } from './global-service.ts';
import { keptIds } from './kept-ids.ts';
import { ledgerPoster } from './ledger.ts';
import { type OutcomePlace, type Outcomes, outcomeWriter } from './outcome-block.ts';
import { adjustmentTotals, claimTotals, decisionTotals, itemTotals } from './totals.ts';

type AdjudicationActs = Pick<Store, 'accumulators' | 'postDecisions' | 'decisionsOfClaim' | 'decisionTotals'>;
type StoredDecision = Omit<DecisionOfClaim, 'outcome' | 'isTraceGone'> &
  OutcomePlace & {
    traceBlockId: number;
    traceIndex: number;
    pricedBlockId: number | null;
    pricedIndex: number | null;
  };
type DecisionTotal = Awaited<ReturnType<Store['decisionTotals']>>[number];

/** Traces compressed together: `explain` unpacks a block for one of them. */
const BLOCK_TRACES = 500;

/** Decisions and everything that a decision changes. */
export function adjudicationActs(connection: Connection, outcomes: Outcomes): AdjudicationActs {
  const prepare = connection.statements('adjudication.sql');
  const accumulator = prepare<{ deductibleCents: number; outOfPocketCents: number }>('accumulator');
  const visits = prepare<number>('visits').pluck();
  const openBatch = prepare('openAdjudicateBatch');
  const decisionsOfClaim = prepare<StoredDecision>('decisionsOfClaim');
  const totalsOfBatch = prepare<DecisionTotal>('decisionTotals');
  const traceBlock = prepare<Buffer>('traceBlock').pluck();
  const insertTraceBlock = prepare('insertTraceBlock');
  const writeOutcomes = outcomeWriter(connection);
  const postClaim = claimPoster(connection);
  const settleClaims = claimSettler(connection);
  const itemsOfAct = itemWriter(connection);
  const use = limitWriter(connection);
  const addDecisions = decisionTotals(connection);
  const addAdjustments = adjustmentTotals(connection);
  const addItems = itemTotals(connection);
  const postServices = globalServicePoster(connection);
  const poster = ledgerPoster(connection);
  /** Blocks of parcels that an earlier act has kept: a parcel with corrections is posted in several. */
  const keptBlocks = new WeakMap<TraceBlock, number | bigint>();

  return {
    accumulators: (keys) =>
      connection.read(() =>
        keys.map(({ holder, scope, planId, year, category }) => {
          const key = { holder, scope, planId, year, deductibleCents: 0, outOfPocketCents: 0 };
          if (category !== undefined)
            return { ...key, category, visits: visits.get(holder, planId, category, year) ?? 0 };
          const { deductibleCents = 0, outOfPocketCents = 0 } =
            accumulator.get(holder, scope, planId, year) ?? {};
          return { holder, scope, planId, year, deductibleCents, outOfPocketCents };
        }),
      ),
    postDecisions: async (act) => {
      const blockIds = new Map<TraceBlock, number | bigint>();
      await connection.act(() => {
        ok(openBatch.get(act.batchId) !== undefined, 'decisions belong to an open batch of adjudicate');
        settleClaims(act);
        const { postEntry, postDecision } = poster();
        const insertItems = itemsOfAct();
        const places = writeOutcomes(
          act.claims.map(({ payeeId, fund, outcome: { body } }) => ({ payeeId, fund, body })),
        );
        const blockId = (block: TraceBlock): number | bigint => {
          let id = keptBlocks.get(block) ?? blockIds.get(block);
          if (id === undefined) {
            id = insertTraceBlock.run(block.bytes).lastInsertRowid;
            blockIds.set(block, id);
          }
          return id;
        };
        for (let from = 0; from < act.claims.length; from += BLOCK_TRACES) {
          const claims = act.claims.slice(from, from + BLOCK_TRACES);
          const traces = packBlock(claims.map(({ outcome }) => outcome.trace));
          const block = insertTraceBlock.run(traces).lastInsertRowid;
          for (const [index, claim] of claims.entries()) {
            const { priced } = claim.outcome;
            const place = places[from + index]!;
            const decisionId = postClaim(act, claim, place, {
              block,
              index,
              pricedBlock: priced && blockId(priced.block),
            });
            if (claim.isRemitted)
              insertItems({ ...claim, batchId: act.batchId, decisionId, place }, claim.outcome.parts);
            postServices(claim);
            for (const entry of claim.entries) postEntry(entry);
            if (claim.postings !== undefined) postDecision(decisionId, claim.postings);
          }
        }
        use(act.claims.flatMap(({ accumulators }) => accumulators));
        addDecisions(act.claims);
        addAdjustments(act.batchId, act.claims);
        addItems.paid(act.claims.flatMap(({ isRemitted, outcome }) => (isRemitted ? outcome.parts : [])));
      });
      // Only now: an act that is undone keeps no block.
      for (const [block, id] of blockIds) keptBlocks.set(block, id);
    },
    decisionsOfClaim: (claimId) =>
      connection.read(() => {
        const bodyAt = outcomes.reader();
        return decisionsOfClaim
          .all(claimId)
          .map(({ blockId, blockIndex, traceBlockId, traceIndex, pricedBlockId, pricedIndex, ...row }) => {
            const body = bodyAt({ blockId, blockIndex });
            const own = traceBlock.get(traceBlockId);
            const pricing = pricedBlockId === null ? undefined : traceBlock.get(pricedBlockId);
            // Retention takes blocks one by one: a trace is told whole or not at all.
            const isTraceGone = own === undefined || (pricedBlockId !== null && pricing === undefined);
            const trace = own === undefined || isTraceGone ? '' : unpackBlock(own)[traceIndex]!;
            const priced = pricing === undefined ? '' : unpackBlock(pricing)[pricedIndex!]!;
            return { ...row, outcome: unpackOutcome(body, trace, priced), isTraceGone };
          });
      }),
    decisionTotals: (batchId) => connection.read(() => totalsOfBatch.all(batchId)),
  };
}

/** Where the trace of a packed outcome goes. */
interface TracePlace {
  readonly block: number | bigint;
  readonly index: number;
  readonly pricedBlock: number | bigint | undefined;
}

type PostClaim = (
  act: PostDecisions,
  claim: SettledClaim,
  outcome: OutcomePlace,
  trace: TracePlace,
) => number | bigint;

/** Every claim of an act comes to its state. */
function claimSettler(connection: Connection): (act: PostDecisions) => void {
  const settle = connection.statements('adjudication.sql')('settleClaims');
  const totals = claimTotals(connection);
  return ({ claims, businessDate }) => {
    // What is pended has no day on which it was decided.
    const byState = Map.groupBy(claims, ({ state, status }) => `${state}/${status === 'pended'}`);
    for (const own of byState.values()) {
      const [{ state, status }] = own as [SettledClaim];
      const ids = JSON.stringify(own.map(({ claimId }) => claimId));
      totals.move(ids, state);
      const settled = settle.run(state, status === 'pended' ? '' : businessDate, ids);
      ok(settled.changes === own.length, 'a claim is settled from accepted or pended');
    }
  };
}

/**
 * The rows of one settled claim but for its state, ledger entries and limits; items are numbered in the order of the acts.
 * Returns the id of its decision.
 */
function claimPoster(connection: Connection): PostClaim {
  const prepare = connection.statements('adjudication.sql');
  const insertDecision = prepare('insertDecision');
  const supersede = prepare('supersedeClaim');
  const toReverse = prepare<number>('decisionToReverse').pluck();
  const reverseItems = prepare('reverseItems');
  const totals = claimTotals(connection);
  const items = itemTotals(connection);

  const reverse = (batchId: number, original: NonNullable<SettledClaim['original']>): void => {
    if (original.reversedDecisionId === undefined) return;
    const decisionId = original.reversedDecisionId;
    const claimId = toReverse.get(decisionId, original.claimNumber);
    ok(claimId !== undefined, 'what is reversed is a decision of the original');
    ok(
      reverseItems.run({ batchId, claimId, decisionId }).changes > 0,
      'what is reversed stands on a remittance, or waits for one',
    );
    items.reversed(decisionId, claimId);
  };

  return (act, claim, place, trace) => {
    const { claimId, original, outcome } = claim;
    const decisionId = insertDecision.run(
      claimId,
      claimId,
      act.batchId,
      claim.act,
      claim.status,
      claim.chargeCents,
      claim.allowedCents,
      claim.paidCents,
      claim.patientResponsibilityCents,
      place.blockId,
      place.blockIndex,
      trace.block,
      trace.index,
      trace.pricedBlock ?? null,
      outcome.priced?.index ?? null,
    ).lastInsertRowid;
    if (original !== undefined) {
      totals.moveOne(original.claimNumber, original.state);
      const superseded = supersede.run(original.state, claimId, original.claimNumber);
      ok(superseded.changes === 1, 'an original is live when it is superseded');
      reverse(act.batchId, original);
    }
    if (claim.isRemitted)
      ok(claim.status === 'paid' || claim.status === 'denied', 'only a decision goes on a remittance');
    return decisionId;
  };
}

/** Where the items of a decision belong. */
export interface ItemPlace {
  readonly batchId: number;
  readonly decisionId: number | bigint;
  readonly claimId: number;
  readonly profileId: string;
  readonly place: OutcomePlace;
}

/**
 * What a decision pays waits for remittances, one item for each payee and fund. A writer per act: pairs that it has made
 * are forgotten with it, since the act may be undone.
 */
export function itemWriter(
  connection: Connection,
): () => (item: ItemPlace, parts: readonly DecisionPart[]) => void {
  const prepare = connection.statements('adjudication.sql');
  const insertItem = prepare('insertItem');
  const find = prepare<number>('payeeFund').pluck();
  const insert = prepare('insertPayeeFund');
  const payeeFundIds = keptIds({
    find: (...cells) => find.get(...cells),
    make: (...cells) => Number(insert.run(...cells).lastInsertRowid),
  });
  return () => {
    const idOf = payeeFundIds();
    return ({ batchId, decisionId, claimId, profileId, place }, parts) => {
      for (const { part, payeeId, fund, paidCents } of parts) {
        const to = idOf(profileId, payeeId, fund);
        const { blockId, blockIndex } = place;
        insertItem.run(batchId, decisionId, claimId, 'payment', part, to, paidCents, blockId, blockIndex);
      }
    };
  };
}

/** Limits that the decisions of an act use and its reversals give back: each row is written once, and never below zero. */
export function limitWriter(connection: Connection): (changes: readonly AccumulatorChange[]) => void {
  const prepare = connection.statements('adjudication.sql');
  const addAccumulator = prepare<number>('addAccumulator').pluck();
  const addVisits = prepare<number>('addVisits').pluck();
  return (changes) => {
    for (const { holder, scope, planId, year, category, visits = 0, ...cents } of together(changes)) {
      const { deductibleCents, outOfPocketCents } = cents;
      const least =
        category === undefined
          ? addAccumulator.get(holder, scope, planId, year, deductibleCents, outOfPocketCents)
          : addVisits.get(holder, planId, category, year, visits);
      ok(least !== undefined && least >= 0, 'an accumulator is never below zero');
    }
  };
}

/** One change for each limit. */
function together(changes: readonly AccumulatorChange[]): Iterable<AccumulatorChange> {
  const sums = new Map<string, AccumulatorChange>();
  for (const change of changes) {
    const { holder, scope, planId, year, category = '' } = change;
    const key = `${holder}\n${scope}\n${planId}\n${year}\n${category}`;
    const sum = sums.get(key);
    sums.set(
      key,
      sum === undefined
        ? change
        : {
            ...sum,
            deductibleCents: sum.deductibleCents + change.deductibleCents,
            outOfPocketCents: sum.outOfPocketCents + change.outOfPocketCents,
            visits: (sum.visits ?? 0) + (change.visits ?? 0),
          },
    );
  }
  return sums.values();
}
