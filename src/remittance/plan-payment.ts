import type { PayerProfile } from '../reference/payer-profile.ts';
import type { Contract } from '../reference/records.ts';
import { MAXIMUM_AMOUNT_CENTS } from '../x12/amount.ts';
import { Fault } from '../x12/fault.ts';
import { claimPaidCents } from './claim-payment.ts';
import { orderItems } from './order-items.ts';
import type { ProviderAdjustment, Remittance, RemittanceItem, RemittedClaims } from './remittance.ts';

/** CLP segments in one ST: what receivers are said to take (835.md section 1). */
export const CLAIMS_PER_REMITTANCE = 10_000;

/** A balance an earlier remittance forwarded and no later one has taken: at most one per payee and fund (RFI 738). */
export interface OpenForward {
  /** TRN02 of the remittance that forwarded it. */
  readonly traceNumber: string;
  readonly amountCents: number;
}

/** A provider-level adjustment that waits for a remittance: a recovery, a refund, a program payment. */
export interface WaitingAdjustment extends ProviderAdjustment {
  readonly adjustmentId: number;
}

export interface PaymentInput {
  readonly payer: PayerProfile;
  readonly payee: Contract;
  readonly fund: string;
  /** What no remittance of this payee and fund has carried yet, by remittance ({@link claimsByRemittance}). */
  readonly claims: readonly RemittedClaims[];
  readonly openForward: OpenForward | undefined;
  /** They stand on the first remittance; without claims they make one of their own (capitation). Default: none. */
  readonly adjustments?: readonly WaitingAdjustment[];
  /** A single check of less than this is not written: everything waits (KP-88). Default: 0. */
  readonly minimumCheckCents?: number;
  /** TRN02 of the first, second … remittance (from 1): unique between payer and receiver, zero payments too. */
  readonly traceNumber: (ordinal: number) => string;
  /** CCYYMMDD. */
  readonly paymentDate: string;
  readonly productionDate: string;
}

export interface PlannedPayment {
  readonly remittance: Remittance;
  readonly claims: RemittedClaims;
  /** PLB FB taken in. */
  readonly forwardInCents: number;
  /** PLB FB sent on; then the payment is zero. */
  readonly forwardedCents: number;
  /** Σ of the other PLB amounts but interest. */
  readonly adjustmentCents: number;
  /** Net interest of its claims: −PLB L6. */
  readonly interestCents: number;
  readonly adjustments: readonly WaitingAdjustment[];
}

export interface PaymentPlan {
  /** One, unless the claims are too many or too dear for one; none when there are none. */
  readonly payments: readonly PlannedPayment[];
  /** What is open after them. */
  readonly openForward: OpenForward | undefined;
}

/**
 * KP-81, KP-82: pays what is left of Σ CLP04 after the balance carried forward, and forwards what is below zero
 * under its own TRN02, so that BPR02 is never negative (guide 1.10.2.12). Several remittances hand an open
 * balance from one to the next in the same way.
 *
 * @throws Fault `PAYEE-WITHOUT-BANK` when a payee is paid by ACH and its contract has no account.
 */
export function planPayment(input: PaymentInput): PaymentPlan {
  const payments: PlannedPayment[] = [];
  let open = input.openForward;
  const adjustments = input.adjustments ?? [];
  const parts = input.claims.length === 0 && adjustments.length > 0 ? [noClaims] : input.claims;
  for (const [index, claims] of parts.entries()) {
    const own = index === 0 ? adjustments : [];
    const planned = planOne(input, claims, own, open, input.traceNumber(payments.length + 1));
    if (parts.length === 1 && isBelowMinimum(planned.remittance, input.minimumCheckCents ?? 0)) break;
    payments.push(planned);
    open =
      planned.forwardedCents === 0
        ? undefined
        : { traceNumber: planned.remittance.traceNumber, amountCents: planned.forwardedCents };
  }
  return { payments, openForward: open };
}

