import { Fault } from './fault.ts';

/** DE 782 under HIPAA: 10 digits including cents, so 99,999,999.99. */
export const MAXIMUM_AMOUNT_CENTS = 9_999_999_999;

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/**
 * An R element as integer cents. Leading zeros, `.5` and `100.0` are read; a plus sign, a comma, a bare or trailing
 * point, an exponent, a third decimal and more than 10 digits are not: undefined.
 */
export function parseAmountCents(text: string): number | undefined {
  const cents = parseScaled(text, 2);
  return cents === undefined || Math.abs(cents) > MAXIMUM_AMOUNT_CENTS ? undefined : cents;
}

/** Units or another R quantity in thousandths: `1` is 1000. Undefined when it is none, or has a fourth decimal. */
export function parseQuantityMilli(text: string): number | undefined {
  return parseScaled(text, 3);
}

function parseScaled(text: string, decimals: number): number | undefined {
  const negative = text.charCodeAt(0) === MINUS;
  let value = 0;
  let digits = 0;
  let decimalsSeen = -1;
  for (let index = negative ? 1 : 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= ZERO && code <= NINE) {
      value = value * 10 + (code - ZERO);
      digits += 1;
      if (decimalsSeen >= 0) decimalsSeen += 1;
    } else if (code === POINT && decimalsSeen < 0) decimalsSeen = 0;
    else return undefined;
    if (decimalsSeen > decimals || value > Number.MAX_SAFE_INTEGER) return undefined;
  }
  if (digits === 0 || decimalsSeen === 0) return undefined;
  for (let scale = Math.max(decimalsSeen, 0); scale < decimals; scale += 1) value *= 10;
  if (value > Number.MAX_SAFE_INTEGER) return undefined;
  return negative && value !== 0 ? -value : value;
}

/** As {@link parseAmountCents}, of the bytes of a value. */
export function parseAmountCentsOf(bytes: Uint8Array, from: number, to: number): number | undefined {
  const cents = parseScaledOf(bytes, from, to, 2);
  return cents === undefined || Math.abs(cents) > MAXIMUM_AMOUNT_CENTS ? undefined : cents;
}

/** As {@link parseQuantityMilli}, of the bytes of a value. */
export function parseQuantityMilliOf(bytes: Uint8Array, from: number, to: number): number | undefined {
  return parseScaledOf(bytes, from, to, 3);
}

/** The same rules as {@link parseScaled}: a property test holds one against the other. */
function parseScaledOf(bytes: Uint8Array, from: number, to: number, decimals: number): number | undefined {
  const negative = from < to && bytes[from] === MINUS;
  let value = 0;
  let digits = 0;
  let decimalsSeen = -1;
  for (let index = negative ? from + 1 : from; index < to; index += 1) {
    const code = bytes[index]!;
    if (code >= ZERO && code <= NINE) {
      value = value * 10 + (code - ZERO);
      digits += 1;
      if (decimalsSeen >= 0) decimalsSeen += 1;
    } else if (code === POINT && decimalsSeen < 0) decimalsSeen = 0;
    else return undefined;
    if (decimalsSeen > decimals || value > Number.MAX_SAFE_INTEGER) return undefined;
  }
  if (digits === 0 || decimalsSeen === 0) return undefined;
  for (let scale = Math.max(decimalsSeen, 0); scale < decimals; scale += 1) value *= 10;
  if (value > Number.MAX_SAFE_INTEGER) return undefined;
  return negative && value !== 0 ? -value : value;
}

/**
 * Integer cents as an R element in minimal form: 150, 14.5, 0, -3.25. Throws `X12-UNWRITABLE` beyond the 10 digits
 * of DE 782.
 */
export function amount(cents: number): string {
  if (!Number.isSafeInteger(cents) || Math.abs(cents) > MAXIMUM_AMOUNT_CENTS) {
    throw new Fault({
      code: 'X12-UNWRITABLE',
      message: 'An amount is no whole number of cents or has more than 10 digits.',
      hint: 'X12 carries at most 99,999,999.99; split the payment.',
    });
  }
  const absolute = Math.abs(cents);
  const dollars = Math.floor(absolute / 100);
  const rest = absolute % 100;
  const sign = cents < 0 ? '-' : '';
  if (rest === 0) return `${sign}${dollars}`;
  return rest % 10 === 0
    ? `${sign}${dollars}.${rest / 10}`
    : `${sign}${dollars}.${rest < 10 ? '0' : ''}${rest}`;
}
