const ZERO = 0x30;
const SIX_DIGITS = /^[0-9]{6}$/;
const TIME = /^([01][0-9]|2[0-3])[0-5][0-9]([0-5][0-9][0-9]{0,2})?$/;

/** A day of the calendar as CCYYMMDD (DT, qualifier D8). The year 0000 is none. */
export function isDate8(text: string): boolean {
  if (text.length !== 8) return false;
  let number = 0;
  for (let index = 0; index < 8; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return false;
    number = number * 10 + digit;
  }
  return isDayNumber(number);
}

/** As {@link isDate8}, of the eight digits as one number: 20250131. */
export function isDayNumber(number: number): boolean {
  const year = Math.floor(number / 10_000);
  return year > 0 && isDayOf(year, Math.floor(number / 100) % 100, number % 100);
}

/** A day as YYMMDD (ISA09, TA102), read as of this century. */
export function isDate6(text: string): boolean {
  if (!SIX_DIGITS.test(text)) return false;
  return isDayOf(2000 + Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4, 6)));
}

/** HHMM, HHMMSS, HHMMSSD or HHMMSSDD (TM). */
export function isTime(text: string): boolean {
  return TIME.test(text);
}

function isDayOf(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
