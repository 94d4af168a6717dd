/**
 * CLM05-3 → 0 for originals, 1 for replacements, 2 for voids: a correction may arrive in the same run as its original. Second
 * in what settlement sorts by (DESIGN decision 6), which the store does.
 */
export function frequencyRank(frequency: string): number {
  if (frequency === '8') return 2;
  return frequency === '7' ? 1 : 0;
}
