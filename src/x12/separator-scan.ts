import { MARK_CONTROL } from './byte-marks.ts';
import type { Delimiters } from './delimiters.ts';
import { BLOCK_BYTES, BREAKS, COUNT_BITS, kernelCode, MARKS, STARTS } from './scan-kernel.ts';

/** What is used of a global that neither ECMAScript nor the types of Node declare. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  run(
    length: number,
    element: number,
    terminator: number,
    component: number,
    repetition: number,
    base: number,
  ): number;
}

// One a thread: every memory of WebAssembly reserves gigabytes of addresses. Each scan copies its results at once, so
// that tokenizers may take turns within each other's callbacks.
const kernel = new WebAssembly.Instance(new WebAssembly.Module(kernelCode())).exports as Kernel;
const { buffer } = kernel.memory;
const input = new Uint8Array(buffer, 0, BLOCK_BYTES);
const foundStarts = new Int32Array(buffer, STARTS, BLOCK_BYTES);
const foundMarks = new Uint8Array(buffer, MARKS, BLOCK_BYTES + 1);
const foundBreaks = new Uint16Array(buffer, BREAKS, BLOCK_BYTES);

/**
 * Where elements and segments end, for a block of bytes at once: sixteen bytes are compared by one instruction
 * (WebAssembly SIMD; see scan-kernel.ts). What is found is the table that segments look their elements up in, so that
 * the tokenizer has nothing to do for a byte or an element, only for a segment.
 *
 * An end is an element separator, a terminator or a line feed: the latter ends nothing, but counts as a line. Ends are
 * counted from 0 in what is known; those of the open segment are taken along from block to block.
 */
export class SeparatorScan {
  /** `starts[end + 1]` is the index in the buffer behind an end. What begins before the first of all is written by the reader. */
  readonly starts: Int32Array;
  /** `marks[end]`: what kinds of bytes stand before an end (byte-marks.ts); one more: what follows the last. */
  readonly marks: Uint8Array;
  /** Ends that are no element separators, less {@link SeparatorScan.taken}. */
  readonly breaks = new Uint16Array(BLOCK_BYTES);
  endCount = 0;
  breakCount = 0;
  /** Ends of the open segment in front of those of the block. */
  taken = 0;
  /** Up to where the buffer was looked at. */
  to = 0;
  readonly #maximum: number;
  #element = 0;
  #terminator = 0;
  #component = 0;
  #repetition = 0;

  /** @param maximum elements of a segment: of one with more only so many are taken along, and one more */
  constructor(maximum: number) {
    this.#maximum = maximum;
    this.starts = new Int32Array(maximum + BLOCK_BYTES + 3);
    this.marks = new Uint8Array(maximum + BLOCK_BYTES + 3);
  }

  use({ element, terminator, component, repetition }: Delimiters): void {
    this.#element = element;
    this.#terminator = terminator;
    // Where there is none, one that is taken already: NUL bytes are no separators.
    this.#component = component === 0 ? terminator : component;
    this.#repetition = repetition === 0 ? terminator : repetition;
  }

  /** Nothing is known of any byte; the next ones to be looked at stand from here on. */
  forget(index: number): void {
    this.endCount = 0;
    this.breakCount = 0;
    this.taken = 0;
    this.marks[0] = 0;
    this.to = index;
  }

  /** The first `count` bytes of the buffer are gone; the open segment begins at end `first`. */
  shift(count: number, first: number): void {
    const { starts, endCount } = this;
    for (let end = first; end <= endCount; end += 1) starts[end] = starts[end]! - count;
    this.to -= count;
  }

  /**
   * Looks at the next block of what the buffer is filled with. The ends of the open segment, which begins at end `first`,
   * come to stand in front.
   */
  next(bytes: Uint8Array, filled: number, first: number): void {
    const from = this.to;
    const to = Math.min(from + BLOCK_BYTES, filled);
    input.set(bytes.subarray(from, to));
    const counts = kernel.run(
      to - from,
      this.#element,
      this.#terminator,
      this.#component,
      this.#repetition,
      from + 1,
    );
    const found = counts & ((1 << COUNT_BITS) - 1);
    const taken = Math.min(this.endCount - first, this.#maximum + 1);
    const { starts, marks } = this;
    const mark = marks[this.endCount]!;
    starts.copyWithin(0, first, first + taken + 1);
    marks.copyWithin(0, first, first + taken);
    starts.set(foundStarts.subarray(0, found), taken + 1);
    marks.set(foundMarks.subarray(0, found + 1), taken);
    marks[taken] = marks[taken]! | mark;
    this.breakCount = counts >>> COUNT_BITS;
    this.breaks.set(foundBreaks.subarray(0, this.breakCount));
    this.taken = taken;
    this.endCount = taken + found;
    this.to = to;
  }

  /**
   * Takes a line feed out of the segment that begins at end `first`: it ends no element.
   *
   * @returns where the segment begins now
   */
  dropLineFeed(first: number, end: number): number {
    const { starts, marks } = this;
    const kept = Math.min(end - first, this.#maximum + 1);
    const begin = end + 1 - kept;
    marks[end + 1] = marks[end + 1]! | marks[end]! | MARK_CONTROL;
    starts.copyWithin(begin, first, first + kept + 1);
    marks.copyWithin(begin, first, first + kept);
    return begin;
  }
}
