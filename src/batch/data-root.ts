import { join, resolve } from 'node:path';
import { makeFolder } from './durable-files.ts';

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

/** Creates what is missing; partners get their own inbox and outbox. */
export function prepareDataRoot(root: DataRoot, partnerIds: readonly string[]): void {
  for (const folder of [
    root.path,
    root.inbox,
    root.work,
    root.archive,
    root.spool,
    root.outbox,
    root.quarantine,
    root.duplicate,
  ]) {
    makeFolder(folder);
  }
  makeFolder(join(root.archive, 'acts'));
  for (const id of partnerIds) {
    makeFolder(join(root.inbox, id));
    makeFolder(join(root.outbox, id));
  }
}
