/**
 * The same day so many months later, CCYYMMDD; a day the month does not have becomes its last:
 * `addMonths('20240229', 12)` → `20250228`.
 */
export function addMonths(date: string, months: number): string {
  const month = Number(date.slice(4, 6)) - 1 + months;
  const year = Number(date.slice(0, 4)) + Math.floor(month / 12);
  const monthOfYear = ((month % 12) + 12) % 12;
  const wanted = Number(date.slice(6, 8));
  // Every month has that many.
  const day = wanted <= 28 ? wanted : Math.min(wanted, daysOfMonth(year, monthOfYear));
  return `${String(year).padStart(4, '0')}${two(monthOfYear + 1)}${two(day)}`;
}

function daysOfMonth(year: number, monthIndex: number): number {
  return new Date(Date.UTC(year, monthIndex + 1, 0)).getUTCDate();
}

/** Days from one date to another, CCYYMMDD. */
export function daysBetween(from: string, to: string): number {
  return (instantOf(to) - instantOf(from)) / 86_400_000;
}

/** 1 Monday … 7 Sunday. */
export function weekday(date: string): number {
  return new Date(instantOf(date)).getUTCDay() || 7;
}

function instantOf(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** The day so many days later (or earlier), CCYYMMDD. */
export function addDays(date: string, days: number): string {
  const day = new Date(instantOf(date) + days * 86_400_000);
  return `${String(day.getUTCFullYear()).padStart(4, '0')}${two(day.getUTCMonth() + 1)}${two(day.getUTCDate())}`;
}
