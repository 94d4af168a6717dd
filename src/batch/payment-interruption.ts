import { adjustmentEntry } from '../ledger/adjustment-entry.ts';
import { cashEntry } from '../ledger/cash-entry.ts';
import {
  bringsMoneyBack,
  type PaymentAct,
  type PaymentState,
  refusedPaymentAct,
} from '../ledger/payment-life.ts';
import type { Store } from '../store/store.ts';
import type { MoneyDesk } from './money-act.ts';
import { payeeOf, paymentOfTrace } from './payment-case.ts';
import { refused } from './payment-correction.ts';

/** What became of a payment: the last act on it. */
export async function paymentState(store: Store, traceNumber: string): Promise<PaymentState> {
  const [row] = await store.moneyCases({ kind: 'payment', key: `payment-${traceNumber}` });
  return (row?.events.at(-1)?.act as PaymentState | undefined) ?? 'issued';
}

/**
 * Stop, return, void, reissue. The money comes back to us once; issued again it stands on the next remittance as
 * PLB CS under the old trace number, because claims are never told twice (RFI 1604).
 */
export async function interruptPayment(
  { store, asOf, draft }: MoneyDesk,
  traceNumber: string,
  act: PaymentAct,
  reason: string,
): Promise<void> {
  const payment = await paymentOfTrace(store, traceNumber);
  const state = await paymentState(store, traceNumber);
  const why = refusedPaymentAct({ ...payment, state }, act);
  if (why !== undefined) {
    throw refused('PAYMENT-REFUSED', `payment ${traceNumber}: ${why}`, 'See `remit payment show`.');
  }
  const { profileId, payeeId, fund, paidCents } = payment;
  const key = `payment-${traceNumber}`;
  if (state === 'issued') {
    draft.cases.push({
      key,
      kind: 'payment',
      profileId,
      payeeId,
      fund,
      claimNumber: '',
      traceNumber,
      amountCents: paidCents,
      details: '{}',
    });
  }
  if (bringsMoneyBack(state, act)) {
    draft.entries.push(
      cashEntry({
        key: `payment/${traceNumber}/back`,
        payeeId,
        fund,
        amountCents: paidCents,
        waitsAs: 'returned-payments',
        text: `payment ${traceNumber} ${act}`,
        asOf,
      }),
    );
  }
  if (act === 'reissued') {
    const adjustment = {
      key: `${key}/again`,
      payeeId,
      fund,
      code: 'CS',
      reference: traceNumber,
      amountCents: -paidCents,
    };
    draft.entries.push(adjustmentEntry({ ...adjustment, against: 'returned-payments', asOf }));
    draft.adjustments.push({ ...adjustment, profileId });
  }
  draft.event(key, act, reason);
}

/** KP-88: a payee, or one fund of it, gets no remittance until released. */
export async function holdPayee(
  { store, workplace, draft }: MoneyDesk,
  profileId: string,
  payeeId: string,
  fund: string,
  reason: string,
): Promise<string> {
  payeeOf(workplace, payeeId);
  for (const { facts, events } of await store.moneyCases({ kind: 'hold', profileId })) {
    if (facts.payeeId === payeeId && facts.fund === fund && events.at(-1)?.act === 'held') {
      throw refused('HOLD-OPEN', `${facts.key} holds it already`, 'One hold is enough.');
    }
  }
  const key = await draft.nextCaseKey('hold');
  draft.cases.push({
    key,
    kind: 'hold',
    profileId,
    payeeId,
    fund,
    claimNumber: '',
    traceNumber: '',
    amountCents: 0,
    details: '{}',
  });
  draft.event(key, 'held', reason);
  return key;
}

export async function releasePayee({ store, draft }: MoneyDesk, key: string, reason: string): Promise<void> {
  const [hold] = await store.moneyCases({ kind: 'hold', key });
  if (hold?.events.at(-1)?.act !== 'held') {
    throw refused('HOLD-UNKNOWN', `${key} holds nobody`, '`remit payment holds` names them.');
  }
  draft.event(key, 'released', reason);
}
