import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault } from '../x12/fault.ts';
import { inputOutputFault, makeFolder } from './durable-files.ts';

/** The folders of one installation. All on one file system: files move between them by rename. */
export interface DataRoot {
  readonly path: string;
  readonly inbox: string;
  readonly work: string;
  readonly archive: string;
  readonly spool: string;
  readonly outbox: string;
  readonly quarantine: string;
  readonly duplicate: string;
  readonly store: string;
  readonly lock: string;
}

export function dataRootAt(path: string): DataRoot {
  const root = resolve(path);
  return {
    path: root,
    inbox: join(root, 'inbox'),
    work: join(root, 'work'),
    archive: join(root, 'archive'),
    spool: join(root, 'spool'),
    outbox: join(root, 'outbox'),
    quarantine: join(root, 'quarantine'),
    duplicate: join(root, 'duplicate'),
    store: join(root, 'remit.db'),
    lock: join(root, 'remit.lock'),
  };
}

const OTHERS = 0o077;

/** Between these files move, by rename. */
export function foldersOf(root: DataRoot): string[] {
  const { inbox, work, archive, spool, outbox, quarantine, duplicate } = root;
  return [inbox, work, archive, spool, outbox, quarantine, duplicate];
}

/**
 * Creates what is missing; partners get their own inbox and outbox.
 *
 * @throws Fault `DATA-ROOT-OPEN` when others than its owner may enter it: everything in it is patient data
 */
export function prepareDataRoot(root: DataRoot, partnerIds: readonly string[]): void {
  makeFolder(root.path);
  refuseOpenFolder(root.path);
  for (const folder of foldersOf(root)) makeFolder(folder);
  makeFolder(join(root.archive, 'acts'));
  for (const id of partnerIds) {
    makeFolder(join(root.inbox, id));
    makeFolder(join(root.outbox, id));
  }
}

/** Like ssh with its keys. Windows has other means than modes. */
function refuseOpenFolder(path: string): void {
  if (process.platform === 'win32') return;
  const mode = modeOf(path);
  if ((mode & OTHERS) === 0) return;
  throw new Fault({
    code: 'DATA-ROOT-OPEN',
    message: `${path} may be entered by others than its owner (mode ${mode.toString(8)})`,
    hint: `It holds patient data: chmod 700 ${path}`,
    exitCode: 2,
  });
}

function modeOf(path: string): number {
  try {
    return statSync(path).mode & 0o777;
  } catch (cause) {
    throw inputOutputFault(path, cause);
  }
}
