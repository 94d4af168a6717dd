import { isMemberPayee } from '../adjudication/decision-parts.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { Contract } from '../reference/records.ts';
import type { PaymentTerms } from '../remittance/payment-terms.ts';
import { type OpenForward, type PlannedPayment, planPayment } from '../remittance/plan-payment.ts';
import type { Store } from '../store/store.ts';
import { traceScope } from './control-numbers.ts';
import type { Instant } from './instant.ts';
import type { PayeePart } from './payee-claims.ts';
import { memberAsPayee } from './payment-case.ts';
import { heldPayees, isHeld } from './payment-hold.ts';
import type { Workplace } from './workplace.ts';

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
  /** Claims and reversals. */
  readonly items: number;
  readonly reversals: number;
}

/** Whom a payment run pays, each in order. */
export interface PayeesOfRun {
  /** By receiving partner. */
  readonly byPartner: ReadonlyMap<string, readonly WaitingPayee[]>;
  /** Members to whom benefits are paid (OW-01). Their name is that of what they are paid for. */
  readonly members: readonly WaitingPayee[];
}

/**
 * The payees of a payment run. One whose contract is not in today's snapshot, or who is on hold, waits: the books name
 * its claims as still waiting.
 */
export async function payeesOfRun(
  profile: PayerProfile,
  { store, workplace }: PlanOptions,
): Promise<PayeesOfRun> {
  const holds = await heldPayees(store, profile.id);
  const waiting: WaitingPayee[] = [];
  const members: WaitingPayee[] = [];
  for (const { payeeId, fund, items, reversals } of await store.waitingPairs(profile.id)) {
    if (isHeld(holds, payeeId, fund)) continue;
    if (isMemberPayee(payeeId)) members.push({ payee: memberAsPayee(payeeId), fund, items, reversals });
    const payee = workplace.snapshot.contractOfPayee(payeeId);
    if (payee) waiting.push({ payee, fund, items, reversals });
  }
  waiting.sort(({ payee: { remittancePartner: a } }, { payee: { remittancePartner: b } }) =>
    a < b ? -1 : a > b ? 1 : 0,
  );
  return { byPartner: Map.groupBy(waiting, ({ payee }) => payee.remittancePartner), members };
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

  async *plan(
    { payee, fund }: WaitingPayee,
    parts: AsyncIterable<PayeePart>,
  ): AsyncGenerator<PlannedRemittance> {
    const { store, instant } = this.#options;
    const paidToday = await store.paymentsOn(payee.payeeId, fund, instant.date);
    let adjustments = await store.waitingAdjustments(this.#profile.id, payee.payeeId, fund);
    let openForward: OpenForward | undefined = await store.openForward(payee.payeeId, fund);
    let made = 0;
    for await (const { claims, isLast } of parts) {
      const plan = planPayment({
        payer: this.#profile,
        payee,
        fund,
        claims,
        openForward,
        adjustments,
        minimumCheckCents: made === 0 && isLast ? this.#terms.minimumCheckCents : 0,
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
    }
  }
}

/** TRN02: unique between payer and receiver, for payments of nothing too. */
function traceNumber(date: string, sequence: number): string {
  return `${date.slice(2)}${String(sequence).padStart(7, '0')}`;
}