function planOne(
  input: PaymentInput,
  claims: RemittedClaims,
  adjustments: readonly WaitingAdjustment[],
  open: OpenForward | undefined,
  traceNumber: string,
): PlannedPayment {
  const forwardInCents = open?.amountCents ?? 0;
  const adjustmentCents = adjustments.reduce((cents, { amountCents }) => cents + amountCents, 0);
  const { interestCents, items, written } = claims;
  const netCents = claims.paidCents - adjustmentCents + interestCents - forwardInCents;
  const forwardedCents = netCents < 0 ? -netCents : 0;
  const providerAdjustments: ProviderAdjustment[] = [];
  if (open && forwardInCents > 0) {
    providerAdjustments.push({ code: 'FB', reference: open.traceNumber, amountCents: forwardInCents });
  }
  for (const { code, reference, amountCents } of adjustments) {
    providerAdjustments.push({ code, reference, amountCents });
  }
  // One for all claims, none when they come to nothing (RFI 2184); it names no claim.
  if (interestCents !== 0)
    providerAdjustments.push({ code: 'L6', reference: '', amountCents: -interestCents });
  // Never at exactly zero (RFI 738): a zero PLB is not allowed.
  if (forwardedCents > 0) {
    providerAdjustments.push({ code: 'FB', reference: traceNumber, amountCents: -forwardedCents });
  }
  const paidCents = Math.max(netCents, 0);
  const { payer, payee, fund, paymentDate, productionDate } = input;
  const remittance: Remittance = {
    payer,
    payee,
    fund,
    traceNumber,
    method: paidCents === 0 ? 'NON' : methodOf(payer, payee),
    paidCents,
    paymentDate,
    productionDate,
    items,
    ...(written && { written }),
    providerAdjustments,
  };
  return { remittance, claims, forwardInCents, forwardedCents, adjustmentCents, interestCents, adjustments };
}

function isBelowMinimum({ method, paidCents }: Remittance, minimumCents: number): boolean {
  return method === 'CHK' && paidCents < minimumCents;
}

function methodOf(payer: PayerProfile, payee: Contract): 'ACH' | 'CHK' {
  if (payee.paymentMethod === 'CHK') return 'CHK';
  const accounts = [payer.bank.routing, payer.bank.account, payee.bankRouting, payee.bankAccount];
  if (accounts.every((part) => part !== '')) return 'ACH';
  throw new Fault({
    code: 'PAYEE-WITHOUT-BANK',
    message: `Payee ${payee.payeeId} is paid by ACH, but an account is missing in its contract or in payer profile ${payer.id}.`,
    hint: 'Add the routing and account numbers, or set the payment method of the contract to CHK.',
    exitCode: 2,
  });
}

const noClaims = remittedClaims([]);

/**
 * Claims and reversals in settlement order, by remittance: a new one begins when the next claim (with its reversal) would
 * be one too many, or too dear for BPR02.
 */
export function claimsByRemittance(items: readonly RemittanceItem[]): RemittedClaims[] {
  return chunks(items).map(remittedClaims);
}

function remittedClaims(items: readonly RemittanceItem[]): RemittedClaims {
  return {
    itemIds: items.map(({ itemId }) => itemId),
    paidCents: sum(items),
    interestCents: items.reduce((cents, item) => cents + (item.interestCents ?? 0), 0),
    interest: items.flatMap(({ itemId, interestCents = 0, interestCentDays: centDays = 0 }) =>
      interestCents === 0 && centDays === 0 ? [] : [{ itemId, interestCents, centDays }],
    ),
    problems: [],
    items,
  };
}

function chunks(items: readonly RemittanceItem[]): RemittanceItem[][] {
  const made: RemittanceItem[][] = [];
  let current: RemittanceItem[] = [];
  let paidCents = 0;
  for (const together of orderItems(items)) {
    const togetherCents = sum(together);
    const isFull =
      current.length + together.length > CLAIMS_PER_REMITTANCE ||
      paidCents + togetherCents > MAXIMUM_AMOUNT_CENTS;
    if (isFull && current.length > 0) {
      made.push(current);
      current = [];
      paidCents = 0;
    }
    current.push(...together);
    paidCents += togetherCents;
  }
  if (current.length > 0) made.push(current);
  return made;
}

function sum(items: readonly RemittanceItem[]): number {
  let cents = 0;
  for (const item of items) cents += claimPaidCents(item);
  return cents;
}
