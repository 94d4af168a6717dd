import type { Segment } from '../x12/segment.ts';
import type { SyntaxNote } from './guide-definition.ts';

/**
 * P: all or none. R: at least one. E: at most one. C: the first needs all others. L: the first needs one other.
 *
 * @returns ordinal of the element that is missing, or (E) too many; 0 when the note is kept
 */
export function brokenAt({ kind, elements }: SyntaxNote, segment: Segment): number {
  const first = elements[0]!;
  // C and L ask for nothing while their first element is absent: the usual case, and a cheap one.
  if ((kind === 'C' || kind === 'L') && !segment.isPresent(first)) return 0;
  let present = 0;
  let absent = 0;
  let second = 0;
  for (let index = 0; index < elements.length; index += 1) {
    const n = elements[index]!;
    if (segment.isPresent(n)) {
      present += 1;
      if (present === 2) second = n;
    } else if (absent === 0) absent = n;
  }
  switch (kind) {
    case 'P':
      return present === 0 ? 0 : absent;
    case 'R':
      return present > 0 ? 0 : first;
    case 'E':
      return second;
    case 'C':
      return absent;
    case 'L':
      return present > 1 ? 0 : elements[1]!;
  }
}
