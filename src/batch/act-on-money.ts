import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { dataRootAt, prepareDataRoot } from './data-root.ts';
import { readyForAct } from './finish-act.ts';
import { type MoneyDesk, postMoneyAct } from './money-act.ts';
import { type MoneyActName, moneyWork, type ResultOf, type WantedOf } from './money-acts.ts';
import { lockRun } from './run-lock.ts';
import type { Settings } from './settings.ts';

export interface MoneyActOptions {
  readonly settings: Settings;
  /** An instant with its zone. */
  readonly asOf: string;
  /** Who acts: recorded, never checked. */
  readonly actor: string;
  /** Another store than the embedded one at the data root. */
  readonly openStore?: (path: string) => Store;
}

/**
 * One act of a person on money, by its name and what was asked for.
 *
 * @throws Fault `RUN-INTERRUPTED` when a run has to be finished first; `ACT-FINISHED` when the very same act had been
 *   interrupted, and was finished now instead of being done twice
 */
export function doMoneyAct<Name extends MoneyActName>(
  options: MoneyActOptions,
  name: Name,
  wanted: WantedOf<Name>,
): Promise<ResultOf<Name>> {
  return actOnMoney(options, { act: name, ...wanted }, moneyWork(name, wanted));
}

/** @param record what was asked for, as the archive keeps it */
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
      const interrupted = await readyForAct({ settings, root, store });
      if (interrupted !== undefined && isSame(interrupted, record)) throw finished(interrupted.asOf);
      return await postMoneyAct({ settings, root, store }, { ...record, asOf, actor }, work);
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

function isSame(done: { readonly act: string }, wanted: { readonly act: string }): boolean {
  const { asOf: _at, actor: _who, ...left } = done as Record<string, unknown>;
  return JSON.stringify(left) === JSON.stringify(wanted);
}

function finished(asOf: unknown): Fault {
  return new Fault({
    code: 'ACT-FINISHED',
    message: `the same act, as of ${String(asOf)}, had been interrupted and is finished now`,
    hint: 'Nothing was done twice. Give it again only if it is meant twice.',
    exitCode: 2,
  });
}
