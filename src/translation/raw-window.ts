import { KEPT_BYTES } from './limits.ts';

interface Piece {
  readonly offsetBytes: number;
  readonly bytes: Buffer;
}

/** The last bytes of the file: for what a reader does not hand on (GS, GE, IEA, and what stands between segments). */
export class RawWindow {
  #pieces: Piece[] = [];
  #lengthBytes = 0;

  /** Bytes seen so far. */
  get lengthBytes(): number {
    return this.#lengthBytes;
  }

  /** Copies: the caller may use its buffer again. */
  append(bytes: Uint8Array): void {
    this.#pieces.push({ offsetBytes: this.#lengthBytes, bytes: Buffer.from(bytes) });
    this.#lengthBytes += bytes.length;
    const kept = this.#lengthBytes - bytes.length - KEPT_BYTES;
    const from = this.#pieces.findIndex((piece) => piece.offsetBytes + piece.bytes.length > kept);
    if (from > 0) this.#pieces = this.#pieces.slice(from);
  }

  /** One code unit a byte; -1 where nothing is kept any more. */
  byteAt(offsetBytes: number): number {
    for (let index = this.#pieces.length - 1; index >= 0; index -= 1) {
      const piece = this.#pieces[index]!;
      if (offsetBytes >= piece.offsetBytes) return piece.bytes[offsetBytes - piece.offsetBytes] ?? -1;
    }
    return -1;
  }

  /** The bytes of [from, to), as far as they are kept. */
  text(from: number, to: number): string {
    let text = '';
    for (const { offsetBytes, bytes } of this.#pieces) {
      if (offsetBytes >= to || offsetBytes + bytes.length <= from) continue;
      text += bytes.toString('latin1', Math.max(0, from - offsetBytes), to - offsetBytes);
    }
    return text;
  }

  /** The segment that begins at `from`, without its terminator. */
  segmentFrom(from: number, terminator: number): string {
    let to = from;
    while (to < this.#lengthBytes && this.byteAt(to) !== terminator) to += 1;
    return this.text(from, to);
  }

  /** Where the segment begins whose last byte stands before `to`; not before `limit`. */
  startOfSegmentBefore(to: number, limit: number, terminator: number): number {
    let from = to;
    while (from > limit && this.byteAt(from - 1) !== terminator && this.byteAt(from - 1) !== -1) from -= 1;
    while (from < to && isPadding(this.byteAt(from))) from += 1;
    return from;
  }
}

function isPadding(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
