import { isFundOf } from '../adjudication/fund.ts';
import { paymentEntry } from '../ledger/payment-entry.ts';
import type { Partner } from '../reference/partner.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { Contract } from '../reference/records.ts';
import { checkCodes } from '../remittance/code-check.ts';
import { type PlannedPayment, planPayment } from '../remittance/plan-payment.ts';
import { prove835 } from '../remittance/prove-835.ts';
import type { RemittanceItem } from '../remittance/remittance.ts';
import { type RemittanceEnvelope, splitInterchanges } from '../remittance/write-835.ts';
import type { PaymentRow, RunRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { add, balance, outOfBalance, type Tally } from './books.ts';
import { ControlNumbers, groupScope, interchangeScope, traceScope } from './control-numbers.ts';
import { type Instant, weekdayOf } from './instant.ts';
import { outboxName } from './outbox-name.ts';
import type { Workplace } from './workplace.ts';

const PAGE_ITEMS = 2000;

export interface PayOptions {
  readonly store: Store;
  readonly workplace: Workplace;
  readonly run: RunRow;
  readonly instant: Instant;
  /** `now` pays whatever waits; `calendar` only on the profile's weekday (KP-88). */
  readonly when: 'now' | 'calendar';
}

export interface Paid {
  readonly profileId: string;
  readonly payments: number;
  readonly paidCents: number;
  readonly forwardedCents: number;
  readonly waiting: number;
  readonly books: string;
}

/** One payer's payment run: what waits, by payee and fund, onto balanced 835s (KP-81, KP-82, KP-88, KP-89). */
export async function pay(profile: PayerProfile, options: PayOptions): Promise<Paid> {
  const { store, run } = options;
  const waiting = await store.waitingTotals(profile.id);
  const isPayday = options.when === 'now' || weekdayOf(options.instant.date) === profile.payWeekday;
  const isResumed = (await store.batches({ stage: 'pay', state: 'open' })).some(
    (each) => each.subject === profile.id,
  );
  if (!isResumed && (waiting.items === 0 || !isPayday)) {
    return {
      profileId: profile.id,
      payments: 0,
      paidCents: 0,
      forwardedCents: 0,
      waiting: waiting.items,
      books: '',
    };
  }
  const batch = await store.openBatch(run.runId, 'pay', profile.id);
  const before = add(
    { claims: waiting.items, cents: waiting.amountCents },
    remittedIn(await store.payments({ batchId: batch.batchId })),
  );
  await proveWaiting(profile, batch.batchId, waiting.amountCents, store);
  const planned = await planPayments(profile, options);
  const faults = planned.flatMap(({ payment }) =>
    checkCodes(payment.remittance, options.instant.date, options.workplace.adjustmentCodes),
  );
  if (faults.length > 0) {
    await store.breakBatch(batch.batchId, faults.join('; '));
    throw codesFault(faults);
  }
  await writeAndPost(batch.batchId, profile, planned, options);
  const books = await provePayments(store, profile, batch.batchId, before);
  if (!books.closes) {
    await store.breakBatch(batch.batchId, books.text);
    throw outOfBalance('pay', books);
  }
  await store.closeBatch(batch.batchId, books.text);
  const posted = await store.payments({ batchId: batch.batchId });
  return {
    profileId: profile.id,
    payments: posted.length,
    paidCents: posted.reduce((sum, payment) => sum + payment.paidCents, 0),
    forwardedCents: posted.reduce((sum, payment) => sum + payment.forwardOutCents, 0),
    waiting: (await store.waitingTotals(profile.id)).items,
    books: books.text,
  };
}

interface Planned {
  readonly partnerId: string;
  readonly sequence: number;
  readonly payment: PlannedPayment;
}

interface Waiting {
  readonly payee: Contract;
  readonly fund: string;
}

/**
 * One payment (or several, where claims are too many for one 835) for each payee and fund. In the order of the
 * receiving partners: trace numbers then follow the order in which files are posted, so a run that was cut between
 * two files goes on with the very numbers it would have used.
 */
async function planPayments(profile: PayerProfile, options: PayOptions): Promise<Planned[]> {
  const { store, instant } = options;
  const lastTrace = await store.counter(traceScope(profile.id));
  const planned: Planned[] = [];
  for (const { payee, fund } of await waitingPayees(profile, options)) {
    const before = planned.length;
    const plan = planPayment({
      payer: profile,
      payee,
      fund,
      items: await itemsOf(store, profile.id, payee.payeeId, fund),
      openForward: await store.openForward(payee.payeeId, fund),
      traceNumber: (ordinal) => traceNumber(instant.date, lastTrace + before + ordinal),
      paymentDate: instant.date,
      productionDate: instant.date,
    });
    for (const [index, payment] of plan.payments.entries()) {
      planned.push({ partnerId: payee.remittancePartner, sequence: index + 1, payment });
    }
  }
  return planned;
}

/** A payee whose contract is not in today's snapshot waits: the books name its claims as still waiting. */
async function waitingPayees(profile: PayerProfile, { store, workplace }: PayOptions): Promise<Waiting[]> {
  const payees: Waiting[] = [];
  for (const { payeeId, fund } of await store.waitingPairs(profile.id)) {
    const payee = workplace.snapshot.contractOfPayee(payeeId);
    if (payee) payees.push({ payee, fund });
  }
  const partnerOf = ({ payee }: Waiting) => payee.remittancePartner;
  return payees.sort((a, b) => (partnerOf(a) < partnerOf(b) ? -1 : partnerOf(a) > partnerOf(b) ? 1 : 0));
}

async function itemsOf(
  store: Store,
  profileId: string,
  payeeId: string,
  fund: string,
): Promise<RemittanceItem[]> {
  const items: RemittanceItem[] = [];
  for (;;) {
    const page = await store.waitingItems(profileId, payeeId, fund, items.at(-1)?.itemId ?? 0, PAGE_ITEMS);
    for (const { itemId, act, decision } of page) items.push({ itemId, act, decision });
    if (page.length < PAGE_ITEMS) return items;
  }
}

/** TRN02: unique between payer and receiver, for payments of nothing too. */
function traceNumber(date: string, sequence: number): string {
  return `${date.slice(2)}${String(sequence).padStart(7, '0')}`;
}

/** Writes the 835s of each receiving partner, proves them from their bytes, and posts each file with its payments. */
async function writeAndPost(
  batchId: number,
  profile: PayerProfile,
  planned: readonly Planned[],
  options: PayOptions,
): Promise<void> {
  const { store, run, instant } = options;
  for (const partnerId of new Set(planned.map((each) => each.partnerId))) {
    const partner = partnerOf(partnerId, options);
    const own = planned.filter((each) => each.partnerId === partnerId);
    const lastInterchange = await store.counter(interchangeScope(partnerId));
    const lastGroup = await store.counter(groupScope(partnerId));
    const written = splitInterchanges(
      own.map((each) => each.payment.remittance),
      (ordinal) => envelopeOf(partner, instant, lastInterchange + ordinal, lastGroup + ordinal),
    );
    let next = 0;
    for (const [index, { bytes, remittances }] of written.entries()) {
      const part = own.slice(next, next + remittances.length);
      next += remittances.length;
      proveBytes(bytes, part);
      const numbers = new ControlNumbers(store);
      await numbers.next(interchangeScope(partnerId));
      await numbers.next(groupScope(partnerId));
      for (const _ of part) await numbers.next(traceScope(profile.id));
      await store.postPayments({
        batchId,
        file: {
          name: outboxName(partnerId, '835', lastInterchange + index + 1, instant),
          partnerId,
          type: '835',
          bytes,
        },
        payments: part.map(({ payment, sequence }) =>
          postedPayment(payment, sequence, run.asOf, instant.date),
        ),
        counters: numbers.moves(),
      });
    }
  }
}

function partnerOf(partnerId: string, { workplace }: PayOptions): Partner {
  const partner = workplace.snapshot.partner(partnerId);
  if (partner) return partner;
  throw new Fault({
    code: 'PARTNER-UNKNOWN',
    message: `partner ${partnerId} of a contract is not in the specs`,
    hint: 'Add specs/partners/…xml for it, or correct remittance_partner in the contracts.',
    exitCode: 2,
  });
}

function envelopeOf(partner: Partner, instant: Instant, isa13: number, gs06: number): RemittanceEnvelope {
  return {
    interchange: {
      senderQualifier: partner.ourQualifier,
      senderId: partner.ourInterchangeId,
      receiverQualifier: partner.qualifier === '*' ? 'ZZ' : partner.qualifier,
      receiverId: ownId(partner.interchangeId, partner),
      date6: instant.date.slice(2),
      time4: instant.time,
      controlNumber: isa13,
      usage: 'P',
    },
    group: {
      sender: partner.ourApplicationId,
      receiver: ownId(partner.applicationId, partner),
      date8: instant.date,
      time: instant.time,
      controlNumber: gs06,
    },
    lineBreaks: partner.newlineAfterSegment,
    receiverId: ownId(partner.interchangeId, partner),
  };
}

/** A partner that may send under any id is still addressed by one: its own name here. */
function ownId(id: string, partner: Partner): string {
  return id === '*' ? partner.id.toUpperCase().slice(0, 15) : id;
}

/** CLP04, PLB and BPR02 come from the ledger, CAS from the decisions: the bytes must tie them (DESIGN decision 12). */
function proveBytes(bytes: Uint8Array, part: readonly Planned[]): void {
  const proof = prove835(bytes);
  const paid = part.map(({ payment }) => payment.remittance.paidCents);
  const agrees =
    proof.balanced &&
    proof.findings.length === 0 &&
    proof.sets.length === paid.length &&
    proof.sets.every((set, index) => set.totals.bprCents === paid[index]);
  if (agrees) return;
  const [first] = proof.findings;
  throw new Fault({
    code: 'REMITTANCE-UNBALANCED',
    message: `an 835 does not prove itself from its own bytes (${first?.code ?? 'BPR02 differs from the ledger'})`,
    hint: 'Nothing of this payment run is published. Keep the data root and report the batch.',
    exitCode: 4,
  });
}

function postedPayment(payment: PlannedPayment, sequence: number, asOf: string, runDate: string) {
  const { remittance, forwardInCents, forwardedCents } = payment;
  const { payee, fund, traceNumber: trace, paidCents } = remittance;
  return {
    profileId: remittance.payer.id,
    payeeId: payee.payeeId,
    fund,
    traceNumber: trace,
    method: remittance.method,
    paymentDate: remittance.paymentDate,
    claimsCents: paidCents + forwardInCents - forwardedCents,
    paidCents,
    forwardInCents,
    forwardInTrace:
      remittance.providerAdjustments.find((each) => each.code === 'FB' && each.amountCents > 0)?.reference ??
      '',
    forwardOutCents: forwardedCents,
    itemIds: remittance.items.map((item) => item.itemId),
    entry: paymentEntry({
      payeeId: payee.payeeId,
      fund,
      runDate,
      sequence,
      traceNumber: trace,
      paidCents,
      forwardInCents,
      forwardOutCents: forwardedCents,
      asOf,
    }),
  };
}

/** decided = remitted + waiting, in items and cents; and every payable of what was remitted stands at zero. */
async function provePayments(store: Store, profile: PayerProfile, batchId: number, before: Tally) {
  const payments = await store.payments({ batchId });
  const after = await store.waitingTotals(profile.id);
  const books = balance(
    ['waiting', before],
    [
      ['remitted', remittedIn(payments)],
      ['still waiting', { claims: after.items, cents: after.amountCents }],
    ],
  );
  return (await payableCents(profile, store)) === after.amountCents
    ? books
    : { closes: false, text: `${books.text}; ${PAYABLES_DIFFER}` };
}

const PAYABLES_DIFFER = 'the payables of the ledger and the waiting claims differ';

/** What the ledger owes is exactly what waits: balances are derived from postings, items from decisions. */
async function proveWaiting(
  profile: PayerProfile,
  batchId: number,
  waitingCents: number,
  store: Store,
): Promise<void> {
  if ((await payableCents(profile, store)) === waitingCents) return;
  await store.breakBatch(batchId, PAYABLES_DIFFER);
  throw outOfBalance('pay', { closes: false, text: PAYABLES_DIFFER });
}

async function payableCents(profile: PayerProfile, store: Store): Promise<number> {
  return (await store.accountBalances())
    .filter((row) => row.kind === 'payable' && isFundOf(profile.id, row.fund))
    .reduce((sum, row) => sum + row.balanceCents, 0);
}

function remittedIn(payments: readonly PaymentRow[]): Tally {
  return {
    claims: payments.reduce((sum, payment) => sum + payment.claimCount, 0),
    cents: payments.reduce((sum, payment) => sum + payment.claimsCents, 0),
  };
}

function codesFault(problems: readonly string[]): Fault {
  return new Fault({
    code: 'CODES-INVALID',
    message: `codes that an 835 may not carry today: ${problems.slice(0, 5).join('; ')}`,
    hint: 'Correct the dispositions in the payer profile (`remit specs check`); nothing of this payment run is published.',
    exitCode: 4,
  });
}
