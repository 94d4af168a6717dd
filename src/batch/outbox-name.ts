import type { OutboxFile } from '../store/store.ts';
import type { Instant } from './instant.ts';

const EXTENSIONS: Partial<Record<OutboxFile['type'], string>> = { REGISTER: 'csv', NOTICE: 'html' };

/**
 * `{partner}_{type}_{isa13}_{asof}.x12` (DESIGN decision 13): unique because ISA13 is, and free of claim data. What is no
 * interchange has a number of its own and says by its extension what it is.
 */
export function outboxName(
  partnerId: string,
  type: OutboxFile['type'],
  isa13: number,
  instant: Instant,
): string {
  const asOf = new Date(instant.epochMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  return `${partnerId}_${type}_${String(isa13).padStart(9, '0')}_${asOf}.${EXTENSIONS[type] ?? 'x12'}`;
}
