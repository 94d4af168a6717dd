import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { dataRootAt } from './data-root.ts';
import { readInstant } from './instant.ts';
import { type AdjustmentPlan, adjustClaims, type MassAdjustment } from './mass-adjustment.ts';
import { MoneyDraft } from './money-draft.ts';
import type { Settings } from './settings.ts';
import { openWorkplace, workplaceOptions } from './workplace.ts';

/** What a mass adjustment would do, with nothing done: its draft is thrown away. */
export async function planAdjustment(
  settings: Settings,
  asOf: string,
  wanted: MassAdjustment,
): Promise<AdjustmentPlan> {
  const root = dataRootAt(settings.dataRoot);
  const store = openSqliteStore(root.store, { readOnly: true });
  try {
    const workplace = openWorkplace(await workplaceOptions(settings, root, store));
    try {
      const instant = readInstant(asOf, workplace.snapshot.profiles[0]?.timeZone ?? 'UTC');
      const draft = new MoneyDraft(store, instant);
      return await adjustClaims({ store, workplace, instant, asOf, draft }, wanted);
    } finally {
      workplace.close();
    }
  } finally {
    await store.close();
  }
}
