/** CCYYMMDD so many days later (or earlier). */
export function addDays(date: string, days: number): string {
  return new Date(instantOf(date) + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
}

/** 1 Monday … 7 Sunday. */
export function weekday(date: string): number {
  return new Date(instantOf(date)).getUTCDay() || 7;
}

function instantOf(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)));
}
