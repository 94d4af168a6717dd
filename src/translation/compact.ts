import type { Members } from './tree-writer.ts';

/** Without what is empty: '' and [] say the same as absence in every reading of X12. Numbers and booleans stay. */
export function compact(value: object): Members {
  const members: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const kept = compactValue(member);
    if (kept !== undefined) members[key] = kept;
  }
  return members;
}

function compactValue(value: unknown): unknown {
  if (value === '' || value === undefined) return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => compactItem(item));
  const members = compact(value);
  return Object.keys(members).length === 0 ? undefined : members;
}

/** Places in a list count: an empty item stays. */
function compactItem(item: unknown): unknown {
  return typeof item === 'object' && item !== null ? compact(item) : item;
}
