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
 * The bytes in pieces, no faster than they are taken. Leaving the loop early, and aborting, close what was opened; a
 * source that says nothing for a long time can be aborted too.
 *
 * @throws the signal's reason when it is aborted; Fault `SOURCE-NOT-BYTES` for a stream of text; the file's own error
 */
export async function* bytesOf(source: ByteSource, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  const chunks = chunksOf(source);
  for await (const chunk of signal === undefined ? chunks : abortable(chunks, signal)) {
    if (!(chunk instanceof Uint8Array)) throw notBytes();
    for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
      yield chunk.subarray(from, from + PIECE_BYTES);
      signal?.throwIfAborted();
    }
  }
}

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

async function* abortable(chunks: Chunks, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const iterator =
    Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  // Where nobody waits for the next piece just now, the loop looks at the signal itself.
  aborted.catch(() => {});
  let isDone = false;
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted]);
      if (next.done === true) {
        isDone = true;
        return;
      }
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    if (!isDone) close(chunks, iterator);
  }
}

/** Not awaited: a source that is waiting itself would keep us. */
function close(chunks: Chunks, iterator: Iterator<Uint8Array> | AsyncIterator<Uint8Array>): void {
  if ('destroy' in chunks && typeof chunks.destroy === 'function') chunks.destroy();
  else Promise.resolve(iterator.return?.()).catch(() => {});
}

function chunksOf(source: ByteSource): Chunks {
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
