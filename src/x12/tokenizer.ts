import { fillMarks, MARK_CONTROL } from './byte-marks.ts';
import type { Delimiters } from './delimiters.ts';
import { ISA_BYTES, isIsaPrefix, startsWithIsa } from './isa-start.ts';
import { DEFAULT_LIMITS, HEADER_SEARCH_BYTES, SCAN_PIECE_BYTES, type X12Limits } from './limits.ts';
import { Segment, tagOfBytes } from './segment.ts';
import { SegmentWindow } from './segment-window.ts';
import { SeparatorScan } from './separator-scan.ts';
import type { Irregularity, TokenizerOptions, TokenizerStart } from './tokenizer-options.ts';

export type { Irregularity, TokenizerOptions, TokenizerStart } from './tokenizer-options.ts';

const LF = 0x0a;
const CR = 0x0d;
/** No end is known that is no element separator. */
const NONE = -1;

const NO_DELIMITERS: Delimiters = { element: 0, component: 0, repetition: 0, terminator: 0 };
const FIRST: TokenizerStart = { offsetBytes: 0, line: 1, ordinal: 1 };

/**
 * The only code that finds segments: synchronous, `push` bytes cut anywhere, then `end`. The order and content of
 * the callbacks does not depend on where the bytes were cut. The view handed on is the same object each time.
 */
export class Tokenizer {
  readonly #onSegment: (segment: Segment) => void;
  readonly #onIrregularity: ((irregularity: Irregularity) => void) | undefined;
  readonly #onPause: ((ended: boolean) => boolean) | undefined;
  readonly #limits: X12Limits;
  readonly #window: SegmentWindow;
  readonly #segment: Segment;
  readonly #separators: SeparatorScan;
  /** Marks of bytes that are data (byte-marks.ts). */
  readonly #marks = new Uint8Array(256);
  readonly #padding = new Uint8Array(256);
  #delimiters: Delimiters | undefined;
  #ignoreLineBreaks: boolean;
  #index = 0;
  /** Window index of the open segment, -1 between segments. */
  #start = -1;
  /** Ends read past when the open segment began; the next of them that is no element separator. */
  #first = 0;
  #nextBreak = 0;
  /** Set while the rest of a segment over the limit is read past; the bytes are no longer kept. */
  #overlong: { offsetBytes: number; segmentId: string } | undefined;
  #line = 1;
  #segmentLine = 1;
  #ordinal = 0;
  #ended = false;
  #takeIsa = false;

