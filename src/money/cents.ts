/**
 * Sum of cents, refused as soon as it leaves the numbers that a double holds exactly.
 *
 * @throws RangeError when an amount or the sum is not a safe whole number
 */
export function sumCents(amountsCents: Iterable<number>): number {
  let total = 0;
  for (const amount of amountsCents) {
    total += amount;
    if (!Number.isSafeInteger(amount) || !Number.isSafeInteger(total))
      throw new RangeError('Sum of cents leaves the whole numbers below 2^53.');
  }
  return total;
}

/**
 * Dollars with two decimals, for people: `12345` → `123.45`, `-5` → `-0.05`. No grouping.
 *
 * @throws RangeError when not a safe whole number
 */
export function formatCents(valueCents: number): string {
  if (!Number.isSafeInteger(valueCents)) throw new RangeError('Not an amount in whole cents.');
  const absolute = Math.abs(valueCents);
  const cents = absolute % 100;
  const dollars = (absolute - cents) / 100;
  return `${valueCents < 0 ? '-' : ''}${dollars}.${cents < 10 ? '0' : ''}${cents}`;
}
