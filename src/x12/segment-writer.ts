import { isWritable } from './clean-text.ts';
import type { Delimiters } from './delimiters.ts';
import { Fault } from './fault.ts';

/** A value, the components of a composite, or nothing. */
export type ElementValue = string | readonly (string | undefined)[] | undefined;

export interface WriterOptions {
  /** A line feed after each terminator; some partners forbid it. Default false. */
  readonly lineBreaks?: boolean;
}

const LINE_FEED = 0x0a;
const INITIAL_BYTES = 16 * 1024;
const SEGMENT_ID = /^[A-Z][A-Z0-9]{1,2}$/;

const segmentIds = new Set<string>();

/** There are few of them, and every segment asks. */
function isSegmentId(id: string): boolean {
  if (segmentIds.has(id)) return true;
  if (!SEGMENT_ID.test(id)) return false;
  segmentIds.add(id);
  return true;
}

/** The delimiters everything is written with where the partner does not ask for others. */
export const CUSTOMARY_DELIMITERS: Delimiters = Object.freeze({
  element: 0x2a,
  component: 0x3a,
  repetition: 0x5e,
  terminator: 0x7e,
});

const writable = new Map<string, Uint8Array>();

function writableBytes(delimiters: Delimiters): Uint8Array {
  const { element, component, repetition, terminator } = delimiters;
  const key = `${element} ${component} ${repetition} ${terminator}`;
  let bytes = writable.get(key);
  if (bytes === undefined) {
    bytes = Uint8Array.from({ length: 256 }, (_, code) => (isWritable(code, delimiters) ? 1 : 0));
    writable.set(key, bytes);
  }
  return bytes;
}

/**
 * Writes segments as bytes (one code unit, one byte) and refuses what X12 cannot carry: a delimiter or control
 * character in a value, a segment without data. Empty elements and components at the end are left out.
 * Throws `X12-UNWRITABLE`; what was written before stays whole.
 */
export class SegmentWriter {
  readonly delimiters: Delimiters;
  /** Segments written so far. */
  segmentCount = 0;
  readonly #lineBreaks: boolean;
  /** By byte. */
  readonly #isWritable: Uint8Array;
  #buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  #length = 0;
  #taken = 0;

  constructor(delimiters: Delimiters = CUSTOMARY_DELIMITERS, options: WriterOptions = {}) {
    this.delimiters = delimiters;
    this.#isWritable = writableBytes(delimiters);
    this.#lineBreaks = options.lineBreaks ?? false;
  }

  /** Bytes written so far, those already taken included. */
  get lengthBytes(): number {
    return this.#taken + this.#length;
  }

  segment(id: string, ...elements: ElementValue[]): void {
    if (!isSegmentId(id)) throw unwritable(id, 'The segment id is not two or three capitals or digits.');
    const begin = this.#length;
    try {
      this.#value(id, id, 0);
      let separators = 0;
      for (let index = 0; index < elements.length; index += 1) {
        separators += 1;
        const element = elements[index];
        if (element === undefined || element.length === 0) continue;
        separators = this.#element(id, element, index + 1, separators);
      }
      if (this.#length - begin === id.length) throw unwritable(id, 'The segment has no data.');
    } catch (fault) {
      this.#length = begin;
      throw fault;
    }
    this.#endSegment();
  }

  /**
   * A segment that is already bytes in these delimiters, without its terminator: a slice passed on as it came.
   * Only the terminator is looked for.
   */
  raw(bytes: Uint8Array): void {
    if (bytes.length === 0 || bytes.includes(this.delimiters.terminator)) {
      throw unwritable('', 'Raw bytes are empty or hold a segment terminator.');
    }
    this.#room(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
    this.#endSegment();
  }

  /** Whole segments that were written with these delimiters and line breaks before. */
  append(bytes: Uint8Array, segments: number): void {
    this.#room(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
    this.segmentCount += segments;
  }

  /** An own copy of everything written since the last `take`, which is forgotten here; counters go on. */
  take(): Buffer {
    const bytes = Buffer.from(this.#buffer.subarray(0, this.#length));
    this.#taken += this.#length;
    this.#length = 0;
    return bytes;
  }

  #element(
    id: string,
    element: string | readonly (string | undefined)[],
    n: number,
    separators: number,
  ): number {
    if (typeof element === 'string') {
      this.#separators(this.delimiters.element, separators);
      this.#value(id, element, n);
      return 0;
    }
    let left = separators;
    let colons = 0;
    for (const component of element) {
      if (component !== undefined && component !== '') {
        this.#separators(this.delimiters.element, left);
        left = 0;
        this.#separators(this.delimiters.component, colons);
        colons = 0;
        this.#value(id, component, n);
      }
      colons += 1;
    }
    return left;
  }

  #separators(byte: number, count: number): void {
    this.#room(count);
    for (let left = count; left > 0; left -= 1) this.#buffer[this.#length++] = byte;
  }

  #value(id: string, text: string, n: number): void {
    this.#room(text.length);
    const buffer = this.#buffer;
    let length = this.#length;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (this.#isWritable[code] !== 1) {
        throw unwritable(id, `Element ${n} holds a delimiter, a control character or one outside Latin-1.`);
      }
      buffer[length++] = code;
    }
    this.#length = length;
  }

  #endSegment(): void {
    this.#room(2);
    this.#buffer[this.#length++] = this.delimiters.terminator;
    if (this.#lineBreaks) this.#buffer[this.#length++] = LINE_FEED;
    this.segmentCount += 1;
  }

  #room(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}

export function unwritable(segmentId: string, message: string): Fault {
  return new Fault({
    code: 'X12-UNWRITABLE',
    message: segmentId === '' ? message : `${segmentId}: ${message}`,
    hint: 'X12 has no escape character. Clean names and notes before writing, or choose other delimiters.',
  });
}
