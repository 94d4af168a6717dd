import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../x12/fault.ts';
import {
  dropFile,
  inputOutputFault,
  makeFolder,
  moveDurably,
  syncFile,
  writeDurably,
} from './durable-files.ts';

const READ_BYTES = 1 << 20;
const ORDINAL_DIGITS = 8;
/** In the archive, once retention has taken anything. */
const HORIZON_FILE = 'horizon.json';
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

/** Where retention cut the audit trail. */
export interface AuditCut {
  /** Of the act that is the first one now. */
  readonly ordinal: number;
  /** Its file, the end of a run, and the hash of it. */
  readonly head: string;
  readonly sha256: string;
  /** How many went. */
  readonly acts: number;
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

  /** @throws Fault `RETENTION-GONE` when retention has taken the file */
  requireThere(sha256: string): void {
    const horizon = this.horizon();
    if (horizon === undefined || this.has(sha256) || !existsSync(`${this.path(sha256)}.json`)) return;
    throw new Fault({
      code: 'RETENTION-GONE',
      message: `retention has taken the file, as of ${horizon.asOf} at the latest`,
      hint: 'What stands in the ledger is all that is kept of its claims.',
      exitCode: 2,
    });
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

  /** @param file one of {@link acts} */
  recordedActAt(file: string): RecordedAct {
    return this.#act(file);
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
    let cut: AuditCut | undefined;
    let firstOrdinal = 0;
    const broken = this.acts().filter((name) => {
      const act = this.#act(name);
      const isFirst = previous === undefined;
      if (isFirst) firstOrdinal = act.ordinal;
      const isInPlace = name.startsWith(String(act.ordinal).padStart(ORDINAL_DIGITS, '0'));
      const follows = isFirst || act.previous === previous;
      previous = sha256OfFile(this.#actPath(name)).sha256;
      cut = (act.act.cut as AuditCut | undefined) ?? cut;
      return !(isInPlace && follows);
    });
    return [...broken, ...this.#wrongBeginning(firstOrdinal, cut)];
  }

  /** The chain begins with its first act, or where an act of retention says that it was cut. */
  #wrongBeginning(firstOrdinal: number, cut: AuditCut | undefined): string[] {
    if (firstOrdinal <= 1) return [];
    const [first = ''] = this.acts();
    if (cut === undefined || firstOrdinal > cut.ordinal) return [first];
    const isHead =
      existsSync(this.#actPath(cut.head)) && sha256OfFile(this.#actPath(cut.head)).sha256 === cut.sha256;
    return isHead ? [] : [cut.head];
  }

  /** The latest end of a run before the day, CCYYMMDD of its instant: its hash stands for everything before it. */
  cutBefore(day: string): AuditCut | undefined {
    let head: RecordedAct | undefined;
    let file = '';
    let acts = 0;
    let lastAsOf = '';
    for (const [index, name] of this.acts().entries()) {
      const recorded = this.#act(name);
      lastAsOf = (recorded.act.asOf as string | undefined) ?? lastAsOf;
      if (recorded.act.act !== 'end of run' || lastAsOf.slice(0, 10).replaceAll('-', '') >= day) continue;
      [head, file, acts] = [recorded, name, index];
    }
    if (head === undefined || acts === 0) return undefined;
    return { ordinal: head.ordinal, head: file, sha256: sha256OfFile(this.#actPath(file)).sha256, acts };
  }

  /** Takes away what stands before the head, oldest first; the head stays. */
  cutActs({ ordinal }: AuditCut): void {
    for (const name of this.acts())
      if (Number(name.slice(0, ORDINAL_DIGITS)) < ordinal) dropFile(this.#actPath(name));
  }

  /** By class, CCYYMMDD: what retention has taken. undefined when it never took anything. */
  horizon(): { readonly asOf: string; readonly before: Readonly<Record<string, string>> } | undefined {
    const path = join(this.folder, HORIZON_FILE);
    if (!existsSync(path)) return undefined;
    const { asOf, before } = JSON.parse(readFileSync(path, 'utf8')) as {
      asOf: string;
      before: string | Record<string, string>;
    };
    return { asOf, before: typeof before === 'string' ? { raw: before } : before };
  }

  setHorizon(asOf: string, before: Readonly<Partial<Record<string, string>>>): void {
    const known = this.horizon()?.before ?? {};
    const merged: Record<string, string> = { ...known };
    for (const [of, day = ''] of Object.entries(before)) if (day > (known[of] ?? '')) merged[of] = day;
    writeDurably(join(this.folder, HORIZON_FILE), encode({ asOf, before: merged }));
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
    try {
      if (sha256 !== this.#sha256) {
        this.close();
        this.#archive.requireThere(sha256);
        this.#descriptor = openSync(this.#archive.path(sha256), 'r');
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
      throw cause instanceof Fault ? cause : inputOutputFault(this.#archive.path(sha256), cause);
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
