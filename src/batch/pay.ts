import { isFundOf } from '../adjudication/fund.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import { hasMissedPayday, isBankingDay, isPayday } from '../remittance/payday.ts';
import { paymentTerms } from '../remittance/payment-terms.ts';
import type { PaymentRow, RunRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { add, type Books, balance, outOfBalance, type Tally } from './books.ts';
import type { Instant } from './instant.ts';
import type { ClaimsThreads } from './payee-claims-threads.ts';
import { writeAndPost } from './payment-files.ts';
import { writeRegister } from './payment-register.ts';
import type { Prover } from './prover.ts';
import { recoveries, takeDueRecoveries } from './recovery.ts';
import { demandRefunds } from './refund.ts';
import type { Workplace } from './workplace.ts';

export interface PayOptions {
  readonly store: Store;
  readonly workplace: Workplace;
  readonly prover: Prover;
  /** Default: everything on this thread. */
  readonly claimsThreads?: ClaimsThreads | undefined;
  readonly run: RunRow;
  readonly instant: Instant;
  /** `now` pays whatever waits; `calendar` only on the profile's days (KP-88). */
  readonly when: 'now' | 'calendar';
  /** Folder on the data root for files that are not posted yet. */
  readonly spool: string;
}

export interface Paid {
  readonly profileId: string;
  readonly payments: number;
  readonly paidCents: number;
  readonly forwardedCents: number;
  readonly waiting: number;
  readonly books: string;
}

/**
 * One payer's payment run: recoveries whose time has come, then what waits, by payee and fund, onto balanced 835s
 * (KP-81, KP-82, KP-86, KP-88, KP-89, KP-90).
 */
export async function pay(profile: PayerProfile, options: PayOptions): Promise<Paid> {
  const { store, run, instant } = options;
  const terms = paymentTerms(profile);
  const isDue = options.when === 'now' || (await isPaidOn(instant.date, profile, store));
  const isResumed = (await store.batches({ stage: 'pay', state: 'open' })).some(
    (each) => each.subject === profile.id,
  );
  if (isDue) {
    await takeDueRecoveries(profile, options);
    await demandRefunds(profile, terms, options);
  }
  const waiting = await store.waitingTotals(profile.id);
  if (!isResumed && (waiting.items + waiting.adjustments === 0 || !isDue)) {
    return { ...nothingPaid, profileId: profile.id, waiting: waiting.items };
  }
  const { batchId } = await store.openBatch(run.runId, 'pay', profile.id);
  const before = add(
    { claims: waiting.items, cents: waiting.amountCents },
    remittedIn(await store.payments({ batchId })),
  );
  await stopUnless(proveOpening(profile, store), batchId, store);
  try {
    await writeAndPost(profile, terms, { ...options, batchId });
  } catch (error) {
    await breakUntouched(error, batchId, store);
    throw error;
  }
  const books = await provePayments(store, profile, batchId, before);
  await stopUnless(books, batchId, store);
  await writeRegister(profile, {
    store,
    instant,
    asOf: run.asOf,
    batchId,
    folder: terms.registerFolder,
  });
  await store.checkpointBalances(batchId);
  await store.closeBatch(batchId, books.text);
  const posted = await store.payments({ batchId });
  return {
    profileId: profile.id,
    payments: posted.length,
    paidCents: posted.reduce((sum, payment) => sum + payment.paidCents, 0),
    forwardedCents: posted.reduce((sum, payment) => sum + payment.forwardOutCents, 0),
    waiting: (await store.waitingTotals(profile.id)).items,
    books: books.text,
  };
}

/** KP-88: the payer's day, or the first run after one that nobody ran on: never on a day without banking. */
export async function isPaidOn(date: string, profile: PayerProfile, store: Store): Promise<boolean> {
  const { calendar } = paymentTerms(profile);
  if (isPayday(date, calendar)) return true;
  if (!isBankingDay(date, calendar)) return false;
  return hasMissedPayday(date, await store.paymentDates(profile.id), calendar);
}

/** Whether a payment run on that day would find anything to do. */
export async function paysSomething(
  profile: PayerProfile,
  when: PayOptions['when'],
  instant: Instant,
  store: Store,
): Promise<boolean> {
  if (when === 'calendar' && !(await isPaidOn(instant.date, profile, store))) return false;
  const { items, adjustments } = await store.waitingTotals(profile.id);
  if (items + adjustments > 0) return true;
  const due = await recoveries(store, { profileId: profile.id }, instant.date);
  return due.some(({ standing }) => standing.mayBeTaken);
}

const nothingPaid = { payments: 0, paidCents: 0, forwardedCents: 0, books: '' } as const;

async function stopUnless(proved: Books | Promise<Books>, batchId: number, store: Store): Promise<void> {
  const books = await proved;
  if (books.closes) return;
  await store.breakBatch(batchId, books.text);
  throw outOfBalance('pay', books);
}

/** Files are checked before the first is posted: then the batch is broken with nothing in it, and what waits still waits. */
async function breakUntouched(error: unknown, batchId: number, store: Store): Promise<void> {
  if (!(error instanceof Fault) || error.exitCode !== 4) return;
  if ((await store.payments({ batchId })).length === 0) await store.breakBatch(batchId, error.message);
}

/** decided = remitted + waiting, in items and cents; and every payable of what was remitted stands at zero. */
async function provePayments(
  store: Store,
  profile: PayerProfile,
  batchId: number,
  before: Tally,
): Promise<Books> {
  const after = await store.waitingTotals(profile.id);
  const books = balance(
    ['waiting', before],
    [
      ['remitted', remittedIn(await store.payments({ batchId }))],
      ['still waiting', { claims: after.items, cents: after.amountCents }],
    ],
  );
  const payables = await provePayables(profile, store);
  return payables.closes ? books : { closes: false, text: `${books.text}; ${payables.text}` };
}

/** Before money moves: the balances kept by the last payment run are what the postings up to it still add up to. */
async function proveOpening(profile: PayerProfile, store: Store): Promise<Books> {
  for (const { keptCents, openingCents } of await store.balances()) {
    if (keptCents !== undefined && keptCents !== openingCents) {
      return {
        closes: false,
        text: 'postings no longer add up to the balances kept by the last payment run',
      };
    }
  }
  return provePayables(profile, store);
}

/** What the ledger owes is exactly what waits: balances are derived from postings, items from decisions. */
async function provePayables(profile: PayerProfile, store: Store): Promise<Books> {
  const { amountCents, adjustmentCents } = await store.waitingTotals(profile.id);
  const owedCents = (await store.accountBalances())
    .filter((row) => row.kind === 'payable' && isFundOf(profile.id, row.fund))
    .reduce((sum, row) => sum + row.balanceCents, 0);
  return owedCents === amountCents - adjustmentCents
    ? { closes: true, text: '' }
    : { closes: false, text: 'the payables of the ledger and the waiting claims differ' };
}

function remittedIn(payments: readonly PaymentRow[]): Tally {
  return {
    claims: payments.reduce((sum, payment) => sum + payment.claimCount, 0),
    cents: payments.reduce((sum, payment) => sum + payment.claimsCents, 0),
  };
}