  constructor(onSegment: (segment: Segment) => void, options: TokenizerOptions = {}) {
    this.#onSegment = onSegment;
    this.#onIrregularity = options.onIrregularity;
    this.#onPause = options.onPause;
    this.#limits = options.limits ?? DEFAULT_LIMITS;
    this.#ignoreLineBreaks = options.ignoreLineBreaks ?? false;
    // What may be unread when the next piece comes: an open segment, or the bytes a header is looked for in.
    const held = Math.max(this.#limits.segmentLengthBytes, 2 * HEADER_SEARCH_BYTES) + 1;
    this.#window = new SegmentWindow(Buffer.allocUnsafe(held + SCAN_PIECE_BYTES), 0);
    this.#separators = new SeparatorScan(this.#limits.elementsPerSegment);
    const { starts, marks } = this.#separators;
    this.#segment = new Segment(this.#window, starts, marks, NO_DELIMITERS, new Map());
    this.restart(options.start ?? FIRST);
    if (options.delimiters !== undefined) this.setDelimiters(options.delimiters);
  }

  /** Begins another input with the same buffers; the delimiters stay. */
  restart(start: TokenizerStart): void {
    this.#window.restart(start.offsetBytes);
    this.#index = 0;
    this.#start = -1;
    this.#forgetEnds();
    this.#overlong = undefined;
    this.#line = start.line;
    this.#ordinal = start.ordinal - 1;
    this.#ended = false;
    this.#takeIsa = false;
  }

  setDelimiters(delimiters: Delimiters): void {
    this.#delimiters = delimiters;
    this.#segment.delimiters = delimiters;
    this.#separators.use(delimiters);
    this.#forgetEnds();
    fillMarks(this.#marks, delimiters);
    this.#marks[LF] = MARK_CONTROL;
    this.#padding.fill(0);
    for (const byte of [0x09, LF, CR, 0x20]) this.#padding[byte] = 1;
    this.#padding[delimiters.element] = 0;
    this.#padding[delimiters.component] = 0;
    this.#padding[delimiters.repetition] = 0;
    this.#padding[delimiters.terminator] = 0;
  }

  /** Stops scanning after the segment of the present callback, until delimiters are set again. */
  pause(): void {
    this.#delimiters = undefined;
  }

  /** Goes on with the last delimiters; what stands next is a segment, even an ISA. */
  resume(): void {
    this.#delimiters = this.#segment.delimiters;
    this.#forgetEnds();
    this.#takeIsa = true;
  }

  /** Between segments: bytes were skipped, or will be cut at other delimiters. */
  #forgetEnds(): void {
    this.#separators.forget(this.#index);
    this.#first = 0;
    this.#nextBreak = 0;
  }

  /** From the next unread byte on, CR and LF are no data. */
  ignoreLineBreaks(): void {
    this.#ignoreLineBreaks = true;
    this.#window.leaveOutLineBreaks(this.#index);
  }

  /** The unread bytes while paused; valid until the next push. */
  waiting(): Uint8Array {
    return this.#window.bytes.subarray(this.#index, this.#window.filled);
  }

  /** Position in the file of the next unread byte. */
  get offsetBytes(): number {
    return this.#window.offsetOf(this.#index);
  }

  /** Line of the next unread byte. */
  get line(): number {
    return this.#line + this.#window.lineFeedsLeftOut(this.#index);
  }

  /** Reads past `count` of the {@link Tokenizer.waiting} bytes. */
  skip(count: number): void {
    const bytes = this.#window.bytes;
    for (let n = 0; n < count; n += 1) {
      if (bytes[this.#index] === LF) this.#line += 1;
      this.#index += 1;
    }
  }

  push(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; from += SCAN_PIECE_BYTES) {
      const piece = bytes.subarray(from, from + SCAN_PIECE_BYTES);
      const kept = this.#start < 0 ? this.#index : this.#start;
      if (this.#window.filled + piece.length > this.#window.bytes.length) {
        this.#discard(kept);
        this.#window.append(piece, this.#ignoreLineBreaks, 0);
      } else {
        this.#window.append(piece, this.#ignoreLineBreaks, kept);
      }
      this.#run();
    }
  }

  /** No more bytes. A last segment without terminator is handed on with `terminated` false. */
  end(): void {
    this.#ended = true;
    this.#run();
    if (this.#start < 0 || this.#delimiters === undefined) return;
    let end = this.#window.filled;
    const elements = this.#separators.endCount - this.#first;
    if (this.#overlong !== undefined) this.#finish(end, elements, false);
    else {
      while (end > this.#start && this.#isTrailer(this.#window.bytes[end - 1]!)) end -= 1;
      if (end > this.#start) this.#finish(end, elements, false);
    }
    this.#start = -1;
    this.#index = this.#window.filled;
  }

  #isTrailer(byte: number): boolean {
    return this.#padding[byte] === 1 || byte === 0x00 || byte === 0x1a;
  }

  #discard(kept: number): void {
    this.#window.discard(kept);
    this.#separators.shift(kept, this.#first);
    this.#index -= kept;
    if (this.#start >= 0) this.#start -= kept;
  }

  #run(): void {
    do {
      if (this.#delimiters === undefined) {
        if (this.#onPause === undefined || !this.#onPause(this.#ended)) return;
      }
      this.#scan();
    } while (this.#delimiters === undefined);
  }

  #scan(): void {
    const window = this.#window;
    const bytes = window.bytes;
    const padding = this.#padding;
    const segment = this.#segment;
    const separators = this.#separators;
    const { starts, breaks } = separators;
    const onSegment = this.#onSegment;
    const maximum = this.#limits.elementsPerSegment;
    const maximumLength = this.#limits.segmentLengthBytes;
    const filled = window.filled;
    const { terminator } = segment.delimiters;
    // Where line breaks are left out or CR may be padding of LF, positions take the slower way.
    const plain = !this.#ignoreLineBreaks && terminator !== LF;
    const baseOffset = window.offsetOf(0);
    while (this.#delimiters !== undefined) {
      if (this.#start < 0) {
        const byte = bytes[this.#index]!;
        if (this.#index < filled && padding[byte] === 0 && byte !== terminator && byte !== ISA_BYTES[0]) {
          this.#openHere();
        } else if (!this.#open()) return;
      }
      const end =
        this.#nextBreak < separators.breakCount ? breaks[this.#nextBreak]! + separators.taken : NONE;
      if (end === NONE) {
        // What is known is read: the segment goes on in the next block.
        if (separators.to < filled) {
          separators.next(bytes, filled, this.#first);
          this.#first = 0;
          this.#nextBreak = 0;
          continue;
        }
        this.#index = filled;
        if (filled - this.#start > maximumLength) this.#letGo();
        return;
      }
      this.#nextBreak += 1;
      const index = starts[end + 1]! - 1;
      if (bytes[index] !== terminator) {
        this.#line += 1;
        this.#first = separators.dropLineFeed(this.#first, end);
        continue;
      }
      const start = this.#start;
      const first = this.#first;
      const elements = end - first;
      this.#index = index;
      if (plain && elements <= maximum && this.#overlong === undefined && index - start <= maximumLength) {
        segment.first = first;
        segment.elementCount = elements;
        segment.splitElement = 0;
        segment.tag = tagOfBytes(bytes, start, starts[first + 1]! - 1 - start);
        segment.ordinal = this.#ordinal += 1;
        segment.offsetBytes = baseOffset + start;
        segment.lengthBytes = index - start;
        segment.line = this.#segmentLine;
        segment.terminated = true;
        onSegment(segment);
      } else this.#finish(index, elements, true);
      this.#first = end + 1;
      this.#start = -1;
      this.#index = index + 1;
      if (terminator === LF) this.#line += 1;
    }
  }

  /** Moves to the first byte of the next segment. False when there is none yet, or an ISA stands there. */
  #open(): boolean {
    const bytes = this.#window.bytes;
    const filled = this.#window.filled;
    const terminator = this.#delimiters!.terminator;
    for (; this.#index < filled; this.#index += 1) {
      const byte = bytes[this.#index]!;
      if (this.#padding[byte] === 1) {
        if (byte === LF) this.#line += 1;
      } else if (byte === terminator) {
        if (byte === LF) this.#line += 1;
        else if (byte !== CR) this.#reportEmpty();
      } else break;
    }
    this.#passEnds();
    if (this.#index === filled) return false;
    if (this.#onPause !== undefined && bytes[this.#index] === ISA_BYTES[0] && !this.#takeIsa) {
      const seen = filled - this.#index;
      if (startsWithIsa(bytes, this.#index, filled)) {
        this.#delimiters = undefined;
        return false;
      }
      // "I", "IS" and "ISA" at the end of a chunk may still become an ISA.
      if (seen < 4 && !this.#ended && isIsaPrefix(bytes, this.#index, seen)) return false;
    }
    this.#openHere();
    return true;
  }

  /** Those that were read past between segments. */
  #passEnds(): void {
    const { to, starts, breaks, taken } = this.#separators;
    if (to < this.#index) {
      this.#forgetEnds();
      return;
    }
    const { endCount, breakCount } = this.#separators;
    while (this.#first < endCount && starts[this.#first + 1]! <= this.#index) this.#first += 1;
    while (this.#nextBreak < breakCount && breaks[this.#nextBreak]! + taken < this.#first)
      this.#nextBreak += 1;
  }

  #openHere(): void {
    this.#takeIsa = false;
    this.#start = this.#index;
    this.#separators.starts[this.#first] = this.#index;
    this.#segmentLine = this.#ignoreLineBreaks ? this.line : this.#line;
  }

  /** The segment is over the limit: remember where it began, keep none of its bytes. */
  #letGo(): void {
    this.#overlong ??= { offsetBytes: this.#window.offsetOf(this.#start), segmentId: this.#idText() };
    this.#start = this.#index;
  }

  #idText(): string {
    const { starts, endCount } = this.#separators;
    const from = starts[this.#first]!;
    const to = starts[this.#first + 1]! - 1;
    if (this.#first === endCount || this.#window.bytes[to] === this.#delimiters!.terminator || to - from > 3)
      return '';
    return this.#window.bytes.toString('latin1', from, to);
  }

  #finish(index: number, elements: number, terminated: boolean): void {
    const segment = this.#segment;
    const window = this.#window;
    this.#ordinal += 1;
    let end = index;
    // CR LF with LF as the terminator: the CR is padding, no data.
    if (this.#delimiters!.terminator === LF && end > this.#start && window.bytes[end - 1] === CR) end -= 1;
    const isCut = end !== index || !terminated;
    const tooLong = this.#overlong !== undefined || index - this.#start > this.#limits.segmentLengthBytes;
    if (tooLong || elements > this.#limits.elementsPerSegment) {
      const offsetBytes = this.#overlong?.offsetBytes ?? window.offsetOf(this.#start);
      const segmentId = this.#overlong?.segmentId ?? this.#idText();
      this.#overlong = undefined;
      this.#onIrregularity?.({
        kind: tooLong ? 'segment-too-long' : 'too-many-elements',
        offsetBytes,
        lengthBytes: window.offsetOf(index) - offsetBytes,
        line: this.#segmentLine,
        segmentId,
      });
      return;
    }
    const first = this.#first;
    const { starts, marks } = segment;
    segment.first = first;
    starts[first + elements + 1] = end + 1;
    // Padding that was cut off is no part of the last element.
    if (isCut) marks[first + elements] = this.#markOf(starts[first + elements]!, end);
    segment.elementCount = elements;
    segment.splitElement = 0;
    segment.tag = tagOfBytes(window.bytes, this.#start, starts[first + 1]! - 1 - this.#start);
    segment.ordinal = this.#ordinal;
    segment.offsetBytes = window.offsetOf(this.#start);
    segment.lengthBytes = window.offsetOf(end) - segment.offsetBytes;
    segment.line = this.#segmentLine;
    segment.terminated = terminated;
    this.#onSegment(segment);
  }

  #markOf(from: number, to: number): number {
    const { bytes } = this.#window;
    let mark = 0;
    for (let index = from; index < to; index += 1) mark |= this.#marks[bytes[index]!]!;
    return mark;
  }

  #reportEmpty(): void {
    this.#onIrregularity?.({
      kind: 'empty-segment',
      offsetBytes: this.#window.offsetOf(this.#index),
      lengthBytes: 0,
      line: this.line,
      segmentId: '',
    });
  }
}
