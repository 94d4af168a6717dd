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

/** One text of a block that is unpacked; undefined where it has fewer. */
export function textOf(unpacked: Buffer, index: number): string | undefined {
  let from = 0;
  for (let left = index; left > 0; left -= 1) {
    from = unpacked.indexOf(BREAK_BYTE, from) + 1;
    if (from === 0) return undefined;
  }
  const to = unpacked.indexOf(BREAK_BYTE, from);
  return unpacked.toString('utf8', from, to === -1 ? unpacked.length : to);
}

/** Level 1: the next levels gain a few percent and cost twice the time. */
export function compress(bytes: Uint8Array): Uint8Array {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

export function decompress(bytes: Uint8Array): Buffer {
  return zstdDecompressSync(bytes);
}
