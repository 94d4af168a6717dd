import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { TextBuffer } from './text-buffer.ts';

/** Of this thread: a block is put together in one go. */
const together = new TextBuffer();

/** Between the texts of a block. */
export const BREAK = '\n';

/**
 * Texts of one act compressed together: alike as they are, they shrink to a fifth and less, and one call for many of
 * them costs less than the rows they would fill. Each is JSON, which has no line break: they stand one a line.
 *
 * @param texts or their UTF-8 bytes
 */
export function packBlock(texts: readonly (string | Uint8Array)[]): Uint8Array {
  together.clear();
  for (const [index, text] of texts.entries()) {
    if (index > 0) together.add(BREAK);
    together.add(text);
  }
  return compress(together.bytes());
}

export function unpackBlock(block: Uint8Array): string[] {
  return decompress(block).toString('utf8').split(BREAK);
}

const BREAK_BYTE = BREAK.charCodeAt(0);

/** An unpacked block of which a text becomes a string when it is asked for. */
export class BlockTexts {
  readonly #bytes: Buffer;
  readonly #ends: number[] = [];

  constructor(block: Uint8Array) {
    this.#bytes = decompress(block);
    for (let at = -1; at < this.#bytes.length; ) {
      const next = this.#bytes.indexOf(BREAK_BYTE, at + 1);
      at = next === -1 ? this.#bytes.length : next;
      this.#ends.push(at);
    }
  }

  get lengthBytes(): number {
    return this.#bytes.length;
  }

  /** Undefined where the block has fewer. */
  at(index: number): string | undefined {
    const to = this.#ends[index];
    return to === undefined
      ? undefined
      : this.#bytes.toString('utf8', index === 0 ? 0 : this.#ends[index - 1]! + 1, to);
  }
}

const LEAST_CHUNK_BYTES = 1024;

/** Level 1: the next levels gain a few percent and cost twice the time. */
export function compress(bytes: Uint8Array): Uint8Array {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

/** @param lengthBytes of what comes out, where it is known: then it is made in one piece instead of many that are joined */
export function decompress(bytes: Uint8Array, lengthBytes?: number): Buffer {
  return lengthBytes === undefined
    ? zstdDecompressSync(bytes)
    : zstdDecompressSync(bytes, { chunkSize: Math.max(lengthBytes + 1, LEAST_CHUNK_BYTES) });
}
