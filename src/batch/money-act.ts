import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { dataRootAt, prepareDataRoot } from './data-root.ts';
import { type Instant, readInstant } from './instant.ts';
import { MoneyDraft } from './money-draft.ts';
import { publish } from './publish.ts';
import { workplaceOptions } from './run.ts';
import { lockRun } from './run-lock.ts';
import type { Settings } from './settings.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

export interface MoneyActOptions {
  readonly settings: Settings;
  /** An instant with its zone. */
  readonly asOf: string;
  /** Who acts: recorded, never checked. */
  readonly actor: string;
  /** Another store than the embedded one at the data root. */
  readonly openStore?: (path: string) => Store;
}

/** What an act of a person sees of the installation. */
export interface MoneyDesk {
  readonly store: Store;
  readonly workplace: Workplace;
  readonly instant: Instant;
  readonly asOf: string;
  readonly draft: MoneyDraft;
}

/**
 * One act of a person on money: worked out first, refused without a trace when it may not be done, then archived and
 * posted as a whole in a batch of its own, and its letters published.
 *
 * @param record what was asked for, as the archive keeps it
 */
export async function actOnMoney<T>(
  options: MoneyActOptions,
  record: { readonly act: string },
  work: (desk: MoneyDesk) => Promise<T>,
): Promise<T> {
  const { settings, asOf, actor } = options;
  const root = dataRootAt(settings.dataRoot);
  prepareDataRoot(root, settings.partners);
  const lock = lockRun(root.lock, { pid: process.pid, command: record.act, asOf });
  try {
    const store = (options.openStore ?? openSqliteStore)(root.store);
    try {
      const workplace = openWorkplace(await workplaceOptions(settings, root, store));
      try {
        const instant = readInstant(asOf, workplace.snapshot.profiles[0]?.timeZone ?? 'UTC');
        const draft = new MoneyDraft(store, instant);
        const result = await work({ store, workplace, instant, asOf, draft });
        const run = await store.beginRun({
          asOf,
          businessDate: instant.date,
          snapshotDigest: workplace.snapshot.digest,
        });
        workplace.archive.recordAct(`run-${String(run.runId).padStart(8, '0')}`, { ...record, asOf, actor });
        const { batchId } = await store.openBatch(run.runId, 'act', 'money');
        await store.postMoney(draft.act(batchId, asOf, record.act));
        await publish(store, root);
        await store.finishRun(run.runId, 0);
        return result;
      } finally {
        workplace.close();
      }
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}
