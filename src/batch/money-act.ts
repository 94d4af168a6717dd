import type { RunRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { DataRoot } from './data-root.ts';
import { type Instant, readInstant } from './instant.ts';
import { MoneyDraft } from './money-draft.ts';
import { publish } from './publish.ts';
import type { Settings } from './settings.ts';
import { openWorkplace, type Workplace, workplaceOptions } from './workplace.ts';

/** What an act of a person sees of the installation. */
export interface MoneyDesk {
  readonly store: Store;
  readonly workplace: Workplace;
  readonly instant: Instant;
  readonly asOf: string;
  readonly draft: MoneyDraft;
}

/** What was asked for, as the archive keeps it, with its instant and who did it. */
export interface MoneyRecord {
  readonly act: string;
  readonly asOf: string;
  readonly actor: string;
}

/**
 * One act on money in a store that is locked: worked out first, refused without a trace when it may not be done, then
 * archived and posted as a whole in a batch of its own, and its letters published.
 */
export async function postMoneyAct<T>(
  { settings, root, store }: { readonly settings: Settings; readonly root: DataRoot; readonly store: Store },
  record: MoneyRecord,
  work: (desk: MoneyDesk) => Promise<T>,
): Promise<T> {
  const { asOf } = record;
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
    workplace.archive.recordAct(moneyActFile(run), { ...record });
    const { batchId } = await store.openBatch(run.runId, 'act', 'money');
    await store.postMoney(draft.act(batchId, asOf, record.act));
    await closeMoneyAct(run, store, root);
    return result;
  } finally {
    workplace.close();
  }
}

/** What is left once it is posted. */
export async function closeMoneyAct(run: RunRow, store: Store, root: DataRoot): Promise<void> {
  await publish(store, root);
  await store.finishRun(run.runId, 0);
}

/** An act on money is a run of its own, and is archived under its number. */
export function moneyActFile({ runId }: Pick<RunRow, 'runId'>): string {
  return `run-${String(runId).padStart(8, '0')}`;
}
