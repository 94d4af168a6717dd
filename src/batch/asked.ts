import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from './archive.ts';
import { inputOutputFault, makeFolder, writeNewDurably } from './durable-files.ts';

/** Who looked at what: references of what was shown, never the id that was asked for where it is a patient's. */
export interface Asking {
  readonly verb: 'find' | 'show' | 'explain';
  readonly actor: string;
  /** An instant with its zone. */
  readonly asOf: string;
  /** What kind of id was asked for. */
  readonly as: readonly string[];
  /** Whether patients could be recognised in the answer. */
  readonly phi: boolean;
  /** What was shown, as `remit show` takes it. */
  readonly shown: readonly string[];
}

export interface RecordedAsking extends Asking {
  /** From 1, over all days. */
  readonly ordinal: number;
  /** SHA-256 of the record before; '' for the first. */
  readonly previous: string;
}

const DAY = /^\d{8}$/;
const RECORD = /^\d{8}\.json$/;

/** References kept of one answer; a larger one keeps how many there were. */
const MAX_SHOWN = 200;

/** Tries against other processes that ask at the same moment. */
const MAX_TRIES = 100;

/**
 * The record of look-ups, `archive/asked/CCYYMMDD/`: a chain like that of the acts, but of its own, because whoever
 * looks need not wait for a run. Looking changes nothing, so no rebuild needs it.
 */
export class AskedRecord {
  readonly #folder: string;

  constructor(archiveFolder: string) {
    this.#folder = join(archiveFolder, 'asked');
  }

  /** @param mark of this process, for drafts */
  record(asking: Asking, mark: string): void {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const last = this.#last();
      const previous = last === undefined ? '' : sha256Of(read(last));
      const ordinal = last === undefined ? 1 : (JSON.parse(text(last)) as RecordedAsking).ordinal + 1;
      const today = asking.asOf.slice(0, 10).replaceAll('-', '');
      // A clock that was set back does not break the order of the folders.
      const folder = join(this.#folder, [today, ...this.#days()].sort().at(-1)!);
      makeFolder(folder);
      const shown = asking.shown.slice(0, MAX_SHOWN);
      const more = asking.shown.length > MAX_SHOWN ? { shownInAll: asking.shown.length } : {};
      const body = `${JSON.stringify({ ordinal, previous, ...asking, shown, ...more }, undefined, 2)}\n`;
      const path = join(folder, `${String(ordinal).padStart(8, '0')}.json`);
      if (writeNewDurably(path, new TextEncoder().encode(body), mark)) return;
    }
    throw inputOutputFault(this.#folder, Object.assign(new Error(), { code: 'EBUSY' }));
  }

  recorded(): RecordedAsking[] {
    return this.#paths().map((path) => JSON.parse(text(path)) as RecordedAsking);
  }

  /** Records where the chain is broken: changed, taken out or put in. Empty when it is whole. */
  broken(): string[] {
    let previous = '';
    let ordinal = 0;
    return this.#paths().flatMap((path) => {
      const record = JSON.parse(text(path)) as RecordedAsking;
      const follows = record.previous === previous && record.ordinal === ordinal + 1;
      previous = sha256Of(read(path));
      ordinal = record.ordinal;
      return follows ? [] : [path.slice(this.#folder.length + 1)];
    });
  }

  #last(): string | undefined {
    const day = this.#days().findLast((each) => namesIn(join(this.#folder, each), RECORD).length > 0);
    return day === undefined
      ? undefined
      : join(this.#folder, day, namesIn(join(this.#folder, day), RECORD).at(-1)!);
  }

  #days(): string[] {
    return namesIn(this.#folder, DAY);
  }

  #paths(): string[] {
    return this.#days().flatMap((day) =>
      namesIn(join(this.#folder, day), RECORD).map((name) => join(this.#folder, day, name)),
    );
  }
}

function namesIn(folder: string, form: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => form.test(name))
    .sort();
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw inputOutputFault(path, cause);
  }
}

const text = (path: string): string => read(path).toString('utf8');
