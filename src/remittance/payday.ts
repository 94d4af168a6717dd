import { addDays, weekday } from '../x12/calendar.ts';

/** On which days a payer pays (KP-88). */
export interface PaymentCalendar {
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** CCYYMMDD days without banking, besides Saturdays and Sundays. */
  readonly holidays: ReadonlySet<string>;
  /** Where the payment run of a holiday goes. */
  readonly moves: 'next' | 'previous';
  /** Also on the last banking day of each month, so that a month's claims are paid in it. */
  readonly monthEnd: boolean;
}

/** A week of holidays would be a calendar gone wrong: nothing is looked for beyond it. */
const FURTHEST_DAYS = 10;

/** Whether the payer's payment run is due on a date, CCYYMMDD. */
export function isPayday(date: string, calendar: PaymentCalendar): boolean {
  if (!isBankingDay(date, calendar)) return false;
  if (weekday(date) === calendar.weekday) return true;
  return isMovedHere(date, calendar) || (calendar.monthEnd && isLastBankingDay(date, calendar));
}

/**
 * Whether a payday went by unused: one before `date`, after the last payment run, on which something waited already.
 *
 * @param waitingSince CCYYMMDD, as `lastRun`; '' when there is none
 */
export function hasMissedPayday(
  date: string,
  { waitingSince, lastRun }: { readonly waitingSince: string; readonly lastRun: string },
  calendar: PaymentCalendar,
): boolean {
  if (waitingSince === '') return false;
  let day = lastRun < waitingSince ? waitingSince : addDays(lastRun, 1);
  for (; day < date; day = addDays(day, 1)) {
    if (isPayday(day, calendar)) return true;
  }
  return false;
}

/** Neither Saturday, Sunday nor a holiday. */
export function isBankingDay(date: string, { holidays }: PaymentCalendar): boolean {
  return weekday(date) <= 5 && !holidays.has(date);
}

/** The pay day proper has no banking, and this is the nearest day that has, on the side the payer chose. */
function isMovedHere(date: string, calendar: PaymentCalendar): boolean {
  const step = calendar.moves === 'next' ? -1 : 1;
  for (let days = 1; days <= FURTHEST_DAYS; days += 1) {
    const other = addDays(date, step * days);
    if (isBankingDay(other, calendar)) return false;
    if (weekday(other) === calendar.weekday) return true;
  }
  return false;
}

function isLastBankingDay(date: string, calendar: PaymentCalendar): boolean {
  for (let next = addDays(date, 1); next.slice(0, 6) === date.slice(0, 6); next = addDays(next, 1)) {
    if (isBankingDay(next, calendar)) return false;
  }
  return true;
}
