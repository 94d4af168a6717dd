import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { inputOutputFault, makeFolder, moveDurably, syncFile, writeDurably } from './durable-files.ts';

const READ_BYTES = 1 << 20;
const ORDINAL_DIGITS = 8;
const ACT_FILE = /^\d{8}-.+\.json$/;

/** How and when an archived file came: everything that its bytes do not say. */
export interface Sidecar {
  readonly sha256: string;
  readonly name: string;
  readonly origin: string;
  readonly sizeBytes: number;
  readonly asOf: string;
  readonly businessDate: string;
  /** Instant at which an upload was first seen that was not whole then. */
  readonly firstSeen?: string;
}

/** An act of a person or a run as the archive keeps it: each names the hash of the one before it. */
export interface RecordedAct {
  /** From 1. */
  readonly ordinal: number;
  /** SHA-256 of the file of the act before; '' for the first. */
  readonly previous: string;
  readonly name: string;
  readonly act: Readonly<Record<string, unknown>> & { readonly act: string };
}

/**
 * The source of truth (DESIGN decision 2): every inbound file and reference import under its SHA-256, never changed,
 * with a sidecar. The store can be rebuilt from here.
 */
export class Archive {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  path(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }

  has(sha256: string): boolean {
    return existsSync(this.path(sha256));
  }

  /** Moves a file of the same file system in. Returns false when its bytes are here already: the file stays where it was. */
  take(from: string, sidecar: Sidecar): boolean {
    const target = this.path(sidecar.sha256);
    if (existsSync(target)) return false;
    makeFolder(join(this.folder, sidecar.sha256.slice(0, 2)));
    syncFile(from);
    writeDurably(`${target}.json`, encode(sidecar));
    moveDurably(from, target);
    return true;
  }

  /** Stores bytes; the same bytes again are a no-op. */
  put(bytes: Uint8Array, sidecar: Sidecar): void {
    const target = this.path(sidecar.sha256);
    if (existsSync(target)) return;
    makeFolder(join(this.folder, sidecar.sha256.slice(0, 2)));
    writeDurably(`${target}.json`, encode(sidecar));
    writeDurably(target, bytes);
  }

  /** Reads `lengthBytes` at `offsetBytes`; a place beyond the end is a corrupted archive and throws. */
  readSlice(sha256: string, offsetBytes: number, lengthBytes: number): Uint8Array {
    const reader = new SliceReader(this);
    try {
      return Uint8Array.from(reader.read(sha256, offsetBytes, lengthBytes));
    } finally {
      reader.close();
    }
  }

  sidecar(sha256: string): Sidecar {
    return JSON.parse(readFileSync(`${this.path(sha256)}.json`, 'utf8')) as Sidecar;
  }

