import type { Interchange } from '../x12/reader.ts';
import type { RawWindow } from './raw-window.ts';

/** What may follow every segment of a canonical interchange. */
const LINE_BREAKS: ReadonlySet<string> = new Set(['', '\n', '\r\n']);
/** Longer white space after an IEA is not kept. */
const TAIL_BYTES = 16;

/** Follows what stands between the segments of an interchange: the same line break everywhere can be written back. */
export class SpacingCheck {
  readonly #raw: RawWindow;
  #lineBreak = '';
  /** One past the last segment's terminator. */
  #endOffset = 0;
  #isUniform = true;
  #isWrapped = false;

  constructor(raw: RawWindow) {
    this.#raw = raw;
  }

  get isUniform(): boolean {
    return this.#isUniform;
  }

  begin({ offsetBytes, isa, wrapped }: Interchange): void {
    // ISA, a separator before each element, the terminator.
    this.#endOffset = isa.reduce((offset, text) => offset + 1 + text.length, offsetBytes + 3) + 1;
    this.#lineBreak = '';
    this.#isWrapped = wrapped;
    this.#isUniform = !wrapped;
  }

  /** What follows the ISA holds for every segment of the interchange. */
  lineBreakBefore(nextOffset: number | undefined): string {
    if (nextOffset === undefined || this.#isWrapped) return '';
    const between = this.#raw.text(this.#endOffset, nextOffset);
    if (LINE_BREAKS.has(between)) this.#lineBreak = between;
    else this.#isUniform = false;
    return this.#lineBreak;
  }

  segment(offsetBytes: number, lengthBytes: number): void {
    if (this.#isWrapped) return;
    const gap = offsetBytes - this.#endOffset;
    if (gap !== this.#lineBreak.length) this.#isUniform = false;
    else if (gap > 0 && this.#raw.byteAt(offsetBytes - 1) !== 0x0a) this.#isUniform = false;
    this.#endOffset = offsetBytes + lengthBytes + 1;
  }

  /** What follows the IEA, when that is not the line break. */
  end(nextOffset: number): string | undefined {
    if (this.#isWrapped) return undefined;
    const tail = this.#raw.text(this.#endOffset, nextOffset);
    if (tail === this.#lineBreak) return undefined;
    if (tail.length <= TAIL_BYTES && tail.trim() === '') return tail;
    this.#isUniform = false;
    return undefined;
  }
}
