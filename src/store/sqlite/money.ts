import { ok } from 'node:assert/strict';
import { Fault } from '../../x12/fault.ts';
import { packBlock } from '../block.ts';
import type { Correction, MoneyAct, MoneyStore } from '../money-store.ts';
import { packOutcome } from '../outcome-packing.ts';
import { itemWriter, limitWriter } from './adjudication.ts';
import type { Connection } from './connection.ts';
import { counters } from './counter.ts';
import { ledgerPoster } from './ledger.ts';
import { outboxWriter } from './outbox.ts';
import { outcomeWriter } from './outcome-block.ts';
import { adjustmentTotals, decisionTotals, itemTotals } from './totals.ts';

type MoneyActs = Pick<MoneyStore, 'postMoney' | 'checkpointBalances'>;

/** Acts on money that are neither decisions nor payments. */
export function moneyActs(connection: Connection): MoneyActs {
  const prepare = connection.statements('money.sql');
  const openBatch = prepare('openMoneyBatch');
  const insertAdjustment = prepare('insertAdjustment');
  const insertCase = prepare('insertCase');
  const insertEvent = prepare('insertEvent');
  const checkpoint = prepare('checkpoint');
  const closeBatch = connection.statements('run.sql')('closeBatch');
  const corrections = corrector(connection);
  const poster = ledgerPoster(connection);
  const writeOutbox = outboxWriter(connection);
  const { move } = counters(connection);

  return {
    postMoney: (act) =>
      connection.act(() => {
        ok(openBatch.get(act.batchId) !== undefined, 'money moves in an open batch of act or pay');
        move(act.counters);
        const { postEntry } = poster();
        for (const entry of act.entries) postEntry(entry);
        for (const adjustment of act.adjustments)
          insertAdjustment.run({ ...adjustment, batchId: act.batchId });
        const correct = corrections();
        for (const correction of act.corrections) correct(act, correction);
        for (const facts of act.cases) insertCase.run(facts);
        for (const event of act.events) {
          ok(insertEvent.run({ ...event, asOf: act.asOf }).changes === 1, 'an event belongs to a case');
        }
        for (const file of act.files) writeOutbox(act.batchId, file);
        if (act.books !== undefined) closeBatch.run({ batchId: act.batchId, books: act.books });
      }),
    checkpointBalances: (batchId) => connection.act(() => void checkpoint.run({ batchId })),
  };
}

/**
 * Reversal, new version and its item; the claim keeps its state and the old version all it was. One for each act: the
 * rows of payees that an act makes are known to it alone, since it may be undone.
 */
function corrector(connection: Connection): () => (act: MoneyAct, correction: Correction) => void {
  const writeOutcomes = outcomeWriter(connection);
  const prepare = connection.statements('money.sql');
  const decisions = connection.statements('adjudication.sql');
  const standing = prepare<{ payeeId: string; fund: string; profileId: string }>('standingDecision');
  const insertDecision = decisions('insertDecision');
  const reverseItems = decisions('reverseItems');
  const itemsOfAct = itemWriter(connection);
  const insertTraceBlock = decisions('insertTraceBlock');
  const use = limitWriter(connection);
  const addDecisions = decisionTotals(connection);
  const addAdjustments = adjustmentTotals(connection);
  const addItems = itemTotals(connection);

  return () => {
    const insertItems = itemsOfAct();
    return ({ batchId }, { claimId, reversedDecisionId, decision, accumulators = [] }) => {
      const before = standing.get({ claimId, decisionId: reversedDecisionId });
      if (before === undefined) throw notLive();
      const { profileId, payeeId, fund } = before;
      ok(
        payeeId === decision.payeeId && fund === decision.fund,
        'a correction stays with its payee and fund',
      );
      reverseItems.run({ batchId, claimId, decisionId: reversedDecisionId });
      addItems.reversed(reversedDecisionId, claimId);
      const outcome = packOutcome({ kind: 'decision', decision });
      const { body, trace, parts } = outcome;
      const place = writeOutcomes([{ payeeId, fund, body }])[0]!;
      const block = insertTraceBlock.run(packBlock([trace])).lastInsertRowid;
      const decisionId = insertDecision.run(
        claimId,
        claimId,
        batchId,
        'correct',
        decision.status,
        decision.chargeCents,
        decision.allowedCents,
        decision.paidCents,
        decision.patientResponsibilityCents,
        place.blockId,
        place.blockIndex,
        block,
        0,
        null,
        null,
      ).lastInsertRowid;
      insertItems({ batchId, decisionId, claimId, profileId, place }, parts);
      addItems.paid(parts);
      addDecisions([{ ...decision, outcome }]);
      addAdjustments(batchId, [{ status: decision.status, outcome }]);
      use(accumulators);
    };
  };
}

function notLive(): Fault {
  return new Fault({
    code: 'CLAIM-NOT-LIVE',
    message:
      'the decision to be corrected no longer stands: its claim was replaced, voided or corrected since',
    hint: 'Look at the claim with `remit explain` and begin again with what stands now.',
    exitCode: 2,
  });
}