  /**
   * Appends an act of a person or a run, with its instant: doing them again in order gives the same store. The very act
   * again is a no-op: an interrupted run records itself when it goes on.
   */
  recordAct(name: string, act: RecordedAct['act']): void {
    const names = this.acts();
    for (const known of names.filter((each) => isNamed(each, name)))
      if (JSON.stringify(this.#act(known).act) === JSON.stringify(act)) return;
    const last = names.at(-1);
    const ordinal = last === undefined ? 1 : Number(last.slice(0, ORDINAL_DIGITS)) + 1;
    const previous = last === undefined ? '' : sha256OfFile(this.#actPath(last)).sha256;
    const file = `${String(ordinal).padStart(ORDINAL_DIGITS, '0')}-${name}.json`;
    writeDurably(this.#actPath(file), encode({ ordinal, previous, name, act }));
  }

  /** File names of the acts, in order. */
  acts(): string[] {
    return readdirSync(join(this.folder, 'acts'))
      .filter((name) => ACT_FILE.test(name))
      .sort();
  }

  recordedActs(): RecordedAct[] {
    return this.acts().map((name) => this.#act(name));
  }

  lastAct(): RecordedAct | undefined {
    const last = this.acts().at(-1);
    return last === undefined ? undefined : this.#act(last);
  }

  /** The latest act of that name. */
  recordedAct(name: string): RecordedAct | undefined {
    const file = this.acts().findLast((each) => isNamed(each, name));
    return file === undefined ? undefined : this.#act(file);
  }

  /** Where the chain of the acts is broken: an act changed, taken out, put in or moved. Empty when it is whole. */
  brokenActs(): string[] {
    let previous: string | undefined;
    return this.acts().filter((name) => {
      const act = this.#act(name);
      const isFirst = previous === undefined;
      const follows =
        act.previous === previous && name.startsWith(String(act.ordinal).padStart(ORDINAL_DIGITS, '0'));
      previous = sha256OfFile(this.#actPath(name)).sha256;
      // The first one that is kept names the head of what retention has cut off.
      return !(isFirst ? act.ordinal === 1 || act.previous !== '' : follows);
    });
  }

  /** Every archived file with how it came, in order of their hashes. */
  sidecars(): Sidecar[] {
    return readdirSync(this.folder)
      .filter((name) => /^[0-9a-f]{2}$/.test(name))
      .sort()
      .flatMap((folder) => readdirSync(join(this.folder, folder)).sort())
      .filter((name) => /^[0-9a-f]{64}$/.test(name))
      .map((sha256) => this.sidecar(sha256));
  }

  #actPath(file: string): string {
    return join(this.folder, 'acts', file);
  }

  #act(file: string): RecordedAct {
    const path = this.#actPath(file);
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as RecordedAct;
    } catch (cause) {
      throw inputOutputFault(path, cause);
    }
  }
}

/** `00000007-run-00000003.json` is named `run-00000003`, and `00000008-end-of-run-00000003.json` is not. */
function isNamed(file: string, name: string): boolean {
  return file.slice(ORDINAL_DIGITS) === `-${name}.json`;
}

/** Keeps one archived file open, and one buffer: claims of a batch mostly come from the same file. */
export class SliceReader {
  readonly #archive: Archive;
  #sha256 = '';
  #descriptor = -1;
  #buffer = Buffer.allocUnsafe(64 * 1024);

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  /** The bytes hold until the next read. */
  read(sha256: string, offsetBytes: number, lengthBytes: number): Uint8Array {
    const path = this.#archive.path(sha256);
    try {
      if (sha256 !== this.#sha256) {
        this.close();
        this.#descriptor = openSync(path, 'r');
        this.#sha256 = sha256;
      }
      if (this.#buffer.length < lengthBytes) this.#buffer = Buffer.allocUnsafe(lengthBytes * 2);
      let done = 0;
      while (done < lengthBytes) {
        const count = readSync(this.#descriptor, this.#buffer, done, lengthBytes - done, offsetBytes + done);
        if (count === 0) throw Object.assign(new Error('short read'), { code: 'EOF' });
        done += count;
      }
      return this.#buffer.subarray(0, lengthBytes);
    } catch (cause) {
      throw inputOutputFault(path, cause);
    }
  }

  close(): void {
    if (this.#descriptor >= 0) closeSync(this.#descriptor);
    this.#descriptor = -1;
    this.#sha256 = '';
  }
}

/** SHA-256 of a file, in constant memory. */
export function sha256OfFile(path: string): { sha256: string; sizeBytes: number } {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for (const chunk of readChunks(path)) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** The file's bytes, a chunk at a time; the buffer is reused between chunks. */
export function* readChunks(path: string, chunkBytes = READ_BYTES): Generator<Uint8Array> {
  let descriptor = -1;
  try {
    descriptor = openSync(path, 'r');
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      const count = readSync(descriptor, buffer, 0, chunkBytes, null);
      if (count === 0) return;
      yield buffer.subarray(0, count);
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
    throw inputOutputFault(path, cause);
  } finally {
    if (descriptor >= 0) closeSync(descriptor);
  }
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function encode(value: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, undefined, 2)}\n`);
}
