import type { ReceivedAnswerRow } from '../store/received-answer-store.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { Archive } from './archive.ts';
import { dataRootAt, prepareDataRoot } from './data-root.ts';
import { readyForAct } from './finish-act.ts';
import { readInstant } from './instant.ts';
import { lockRun } from './run-lock.ts';
import type { Settings } from './settings.ts';

/** What somebody did about a file of ours that its partner refused. */
export interface RefusalAct {
  readonly answerId: number;
  readonly reason: string;
  readonly actor: string;
  /** An instant with its zone. */
  readonly asOf: string;
}

/** Files of ours that a partner refused, and sets of them, newest first; those that nobody has seen to. */
export function openRefusals(store: Store): Promise<ReceivedAnswerRow[]> {
  return store.receivedAnswers({ open: true });
}

/**
 * Closes a refusal: the file was sent again, paid otherwise, or the partner was wrong. Archived as an act; no money
 * moves by it.
 *
 * @throws Fault `REFUSAL-UNKNOWN`
 */
export async function resolveRefusal(settings: Settings, act: RefusalAct): Promise<ReceivedAnswerRow> {
  const { answerId, asOf } = act;
  readInstant(asOf, 'UTC');
  const root = dataRootAt(settings.dataRoot);
  prepareDataRoot(root, settings.partners);
  const lock = lockRun(root.lock, { pid: process.pid, command: 'refusal resolve', asOf });
  try {
    const store = openSqliteStore(root.store);
    try {
      await readyForAct({ settings, root, store });
      const refusal = (await openRefusals(store)).find((each) => each.answerId === answerId);
      if (refusal === undefined) throw unknownRefusal();
      new Archive(root.archive).recordAct(`refusal-${answerId}`, { act: 'refusal resolve', ...act });
      await storeResolution(act, store);
      return refusal;
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

/** Stores an archived resolution, unless it is there. */
export async function storeResolution(
  { answerId, actor, reason, asOf }: RefusalAct,
  store: Store,
): Promise<void> {
  if (!(await openRefusals(store)).some((each) => each.answerId === answerId)) return;
  await store.resolveAnswer({ answerId, actor, reason, asOf });
}

function unknownRefusal(): Fault {
  return new Fault({
    code: 'REFUSAL-UNKNOWN',
    message: 'no open refusal has this number',
    hint: 'Call `remit refusal list` for those that are open.',
    exitCode: 2,
  });
}
