import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReviewDecision } from '../adjudication/review-decision.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { Fault } from '../x12/fault.ts';
import { Archive, type RecordedAct, type Sidecar, sha256OfFile } from './archive.ts';
import { type DataRoot, dataRootAt, prepareDataRoot } from './data-root.ts';
import { decideQuarantine, type QuarantineAct } from './decide-quarantine.ts';
import { copyDurably, dropFolder, moveDurably } from './durable-files.ts';
import { repeatMoneyAct } from './finish-act.ts';
import { isMoneyAct } from './money-acts.ts';
import { quarantinedFiles } from './quarantine.ts';
import { type RefusalAct, resolveRefusal } from './resolve-refusal.ts';
import { decideReview } from './review.ts';
import { type RunOptions, runBatch, type Stage } from './run.ts';
import { lockRun } from './run-lock.ts';
import type { Settings } from './settings.ts';

export interface Rebuilt {
  readonly acts: number;
  readonly runs: number;
  readonly files: number;
}

/**
 * Makes the store anew from the archive: every import, run and act of a person is done again in its order, in a data
 * root of its own inside this one, and must leave the very same record with the very same hashes of what it sent. Only
 * then the new store takes its place. Nothing is sent again.
 *
 * @throws Fault `REBUILD-STORE-THERE`, `REBUILD-HORIZON`, `REBUILD-DIFFERS`, `REBUILD-ACT`, `ARCHIVE-DAMAGED`
 */
export async function rebuild(
  settings: Settings,
  asOf: string,
  onAct?: (act: RecordedAct) => void,
): Promise<Rebuilt> {
  const root = dataRootAt(settings.dataRoot);
  prepareDataRoot(root, settings.partners);
  const lock = lockRun(root.lock, { pid: process.pid, command: 'rebuild', asOf });
  try {
    const archive = new Archive(root.archive);
    requireWhole(root, archive);
    const scratch = dataRootAt(join(root.path, 'rebuild'));
    dropFolder(scratch.path);
    const rebuilding = new Rebuilding({ ...settings, dataRoot: scratch.path }, scratch, archive);
    await rebuilding.prepare();
    const acts = archive.recordedActs();
    for (const act of acts) {
      onAct?.(act);
      await rebuilding.repeat(act);
    }
    moveDurably(scratch.store, root.store);
    dropFolder(scratch.path);
    return { acts: acts.length, runs: rebuilding.runs, files: rebuilding.files };
  } finally {
    lock.release();
  }
}

function requireWhole(root: DataRoot, archive: Archive): void {
  if (existsSync(root.store)) {
    throw refused(
      'REBUILD-STORE-THERE',
      `${root.store} is there`,
      'Move it away with its -wal and -shm files.',
    );
  }
  const horizon = archive.horizon();
  if (horizon !== undefined) {
    const before = Object.entries(horizon.before)
      .map(([of, day]) => `${day} (${of})`)
      .join(', ');
    throw refused(
      'REBUILD-HORIZON',
      `retention has taken what came before ${before}: the archive no longer tells the whole story`,
      'Restore a backup instead.',
    );
  }
  const broken = [
    ...archive.brokenActs(),
    ...archive.sidecars().filter(({ sha256 }) => sha256OfFile(archive.path(sha256)).sha256 !== sha256),
  ];
  if (broken.length > 0) {
    throw new Fault({
      code: 'ARCHIVE-DAMAGED',
      message: `${root.archive}: ${broken.length} files are not what they were`,
      hint: 'Nothing was changed. `remit doctor` names them; bring them back from a backup.',
      exitCode: 4,
    });
  }
}

/** A data root in which the story of an archive is told again. */
class Rebuilding {
  runs = 0;
  files = 0;
  readonly #settings: Settings;
  readonly #root: DataRoot;
  readonly #source: Archive;
  readonly #sidecars: readonly Sidecar[];

  constructor(settings: Settings, root: DataRoot, source: Archive) {
    this.#settings = settings;
    this.#root = root;
    this.#source = source;
    this.#sidecars = source.sidecars();
  }

