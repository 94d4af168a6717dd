import { join } from 'node:path';
import type { Store } from '../store/store.ts';
import { Archive, type Sidecar } from './archive.ts';
import { dataRootAt } from './data-root.ts';
import { dropFile, writeDurably } from './durable-files.ts';
import { addDays, readInstant } from './instant.ts';
import type { Settings } from './settings.ts';

/** In the archive, once anything was taken from it: up to which day. */
export const HORIZON_FILE = 'horizon.json';
/** In the data root: what is under a legal hold, a line each (a claim's file name, a partner, or * for everything). */
export const LEGAL_HOLD_FILE = 'legal-hold.txt';

/** What retention may take. */
export type RetentionClass = 'raw' | 'outputs';

export interface RetentionOptions {
  readonly settings: Settings;
  readonly asOf: string;
  readonly actor: string;
  readonly reason: string;
  /** Files older than so many days, by the business date they came. */
  readonly olderThanDays: number;
  readonly holds: readonly string[];
}

export interface RetentionPlan {
  /** CCYYMMDD: what came before it goes. */
  readonly before: string;
  readonly raw: readonly Sidecar[];
  readonly held: readonly Sidecar[];
  readonly bytes: number;
}

/**
 * What would go: inbound files older than the horizon of which every claim has come to its end. Files that a claim
 * still waiting was cut from stay, whatever their age; so do reference imports, and whatever is under a legal hold.
 */
export async function planRetention(options: RetentionOptions, store: Store): Promise<RetentionPlan> {
  const { settings, asOf, olderThanDays, holds } = options;
  const archive = new Archive(dataRootAt(settings.dataRoot).archive);
  const before = addDays(readInstant(asOf, 'UTC').date, -olderThanDays);
  const busy = new Set((await store.filesWithOpenClaims()).map(({ sha256 }) => sha256));
  const old = archive
    .sidecars()
    .filter(
      ({ origin, businessDate, sha256 }) =>
        !origin.startsWith('reference/') && businessDate < before && !busy.has(sha256),
    );
  const isHeld = ({ name, origin, sha256 }: Sidecar) =>
    holds.some((hold) => hold === '*' || hold === name || hold === origin || hold === sha256);
  const raw = old.filter((each) => !isHeld(each));
  return {
    before,
    raw,
    held: old.filter(isHeld),
    bytes: raw.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

/** Takes what the plan names: first the act and the horizon, then the files, so that nothing ever goes unrecorded. */
export function carryOut(plan: RetentionPlan, { settings, asOf, actor, reason }: RetentionOptions): void {
  if (plan.raw.length === 0) return;
  const root = dataRootAt(settings.dataRoot);
  const archive = new Archive(root.archive);
  const files = plan.raw.map(({ sha256 }) => sha256);
  archive.recordAct('retention', { act: 'retention', asOf, actor, reason, before: plan.before, files });
  const horizon = { before: plan.before, asOf, files: files.length };
  writeDurably(join(root.archive, HORIZON_FILE), new TextEncoder().encode(`${JSON.stringify(horizon)}\n`));
  // The sidecar stays: it says that the file was here, and when.
  for (const sha256 of files) dropFile(archive.path(sha256));
}
