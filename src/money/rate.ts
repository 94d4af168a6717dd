import { Decimal } from 'decimal.js';
import { halfUp, halfUpRvuHundredths } from './rounding.ts';
import { productHalfUp, type UnitFee } from './unit-fee.ts';

/** Bounds that keep every product below 2^53; a table beyond them is wrong, not rich. */
export const MAX_RVU_HUNDREDTHS = 10_000_00;
export const MAX_GPCI_THOUSANDTHS = 10_000;
/** $1,000.0000 for one unit of relative value. */
export const MAX_CONVERSION_FACTOR_E4 = 10_000_000;
export const MAX_UNITS = 1_000_000;
/** Ten times the charge: with the ten digits of an X12 amount the product stays below 10^15. */
export const MAX_BASIS_POINTS = 100_000;

/**
 * A rate as written in a contract or table, as a whole number of `10^-decimals`: `scaledRate('32.5', 4)` → 325000.
 *
 * @throws RangeError when it is not a plain number of 0 or more with at most that many decimals
 */
export function scaledRate(text: string, decimals: number): number {
  if (!/^\d{1,12}(\.\d{1,12})?$/.test(text)) throw new RangeError('Not a rate.');
  const scaled = new Decimal(text).times(new Decimal(10).pow(decimals));
  if (!scaled.isInteger() || scaled.greaterThan(Number.MAX_SAFE_INTEGER))
    throw new RangeError(`A rate has at most ${decimals} decimals here.`);
  return scaled.toNumber();
}

/** A scaled rate as a person writes it: `formatRate(325000, 4)` → `32.5000`. Stands in the trace of every line. */
export function formatRate(scaled: number, decimals: number): string {
  const digits = String(scaled).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** What a price by relative values is made of; practice expense already chosen by the setting. */
export interface RbrvsFactors {
  readonly workHundredths: number;
  readonly practiceHundredths: number;
  readonly malpracticeHundredths: number;
  readonly workGpciThousandths: number;
  readonly practiceGpciThousandths: number;
  readonly malpracticeGpciThousandths: number;
  /** Ten-thousandths of a dollar for one unit of relative value. */
  readonly conversionFactorE4: number;
}

/** The price of one unit of one service in one place, before rounding to cents. */
export interface RbrvsRate {
  /** Σ component × GPCI, rounded half up to two decimals (KP-41). */
  readonly rvuHundredths: number;
  /** For one unit: exact. */
  readonly fee: UnitFee;
}

/** Millionths of a dollar in a cent. */
const E6_PER_CENT = 10_000;
/** Thousand-millionths of a dollar in a cent. */
const E9_PER_CENT = 10_000_000;

/** @throws RangeError when a factor is outside its bounds */
export function rbrvsRate(factors: RbrvsFactors): RbrvsRate {
  // The total is at most 3 × 10^10; rounded and times the factor 3 × 10^14.
  const rvuHundredths = halfUpRvuHundredths(rvuHundredThousandths(factors));
  const factor = within(factors.conversionFactorE4, MAX_CONVERSION_FACTOR_E4, 'conversion factor');
  return { rvuHundredths, fee: { amount: rvuHundredths * factor, perCent: E6_PER_CENT } };
}

/**
 * Medicare's fee for one unit: the unrounded total × conversion factor, rounded half up to cents once. Proved on all
 * amounts that the publisher gives for 2025.
 *
 * @throws RangeError when a factor is outside its bounds
 */
export function medicareFeeCents(factors: RbrvsFactors): number {
  const total = rvuHundredThousandths(factors);
  const factor = within(factors.conversionFactorE4, MAX_CONVERSION_FACTOR_E4, 'conversion factor');
  // Hundred-thousandths × ten-thousandths: a cent is ten million of them.
  return productHalfUp(E9_PER_CENT, total, factor);
}

/**
 * A share of an amount: hundredths of a percent, rounded half up to cents.
 *
 * @throws RangeError when amount × share leaves the whole numbers below 2^53, or either is negative
 */
export function shareCents(amountCents: number, basisPoints: number): number {
  return halfUp(amountCents * within(basisPoints, MAX_BASIS_POINTS, 'share'), 10_000);
}

/** Σ component × GPCI: each at most 10^6 × 10^4. */
function rvuHundredThousandths(factors: RbrvsFactors): number {
  return (
    component(factors.workHundredths, factors.workGpciThousandths) +
    component(factors.practiceHundredths, factors.practiceGpciThousandths) +
    component(factors.malpracticeHundredths, factors.malpracticeGpciThousandths)
  );
}

function component(rvuHundredths: number, gpciThousandths: number): number {
  return (
    within(rvuHundredths, MAX_RVU_HUNDREDTHS, 'relative value') *
    within(gpciThousandths, MAX_GPCI_THOUSANDTHS, 'practice cost index')
  );
}

function within(value: number, maximum: number, name: string): number {
  if (!Number.isInteger(value) || value < 0 || value > maximum)
    throw new RangeError(`The ${name} is not a whole number from 0 to ${maximum}.`);
  return value;
}
