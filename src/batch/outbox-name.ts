import type { OutboxFile } from '../store/store.ts';
import type { Instant } from './instant.ts';

/** `{partner}_{type}_{isa13}_{asof}.x12` (DESIGN decision 13): unique because ISA13 is, and free of claim data. */
export function outboxName(
  partnerId: string,
  type: OutboxFile['type'],
  isa13: number,
  instant: Instant,
): string {
  const asOf = new Date(instant.epochMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  return `${partnerId}_${type}_${String(isa13).padStart(9, '0')}_${asOf}.x12`;
}
