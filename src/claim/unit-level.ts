import { Fault } from '../x12/fault.ts';
import type { Segment } from '../x12/segment.ts';
import { UNIT_BYTES } from './limits.ts';
import { CLM, CLP, HL, LX, SE } from './tags.ts';

/** Where a unit stands among those that claims inherit from; {@link NO_CONTEXT} for the others. */
export const HEADER = 0;
/** An HL of an unknown kind: a walker is lost up to the next one, wherever it begins to read. */
const UNKNOWN_LEVEL = 4;
export const NO_CONTEXT = -1;

/**
 * The level of the unit that a segment begins, not the first of its set; undefined when it goes on with the open one.
 *
 * @param setId ST01
 */
export function levelOfUnit(segment: Segment, setId: string): number | undefined {
  switch (segment.tag) {
    case HL:
      if (segment.equals(3, '20') || setId !== '837') return 1;
      if (segment.equals(3, '22')) return 2;
      return segment.equals(3, '23') ? 3 : UNKNOWN_LEVEL;
    case CLM:
      return setId === '837' ? NO_CONTEXT : undefined;
    case LX:
      return setId === '835' ? 1 : undefined;
    case CLP:
      return setId === '835' ? NO_CONTEXT : undefined;
    case SE:
      return NO_CONTEXT;
    default:
      return undefined;
  }
}

/** A unit has grown past {@link UNIT_BYTES}: throws `CLAIM-UNIT-TOO-LONG`. */
export function refuseUnit(setControlNumber: string): never {
  throw new Fault({
    code: 'CLAIM-UNIT-TOO-LONG',
    message: `A claim or hierarchical level of transaction set ${setControlNumber} is longer than ${UNIT_BYTES} bytes.`,
    hint: 'No legal claim is that long. Take the file out of the inbox and ask the sender.',
  });
}
