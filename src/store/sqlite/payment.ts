import { ok } from 'node:assert/strict';
import type { Decision } from '../../adjudication/decision.ts';
import { type PartNumber, partOf } from '../../adjudication/decision-parts.ts';
import { Fault } from '../../x12/fault.ts';
import { unpackOutcome } from '../outcome-packing.ts';
import type { PaymentRow, WaitingItem, WaitingPair } from '../rows.ts';
import type { PostPayments, Store } from '../store.ts';
import type { Connection } from './connection.ts';
import { counters } from './counter.ts';
import { ledgerPoster } from './ledger.ts';
import { outboxWriter } from './outbox.ts';
import type { OutcomePlace, Outcomes } from './outcome-block.ts';
import { paymentTotals } from './totals.ts';

type PaymentActs = Pick<
  Store,
  | 'waitingPairs'
  | 'waitingItems'
  | 'waitingTotals'
  | 'openForward'
  | 'postPayments'
  | 'payments'
  | 'itemsOfClaim'
  | 'accountBalances'
>;
type WaitingTotals = Awaited<ReturnType<Store['waitingTotals']>>;
type ItemOfClaim = { act: string; amountCents: number; paymentId: number | null };
type AccountBalance = Awaited<ReturnType<Store['accountBalances']>>[number];

/** What waits to be remitted, and the payments that remit it. */
export function paymentActs(connection: Connection, outcomes: Outcomes): PaymentActs {
  const prepare = connection.statements('payment.sql');
  const pairs = prepare<WaitingPair>('waitingPairs');
  const items = prepare<Omit<WaitingItem, 'decision' | 'claimNumber'> & OutcomePlace & { part: PartNumber }>(
    'waitingItems',
  );
  const totals = prepare<WaitingTotals>('waitingTotals');
  const forward = prepare<{ traceNumber: string; amountCents: number }>('openForward');
  const openBatch = prepare('openPayBatch');
  const paymentRows = prepare<PaymentRow>('payments');
  const itemsOfClaim = prepare<ItemOfClaim>('itemsOfClaim');
  const balances = connection.statements('ledger.sql')<AccountBalance>('accountBalances');
  const postPayment = paymentPoster(connection);
  const poster = ledgerPoster(connection);
  const remitClaims = prepare('remitClaims');
  const writeOutbox = outboxWriter(connection);
  const addPayments = paymentTotals(connection);
  const { move } = counters(connection);

  return {
    waitingPairs: (profileId) => connection.read(() => pairs.all({ profileId })),
    waitingItems: (profileId, payeeId, fund, afterItemId, limit) =>
      connection.read(() => {
        const bodyAt = outcomes.reader();
        return items
          .all(profileId, payeeId, fund, afterItemId, limit)
          .map(({ itemId, decisionId, act, part, amountCents, ...place }) => {
            const decision = partOf(decided(bodyAt(place)), part);
            const { claimNumber } = decision.facts;
            return { itemId, decisionId, act, claimNumber, amountCents, decision };
          });
      }),
    waitingTotals: (profileId) =>
      connection.read(() => {
        const row = totals.get({ profileId });
        ok(row !== undefined, 'sums have a row');
        return row;
      }),
    openForward: (payeeId, fund) => connection.read(() => forward.get(payeeId, fund)),
    postPayments: (act) =>
      connection.act(() => {
        ok(openBatch.get(act.batchId) !== undefined, 'payments belong to an open batch of pay');
        move(act.counters);
        const outboxId = writeOutbox(act.batchId, act.file);
        const { postEntry } = poster();
        const remitted: number[] = [];
        for (const payment of act.payments) {
          postPayment(act.batchId, outboxId, payment, remitted);
          postEntry(payment.entry);
        }
        // All of a file at once and in the order of their rows: payment by payment each page was written several times.
        remitClaims.run(JSON.stringify(remitted.sort((a, b) => a - b)));
        addPayments(act.payments);
      }),
    payments: ({ batchId = null, payeeId = null, claimId = null, traceNumber = null }) =>
      connection.read(() => paymentRows.all({ batchId, payeeId, claimId, traceNumber })),
    itemsOfClaim: (claimId) =>
      connection.read(() =>
        itemsOfClaim
          .all(claimId)
          .map(({ paymentId, ...item }) => (paymentId === null ? item : { ...item, paymentId })),
      ),
    accountBalances: () => connection.read(() => balances.all()),
  };
}

/** An item that this payment pays; the claim where it remits one. */
type PaidItem = [itemId: number, claimId: number | null, amountCents: number];

type Payment = PostPayments['payments'][number];

/** Puts the claims that a payment remits behind those of others. */
function paymentPoster(
  connection: Connection,
): (batchId: number, outboxId: number, payment: Payment, remitted: number[]) => void {
  const prepare = connection.statements('payment.sql');
  const forward = prepare<{ traceNumber: string; amountCents: number }>('openForward');
  const insertPayment = prepare('insertPayment');
  const payItems = prepare<PaidItem>('payItems').raw();
  const addInterest = prepare('addInterest');
  const payAdjustment = prepare<number>('payAdjustment').pluck();

  return (batchId, outboxId, payment, remitted) => {
    const { entry: _entry, itemIds, interest, adjustmentIds, ...row } = payment;
    const { profileId, payeeId, fund } = row;
    if (row.forwardInCents > 0) {
      const open = forward.get(payeeId, fund);
      ok(
        open?.traceNumber === row.forwardInTrace && open.amountCents === row.forwardInCents,
        'a forwarded balance is taken in whole, and once',
      );
    }
    const claimCount = itemIds.length;
    const paymentId = insertPayment.run({ ...row, batchId, outboxId, claimCount }).lastInsertRowid;
    let claimsCents = 0;
    const wanted = { paymentId, itemIds: JSON.stringify(itemIds), profileId, payeeId, fund };
    const paid = payItems.all(wanted) as PaidItem[];
    if (paid.length < itemIds.length) {
      const found = new Set(paid.map(([itemId]) => itemId));
      throw notWaiting(itemIds.find((itemId) => !found.has(itemId))!);
    }
    for (const [, , amountCents] of paid) claimsCents += amountCents;
    for (const [, claimId] of paid) if (claimId !== null) remitted.push(claimId);
    ok(claimsCents === row.claimsCents, 'a payment says what its items add up to');
    let interestCents = 0;
    for (const carried of interest) {
      ok(
        addInterest.run({ ...carried, paymentId }).changes === 1,
        'interest is carried by an item of the payment',
      );
      interestCents += carried.interestCents;
    }
    ok(interestCents === row.interestCents, 'a payment says what its interest adds up to');
    let adjustmentCents = 0;
    for (const adjustmentId of adjustmentIds) {
      const cents = payAdjustment.get(paymentId, adjustmentId, profileId, payeeId, fund);
      if (cents === undefined) throw notWaiting(adjustmentId);
      adjustmentCents += cents;
    }
    ok(adjustmentCents === row.adjustmentCents, 'a payment says what its adjustments add up to');
  };
}

function notWaiting(itemId: number): Fault {
  return new Fault({
    code: 'STORE-ITEM-NOT-WAITING',
    message: `remittance item or adjustment ${itemId} does not wait for this payment: it is paid already, or its batch is not closed`,
    hint: 'let one process at a time work on a data root, then run again',
    retryable: true,
  });
}

/** What goes on a remittance is a decision; its trace stays where it is. */
function decided(body: string): Decision {
  const outcome = unpackOutcome(body);
  ok(outcome.kind === 'decision', 'only decisions wait for a remittance');
  return outcome.decision;
}
