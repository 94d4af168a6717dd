import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { Archive } from './archive.ts';
import { type DataRoot, dataRootAt, prepareDataRoot } from './data-root.ts';
import { readWhole, writeDurably } from './durable-files.ts';
import { readyForAct } from './finish-act.ts';
import { readInstant } from './instant.ts';
import { refused } from './payment-correction.ts';
import { lockRun } from './run-lock.ts';
import type { Settings } from './settings.ts';

/** Whatever is under a legal hold is not touched by retention, and as long as there is one the audit trail is whole. */
export interface LegalHold {
  /** `legal-hold-1`. */
  readonly key: string;
  /** An inbound file's name or SHA-256, a partner, a claim number, a payee, or * for everything. */
  readonly what: string;
  readonly reason: string;
  readonly actor: string;
  readonly asOf: string;
  readonly released?: { readonly reason: string; readonly actor: string; readonly asOf: string };
}

/** In the archive: every hold there ever was. */
const HOLDS_FILE = 'legal-holds.json';
/** In the data root, for people with an editor: names under a hold, a line each. */
const HAND_FILE = 'legal-hold.txt';
export const EVERYTHING = '*';

export function legalHolds(root: DataRoot): LegalHold[] {
  const path = join(root.archive, HOLDS_FILE);
  if (!existsSync(path)) return [];
  return JSON.parse(Buffer.from(readWhole(path)).toString('utf8')) as LegalHold[];
}

/** What is under a hold now. */
export function heldNames(root: DataRoot): string[] {
  const byHand = join(root.path, HAND_FILE);
  const lines = existsSync(byHand) ? readFileSync(byHand, 'utf8').split('\n') : [];
  const standing = legalHolds(root).filter(({ released }) => released === undefined);
  return [...standing.map(({ what }) => what), ...lines.map((line) => line.trim())].filter(
    (name) => name !== '',
  );
}

export interface LegalHoldOptions {
  readonly settings: Settings;
  readonly asOf: string;
  readonly actor: string;
  readonly reason: string;
}

/**
 * @returns the key of the hold
 * @throws Fault `LEGAL-HOLD-UNKNOWN` when nothing here has that name: a hold with a typing error would hold nothing
 */
export function addLegalHold(options: LegalHoldOptions, what: string): Promise<string> {
  return inHeldRoot(options, 'legal hold', async (root, store) => {
    if (!(await isKnown(what, root, store)))
      throw refused(
        'LEGAL-HOLD-UNKNOWN',
        'nothing here has this name',
        "Name an inbound file or its SHA-256, a partner, a claim number, a payee, or '*'.",
      );
    const key = `legal-hold-${legalHolds(root).length + 1}`;
    const { asOf, actor, reason } = options;
    const hold = { key, what, reason, actor, asOf };
    new Archive(root.archive).recordAct(key, { act: 'legal hold', ...hold });
    carryOutHold({ act: 'legal hold', ...hold }, root);
    return key;
  });
}

export function releaseLegalHold(options: LegalHoldOptions, key: string): Promise<void> {
  return inHeldRoot(options, 'legal hold released', async (root) => {
    const hold = legalHolds(root).find((each) => each.key === key);
    if (hold === undefined || hold.released !== undefined)
      throw refused('LEGAL-HOLD-UNKNOWN', `${key} holds nothing`, '`remit legal-hold list` names them.');
    const { asOf, actor, reason } = options;
    const act = { act: 'legal hold released', key, reason, actor, asOf };
    new Archive(root.archive).recordAct(`${key}-released`, act);
    carryOutHold(act, root);
  });
}

/** What the archive says of a hold, done; again it changes nothing. */
export function carryOutHold(act: Readonly<Record<string, unknown>>, root: DataRoot): void {
  const { act: name, ...recorded } = act as unknown as LegalHold & { readonly act: string };
  const { key, reason, actor, asOf } = recorded;
  const others = legalHolds(root).filter((each) => each.key !== key);
  const known = legalHolds(root).find((each) => each.key === key);
  const hold = name === 'legal hold' ? (known ?? recorded) : { ...known!, released: { reason, actor, asOf } };
  const holds = [...others, hold].sort((left, right) => ordinalOf(left) - ordinalOf(right));
  writeDurably(
    join(root.archive, HOLDS_FILE),
    new TextEncoder().encode(`${JSON.stringify(holds, undefined, 2)}\n`),
  );
}

function ordinalOf({ key }: LegalHold): number {
  return Number(key.slice(key.lastIndexOf('-') + 1));
}

async function isKnown(what: string, root: DataRoot, store: Store): Promise<boolean> {
  if (what === EVERYTHING || (await store.claimByNumber(what)) !== undefined) return true;
  if ((await store.payments({ payeeId: what })).length > 0) return true;
  if ((await store.heldRows([what])).fileSha256s.size > 0) return true;
  return new Archive(root.archive)
    .sidecars()
    .some(({ name, origin, sha256 }) => what === name || what === origin || what === sha256);
}

async function inHeldRoot<T>(
  { settings, asOf }: LegalHoldOptions,
  command: string,
  work: (root: DataRoot, store: Store) => Promise<T>,
): Promise<T> {
  readInstant(asOf, 'UTC');
  const root = dataRootAt(settings.dataRoot);
  prepareDataRoot(root, settings.partners);
  const lock = lockRun(root.lock, { pid: process.pid, command, asOf });
  try {
    const store = openSqliteStore(root.store);
    try {
      await readyForAct({ settings, root, store });
      return await work(root, store);
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}
