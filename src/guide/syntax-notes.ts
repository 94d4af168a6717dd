import type { Segment } from '../x12/segment.ts';
import type { SyntaxNote } from './guide-definition.ts';

/**
 * P: all or none. R: at least one. E: at most one. C: the first needs all others. L: the first needs one other.
 *
 * @returns ordinal of the element that is missing, or (E) too many; 0 when the note is kept
 */
export function brokenAt(note: SyntaxNote, segment: Segment): number {
  const { kind, elements } = note;
  const first = elements[0]!;
  switch (kind) {
    case 'P':
      return elements.some((n) => segment.isPresent(n)) ? firstAbsent(elements, segment) : 0;
    case 'R':
      return elements.some((n) => segment.isPresent(n)) ? 0 : first;
    case 'E': {
      const present = elements.filter((n) => segment.isPresent(n));
      return present.length > 1 ? present[1]! : 0;
    }
    case 'C':
      return segment.isPresent(first) ? firstAbsent(elements, segment) : 0;
    case 'L':
      return segment.isPresent(first) && !elements.slice(1).some((n) => segment.isPresent(n))
        ? elements[1]!
        : 0;
  }
}

function firstAbsent(elements: readonly number[], segment: Segment): number {
  return elements.find((n) => !segment.isPresent(n)) ?? 0;
}
