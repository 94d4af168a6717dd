import { join } from 'node:path';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { Archive } from './archive.ts';
import { dataRootAt, prepareDataRoot } from './data-root.ts';
import { dropFile, moveDurably, writeDurably } from './durable-files.ts';
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
    // First the act: whatever is interrupted behind it can be asked for again and comes to the same end.
    new Archive(root.archive).recordAct(`quarantine-${decision}`, { act: 'quarantine', ...wanted });
    const decided = { decision, actor, reason, asOf };
    if (decision === 'release') await release(file, settings);
    else
      writeDurably(
        `${file.path}${DECISION_SUFFIX}`,
        new TextEncoder().encode(`${JSON.stringify(decided, undefined, 2)}\n`),
      );
    return { ...file, decision: decided };
  } finally {
    lock.release();
  }
}

async function release(file: QuarantinedFile, settings: Settings): Promise<void> {
  const root = dataRootAt(settings.dataRoot);
  const isArchived = file.sha256 !== '' && new Archive(root.archive).has(file.sha256);
  if (isArchived) {
    const store = openSqliteStore(root.store);
    try {
      await store.reopenFile(file.sha256);
    } finally {
      await store.close();
    }
    dropFile(file.path);
  } else if (file.reason === STUCK) dropFile(file.path);
  else moveDurably(file.path, join(root.inbox, file.partnerId, file.originalName));
  dropFile(`${file.path}${REASON_SUFFIX}`);
  dropFile(`${file.path}${DECISION_SUFFIX}`);
}
