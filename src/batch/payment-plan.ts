import { isMemberPayee } from '../adjudication/decision-parts.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { Contract } from '../reference/records.ts';
import { addInterest, type CarriedInterest } from '../remittance/add-interest.ts';
import { claimPaidCents } from '../remittance/claim-payment.ts';
import type { PaymentTerms } from '../remittance/payment-terms.ts';
import {
  CLAIMS_PER_REMITTANCE,
  type OpenForward,
  type PlannedPayment,
  planPayment,
} from '../remittance/plan-payment.ts';
import type { RemittanceItem } from '../remittance/remittance.ts';
import type { Store } from '../store/store.ts';
import { MAXIMUM_AMOUNT_CENTS } from '../x12/amount.ts';
import { addDays } from '../x12/calendar.ts';
import { traceScope } from './control-numbers.ts';
import type { Instant } from './instant.ts';
import { memberAsPayee } from './payment-case.ts';
import { heldPayees, isHeld } from './payment-hold.ts';
import type { Workplace } from './workplace.ts';

const PAGE_ITEMS = 2000;

export interface PlanOptions {
  readonly store: Store;
  readonly workplace: Workplace;
  readonly instant: Instant;
}

export interface PlannedRemittance {
  /** Among the payments of its payee and fund on this day, from 1. */
  readonly sequence: number;
  readonly payment: PlannedPayment;
}

/** A payee and fund with something to remit. */
export interface WaitingPayee {
  readonly payee: Contract;
  readonly fund: string;
}

/**
 * The payees of a payment run, by receiving partner. One whose contract is not in today's snapshot, or who is on
 * hold, waits: the books name its claims as still waiting.
 */
export async function payeesByPartner(
  profile: PayerProfile,
  { store, workplace }: PlanOptions,
): Promise<Map<string, WaitingPayee[]>> {
  const holds = await heldPayees(store, profile.id);
  const waiting: WaitingPayee[] = [];
  for (const { payeeId, fund } of await store.waitingPairs(profile.id)) {
    const payee = workplace.snapshot.contractOfPayee(payeeId);
    if (payee && !isHeld(holds, payeeId, fund)) waiting.push({ payee, fund });
  }
  waiting.sort(({ payee: { remittancePartner: a } }, { payee: { remittancePartner: b } }) =>
    a < b ? -1 : a > b ? 1 : 0,
  );
  return Map.groupBy(waiting, ({ payee }) => payee.remittancePartner);
}

/** Members to whom benefits are paid (OW-01), in order. Their name is that of what they are paid for. */
export async function membersToPay(
  profile: PayerProfile,
  { store }: PlanOptions,
): Promise<readonly WaitingPayee[]> {
  const holds = await heldPayees(store, profile.id);
  const pairs = await store.waitingPairs(profile.id);
  return pairs
    .filter(({ payeeId, fund }) => isMemberPayee(payeeId) && !isHeld(holds, payeeId, fund))
    .map(({ payeeId, fund }) => ({ payee: memberAsPayee(payeeId), fund }));
}

/**
 * The remittances of one payee and fund after another, in the order in which their files are posted: trace numbers
 * then follow that order, and a run that was cut between two files goes on with the very numbers it would have used.
 * The claims of one remittance are in memory at a time.
 */
export class PaymentPlanner {
  readonly #profile: PayerProfile;
  readonly #terms: PaymentTerms;
  readonly #options: PlanOptions;
  readonly #firstTrace: number;
  #traces = 0;

  private constructor(profile: PayerProfile, terms: PaymentTerms, options: PlanOptions, firstTrace: number) {
    this.#profile = profile;
    this.#terms = terms;
    this.#options = options;
    this.#firstTrace = firstTrace;
  }

  static async begin(
    profile: PayerProfile,
    terms: PaymentTerms,
    options: PlanOptions,
  ): Promise<PaymentPlanner> {
    return new PaymentPlanner(profile, terms, options, await options.store.counter(traceScope(profile.id)));
  }

