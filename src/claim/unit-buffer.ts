import type { Delimiters } from '../x12/delimiters.ts';
import type { Segment } from '../x12/segment.ts';
import type { SourceRun } from './parcel.ts';

const SPACE = 0x20;
const LINE_FEED = 0x0a;
const TAB = 0x09;
/** Padding longer than this is not copied: the next segment begins a new run. */
const PADDING_BYTES = 256;

type RunDraft = { -readonly [K in keyof SourceRun]: SourceRun[K] };

/** Segments copied one after the other so that a tokenizer reads the same segments at the same places again. */
export class UnitBuffer {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;
  #runs: RunDraft[] = [];
  readonly #terminator: number;
  readonly #filler: number;
  #run: RunDraft | undefined;
  /** The last segment's terminator is in. */
  #padded = false;
  /** Of the last segment: one past its data in the file, its ordinal, the line its data ends on. */
  #endOffset = 0;
  #ordinal = 0;
  #endLine = 0;

  constructor(delimiters: Delimiters, capacity: number) {
    this.#terminator = delimiters.terminator;
    this.#filler = delimiters.element === SPACE || delimiters.component === SPACE ? TAB : SPACE;
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  get runs(): readonly SourceRun[] {
    return this.#runs;
  }

  clear(): void {
    this.#length = 0;
    this.#runs = [];
    this.#run = undefined;
  }

  /** Adds a segment; its terminator and what follows it is known when the next one comes. */
  add(segment: Segment): void {
    this.endBefore(segment);
    const run = this.#run ?? this.#openRun(segment);
    const { textLength } = segment;
    this.#reserve(textLength);
    const lineFeeds = segment.copyTo(this.#bytes, this.#length);
    this.#length += textLength;
    run.end = this.#length;
    // A wrapped file has line breaks inside its segments: they are no data, and become padding here.
    this.#endOffset = segment.offsetBytes + textLength;
    this.#ordinal = segment.ordinal;
    this.#endLine = segment.line + lineFeeds;
    this.#padded = false;
  }

  /** Fills up to where the next segment begins. */
  endBefore(next: Segment): void {
    const run = this.#run;
    if (run === undefined || this.#padded) return;
    const gap = next.offsetBytes - this.#endOffset;
    const isNext = next.ordinal === this.#ordinal + 1 && gap >= 1 && gap <= PADDING_BYTES;
    this.#pad(run, isNext ? gap : 1, isNext ? next.line - this.#endLine : 0);
    // A segment over the limits was left out between the two, or the padding is long.
    if (!isNext) this.#run = undefined;
  }

  /** The last segment of the set is in. */
  end(): void {
    if (this.#run !== undefined && !this.#padded) this.#pad(this.#run, 1, 0);
  }

  copyTo(target: Uint8Array, at: number): void {
    target.set(this.#bytes.subarray(0, this.#length), at);
  }

  slice(from: number, to: number): Uint8Array {
    return this.#bytes.slice(from, to);
  }

  /** The runs of [from, to), counted from `from`, where a segment begins that stands as `first` says. */
  runsOf(
    from: number,
    to: number,
    first: Pick<SourceRun, 'offsetBytes' | 'firstOrdinal' | 'firstLine'>,
  ): SourceRun[] {
    const runs: SourceRun[] = [];
    for (const run of this.#runs) {
      if (run.end <= from || run.start >= to) continue;
      const end = Math.min(run.end, to) - from;
      if (run.start > from) runs.push({ ...run, start: run.start - from, end });
      else {
        const { offsetBytes, firstOrdinal, firstLine } = first;
        runs.push({ start: 0, end, offsetBytes, firstOrdinal, firstLine });
      }
    }
    return runs;
  }

  /** A terminator and as many bytes as stood there, line feeds kept in number. */
  #pad(run: RunDraft, gap: number, lines: number): void {
    this.#reserve(gap);
    const from = this.#length;
    const to = from + gap;
    const breaks = this.#terminator === LINE_FEED ? lines - 1 : lines;
    const lineFeeds = Math.max(0, Math.min(breaks, gap - 1));
    this.#bytes[from] = this.#terminator;
    if (gap > 1) {
      this.#bytes.fill(this.#filler, from + 1, to - lineFeeds);
      this.#bytes.fill(LINE_FEED, to - lineFeeds, to);
    }
    this.#length = to;
    run.end = to;
    this.#padded = true;
  }

  #openRun(segment: Segment): RunDraft {
    const run: RunDraft = {
      start: this.#length,
      end: this.#length,
      offsetBytes: segment.offsetBytes,
      firstOrdinal: segment.ordinal,
      firstLine: segment.line,
    };
    this.#runs.push(run);
    this.#run = run;
    return run;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
