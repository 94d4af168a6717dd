import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { Archive, sha256OfFile } from './archive.ts';
import { AskedRecord } from './asked.ts';
import { integrityOf, unknownActs } from './backup.ts';
import { type DataRoot, dataRootAt, foldersOf } from './data-root.ts';
import { freeBytes } from './free-space.ts';
import { scanInbox } from './inbox.ts';
import { quarantinedFiles } from './quarantine.ts';
import type { Settings } from './settings.ts';

/** One thing looked at. */
export interface Examined {
  readonly what: string;
  readonly state: 'well' | 'look' | 'ill';
  readonly text: string;
}

/** Looks at everything an installation rests on, and changes nothing. */
export async function examine(settings: Settings, unchangedBeforeMs: number): Promise<Examined[]> {
  const root = dataRootAt(settings.dataRoot);
  if (!existsSync(root.path)) return [{ what: 'data root', state: 'ill', text: `${root.path} is not there` }];
  const found = [modes(root), oneFileSystem(root), room(root, settings), ...archive(root)];
  if (existsSync(root.store)) found.push(integrity(root), ...(await waiting(root)));
  found.push(quarantine(root), ...inboxes(root, settings, unchangedBeforeMs));
  return found;
}

function modes({ path, store }: DataRoot): Examined {
  const open = [path, store].filter((each) => existsSync(each) && (statSync(each).mode & 0o077) !== 0);
  return process.platform !== 'win32' && open.length > 0
    ? { what: 'modes', state: 'ill', text: `others may read ${open.join(' and ')}` }
    : { what: 'modes', state: 'well', text: 'only the owner may read the data root' };
}

/** Files move between the folders by rename: that needs one file system. */
function oneFileSystem(root: DataRoot): Examined {
  const own = statSync(root.path).dev;
  const elsewhere = foldersOf(root).filter((folder) => existsSync(folder) && statSync(folder).dev !== own);
  return elsewhere.length > 0
    ? { what: 'file system', state: 'ill', text: `on another one: ${elsewhere.join(', ')}` }
    : { what: 'file system', state: 'well', text: 'one for all folders' };
}

function room(root: DataRoot, { minFreeMegabytes }: Settings): Examined {
  const megabytes = Math.floor(freeBytes(root.path) / 2 ** 20);
  return { what: 'room', state: megabytes < minFreeMegabytes ? 'ill' : 'well', text: `${megabytes} MB free` };
}

function archive(root: DataRoot): Examined[] {
  if (!existsSync(join(root.archive, 'acts'))) return [];
  const files = new Archive(root.archive);
  const broken = files.brokenActs();
  const asked = new AskedRecord(root.archive);
  const brokenAskings = asked.broken();
  const changed = files
    .sidecars()
    .map(({ sha256 }) => sha256)
    .filter((sha256) => sha256OfFile(files.path(sha256)).sha256 !== sha256);
  return [
    broken.length > 0
      ? { what: 'audit trail', state: 'ill', text: `the chain is broken at ${broken.join(', ')}` }
      : { what: 'audit trail', state: 'well', text: `${files.acts().length} acts, one chain` },
    brokenAskings.length > 0
      ? { what: 'look-ups', state: 'ill', text: `the chain is broken at ${brokenAskings.join(', ')}` }
      : { what: 'look-ups', state: 'well', text: `${asked.recorded().length} recorded, one chain` },
    changed.length > 0
      ? { what: 'archive', state: 'ill', text: `not what they were: ${changed.join(', ')}` }
      : { what: 'archive', state: 'well', text: 'every file has the hash it came with' },
  ];
}

function integrity({ store }: DataRoot): Examined {
  const text = integrityOf(store, 'quick_check');
  return { what: 'store', state: text === 'ok' ? 'well' : 'ill', text: text === 'ok' ? 'sound' : text };
}

async function waiting(root: DataRoot): Promise<Examined[]> {
  const store = openSqliteStore(root.store, { readOnly: true });
  try {
    const last = await store.lastRun();
    const unpublished = (await store.unpublished()).length;
    const broken = (await store.batches({ state: 'broken' })).length;
    return [
      await together(root, store),
      last?.finished === false
        ? {
            what: 'last run',
            state: 'look',
            text: `as of ${last.asOf}, it was interrupted; the next run finishes it`,
          }
        : { what: 'last run', state: 'well', text: last ? `as of ${last.asOf}` : 'none yet' },
      unpublished > 0
        ? { what: 'outbox', state: 'look', text: `${unpublished} files wait; \`remit publish\` sends them` }
        : { what: 'outbox', state: 'well', text: 'nothing waits' },
      broken > 0
        ? { what: 'books', state: 'ill', text: `${broken} batches do not close` }
        : { what: 'books', state: 'well', text: 'every batch closes' },
    ];
  } finally {
    await store.close();
  }
}

/** The store and the archive tell the same: what one has taken in, the other knows. */
async function together(root: DataRoot, store: Store): Promise<Examined> {
  const archive = new Archive(root.archive);
  const rows = await store.files();
  const known = new Set(rows.map(({ sha256 }) => sha256));
  const gone = await store.goneRows('raw');
  const unknown = archive
    .sidecars()
    .filter(({ origin, sha256 }) => !origin.startsWith('reference/') && !known.has(sha256)).length;
  const missing = rows.filter(
    ({ fileId, sha256, state }) => state !== 'taken' && !gone.has(fileId) && !archive.has(sha256),
  ).length;
  const acts = (await unknownActs(archive, store)).length;
  const text = [
    ...(unknown > 0 ? [`${unknown} archived files are not in the store`] : []),
    ...(acts > 0 ? [`${acts} archived acts are not in the store`] : []),
    ...(missing > 0 ? [`${missing} files of the store are not in the archive`] : []),
  ].join(', ');
  return text === ''
    ? { what: 'store and archive', state: 'well', text: 'tell the same' }
    : {
        what: 'store and archive',
        state: 'ill',
        text: `${text}: rebuild the store, or bring the files back`,
      };
}

function quarantine(root: DataRoot): Examined {
  const undecided = existsSync(root.quarantine)
    ? quarantinedFiles(root).filter(({ decision }) => decision === undefined).length
    : 0;
  return undecided > 0
    ? { what: 'quarantine', state: 'look', text: `${undecided} files wait for a decision` }
    : { what: 'quarantine', state: 'well', text: 'nothing waits' };
}

/** Entries that no run will ever take: links, odd names, folders. */
function inboxes(
  root: DataRoot,
  { maxFileBytes, triggerSuffix }: Settings,
  unchangedBeforeMs: number,
): Examined[] {
  if (!existsSync(root.inbox)) return [];
  return scanInbox(root.inbox, { unchangedBeforeMs, maxFileBytes }).flatMap(({ name }) => {
    const folder = join(root.inbox, name);
    if (!statSync(folder).isDirectory()) return [];
    const left = scanInbox(folder, { unchangedBeforeMs, maxFileBytes, triggerSuffix }).filter(
      (entry) => entry.kind === 'unreadable' || (entry.kind === 'ignored' && NEVER_TAKEN.has(entry.why)),
    );
    return left.length === 0
      ? []
      : [
          {
            what: `inbox ${name}`,
            state: 'look' as const,
            text: `${left.length} entries are no files to take`,
          },
        ];
  });
}

const NEVER_TAKEN = new Set([
  'symbolic link',
  'not a file',
  'has a second name',
  'name with characters that are not taken',
]);
