const TEN_DIGITS = /^[12]\d{9}$/;
const DIGITS = 10;
const ZERO = 0x30;
const NINE = 0x39;
const ONE = 0x31;
const TWO = 0x32;
/** What the prefix 80840 of the card issuer number adds to the Luhn sum. */
const PREFIX_SUM = 24;

/** A National Provider Identifier: ten digits, 1 or 2 first, check digit by Luhn over 80840 + the number. */
export function isNpi(text: string): boolean {
  return TEN_DIGITS.test(text) && isNpiOf(Buffer.from(text, 'latin1'), 0, DIGITS);
}

/** As {@link isNpi}, of bytes. */
export function isNpiOf(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== DIGITS || (bytes[from] !== ONE && bytes[from] !== TWO)) return false;
  let sum = PREFIX_SUM;
  for (let index = 0; index < DIGITS; index += 1) {
    const byte = bytes[from + index]!;
    if (byte < ZERO || byte > NINE) return false;
    const digit = byte - ZERO;
    const counted = (index & 1) === 0 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}
