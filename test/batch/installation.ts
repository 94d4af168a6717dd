import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { Archive } from '../../src/batch/archive.ts';
import { type DataRoot, dataRootAt, prepareDataRoot } from '../../src/batch/data-root.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { readInstant } from '../../src/batch/instant.ts';
import { ALL_STAGES, type RunOptions, type RunReport, runBatch } from '../../src/batch/run.ts';
import { type Settings, settingsFrom } from '../../src/batch/settings.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
export const SPECS = join(PROJECT, 'specs');

const REFERENCE = [
  ['members', 'members.csv'],
  ['providers', 'providers.csv'],
  ['contracts', 'contracts.csv'],
  ['fee-schedule', 'fee-schedule-2025.csv'],
  ['gpci', 'gpci-2025.csv'],
] as const;

/** A fresh data root with the shipped specs and reference set; gone when the test is. */
export interface Installation {
  readonly root: DataRoot;
  readonly settings: Settings;
  drop(partnerId: string, name: string, text: string): void;
  run(asOf: string, options?: Partial<RunOptions>): Promise<RunReport>;
}

export async function installation(raw: object = {}): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'remit-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const settings = settingsFrom({ dataRoot: 'data', workers: 0, ...raw }, join(folder, 'remit.json'), SPECS);
  const root = dataRootAt(settings.dataRoot);
  prepareDataRoot(root, ['harborclear', 'pinebilling', 'tidewater-test']);
  const store = openSqliteStore(root.store);
  const instant = readInstant('2025-11-01T08:00:00-07:00', 'America/Los_Angeles');
  for (const [kind, name] of REFERENCE) {
    const path = join(PROJECT, 'edi-samples/reference', name);
    await importFile(
      { kind, path, effective: '20250101' },
      { store, archive: new Archive(root.archive), instant },
    );
  }
  await store.close();
  return {
    root,
    settings,
    drop: (partnerId, name, text) => writeFileSync(join(root.inbox, partnerId, name), text, 'latin1'),
    run: (asOf, options = {}) =>
      runBatch({
        settings,
        asOf,
        pay: 'now',
        stages: ALL_STAGES,
        unchangedBeforeMs: Number.POSITIVE_INFINITY,
        ...options,
      }),
  };
}
