import { Buffer } from 'node:buffer';

const BEGIN_BYTES = 256 * 1024;
/** UTF-8 takes at most three bytes for a unit of a string. */
const BYTES_PER_UNIT = 3;

/**
 * Texts one behind the other, as UTF-8, in memory that is used again. Held as strings until their parcel is done, they
 * would outlive the young generation: every fifth parcel the collector had to go over the whole day's data.
 */
export class TextBuffer {
  #bytes = Buffer.allocUnsafe(BEGIN_BYTES);
  #length = 0;

  clear(): void {
    this.#length = 0;
  }

  add(text: string): void {
    const needed = this.#length + text.length * BYTES_PER_UNIT;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(needed * 2);
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** What was added since it was cleared; good until the next is added. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
