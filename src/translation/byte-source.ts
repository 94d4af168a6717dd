import { createReadStream } from 'node:fs';
import { Fault } from '../x12/fault.ts';

/**
 * Where bytes come from: a path or file URL, bytes in memory, or anything that gives bytes in pieces: a Node stream,
 * a web stream, a generator.
 */
export type ByteSource =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | Iterable<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** Bytes of one piece that go through the reader before somebody else may run. */
const PIECE_BYTES = 64 * 1024;

/**
 * The bytes in pieces, no faster than they are taken. Leaving the loop early closes what was opened.
 *
 * @throws the signal's reason when it is aborted; Fault `SOURCE-NOT-BYTES` for a stream of text; the file's own error
 */
export async function* bytesOf(source: ByteSource, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  for await (const chunk of chunksOf(source)) {
    if (!(chunk instanceof Uint8Array)) throw notBytes();
    for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
      yield chunk.subarray(from, from + PIECE_BYTES);
      signal?.throwIfAborted();
    }
  }
}

function chunksOf(source: ByteSource): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  if (typeof source === 'string' || source instanceof URL) return createReadStream(source);
  if (source instanceof Uint8Array) return [source];
  if (source instanceof ArrayBuffer) return [new Uint8Array(source)];
  return source;
}

function notBytes(): Fault {
  return new Fault({
    code: 'SOURCE-NOT-BYTES',
    message: 'The stream gives text, not bytes.',
    hint: 'Leave its encoding unset: X12 positions are positions of bytes.',
    exitCode: 2,
  });
}

/** A name for findings: of a file its last part, which a partner chose; '' for bytes and streams. */
export function nameOf(source: ByteSource): string {
  const path = typeof source === 'string' ? source : source instanceof URL ? source.pathname : '';
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
