import { isMemberPayee } from '../adjudication/decision-parts.ts';
import { cashEntry } from '../ledger/cash-entry.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { Contract } from '../reference/records.ts';
import { dayText, dollars, noticePage } from '../remittance/notice-page.ts';
import type { PaymentTerms } from '../remittance/payment-terms.ts';
import type { RunRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { addDays } from '../x12/calendar.ts';
import type { Instant } from './instant.ts';
import type { MoneyDesk } from './money-act.ts';
import { MoneyDraft } from './money-draft.ts';
import { memberAsPayee, payeeOf } from './payment-case.ts';
import { refused } from './payment-correction.ts';
import { adjust } from './recovery.ts';
import type { Workplace } from './workplace.ts';

/**
 * KP-85: a credit balance that no claim has met for the profile's days is asked back by letter, once for each
 * remittance that forwarded it. The balance itself stays where it is: a later claim may still meet it.
 */
export async function demandRefunds(
  profile: PayerProfile,
  terms: PaymentTerms,
  options: {
    readonly store: Store;
    readonly workplace: Workplace;
    readonly run: RunRow;
    readonly instant: Instant;
  },
): Promise<void> {
  const { store, workplace, run, instant } = options;
  if (terms.refundDemandDays === 0) return;
  const since = addDays(instant.date, -terms.refundDemandDays);
  const demanded = new Set(
    (await store.moneyCases({ kind: 'refund-demand', profileId: profile.id })).map(
      ({ facts }) => facts.traceNumber,
    ),
  );
  const draft = new MoneyDraft(store, instant);
  for (const { payeeId, fund, traceNumber, amountCents, paymentDate } of await store.openForwards(
    profile.id,
  )) {
    if (paymentDate > since || demanded.has(traceNumber)) continue;
    const payee = isMemberPayee(payeeId)
      ? await memberByName(payeeId, store)
      : workplace.snapshot.contractOfPayee(payeeId);
    if (!payee) continue;
    const key = await draft.nextCaseKey('refund-demand');
    const details = JSON.stringify({ days: terms.refundDemandDays });
    draft.cases.push({
      key,
      kind: 'refund-demand',
      profileId: profile.id,
      payeeId,
      fund,
      claimNumber: '',
      traceNumber,
      amountCents,
      details,
    });
    draft.event(key, 'demanded');
    await draft.letter(
      profile.id,
      terms.noticeFolder,
      noticePage({
        title: 'Credit balance: refund requested',
        payer: profile,
        payee,
        date: instant.date,
        facts: [
          ['Reference', key],
          ['Carried forward by remittance', traceNumber],
          ['Of', dayText(paymentDate)],
          ['Amount', dollars(amountCents)],
        ],
        paragraphs: [
          `No claim has met this balance for ${terms.refundDemandDays} days. Please send a check with the reference above; it will be acknowledged on a remittance.`,
        ],
      }),
    );
  }
  if (draft.isEmpty) return;
  const { batchId } = await store.openBatch(run.runId, 'act', `${profile.id}/demands`);
  await store.postMoney(draft.act(batchId, run.asOf, `refunds asked for: ${draft.cases.length}`));
}

/** A member as the last payment called it. */
async function memberByName(payeeId: string, store: Store): Promise<Contract> {
  const last = (await store.payments({ payeeId })).at(-1);
  return { ...memberAsPayee(payeeId), name: last?.payeeName ?? '' };
}

export interface RefundCheck {
  readonly payeeId: string;
  readonly fund: string;
  readonly number: string;
  readonly amountCents: number;
  /** Of it, what was meant for other payers (B3). */
  readonly otherPayersCents: number;
}

/**
 * A provider's check that answers no recovery: it meets the balance carried forward (72, and the next remittance
 * takes the FB in); what is meant for others stays in clearing (B3); what nobody asked for goes back (B2).
 */
export async function takeRefund(desk: MoneyDesk, check: RefundCheck): Promise<string> {
  const { store, workplace, asOf, draft } = desk;
  const { payeeId, fund, number, amountCents, otherPayersCents } = check;
  payeeOf(workplace, payeeId);
  const profile = workplace.snapshot.profiles.find(({ id }) => fund.startsWith(`${id}/`));
  if (!profile)
    throw refused('FUND-UNKNOWN', 'no payer has this fund', '`remit credit list` names the funds.');
  if (otherPayersCents < 0 || otherPayersCents > amountCents) {
    throw refused(
      'REFUND-WRONG',
      'more is meant for other payers than the check is worth',
      'Look at the amounts.',
    );
  }
  const key = await draft.nextCaseKey('refund');
  const openCents = (await store.openForward(payeeId, fund))?.amountCents ?? 0;
  const acceptedCents = Math.min(amountCents - otherPayersCents, openCents);
  const add = (name: string, code: string, cents: number): void => {
    if (cents === 0) return;
    const adjustment = { profileId: profile.id, payeeId, fund, code, reference: number };
    adjust(draft, { ...adjustment, key: `${key}/${name}`, amountCents: cents }, asOf);
  };
  draft.entries.push(
    cashEntry({
      key: `refund/${key}`,
      payeeId,
      fund,
      amountCents,
      waitsAs: 'refund-clearing',
      text: `check ${number}`,
      asOf,
    }),
  );
  add('check', '72', -(acceptedCents + otherPayersCents));
  add('other payers', 'B3', otherPayersCents);
  add('excess', 'B2', -(amountCents - otherPayersCents - acceptedCents));
  draft.cases.push({
    key,
    kind: 'refund',
    profileId: profile.id,
    payeeId,
    fund,
    claimNumber: '',
    traceNumber: '',
    amountCents,
    details: JSON.stringify({ number, acceptedCents, otherPayersCents }),
  });
  draft.event(key, 'received', `check ${number}`);
  return key;
}
