import type { ReferenceImportRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { Archive, type RecordedAct } from './archive.ts';
import type { DataRoot } from './data-root.ts';
import { carryOutQuarantine, type QuarantineAct } from './decide-quarantine.ts';
import { carryOutHold } from './legal-hold.ts';
import { closeMoneyAct, type MoneyRecord, moneyActFile, postMoneyAct } from './money-act.ts';
import { isMoneyAct, moneyWork } from './money-acts.ts';
import { type RefusalAct, storeResolution } from './resolve-refusal.ts';
import { carryOutRetention } from './retention.ts';
import { type RecordedReview, storeReview } from './review.ts';
import type { Settings } from './settings.ts';

/** An installation whose lock is held. */
export interface HeldInstallation {
  readonly settings: Settings;
  readonly root: DataRoot;
  readonly store: Store;
}

/**
 * An act of a person is archived first and done then. One that was killed in between is done before anything else
 * happens, so that the archive and the store tell the same. Returns that act on money, if one was finished.
 */
export async function finishInterruptedAct(here: HeldInstallation): Promise<RecordedAct['act'] | undefined> {
  const archive = new Archive(here.root.archive);
  const money = await finishMoneyAct(here, archive);
  if (money === undefined) await finishOtherAct(here, archive.lastAct()?.act);
  return money;
}

async function finishMoneyAct(
  { settings, root, store }: HeldInstallation,
  archive: Archive,
): Promise<RecordedAct['act'] | undefined> {
  const run = await store.lastRun();
  if (run === undefined || run.finished) return undefined;
  const recorded = archive.recordedAct(moneyActFile(run))?.act;
  if (recorded === undefined || recorded.act === 'run') return undefined;
  const isPosted = (await store.batches({ runId: run.runId, state: 'closed' })).length > 0;
  if (isPosted || !isMoneyAct(recorded.act)) await closeMoneyAct(run, store, root);
  else await repeatMoneyAct({ settings, root, store }, recorded);
  return recorded;
}

/**
 * What a person's act begins with. One that stood between two halves of a run would come out otherwise when the archive
 * is told again; only an import may, because a run may need it to go on at all.
 *
 * @throws Fault `RUN-INTERRUPTED`
 */
export async function readyForAct(here: HeldInstallation): Promise<RecordedAct['act'] | undefined> {
  const finished = await finishInterruptedAct(here);
  const last = await here.store.lastRun();
  if (last === undefined || last.finished) return finished;
  throw new Fault({
    code: 'RUN-INTERRUPTED',
    message: `the run as of ${last.asOf} was interrupted`,
    hint: '`remit run` finishes it; then act again. Nothing was changed.',
    retryable: true,
    exitCode: 75,
  });
}

/** Does what the archive keeps of an act on money. */
export async function repeatMoneyAct(here: HeldInstallation, recorded: RecordedAct['act']): Promise<void> {
  const { act: name, asOf: _at, actor: _who, ...wanted } = recorded;
  if (!isMoneyAct(name)) throw new Error('an act on money has a name of the table');
  await postMoneyAct(here, recorded as unknown as MoneyRecord, moneyWork(name, wanted as never));
}

/** Each of these comes to the same end however often it is done. */
async function finishOtherAct(
  { root, store }: HeldInstallation,
  recorded: RecordedAct['act'] | undefined,
): Promise<void> {
  switch (recorded?.act) {
    case 'import': {
      const { act: _, ...row } = recorded;
      await store.recordImport(row as unknown as ReferenceImportRow);
      break;
    }
    case 'review decide':
      await storeReview(recorded as unknown as RecordedReview, store);
      break;
    case 'refusal resolve':
      await storeResolution(recorded as unknown as RefusalAct, store);
      break;
    case 'legal hold':
    case 'legal hold released':
      carryOutHold(recorded, root);
      break;
    case 'retention':
      await carryOutRetention(recorded, root, store);
      break;
    case 'quarantine':
      await carryOutQuarantine(recorded as unknown as QuarantineAct, root, store);
      break;
  }
}
