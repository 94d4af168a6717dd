import type { Delimiters } from './delimiters.ts';
import { isAlphanumericOrSpace, startsWithIsa } from './isa-start.ts';
import { HEADER_LENGTH_BYTES } from './limits.ts';

/** The ISA is the only segment of fixed width: 105 bytes and its terminator. */
export const ISA_LENGTH_BYTES = 106;

/** Where the element separator stands, from 0. */
const SEPARATOR_INDEXES = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103] as const;
const REPETITION_INDEX = 82;
const COMPONENT_INDEX = 104;
const TERMINATOR_INDEX = 105;

export interface IsaHeader {
  /** ISA01 … ISA16 as received. */
  readonly elements: readonly string[];
  readonly delimiters: Delimiters;
  /** Through the terminator. */
  readonly lengthBytes: number;
  /** All separators stand at their positions. False: a best reading by splitting at the separator. */
  readonly regular: boolean;
}

/**
 * Reads the ISA that begins at `bytes[0]`; undefined when its end cannot be told. Both ways of reading, by position
 * and by separator, have to agree for `regular`.
 */
export function readIsaHeader(bytes: Uint8Array): IsaHeader | undefined {
  if (!startsWithIsa(bytes, 0, bytes.length)) return undefined;
  return readByPosition(bytes) ?? readBySeparator(bytes);
}

/** True when a regular ISA stands at `index`. */
export function isRegularIsa(bytes: Uint8Array, index: number): boolean {
  return startsWithIsa(bytes, index, bytes.length) && readByPosition(bytes.subarray(index)) !== undefined;
}

function readByPosition(bytes: Uint8Array): IsaHeader | undefined {
  if (bytes.length < ISA_LENGTH_BYTES) return undefined;
  const separator = bytes[3]!;
  let expected = 0;
  for (let index = 0; index < TERMINATOR_INDEX; index += 1) {
    if (index === SEPARATOR_INDEXES[expected]) {
      if (bytes[index] !== separator) return undefined;
      expected += 1;
    } else if (bytes[index] === separator && index !== REPETITION_INDEX && index !== COMPONENT_INDEX) {
      return undefined;
    }
  }
  const terminator = bytes[TERMINATOR_INDEX]!;
  if (isAlphanumericOrSpace(terminator) || terminator === separator) return undefined;
  const text = Buffer.from(bytes.subarray(0, ISA_LENGTH_BYTES)).toString('latin1');
  const elements = SEPARATOR_INDEXES.map((at, n) =>
    text.slice(at + 1, n + 1 < SEPARATOR_INDEXES.length ? SEPARATOR_INDEXES[n + 1] : TERMINATOR_INDEX),
  );
  const component = bytes[COMPONENT_INDEX]!;
  const delimiters: Delimiters = {
    element: separator,
    component: isAlphanumericOrSpace(component) || component === separator ? 0 : component,
    repetition: repetitionOf(bytes[REPETITION_INDEX]!, separator, component, terminator),
    terminator,
  };
  return { elements, delimiters, lengthBytes: ISA_LENGTH_BYTES, regular: true };
}

/**
 * A letter, digit or space (ISA11 = `U` of 00401) is no separator; one that collides with another cannot be used.
 */
function repetitionOf(byte: number, element: number, component: number, terminator: number): number {
  if (isAlphanumericOrSpace(byte)) return 0;
  return byte === element || byte === component || byte === terminator ? 0 : byte;
}

/** The header ends where a segment id follows that may follow an ISA; the byte before it is the terminator. */
function readBySeparator(bytes: Uint8Array): IsaHeader | undefined {
  const text = Buffer.from(bytes.subarray(0, HEADER_LENGTH_BYTES)).toString('latin1');
  const separator = text[3]!;
  const next = new RegExp(`([^A-Za-z0-9 \\r\\n\\t])?([\\r\\n\\t ]*)(?:GS|TA1|ST|IEA)${hexEscape(separator)}`);
  const match = next.exec(text);
  if (match === null || match.index < 4) return undefined;
  const mark = match[1] ?? '';
  const breaks = match[2] ?? '';
  const lineBreak = /[\r\n]/.exec(breaks)?.[0] ?? '';
  const header = text.slice(4, match.index);
  if (mark === separator) return undefined;
  // A lone mark as last element, and a line break: the mark is ISA16 and the line break ends the segment,
  // unless the mark is a tilde, which hardly anyone separates components with.
  const markIsComponent = header.endsWith(separator) && lineBreak !== '' && mark !== '~' && mark !== '';
  const terminator = markIsComponent || mark === '' ? lineBreak : mark;
  if (terminator === '') return undefined;
  const elements = (markIsComponent ? header + mark : header).split(separator);
  const last = elements[15] ?? '';
  const component = last.length === 1 && !isAlphanumericOrSpace(last.charCodeAt(0)) ? last.charCodeAt(0) : 0;
  const eleventh = elements[10]?.trim() ?? '';
  const delimiters: Delimiters = {
    element: separator.charCodeAt(0),
    component,
    repetition:
      eleventh.length === 1
        ? repetitionOf(eleventh.charCodeAt(0), separator.charCodeAt(0), component, terminator.charCodeAt(0))
        : 0,
    terminator: terminator.charCodeAt(0),
  };
  const terminatorIndex =
    markIsComponent || mark === '' ? match.index + mark.length + breaks.indexOf(lineBreak) : match.index;
  return { elements: elements.slice(0, 16), delimiters, lengthBytes: terminatorIndex + 1, regular: false };
}

function hexEscape(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
