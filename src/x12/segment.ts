import { parseAmountCentsOf, parseQuantityMilliOf } from './amount.ts';
import { MARK_COMPONENT, MARK_REPETITION } from './byte-marks.ts';
import type { Delimiters } from './delimiters.ts';
import type { SegmentWindow } from './segment-window.ts';
import { shortKeyOf } from './short-key.ts';

/** Tag of a segment whose id is not one to three bytes long. */
export const UNKNOWN_TAG = -1;

/** The id's bytes packed into one integer, so that a switch needs no string: `case CLM` instead of `case 'CLM'`. */
export function tagOf(id: string): number {
  if (id.length === 0 || id.length > 3) return UNKNOWN_TAG;
  let tag = 0;
  for (let index = 0; index < id.length; index += 1) tag = (tag << 8) | id.charCodeAt(index);
  return tag;
}

/** As {@link tagOf}, of so many bytes from `from` on. */
export function tagOfBytes(bytes: Uint8Array, from: number, length: number): number {
  const first = bytes[from]!;
  if (length === 3 && first !== 0) return (first << 16) | (bytes[from + 1]! << 8) | bytes[from + 2]!;
  if (length === 2 && first !== 0) return (first << 8) | bytes[from + 1]!;
  return length === 1 && first !== 0 ? first : UNKNOWN_TAG;
}

/**
 * The segment being read: one view that moves along the file, valid only during the callback that gets it;
 * {@link Segment.copy} gives one to keep. One byte is one code unit (Latin-1), so lengths and offsets are bytes.
 * Elements, repetitions and components count from 1; what is absent reads as ''.
 * A value of 13 characters or more shares the memory of its 64 KiB window: flatten what outlives its batch.
 */
export class Segment {
  tag = 0;
  /** Position in the transaction set, ST = 1; 0 outside a set. */
  ordinal = 0;
  /** Position of the id's first byte in the file. */
  offsetBytes = 0;
  /** Without the terminator. */
  lengthBytes = 0;
  /** Line feeds before the segment, plus one. */
  line = 1;
  /** Data elements, the id not counted; empty ones at the end are. */
  elementCount = 0;
  /** False when the input ended before the terminator. */
  terminated = true;
  /** The element whose components were looked for last; 0: none of this segment. Set to 0 by the tokenizer. */
  splitElement = 0;
  delimiters: Delimiters;
  /** Where in {@link Segment.starts} and {@link Segment.marks} the id stands; element n stands n further. */
  first = 0;
  /** Window index of the id, of each element, and one past the end (plus one): see separator-scan.ts. */
  readonly starts: Int32Array;
  /** What the bytes of each element are (byte-marks.ts), by the same index. */
  readonly marks: Uint8Array;
  readonly #window: SegmentWindow;
  readonly #ids: Map<number, string>;
  /** Window index of each component of `splitElement`, its first repetition, and one past the end (plus one). */
  readonly #parts = new Int32Array(SPLIT_COMPONENTS + 2);
  #partCount = 0;
  #from = 0;
  #to = 0;

  constructor(
    window: SegmentWindow,
    starts: Int32Array,
    marks: Uint8Array,
    delimiters: Delimiters,
    ids: Map<number, string>,
  ) {
    this.#window = window;
    this.starts = starts;
    this.marks = marks;
    this.delimiters = delimiters;
    this.#ids = ids;
  }

