import { Fault } from '../x12/fault.ts';

/** Claims of one received date and data root. */
export const MAX_SEQUENCE = 9_999_999;

/** `YYDDD`, seven digits, check digit; a person may write the three parts with a blank or hyphen between them. */
const IN_TEXT = /(?<!\d)(\d{5})[ -]?(\d{7})[ -]?(\d)(?!\d)/g;

/**
 * Our claim number (DESIGN decision 8): `YYDDD` of the received date, the day's sequence in seven digits, and a Luhn
 * check digit over the twelve.
 *
 * @param receivedDate CCYYMMDD
 * @param sequence from 1
 * @throws Fault `CLAIM-NUMBER-EXHAUSTED` beyond {@link MAX_SEQUENCE}
 */
export function formatClaimNumber(receivedDate: string, sequence: number): string {
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > MAX_SEQUENCE)
    throw new Fault({
      code: 'CLAIM-NUMBER-EXHAUSTED',
      message: `The claim sequence of a day runs from 1 to ${MAX_SEQUENCE}.`,
      hint: 'Take the rest of the files in on another business date.',
    });
  const body = `${receivedDate.slice(2, 4)}${dayOfYear(receivedDate)}${String(sequence).padStart(7, '0')}`;
  return body + checkDigit(body);
}

export function isClaimNumber(text: string): boolean {
  if (!/^\d{13}$/.test(text)) return false;
  const day = Number(text.slice(2, 5));
  return day >= 1 && day <= 366 && checkDigit(text.slice(0, 12)) === text.slice(12);
}

/** Every claim number in free text, each once, in order (KP-22: the original's number stands in a note). */
export function findClaimNumbers(text: string): string[] {
  const found = new Set<string>();
  for (const [, day, sequence, check] of text.matchAll(IN_TEXT)) {
    const number = `${day}${sequence}${check}`;
    if (isClaimNumber(number)) found.add(number);
  }
  return [...found];
}

function dayOfYear(date: string): string {
  const year = Number(date.slice(0, 4));
  const day =
    (Date.UTC(year, Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8))) - Date.UTC(year, 0, 0)) /
    86_400_000;
  return String(day).padStart(3, '0');
}

function checkDigit(digits: string): string {
  let sum = 0;
  for (let index = digits.length - 1, isDoubled = true; index >= 0; index--, isDoubled = !isDoubled) {
    const value = (digits.charCodeAt(index) - 48) * (isDoubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return String((10 - (sum % 10)) % 10);
}
