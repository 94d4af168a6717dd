import { createHash } from 'node:crypto';

/** JSON with the keys of every object in code-unit order, so that equal inputs give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    const entries = Object.entries(inner);
    return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)));
  });
}

/** SHA-256 (hex) of the canonical JSON: what makes a repeated act a no-op and a changed one an error (DESIGN 12). */
export function inputHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