  /** Kept per tag: a known id costs no new string. */
  get id(): string {
    const known = this.#ids.get(this.tag);
    if (known !== undefined) return known;
    const id = this.#window.textOf(this.starts[this.first]!, this.starts[this.first + 1]! - 1);
    if (this.tag !== UNKNOWN_TAG && this.#ids.size < KEPT_IDS) this.#ids.set(this.tag, id);
    return id;
  }

  element(n: number): string {
    if (n < 1 || n > this.elementCount) return '';
    return this.#window.textOf(this.starts[this.first + n]!, this.starts[this.first + n + 1]! - 1);
  }

  /** As {@link Segment.element}, in memory of its own: for what is kept longer than its batch. */
  ownElement(n: number): string {
    const text = this.element(n);
    return text.length < SLICED_LENGTH ? text : Buffer.from(text, 'latin1').toString('latin1');
  }

  /** See {@link parseAmountCents}. */
  amountCents(n: number): number | undefined {
    if (n < 1 || n > this.elementCount) return undefined;
    return parseAmountCentsOf(
      this.#window.bytes,
      this.starts[this.first + n]!,
      this.starts[this.first + n + 1]! - 1,
    );
  }

  /** See {@link parseQuantityMilli}. */
  quantityMilli(n: number): number | undefined {
    if (n < 1 || n > this.elementCount) return undefined;
    return parseQuantityMilliOf(
      this.#window.bytes,
      this.starts[this.first + n]!,
      this.starts[this.first + n + 1]! - 1,
    );
  }

  isPresent(n: number): boolean {
    return (
      n >= 1 && n <= this.elementCount && this.starts[this.first + n + 1]! - 1 > this.starts[this.first + n]!
    );
  }

  /** The bytes that {@link Segment.starts} points into: for what looks at values without strings. Not to be kept. */
  get source(): Uint8Array {
    return this.#window.bytes;
  }

  /** Four bytes at most as an integer (see {@link shortKeyOf}); 0 for an absent or empty element. */
  key(n: number): number {
    if (n < 1 || n > this.elementCount) return 0;
    return shortKeyOf(this.#window.bytes, this.starts[this.first + n]!, this.starts[this.first + n + 1]! - 1);
  }

  /** As {@link Segment.key}, of component `c` of the first repetition. */
  componentKey(n: number, c: number): number {
    return this.#seekComponent(n, 1, c) ? shortKeyOf(this.#window.bytes, this.#from, this.#to) : 0;
  }

  /** Compares bytes; no string is made. An absent element equals ''. */
  equals(n: number, text: string): boolean {
    if (n < 1 || n > this.elementCount) return text === '';
    return this.#sameBytes(this.starts[this.first + n]!, this.starts[this.first + n + 1]! - 1, text);
  }

  /** Component `c` of the first repetition. */
  component(n: number, c: number): string {
    return this.componentOf(n, 1, c);
  }

  componentEquals(n: number, c: number, text: string): boolean {
    if (!this.#seekComponent(n, 1, c)) return text === '';
    return this.#sameBytes(this.#from, this.#to, text);
  }

  /** 0 when the element (or that repetition) is empty or absent. */
  componentCount(n: number, repetition = 1): number {
    if (repetition === 1 && this.#split(n)) {
      const parts = this.#parts;
      return this.#partCount === 1 && parts[1]! - 1 === parts[0]! ? 0 : this.#partCount;
    }
    if (!this.#seekRepetition(n, repetition) || this.#from === this.#to) return 0;
    return 1 + this.#count(this.delimiters.component);
  }

  /** 0 when the element is empty or absent; 1 when the interchange has no repetition separator. */
  repetitionCount(n: number): number {
    if (!this.isPresent(n)) return 0;
    if ((this.marks[this.first + n]! & MARK_REPETITION) === 0) return 1;
    this.#from = this.starts[this.first + n]!;
    this.#to = this.starts[this.first + n + 1]! - 1;
    return 1 + this.#count(this.delimiters.repetition);
  }

  repetition(n: number, r: number): string {
    return this.#seekRepetition(n, r) ? this.#window.textOf(this.#from, this.#to) : '';
  }

  componentOf(n: number, r: number, c: number): string {
    return this.#seekComponent(n, r, c) ? this.#window.textOf(this.#from, this.#to) : '';
  }

  /** Position in the file of the element's first byte; of the segment's end when the element is absent. */
  elementOffset(n: number): number {
    if (n < 1 || n > this.elementCount) return this.offsetBytes + this.lengthBytes;
    return this.#window.offsetOf(this.starts[this.first + n]!);
  }

  elementLength(n: number): number {
    return n < 1 || n > this.elementCount
      ? 0
      : this.starts[this.first + n + 1]! - 1 - this.starts[this.first + n]!;
  }

  /** The whole segment as it came, without the terminator. */
  text(): string {
    return this.#window.textOf(this.starts[this.first]!, this.#end());
  }

  /** A copy of the bytes of {@link Segment.text}. */
  bytes(): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#window.bytes, this.starts[this.first]!, this.#end());
  }

  /** Bytes of {@link Segment.text}: less than `lengthBytes` where a wrapped file breaks its lines inside. */
  get textLength(): number {
    return this.#end() - this.starts[this.first]!;
  }

  /**
   * Copies the bytes of {@link Segment.text} into `target`, which has room for them.
   *
   * @returns line feeds among them
   */
  copyTo(target: Uint8Array, at: number): number {
    const bytes = this.#window.bytes;
    const from = this.starts[this.first]!;
    const length = this.#end() - from;
    let feeds = 0;
    // Segments are some 25 bytes: a loop is faster than a view and a set.
    for (let index = 0; index < length; index += 1) {
      const byte = bytes[from + index]!;
      if (byte === LINE_FEED) feeds += 1;
      target[at + index] = byte;
    }
    return feeds;
  }

  /** True when no element has a value: `LX~`, `LX**~`. */
  hasNoData(): boolean {
    return this.#end() - (this.starts[this.first + 1]! - 1) === this.elementCount;
  }

  /** A segment of its own: independent of the window, for what is kept after the callback. */
  copy(): Segment {
    const from = this.starts[this.first]!;
    const { first, elementCount } = this;
    const starts = this.starts.slice(first, first + elementCount + 2).map((start) => start - from);
    const window = this.#window.copy(from, this.#end());
    const marks = this.marks.slice(first, first + elementCount + 1);
    const copy = new Segment(window, starts, marks, this.delimiters, this.#ids);
    copy.tag = this.tag;
    copy.ordinal = this.ordinal;
    copy.offsetBytes = this.offsetBytes;
    copy.lengthBytes = this.lengthBytes;
    copy.line = this.line;
    copy.elementCount = elementCount;
    copy.terminated = this.terminated;
    return copy;
  }

  #end(): number {
    return this.starts[this.first + this.elementCount + 1]! - 1;
  }

  #sameBytes(from: number, to: number, text: string): boolean {
    if (to - from !== text.length) return false;
    const bytes = this.#window.bytes;
    for (let index = 0; index < text.length; index += 1) {
      if (bytes[from + index] !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  #count(separator: number): number {
    const bytes = this.#window.bytes;
    let count = 0;
    for (let index = this.#from; index < this.#to; index += 1) if (bytes[index] === separator) count += 1;
    return count;
  }

  #seekRepetition(n: number, r: number): boolean {
    if (n < 1 || n > this.elementCount) return false;
    this.#from = this.starts[this.first + n]!;
    this.#to = this.starts[this.first + n + 1]! - 1;
    if (this.delimiters.repetition === 0) return r === 1;
    return this.#seekPart(r, this.delimiters.repetition);
  }

  #seekComponent(n: number, r: number, c: number): boolean {
    if (r === 1 && this.#split(n)) {
      if (c < 1 || c > this.#partCount) return false;
      this.#from = this.#parts[c - 1]!;
      this.#to = this.#parts[c]! - 1;
      return true;
    }
    return this.#seekRepetition(n, r) && this.#seekPart(c, this.delimiters.component);
  }

  /** Finds the components of an element's first repetition, all at once; false: there is none, or too many. */
  #split(n: number): boolean {
    if (this.splitElement === n) return true;
    if (n < 1 || n > this.elementCount) return false;
    const parts = this.#parts;
    const end = this.starts[this.first + n + 1]! - 1;
    let index = this.starts[this.first + n]!;
    let count = 1;
    parts[0] = index;
    const mark = this.marks[this.first + n]!;
    if ((mark & (MARK_COMPONENT | MARK_REPETITION)) === 0) index = end;
    else {
      const bytes = this.#window.bytes;
      const { component, repetition } = this.delimiters;
      const last = (mark & MARK_REPETITION) === 0 ? component : repetition;
      for (; index < end; index += 1) {
        const byte = bytes[index];
        if (byte === component) {
          if (count > SPLIT_COMPONENTS) return false;
          parts[count] = index + 1;
          count += 1;
        } else if (byte === last) break;
      }
    }
    parts[count] = index + 1;
    this.#partCount = count;
    this.splitElement = n;
    return true;
  }

  /** Narrows [from, to) to its part number `ordinal`. */
  #seekPart(ordinal: number, separator: number): boolean {
    if (ordinal < 1) return false;
    const bytes = this.#window.bytes;
    const end = this.#to;
    let from = this.#from;
    let left = ordinal - 1;
    let index = from;
    for (; index < end; index += 1) {
      if (bytes[index] !== separator) continue;
      if (left === 0) break;
      left -= 1;
      from = index + 1;
    }
    this.#from = from;
    this.#to = index;
    return left === 0;
  }
}

const LINE_FEED = 0x0a;

/** The two standards together know fewer than 1,100 segment ids; a hostile file must not fill the memory with others. */
const KEPT_IDS = 2048;

/** More than any composite of the guides has. */
const SPLIT_COMPONENTS = 30;

/** From this length on V8 makes a substring share the memory of its source. */
const SLICED_LENGTH = 13;
