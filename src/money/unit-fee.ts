import { halfUp } from './rounding.ts';

/** What one unit of a service costs, exactly: `amount / perCent` cents. A rounded fee has 1 for `perCent`. */
export interface UnitFee {
  readonly amount: number;
  readonly perCent: number;
}

/** Hundredths of a percent in the whole. */
export const WHOLE_BASIS_POINTS = 10_000;

/**
 * Fee × whole units × share, rounded half up to cents once.
 *
 * @throws RangeError when the result leaves the whole numbers below 2^53
 */
export function unitFeeCents(fee: UnitFee, units: number, basisPoints = WHOLE_BASIS_POINTS): number {
  if (basisPoints === WHOLE_BASIS_POINTS) {
    const amount = fee.amount * units;
    if (amount <= Number.MAX_SAFE_INTEGER) return halfUp(amount, fee.perCent);
  }
  return productHalfUp(fee.perCent * WHOLE_BASIS_POINTS, fee.amount, units, basisPoints);
}

/**
 * Product of whole numbers over a divisor, rounded half up; beyond 2^53 it goes on with big integers.
 *
 * @throws RangeError when the quotient itself is beyond 2^53
 */
export function productHalfUp(divisor: number, ...factors: readonly number[]): number {
  let product = 1;
  for (const factor of factors) product *= factor;
  if (product <= Number.MAX_SAFE_INTEGER) return halfUp(product, divisor);
  let exact = 1n;
  for (const factor of factors) exact *= BigInt(factor);
  const by = BigInt(divisor);
  const quotient = Number(exact / by + ((exact % by) * 2n >= by ? 1n : 0n));
  if (!Number.isSafeInteger(quotient)) throw new RangeError('Amount is beyond the whole numbers below 2^53.');
  return quotient;
}
