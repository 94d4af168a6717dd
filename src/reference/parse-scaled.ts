/** Integer part of at most nine digits: scaled by up to 10^4 it stays far below 2^53. */
const DECIMAL = /^(\d{1,9})(?:\.(\d+))?$/;

/**
 * A plain decimal as an exact integer: `parseScaled('0.97', 2)` is 97. No sign, no exponent, no grouping.
 *
 * @param decimals places kept; a text with more of them is refused, never rounded
 * @returns undefined when the text is not such a number
 */
export function parseScaled(text: string, decimals: number): number | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const fraction = match[2] ?? '';
  if (fraction.length > decimals) return undefined;
  return Number(match[1] + fraction.padEnd(decimals, '0'));
}
