import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { Check835 } from '../remittance/check-835.ts';
import { releaseBytes } from '../store/release-bytes.ts';
import { inputOutputFault } from './durable-files.ts';

/** What an 835 says of itself when it is read as a receiver reads it. */
export interface ProvedFile {
  readonly findingCount: number;
  /** Code of the first finding. */
  readonly firstCode?: string;
  /** BPR02 and TRN02 of each set. */
  readonly sets: readonly { readonly bprCents: number; readonly traceNumber: string }[];
}

const PIECE_BYTES = 1 << 20;

/**
 * Reads and checks an 835 as it stands in the spool: the bytes that will leave, and no others. It may still grow: what is
 * there is read by `reach`, and `end` reads to the end of the file.
 */
export class SpooledProof {
  readonly #path: string;
  readonly #check: Check835;
  #readBytes = 0;

  constructor(path: string, guides: GuideCatalogue) {
    this.#path = path;
    this.#check = new Check835(guides);
  }

  reach(lengthBytes: number): void {
    for (const piece of readPieces(this.#path, this.#readBytes, lengthBytes)) {
      this.#check.push(piece);
      this.#readBytes += piece.length;
    }
  }

  end(): ProvedFile {
    this.reach(spooledBytes(this.#path));
    const { findings, findingCount, sets } = this.#check.end();
    const [first] = findings;
    return {
      findingCount,
      ...(first && { firstCode: first.code }),
      sets: sets.map(({ totals, traceNumber }) => ({ bprCents: totals.bprCents, traceNumber })),
    };
  }
}

function* readPieces(path: string, from: number, to: number): Generator<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(Math.min(to - from, PIECE_BYTES));
  const descriptor = spooled(path, () => openSync(path, 'r'));
  try {
    for (let at = from; at < to; ) {
      const wanted = Math.min(buffer.length, to - at);
      const count = spooled(path, () => readSync(descriptor, buffer, 0, wanted, at));
      // Shorter than it was: what is missing is found at the end of the check.
      if (count === 0) return;
      at += count;
      yield buffer.subarray(0, count);
    }
  } finally {
    closeSync(descriptor);
    releaseBytes(buffer);
  }
}

/** Reads one file after the other into the same memory: what it gives holds until the next. */
export class SpoolReader {
  #buffer = Buffer.alloc(0);

  read(path: string): Uint8Array {
    const lengthBytes = spooledBytes(path);
    if (this.#buffer.length < lengthBytes) {
      releaseBytes(this.#buffer);
      this.#buffer = Buffer.allocUnsafeSlow(lengthBytes);
    }
    let filled = 0;
    for (const piece of readPieces(path, 0, lengthBytes)) {
      this.#buffer.set(piece, filled);
      filled += piece.length;
    }
    return this.#buffer.subarray(0, filled);
  }

  end(): void {
    releaseBytes(this.#buffer);
  }
}

function spooledBytes(path: string): number {
  return spooled(path, () => statSync(path).size);
}

function spooled<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw inputOutputFault(path, cause);
  }
}
