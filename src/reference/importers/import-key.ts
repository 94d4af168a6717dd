import { RATE_KINDS } from './rate-importers.ts';

/** Tables whose vintages stand side by side, the service date choosing; others are whole lists. */
const DATED: readonly string[] = ['fee-schedule', 'gpci', 'gpci-addendum-e', ...RATE_KINDS];
/** One vintage of these may come in several files. */
const IN_PARTS: readonly string[] = ['drg-weights', 'fees', 'ncci-pairs', 'mue', 'code-list'];

/** Imports with the same key replace each other, the later the earlier. */
export function importKey(file: {
  readonly kind: string;
  readonly name: string;
  readonly effective: string;
}): string {
  if (!DATED.includes(file.kind)) return file.kind;
  const vintage = `${file.kind}/${file.effective}`;
  return IN_PARTS.includes(file.kind) ? `${vintage}/${file.name}` : vintage;
}
