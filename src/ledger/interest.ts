import { Decimal } from 'decimal.js';
import { addDays, daysBetween } from '../x12/calendar.ts';

/** KP-90 as the profile states it. */
export interface InterestTerms {
  /** Days after receipt in which a clean claim is paid without interest. */
  readonly ceilingDays: number;
  /** Per year, as written: `12`, `2.125`. */
  readonly ratePercent: string;
  /** Days of a year: 365, 366 or 360. */
  readonly dayCount: number;
}

export interface ClaimClock {
  /** CCYYMMDD. */
  readonly receivedDate: string;
  /** Days on which we waited for information from outside: the clock stood still (KP-91). */
  readonly outstandingDays: number;
}

/** Days that earn interest: from the day after the ceiling to the day of payment, both counted; 0 when in time. */
export function interestDays(clock: ClaimClock, paymentDate: string, terms: InterestTerms): number {
  if (clock.receivedDate === '') return 0;
  const lastDay = addDays(clock.receivedDate, terms.ceilingDays + clock.outstandingDays);
  return Math.max(0, daysBetween(lastDay, paymentDate));
}

/**
 * Simple interest on so many cent-days (cents × days), rounded half up to cents, once: 1,000.00 at 2.125 % for
 * 22 days is 1.28.
 */
export function interestCents(centDays: number, terms: InterestTerms): number {
  return new Decimal(terms.ratePercent)
    .times(centDays)
    .div(terms.dayCount * 100)
    .toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
    .toNumber();
}

/**
 * Cent-days of a corrected payment. What is still paid keeps the days it had; a lower amount keeps its share of them,
 * what is paid more has the days of the correction (the interest is recomputed, never just left).
 */
export function correctedCentDays(
  before: { readonly paidCents: number; readonly centDays: number },
  paidCents: number,
  ownDays: number,
): number {
  if (paidCents >= before.paidCents) return before.centDays + (paidCents - before.paidCents) * ownDays;
  return new Decimal(before.centDays)
    .times(paidCents)
    .div(before.paidCents)
    .toDecimalPlaces(0, Decimal.ROUND_DOWN)
    .toNumber();
}
