import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { dataRootAt } from './data-root.ts';
import { readInstant } from './instant.ts';
import type { AdjustmentPlan } from './mass-adjustment.ts';
import { MoneyDraft } from './money-draft.ts';
import { type ReplayScope, readjudicate } from './replay.ts';
import type { Settings } from './settings.ts';
import { openWorkplace, workplaceOptions } from './workplace.ts';

/** What deciding a scope again would do, with nothing done: its draft is thrown away. */
export async function planReadjudication(
  settings: Settings,
  asOf: string,
  scope: ReplayScope,
  takesMoneyBack: boolean,
): Promise<AdjustmentPlan[]> {
  const root = dataRootAt(settings.dataRoot);
  const store = openSqliteStore(root.store, { readOnly: true });
  try {
    const workplace = openWorkplace(await workplaceOptions(settings, root, store));
    try {
      const instant = readInstant(asOf, workplace.snapshot.profiles[0]?.timeZone ?? 'UTC');
      const draft = new MoneyDraft(store, instant);
      return await readjudicate(scope, { store, workplace, instant, asOf, draft }, takesMoneyBack);
    } finally {
      workplace.close();
    }
  } finally {
    await store.close();
  }
}
