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

  /** @param text or the UTF-8 bytes of one */
  add(text: string | Uint8Array): void {
    const isText = typeof text === 'string';
    const needed = this.#length + text.length * (isText ? BYTES_PER_UNIT : 1);
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(needed * 2);
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    if (isText) {
      this.#length += this.#bytes.write(text, this.#length);
    } else {
      this.#bytes.set(text, this.#length);
      this.#length += text.length;
    }
  }

  /** What was added since it was cleared; good until the next is added. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
