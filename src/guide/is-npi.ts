const TEN_DIGITS = /^[12]\d{9}$/;
/** What the prefix 80840 of the card issuer number adds to the Luhn sum. */
const PREFIX_SUM = 24;

/** A National Provider Identifier: ten digits, 1 or 2 first, check digit by Luhn over 80840 + the number. */
export function isNpi(text: string): boolean {
  if (!TEN_DIGITS.test(text)) return false;
  let sum = PREFIX_SUM;
  for (let index = 0; index < 10; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
