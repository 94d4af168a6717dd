import { isMemberPayee } from '../adjudication/decision-parts.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import { dollars } from '../remittance/notice-page.ts';
import { paymentTerms } from '../remittance/payment-terms.ts';
import { prove835 } from '../remittance/prove-835.ts';
import type { UnremittedRow } from '../store/money-rows.ts';
import type { PaymentRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { addDays } from '../x12/calendar.ts';
import { sha256Of } from './archive.ts';
import { isPaidOn } from './pay.ts';
import { heldPayees, isHeld } from './payment-hold.ts';
import type { Workplace } from './workplace.ts';

/** Money that is decided and stands on no remittance, with the reason. */
export interface WaitingMoney extends UnremittedRow {
  readonly reason: string;
}

/** One account of a payee and fund since the last payment run; positive: we owe, negative: it owes us. */
export interface AccountMovement {
  readonly payeeId: string;
  readonly fund: string;
  readonly kind: string;
  readonly openingCents: number;
  readonly movementCents: number;
  readonly closingCents: number;
}

export interface Reconciliation {
  /** 835 sets that left or are on their way, read again from their bytes. */
  readonly remittances: number;
  /** Letters with a payment to a member (OW-01). */
  readonly letters: number;
  readonly paidCents: number;
  readonly waiting: readonly WaitingMoney[];
  readonly accounts: readonly AccountMovement[];
  /** KP-92: received so long ago and nothing decided. */
  readonly aged: readonly {
    readonly claimNumber: string;
    readonly receivedDate: string;
    readonly state: string;
  }[];
  readonly ageingDays: number;
  /** [] when everything agrees. */
  readonly problems: readonly string[];
}

/**
 * FP-90: every payment of the ledger stands on one 835 and says the same there, to the cent, and every decided version
 * is on exactly one remittance or waits for a reason; balances are what was kept plus what moved.
 *
 * @param date CCYYMMDD
 */
export async function reconcile(store: Store, workplace: Workplace, date: string): Promise<Reconciliation> {
  const problems: string[] = [];
  const { remittances, letters, paidCents } = await proveRemittances(store, problems);
  const waiting: WaitingMoney[] = [];
  const aged: Reconciliation['aged'][number][] = [];
  let ageingDays = 0;
  for (const profile of workplace.snapshot.profiles) {
    const stray = await store.strayDecisions(profile.id);
    if (stray > 0) problems.push(`${stray} decided versions are not on exactly one remittance item`);
    waiting.push(...(await waitingOf(profile, store, workplace, date)));
    ageingDays = paymentTerms(profile).ageingDays;
    aged.push(...(await store.agedClaims(profile.id, addDays(date, -ageingDays))));
  }
  const accounts = await movements(store, problems);
  await proveForwards(store, workplace, problems);
  for (const name of await store.differingTotals())
    problems.push(`the totals kept of ${name} are not what the rows add up to`);
  return { remittances, letters, paidCents, waiting, accounts, aged, ageingDays, problems };
}

/** The sets in the bytes against the payments, and both against the ledger. */
async function proveRemittances(
  store: Store,
  problems: string[],
): Promise<{ remittances: number; letters: number; paidCents: number }> {
  const payments = new Map((await store.payments({})).map((payment) => [payment.traceNumber, payment]));
  const paidByFund = new Map<string, number>();
  let paidCents = 0;
  let remittances = 0;
  let letters = 0;
  const paidTo = (payment: PaymentRow, cents: number): void => {
    const account = `${payment.payeeId} ${payment.fund}`;
    paidByFund.set(account, (paidByFund.get(account) ?? 0) + cents);
    paidCents += cents;
  };
  const onFile = Map.groupBy(payments.values(), ({ outboxId }) => outboxId);
  const gone = await store.goneRows('outputs');
  for (const row of await store.outboxAll()) {
    if (gone.has(row.outboxId)) {
      // Its bytes are gone; what it paid must still be what the ledger paid.
      for (const payment of onFile.get(row.outboxId) ?? []) {
        payments.delete(payment.traceNumber);
        paidTo(payment, payment.paidCents);
        if (row.type === '835') remittances += 1;
        else letters += 1;
      }
      continue;
    }
    if (row.type === 'NOTICE') {
      const [payment] = onFile.get(row.outboxId) ?? [];
      if (!payment) continue;
      const text = Buffer.from(await store.outboxFile(row.outboxId)).toString('utf8');
      if (sha256Of(Buffer.from(text)) !== row.sha256)
        problems.push(`${row.name}: its bytes are not those that were committed`);
      if (!text.includes(payment.traceNumber) || !text.includes(dollars(payment.paidCents)))
        problems.push(`${row.name}: the letter differs from its payment`);
      payments.delete(payment.traceNumber);
      letters += 1;
      paidTo(payment, payment.paidCents);
      continue;
    }
    if (row.type !== '835') continue;
    const bytes = await store.outboxFile(row.outboxId);
    if (sha256Of(bytes) !== row.sha256)
      problems.push(`${row.name}: its bytes are not those that were committed`);
    const { balanced, findings, sets } = prove835(bytes, row.name);
    if (!balanced || findings.length > 0) problems.push(`${row.name}: does not prove itself`);
    for (const { traceNumber, totals } of sets) {
      const payment = payments.get(traceNumber);
      if (!payment || payment.outboxId !== row.outboxId) {
        problems.push(`${row.name}: remittance ${traceNumber} is no payment of the ledger, or stands twice`);
        continue;
      }
      payments.delete(traceNumber);
      remittances += 1;
      paidTo(payment, totals.bprCents);
      const isSame =
        totals.bprCents === payment.paidCents &&
        totals.paidCents === payment.claimsCents &&
        totals.claims === payment.claimCount &&
        totals.plbCents === plbCentsOf(payment);
      if (!isSame) problems.push(`${row.name}: remittance ${traceNumber} differs from its payment`);
    }
  }
  for (const trace of payments.keys())
    problems.push(`payment ${trace} stands on no 835 and on no letter to a member`);
  for (const { payeeId, fund, amountCents } of await store.cashPaid()) {
    const told = paidByFund.get(`${payeeId} ${fund}`) ?? 0;
    paidByFund.delete(`${payeeId} ${fund}`);
    if (told !== amountCents)
      problems.push(`${payeeId} ${fund}: the ledger paid other money than BPR02 says`);
  }
  for (const [account, cents] of paidByFund) {
    if (cents !== 0) problems.push(`${account}: BPR02 without a payment in the ledger`);
  }
  return { remittances, letters, paidCents };
}

function plbCentsOf(payment: PaymentRow): number {
  return payment.adjustmentCents - payment.interestCents + payment.forwardInCents - payment.forwardOutCents;
}

async function waitingOf(
  profile: PayerProfile,
  store: Store,
  { snapshot }: Workplace,
  date: string,
): Promise<WaitingMoney[]> {
  const holds = await heldPayees(store, profile.id);
  const { minimumCheckCents } = paymentTerms(profile);
  const isDue = await isPaidOn(date, profile, store);
  const reasonOf = (row: UnremittedRow): string => {
    const payee = snapshot.contractOfPayee(row.payeeId);
    if (row.isBlocked) return 'its batch is not closed';
    if (!payee && !isMemberPayee(row.payeeId)) return 'the payee has no contract';
    if (isHeld(holds, row.payeeId, row.fund)) return 'the payee is on hold';
    if (payee?.paymentMethod !== 'ACH' && row.amountCents > 0 && row.amountCents < minimumCheckCents) {
      return 'less than the smallest check';
    }
    return isDue ? 'the next payment run' : "the payer's day";
  };
  return (await store.unremitted(profile.id)).map((row) => ({ ...row, reason: reasonOf(row) }));
}

async function movements(store: Store, problems: string[]): Promise<AccountMovement[]> {
  const rows = await store.provedBalances();
  let totalCents = 0;
  for (const { kind, payeeId, fund, balanceCents, openingCents, keptCents } of rows) {
    totalCents += balanceCents;
    if (keptCents !== undefined && keptCents !== openingCents) {
      problems.push(`${kind} of ${payeeId} ${fund}: the postings no longer add up to the balance kept`);
    }
    if (kind === 'forwarded-balance' && balanceCents > 0) {
      problems.push(`${payeeId} ${fund}: more was taken than was carried forward`);
    }
  }
  if (totalCents !== 0) problems.push('the accounts do not sum to zero');
  return rows.map(({ kind, payeeId, fund, balanceCents, openingCents }) => ({
    payeeId,
    fund,
    kind,
    openingCents,
    movementCents: balanceCents - openingCents,
    closingCents: balanceCents,
  }));
}

/** What remittances carried forward is what the ledger holds, and at most one balance is open for a payee and fund. */
async function proveForwards(store: Store, { snapshot }: Workplace, problems: string[]): Promise<void> {
  const open = new Map<string, number>();
  for (const profile of snapshot.profiles) {
    for (const { payeeId, fund, amountCents } of await store.openForwards(profile.id)) {
      const account = `${payeeId} ${fund}`;
      if (open.has(account)) problems.push(`${account}: two balances are carried forward at once`);
      open.set(account, amountCents);
    }
  }
  for (const { kind, payeeId, fund, balanceCents } of await store.provedBalances()) {
    if (kind !== 'forwarded-balance') continue;
    const account = `${payeeId} ${fund}`;
    if ((open.get(account) ?? 0) !== -balanceCents) {
      problems.push(`${account}: the balance carried forward differs from the ledger`);
    }
  }
}
