/** What can become of a payment that went out. */
export type PaymentState =
  | 'issued'
  /** The check was stopped at the bank. */
  | 'stopped'
  /** The transfer came back. */
  | 'returned'
  /** The check is worthless for good: destroyed, or stale. */
  | 'voided'
  /** Paid again under another trace number. */
  | 'reissued';

/** The acts of a person; each is allowed in some states only. */
export type PaymentAct = Exclude<PaymentState, 'issued'>;

const MOVES: Readonly<Record<PaymentState, readonly PaymentAct[]>> = {
  issued: ['stopped', 'returned', 'voided'],
  stopped: ['voided', 'reissued'],
  returned: ['reissued'],
  voided: ['reissued'],
  reissued: [],
};

/**
 * Why an act on a payment is refused, in words; undefined when it may be done. Checks are stopped and voided, only
 * transfers come back, and a remittance that paid nothing has no money to move.
 */
export function refusedPaymentAct(
  payment: {
    readonly state: PaymentState;
    readonly method: 'ACH' | 'CHK' | 'NON';
    readonly paidCents: number;
  },
  act: PaymentAct,
): string | undefined {
  if (payment.paidCents === 0) return 'no money went out with it';
  if (act === 'returned' && payment.method !== 'ACH') return 'only a transfer comes back';
  if ((act === 'stopped' || act === 'voided') && payment.method !== 'CHK') {
    return 'only a check is stopped or voided';
  }
  return MOVES[payment.state].includes(act) ? undefined : `it is ${payment.state}`;
}

/** Whether the act brings the money back to us: voiding a stopped check does not do so a second time. */
export function bringsMoneyBack(from: PaymentState, act: PaymentAct): boolean {
  return from === 'issued' && act !== 'reissued';
}
