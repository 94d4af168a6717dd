import type { Segment } from '../x12/segment.ts';
import type { Period, QualifiedDate } from './claim.ts';

/**
 * A date or period as its format qualifier says: D8 one day, RD8 two days with a hyphen, DT a day with a time that
 * is dropped. Any other form stays as it came.
 */
export function periodOf(format: string, value: string): Period {
  if (format === 'RD8') {
    const hyphen = value.indexOf('-');
    if (hyphen >= 0) return { from: value.substring(0, hyphen), to: value.substring(hyphen + 1) };
  }
  const day = format === 'DT' ? value.substring(0, 8) : value;
  return { from: day, to: day };
}

/** DTP. */
export function readDate(segment: Segment): QualifiedDate {
  const period = periodOf(segment.element(2), segment.element(3));
  return { qualifier: segment.element(1), from: period.from, to: period.to };
}
