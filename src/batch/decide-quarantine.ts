import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { Archive } from './archive.ts';
import { type DataRoot, dataRootAt, prepareDataRoot } from './data-root.ts';
import { dropFile, moveDurably, writeDurably } from './durable-files.ts';
import { readyForAct } from './finish-act.ts';
import { readInstant } from './instant.ts';
import { refused } from './payment-correction.ts';
import {
  DECISION_SUFFIX,
  type QuarantineDecision,
  type QuarantinedFile,
  quarantinedFiles,
  REASON_SUFFIX,
  STUCK,
} from './quarantine.ts';
import { lockRun } from './run-lock.ts';
import type { Settings } from './settings.ts';

export interface QuarantineAct extends QuarantineDecision {
  readonly partnerId: string;
  /** As `quarantinedFiles` names it. */
  readonly name: string;
}

/**
 * The three exits of a file in quarantine. `release`: the next run reads it again (after a partner was added, a limit
 * raised); `reject`: it is done with; `keep`: it stays for as long as retention says. The bytes stay in each case.
 *
 * @throws Fault `QUARANTINE-UNKNOWN`, `QUARANTINE-DECIDED`
 */
export async function decideQuarantine(settings: Settings, wanted: QuarantineAct): Promise<QuarantinedFile> {
  const { partnerId, name, decision, actor, reason, asOf } = wanted;
  readInstant(asOf, 'UTC');
  const root = dataRootAt(settings.dataRoot);
  prepareDataRoot(root, settings.partners);
  const lock = lockRun(root.lock, { pid: process.pid, command: `quarantine ${decision}`, asOf });
  try {
    const file = quarantinedFiles(root).find((each) => each.partnerId === partnerId && each.name === name);
    if (!file)
      throw refused(
        'QUARANTINE-UNKNOWN',
        `${partnerId}/${name} is not in quarantine`,
        'See `remit quarantine list`.',
      );
    if (file.decision !== undefined && file.decision.decision !== 'keep')
      throw refused(
        'QUARANTINE-DECIDED',
        `${partnerId}/${name} was decided`,
        'See `remit quarantine list --all`.',
      );
    const store = openSqliteStore(root.store);
    try {
      await readyForAct({ settings, root, store });
      new Archive(root.archive).recordAct(`quarantine-${decision}`, { act: 'quarantine', ...wanted });
      await carryOutQuarantine(wanted, root, store);
    } finally {
      await store.close();
    }
    return { ...file, decision: { decision, actor, reason, asOf } };
  } finally {
    lock.release();
  }
}

/** What the decision does with the file; doing it again changes nothing. */
export async function carryOutQuarantine(wanted: QuarantineAct, root: DataRoot, store: Store): Promise<void> {
  const { partnerId, name, decision, actor, reason, asOf } = wanted;
  const path = join(root.quarantine, partnerId, name);
  if (decision !== 'release') {
    if (existsSync(path))
      writeDurably(
        `${path}${DECISION_SUFFIX}`,
        new TextEncoder().encode(`${JSON.stringify({ decision, actor, reason, asOf }, undefined, 2)}\n`),
      );
    return;
  }
  const file = quarantinedFiles(root).find((each) => each.path === path);
  if (file) await release(file, root, store);
  dropFile(`${path}${REASON_SUFFIX}`);
  dropFile(`${path}${DECISION_SUFFIX}`);
}

async function release(file: QuarantinedFile, root: DataRoot, store: Store): Promise<void> {
  const isArchived = file.sha256 !== '' && new Archive(root.archive).has(file.sha256);
  if (isArchived) {
    await store.reopenFile(file.sha256);
    dropFile(file.path);
  } else if (file.reason === STUCK) dropFile(file.path);
  else moveDurably(file.path, join(root.inbox, file.partnerId, file.originalName));
}
