import { impactOf, type PriorPayment } from './prior-payment.ts';

/**
 * `standard`: together the payers pay what is allowed. `maintenance`: the benefit less what the primary paid.
 * `maintenance-allowed`: the benefit of what the primary left of the allowed amount. `medicare-secondary`: the least of
 * three (42 CFR 411.33). `last-resort`, Medicaid: what its own allowed amount leaves.
 */
export type CoordinationMethod =
  | 'standard'
  | 'maintenance'
  | 'maintenance-allowed'
  | 'medicare-secondary'
  | 'last-resort';

export interface CoordinatedLine {
  readonly chargeCents: number;
  readonly allowedCents: number;
  /** What we would pay if we were first; for `maintenance-allowed`, the benefit of {@link maintainedAllowed}. */
  readonly normalCents: number;
  readonly prior: PriorPayment;
}

/** What the primary left of our allowed amount: the base of `maintenance-allowed`. */
export function maintainedAllowed(allowedCents: number, prior: PriorPayment): number {
  return Math.max(0, allowedCents - prior.paidCents);
}

/**
 * What we pay after others (KP-68): never more than our own benefit, never more than what the provider is still owed,
 * and together with the others never more than the higher of the two allowed amounts.
 */
export function coordinatedPayment(method: CoordinationMethod, line: CoordinatedLine): number {
  const { chargeCents, allowedCents, normalCents, prior } = line;
  const owedCents = chargeCents - impactOf(prior);
  const priorAllowedCents = prior.paidCents + prior.shareCents;
  const ceilingCents = method === 'last-resort' ? allowedCents : Math.max(allowedCents, priorAllowedCents);
  const higherLeftCents = ceilingCents - prior.paidCents;
  const benefitCents = method === 'maintenance' ? normalCents - prior.paidCents : normalCents;
  return Math.max(0, Math.min(benefitCents, owedCents, higherLeftCents));
}

/** What is still the member's after we paid, within what we allow and what the provider is owed. */
export function memberLeftCents(line: CoordinatedLine, paidCents: number): number {
  const owedCents = line.chargeCents - impactOf(line.prior) - paidCents;
  const allowedLeftCents = line.allowedCents - line.prior.paidCents - paidCents;
  return Math.max(0, Math.min(owedCents, allowedLeftCents));
}

/** How a payment after others is told on the 835, in cents. Positive reduces the payment. */
export interface CoordinationReport {
  /** OA-23: what others paid and what was written off for them. */
  readonly impactCents: number;
  /** CO-45: what the provider writes off for us besides. */
  readonly contractualCents: number;
  /** OA-94, negative: what is paid beyond the charge. */
  readonly excessCents: number;
}

/** The charge is always told in full: charge − OA-23 − OA-94 − CO-45 − PR = paid (`impactCents` may exceed the charge). */
export function coordinationReport(
  chargeCents: number,
  allowedCents: number,
  impactCents: number,
  shareCents: number,
  paidCents: number,
): CoordinationReport {
  const raisedCents = Math.max(0, allowedCents - chargeCents);
  const restCents = chargeCents + raisedCents - impactCents - shareCents - paidCents;
  return {
    impactCents,
    contractualCents: Math.max(0, restCents),
    excessCents: -raisedCents + Math.min(0, restCents),
  };
}
