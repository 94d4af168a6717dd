import type { TableRow } from './table.ts';

const MEMBER_ID_DIGITS = 8;

/** `member_id`, filled with zeros in front (KP-03). */
export function memberIdOf(row: TableRow): string {
  return row.pattern('member_id', /^\d{1,8}$/, 'one to eight digits').padStart(MEMBER_ID_DIGITS, '0');
}

/** `from` and `to`, the latter empty while open. */
export function dateSpan(row: TableRow): { readonly from: string; readonly to: string } {
  const from = row.date('from');
  const to = row.dateOrOpen('to');
  if (to !== '' && to < from) row.problem('to', 'is before from');
  return { from, to };
}