  async prepare(): Promise<void> {
    prepareDataRoot(this.#root, []);
    await openSqliteStore(this.#root.store).close();
  }

  async repeat(recorded: RecordedAct): Promise<void> {
    const { act } = recorded;
    switch (act.act) {
      case 'import':
        await this.#import(act);
        break;
      case 'run':
        await this.#run(act);
        break;
      case 'end of run':
        break;
      case 'review decide': {
        const { act: _, asOf, actor, ...decision } = act;
        const who = { settings: this.#settings, asOf: String(asOf), actor: String(actor) };
        await decideReview(who, decision as unknown as Omit<ReviewDecision, 'decidedOn'>);
        break;
      }
      case 'refusal resolve': {
        const { act: _, ...wanted } = act;
        await resolveRefusal(this.#settings, wanted as unknown as RefusalAct);
        break;
      }
      case 'quarantine': {
        const { act: _, ...wanted } = act;
        // A file that never was archived is no part of the story.
        if (this.#isThere(wanted as unknown as QuarantineAct))
          await decideQuarantine(this.#settings, wanted as unknown as QuarantineAct);
        else new Archive(this.#root.archive).recordAct(`quarantine-${String(act.decision)}`, act);
        break;
      }
      case 'resend':
      case 'legal hold':
      case 'legal hold released':
        // Nothing of these is in the store.
        new Archive(this.#root.archive).recordAct(recorded.name, act);
        break;
      default:
        if (isMoneyAct(act.act)) {
          await this.#onMoney(act);
          break;
        }
        throw refused(
          'REBUILD-ACT',
          `act ${recorded.ordinal} (${act.act}) is none that can be done again by itself`,
          'Restore a backup instead; nothing was changed.',
        );
    }
    this.#compare(recorded);
  }

  async #import(act: RecordedAct['act']): Promise<void> {
    const archive = new Archive(this.#root.archive);
    const sha256 = String(act.sha256);
    archive.put(readFileSync(this.#source.path(sha256)), this.#source.sidecar(sha256));
    const { act: _, ...row } = act;
    archive.recordAct(`import-${sha256.slice(0, 12)}`, act);
    const store = openSqliteStore(this.#root.store);
    try {
      await store.recordImport(row as unknown as Parameters<typeof store.recordImport>[0]);
    } finally {
      await store.close();
    }
  }

  async #run(act: RecordedAct['act']): Promise<void> {
    const asOf = String(act.asOf);
    const arrived = this.#sidecars.filter(
      (each) => !each.origin.startsWith('reference/') && Date.parse(each.asOf) === Date.parse(asOf),
    );
    const store = openSqliteStore(this.#root.store);
    try {
      prepareDataRoot(
        this.#root,
        arrived.map((each) => each.origin),
      );
      for (const { sha256, origin, name, firstSeen } of arrived) {
        if (firstSeen !== undefined) await store.holdFile(origin, name, firstSeen);
        copyDurably(this.#source.path(sha256), join(this.#root.inbox, origin, name));
      }
    } finally {
      await store.close();
    }
    await runBatch({
      settings: this.#settings,
      asOf,
      pay: act.pay as RunOptions['pay'],
      stages: act.stages as readonly Stage[],
      unchangedBeforeMs: Number.POSITIVE_INFINITY,
      actor: String(act.actor ?? ''),
    });
    this.runs += 1;
    this.files += arrived.length;
  }

  #isThere({ partnerId, name }: QuarantineAct): boolean {
    return quarantinedFiles(this.#root).some((each) => each.partnerId === partnerId && each.name === name);
  }

  async #onMoney(act: RecordedAct['act']): Promise<void> {
    const store = openSqliteStore(this.#root.store);
    try {
      await repeatMoneyAct({ settings: this.#settings, root: this.#root, store }, act);
    } finally {
      await store.close();
    }
  }

  /** The act has left the same record; an end of a run holds the hashes of all it sent. */
  #compare(recorded: RecordedAct): void {
    const again = new Archive(this.#root.archive)
      .recordedActs()
      .find((each) => each.ordinal === recorded.ordinal);
    if (JSON.stringify(again) === JSON.stringify(recorded)) return;
    const isSpecs = again?.act.act === 'run' && again.act.snapshot !== recorded.act.snapshot;
    throw new Fault({
      code: 'REBUILD-DIFFERS',
      message: `act ${recorded.ordinal} (${recorded.name}) does not come out as it is recorded`,
      hint: isSpecs
        ? 'The specs are not those of that run: bring them back, then rebuild. Nothing was changed.'
        : 'Nothing was changed. Use the version of the program that made the archive, or restore a backup.',
      exitCode: 4,
    });
  }
}

function refused(code: string, message: string, hint: string): Fault {
  return new Fault({ code, message, hint, exitCode: 2 });
}