  async *plan({ payee, fund }: WaitingPayee): AsyncGenerator<PlannedRemittance> {
    const { store, instant } = this.#options;
    const paidToday = await store.paymentsOn(payee.payeeId, fund, instant.date);
    const carried = new Map<number, CarriedInterest>();
    let adjustments = await store.waitingAdjustments(this.#profile.id, payee.payeeId, fund);
    let openForward: OpenForward | undefined = await store.openForward(payee.payeeId, fund);
    let made = 0;
    const parts = itemParts(store, this.#profile.id, payee.payeeId, fund);
    let part = await parts.next();
    if (part.done && adjustments.length > 0) part = { done: false, value: [] };
    while (!part.done) {
      const next = await parts.next();
      const isWhole = made === 0 && next.done === true;
      const plan = planPayment({
        payer: this.#profile,
        payee,
        fund,
        items: await this.#withInterest(part.value, carried),
        openForward,
        adjustments,
        minimumCheckCents: isWhole ? this.#terms.minimumCheckCents : 0,
        traceNumber: (ordinal) => traceNumber(instant.date, this.#firstTrace + this.#traces + ordinal),
        paymentDate: instant.date,
        productionDate: instant.date,
      });
      for (const payment of plan.payments) {
        this.#traces += 1;
        made += 1;
        yield { sequence: paidToday + made, payment };
      }
      openForward = plan.openForward;
      adjustments = [];
      part = next;
    }
  }

  /** Only what is paid late or reversed can carry interest: nothing else is asked of the store. */
  async #withInterest(
    items: readonly RemittanceItem[],
    carried: Map<number, CarriedInterest>,
  ): Promise<readonly RemittanceItem[]> {
    const terms = this.#terms.interest;
    if (terms === undefined) return items;
    const { store, instant } = this.#options;
    const inTime = addDays(instant.date, -terms.ceilingDays);
    const asked = items.filter(
      ({ act, decision }) => act === 'reversal' || decision.facts.receivedDate < inTime,
    );
    if (asked.length === 0) return items;
    const facts = await store.interestFacts(asked.map(({ itemId }) => itemId));
    const outstanding = new Map(facts.map((row) => [row.itemId, row.outstandingDays]));
    for (const { decisionId, interestCents, centDays } of facts) {
      if (centDays !== 0) carried.set(decisionId, { interestCents, centDays });
    }
    return addInterest({
      items,
      terms,
      paymentDate: instant.date,
      outstandingDays: ({ itemId }) => outstanding.get(itemId) ?? 0,
      carried,
    });
  }
}

/**
 * What waits of a payee and fund, in parts that fit one remittance each: a part ends where the next claim, with the
 * reversal it corrects, would be one too many or too dear. Parts begin where the last one ended, wherever a run was cut.
 */
async function* itemParts(
  store: Store,
  profileId: string,
  payeeId: string,
  fund: string,
): AsyncGenerator<RemittanceItem[], undefined> {
  let part: RemittanceItem[] = [];
  let paidCents = 0;
  let reversal: RemittanceItem[] = [];
  for await (const item of itemsOf(store, profileId, payeeId, fund)) {
    if (item.act === 'reversal' && reversal.length === 0) {
      reversal = [item];
      continue;
    }
    const together = [...reversal, item];
    reversal = [];
    const cents = together.reduce((sum, each) => sum + claimPaidCents(each), 0);
    const isFull =
      part.length + together.length > CLAIMS_PER_REMITTANCE || paidCents + cents > MAXIMUM_AMOUNT_CENTS;
    if (isFull && part.length > 0) {
      yield part;
      part = [];
      paidCents = 0;
    }
    part.push(...together);
    paidCents += cents;
  }
  part.push(...reversal);
  if (part.length > 0) yield part;
  return undefined;
}

async function* itemsOf(
  store: Store,
  profileId: string,
  payeeId: string,
  fund: string,
): AsyncGenerator<RemittanceItem> {
  let last = 0;
  for (;;) {
    const page = await store.waitingItems(profileId, payeeId, fund, last, PAGE_ITEMS);
    for (const { itemId, decisionId, act, decision } of page) yield { itemId, decisionId, act, decision };
    if (page.length < PAGE_ITEMS) return;
    last = page.at(-1)!.itemId;
  }
}

/** TRN02: unique between payer and receiver, for payments of nothing too. */
function traceNumber(date: string, sequence: number): string {
  return `${date.slice(2)}${String(sequence).padStart(7, '0')}`;
}
