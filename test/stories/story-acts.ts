import { deepEqual } from 'node:assert/strict';
import { join } from 'node:path';
import type { ReviewDecision } from '../../src/adjudication/review-decision.ts';
import { actOnMoney, doMoneyAct } from '../../src/batch/act-on-money.ts';
import { Archive } from '../../src/batch/archive.ts';
import { dataRootAt } from '../../src/batch/data-root.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { readInstant } from '../../src/batch/instant.ts';
import type { AdjustmentPlan, MassAdjustment } from '../../src/batch/mass-adjustment.ts';
import type { MoneyDesk } from '../../src/batch/money-act.ts';
import type { LineChange } from '../../src/batch/payment-correction.ts';
import { planAdjustment } from '../../src/batch/plan-adjustment.ts';
import { actOnRecovery, openRecovery, refundRecovery } from '../../src/batch/recovery.ts';
import { decideReview } from '../../src/batch/review.ts';
import type { Settings } from '../../src/batch/settings.ts';
import type { ReferenceKind } from '../../src/reference/importers/import-reference.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';

/** What a person does between two runs. */
export type StoryAct = { readonly asOf: string } & (
  | {
      readonly do: 'open recovery';
      readonly claim: string;
      readonly lines: readonly LineChange[];
      readonly reason: string;
    }
  | { readonly do: 'contest' | 'permit'; readonly recovery: string; readonly reason: string }
  | { readonly do: 'refund'; readonly recovery: string; readonly check: string; readonly amountCents: number }
  /** A file of the story's own folder `reference/`. */
  | { readonly do: 'import'; readonly kind: ReferenceKind; readonly file: string; readonly effective: string }
  | ({ readonly do: 'review' } & Omit<ReviewDecision, 'decidedOn'>)
  /** What the plan says first is what the act then does. */
  | {
      readonly do: 'adjust';
      readonly wanted: MassAdjustment;
      readonly plan: Omit<AdjustmentPlan, 'claims'>;
    }
);

/** Where a story is played. */
export interface StoryPlace {
  readonly settings: Settings;
  readonly folder: string;
}

export async function playAct({ settings, folder }: StoryPlace, act: StoryAct): Promise<void> {
  if (act.do === 'import') return importOwn(settings, folder, act);
  if (act.do === 'review') {
    await decideReview({ settings, asOf: act.asOf, actor: 'clerk' }, act);
    return;
  }
  if (act.do === 'adjust') {
    const { claims: _, ...planned } = await planAdjustment(settings, act.asOf, act.wanted);
    deepEqual(planned, act.plan);
    await doMoneyAct({ settings, asOf: act.asOf, actor: 'clerk' }, 'adjust', act.wanted);
    return;
  }
  await actOnMoney({ settings, asOf: act.asOf, actor: 'clerk' }, { act: act.do }, async (desk) => {
    await play(desk, act);
  });
}

async function importOwn(
  settings: Settings,
  folder: string,
  { asOf, kind, file, effective }: Extract<StoryAct, { do: 'import' }>,
): Promise<void> {
  const root = dataRootAt(settings.dataRoot);
  const store = openSqliteStore(root.store);
  try {
    const instant = readInstant(asOf, 'America/Los_Angeles');
    const path = join(folder, 'reference', file);
    await importFile({ kind, path, effective }, { store, archive: new Archive(root.archive), instant });
  } finally {
    await store.close();
  }
}

async function play(
  desk: MoneyDesk,
  act: Exclude<StoryAct, { do: 'import' | 'review' | 'adjust' }>,
): Promise<unknown> {
  switch (act.do) {
    case 'open recovery':
      return openRecovery(desk, {
        claimNumber: act.claim,
        changes: act.lines,
        method: 'with the money',
        reason: act.reason,
      });
    case 'contest':
      return actOnRecovery(desk, act.recovery, 'contested', act.reason);
    case 'permit':
      return actOnRecovery(desk, act.recovery, 'permitted', act.reason);
    case 'refund':
      return refundRecovery(desk, act.recovery, { number: act.check, amountCents: act.amountCents });
  }
}
