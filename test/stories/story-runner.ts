import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Archive } from '../../src/batch/archive.ts';
import { type DataRoot, dataRootAt, prepareDataRoot } from '../../src/batch/data-root.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { readInstant } from '../../src/batch/instant.ts';
import { ALL_STAGES, type RunReport, runBatch } from '../../src/batch/run.ts';
import { type Settings, settingsFrom } from '../../src/batch/settings.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { REFERENCE_FOLDER, type Story, type StoryStep } from './story.ts';
import { playAct } from './story-acts.ts';

const SPECS = join(import.meta.dirname, '..', '..', 'specs');
const TIME_ZONE = 'America/Los_Angeles';
const EFFECTIVE = '20250101';
const REFERENCE_FILES = [
  ['members', 'members.csv'],
  ['providers', 'providers.csv'],
  ['contracts', 'contracts.csv'],
  ['fee-schedule', 'fee-schedule-2025.csv'],
  ['gpci', 'gpci-2025.csv'],
] as const;

/** A story that has run, with its data root still there. */
export interface StoryRun {
  readonly root: DataRoot;
  readonly settings: Settings;
  /** One for each step. */
  readonly reports: readonly RunReport[];
  /** PARTNER/NAME → bytes, in order of the names. */
  readonly outbox: ReadonlyMap<string, Buffer>;
  withStore<T>(use: (store: Store) => Promise<T>): Promise<T>;
  remove(): void;
}

/** Runs the steps of a story, one run each, in a fresh data root with the shipped reference set. */
export async function runStory(story: Story, workers = 0): Promise<StoryRun> {
  const folder = mkdtempSync(join(tmpdir(), 'remit-story-'));
  const settings = settingsFrom(
    { dataRoot: join(folder, 'data'), workers },
    join(folder, 'remit.json'),
    SPECS,
  );
  const root = dataRootAt(settings.dataRoot);
  prepareDataRoot(root, []);
  await importReferenceSet(root, story.steps[0]!);
  const reports: RunReport[] = [];
  for (const step of story.steps) {
    for (const act of step.acts ?? []) await playAct({ settings, folder: story.folder }, act);
    deliver(story, step, root);
    reports.push(await runAt(settings, step));
  }
  return {
    root,
    settings,
    reports,
    outbox: readOutbox(root),
    withStore: (use) => withStore(root, use),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function runAt(
  settings: Settings,
  { asOf, pay }: Pick<StoryStep, 'asOf' | 'pay'>,
): Promise<RunReport> {
  return runBatch({ settings, asOf, pay, stages: ALL_STAGES, unchangedBeforeMs: Number.POSITIVE_INFINITY });
}

export function readOutbox(root: DataRoot): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const partner of readdirSync(root.outbox).sort()) {
    for (const name of readdirSync(join(root.outbox, partner)).sort()) {
      files.set(`${partner}/${name}`, readFileSync(join(root.outbox, partner, name)));
    }
  }
  return files;
}

async function importReferenceSet(root: DataRoot, { asOf }: StoryStep): Promise<void> {
  const archive = new Archive(root.archive);
  const instant = readInstant(asOf, TIME_ZONE);
  await withStore(root, async (store) => {
    for (const [kind, name] of REFERENCE_FILES) {
      const path = join(REFERENCE_FOLDER, name);
      await importFile({ kind, path, effective: EFFECTIVE }, { store, archive, instant });
    }
  });
}

function deliver(story: Story, step: StoryStep, root: DataRoot): void {
  for (const [partner, paths] of Object.entries(step.in)) {
    const inbox = join(root.inbox, partner);
    mkdirSync(inbox, { recursive: true });
    for (const path of paths) copyFileSync(join(story.folder, path), join(inbox, basename(path)));
  }
}

async function withStore<T>(root: DataRoot, use: (store: Store) => Promise<T>): Promise<T> {
  const store = openSqliteStore(root.store);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
