import { shortText } from './short-texts.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Up to here a text is looked for among those made before. */
const SHORT = 4;

/**
 * The part of a file that is in memory: bytes for structure, one Latin-1 string of the same bytes for values.
 * A substring of that string takes 12-16 ns, a `latin1Slice` per value 72-92 ns (measured).
 * Where line breaks are left out (a file wrapped at a column), positions in the file stay exact: the window
 * remembers the gaps.
 */
export class SegmentWindow {
  readonly bytes: Buffer;
  filled = 0;
  /** Where the string begins that values are cut from. */
  textStart = 0;
  #text: string | undefined;
  #baseOffset: number;
  /** Window indexes before which a byte was left out, ascending; several may be equal. */
  #gaps: number[] = [];
  /** Line feeds among the first n + 1 gaps. */
  #gapLineFeeds: number[] = [];
  #droppedLineFeeds = 0;

  constructor(bytes: Buffer, baseOffset: number) {
    this.bytes = bytes;
    this.#baseOffset = baseOffset;
  }

  restart(baseOffset: number): void {
    this.filled = 0;
    this.textStart = 0;
    this.#text = undefined;
    this.#baseOffset = baseOffset;
    this.#gaps = [];
    this.#gapLineFeeds = [];
    this.#droppedLineFeeds = 0;
  }

  /** Position in the file of the byte at a window index. */
  offsetOf(index: number): number {
    const offset = this.#baseOffset + index;
    return this.#gaps.length === 0 ? offset : offset + this.#gapsUpTo(index);
  }

  /** Line feeds left out before a window index, since the start. */
  lineFeedsLeftOut(index: number): number {
    if (this.#gaps.length === 0) return this.#droppedLineFeeds;
    const gaps = this.#gapsUpTo(index);
    return this.#droppedLineFeeds + (gaps === 0 ? 0 : this.#gapLineFeeds[gaps - 1]!);
  }

  /** The Latin-1 text of [from, to). Lives with its window's string when 13 characters or longer. */
  textOf(from: number, to: number): string {
    if (to - from <= SHORT) return to > from ? shortText(this.bytes, from, to) : '';
    if (this.#text === undefined) this.#text = this.bytes.toString('latin1', this.textStart, this.filled);
    return this.#text.substring(from - this.textStart, to - this.textStart);
  }

  append(piece: Uint8Array, leaveOutLineBreaks: boolean, keepFrom: number): void {
    this.#text = undefined;
    this.textStart = keepFrom;
    if (leaveOutLineBreaks) this.#appendWithout(piece);
    else {
      this.bytes.set(piece, this.filled);
      this.filled += piece.length;
    }
  }

  /** Forgets everything before `index`; index `index` becomes 0. */
  discard(index: number): void {
    const gaps = this.#gaps.length === 0 ? 0 : this.#gapsUpTo(index);
    if (gaps > 0) {
      const lineFeeds = this.#gapLineFeeds[gaps - 1]!;
      this.#droppedLineFeeds += lineFeeds;
      this.#gapLineFeeds = this.#gapLineFeeds.slice(gaps).map((count) => count - lineFeeds);
    }
    this.#gaps = this.#gaps.slice(gaps).map((gap) => gap - index);
    this.#baseOffset += index + gaps;
    this.bytes.copyWithin(0, index, this.filled);
    this.filled -= index;
    this.textStart = 0;
    this.#text = undefined;
  }

  /** Takes the line breaks out of what is already here, from `index` on. */
  leaveOutLineBreaks(index: number): void {
    const rest = Buffer.from(this.bytes.subarray(index, this.filled));
    this.filled = index;
    this.#text = undefined;
    this.#appendWithout(rest);
  }

  /** An own window on [from, to), for a segment that outlives the scan. */
  copy(from: number, to: number): SegmentWindow {
    const bytes = Buffer.from(this.bytes.subarray(from, to));
    const copy = new SegmentWindow(bytes, this.offsetOf(from));
    copy.filled = bytes.length;
    for (let gap = this.#gapsUpTo(from); gap < this.#gaps.length && this.#gaps[gap]! <= to; gap += 1) {
      copy.#gaps.push(this.#gaps[gap]! - from);
      copy.#gapLineFeeds.push(0);
    }
    return copy;
  }

  #appendWithout(piece: Uint8Array): void {
    let lineFeeds = this.#gapLineFeeds.at(-1) ?? 0;
    let filled = this.filled;
    for (const byte of piece) {
      if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
        if (byte === LINE_FEED) lineFeeds += 1;
        this.#gaps.push(filled);
        this.#gapLineFeeds.push(lineFeeds);
      } else {
        this.bytes[filled] = byte;
        filled += 1;
      }
    }
    this.filled = filled;
  }

  #gapsUpTo(index: number): number {
    let low = 0;
    let high = this.#gaps.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#gaps[middle]! <= index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
