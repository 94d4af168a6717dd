import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OldClaim, OldOutput } from '../store/retention-store.ts';
import type { Store } from '../store/store.ts';
import { addDays } from '../x12/calendar.ts';
import { Archive, type AuditCut, type Sidecar, sha256OfFile } from './archive.ts';
import type { DataRoot } from './data-root.ts';
import { readInstant } from './instant.ts';
import { EVERYTHING, heldNames } from './legal-hold.ts';
import { DECISION_SUFFIX, quarantinedFiles, REASON_SUFFIX } from './quarantine.ts';
import type { RetentionClass } from './settings.ts';

/** CCYYMMDD by class: what came to its end before it goes. */
export type Horizon = Readonly<Partial<Record<RetentionClass, string>>>;

export interface RetentionPlan {
  readonly before: Horizon;
  /** Archived files, with the row of each. */
  readonly raw: readonly (Sidecar & { readonly fileId: number })[];
  readonly outputs: readonly OldOutput[];
  readonly claims: readonly OldClaim[];
  readonly traces: readonly number[];
  readonly audit: AuditCut | undefined;
  /** Copies outside the archive and the store that go with them: duplicates, decided quarantine, delivered files. */
  readonly copies: readonly string[];
  /** What is old and stays, for a legal hold. */
  readonly held: Readonly<Record<RetentionClass, number>>;
  readonly bytes: number;
}

/** By class, the day before which it goes: so many days before the instant. */
export function horizonOf(asOf: string, days: Readonly<Partial<Record<RetentionClass, number>>>): Horizon {
  const { date } = readInstant(asOf, 'UTC');
  return Object.fromEntries(Object.entries(days).map(([of, count]) => [of, addDays(date, -count)]));
}

/**
 * What would go. Never: claims that wait and the files they were cut from, remittances whose balance is open, reference
 * imports, the ledger, payments, numbers and amounts; nor whatever is under a legal hold.
 */
export async function planRetention(root: DataRoot, store: Store, before: Horizon): Promise<RetentionPlan> {
  const names = heldNames(root);
  const holdsAll = names.includes(EVERYTHING);
  const named = new Set(names);
  const byRow = await store.heldRows(names);
  const old = await store.oldRows(before);
  const sift = <T>(rows: readonly T[], isHeld: (row: T) => boolean): [T[], number] => {
    const going = rows.filter((row) => !holdsAll && !isHeld(row));
    return [going, rows.length - going.length];
  };
  const [raw, rawHeld] = sift(
    await oldFiles(root, store, before.raw),
    ({ name, origin, sha256 }) =>
      named.has(name) || named.has(origin) || named.has(sha256) || byRow.fileSha256s.has(sha256),
  );
  const [outputs, outputsHeld] = sift(
    old.outputs,
    ({ name, partnerId, outboxId }) =>
      named.has(name) || named.has(partnerId) || byRow.outboxIds.has(outboxId),
  );
  const [claims, claimsHeld] = sift(old.claims, ({ claimNumber, payeeId, partnerId, fileName, fileSha256 }) =>
    [claimNumber, payeeId, partnerId, fileName, fileSha256].some((name) => named.has(name)),
  );
  const [traces, tracesHeld] = sift(old.traces, (id) => byRow.traceBlockIds.has(id));
  const cut = before.audit === undefined ? undefined : new Archive(root.archive).cutBefore(before.audit);
  const audit = names.length > 0 ? undefined : cut;
  return {
    before,
    raw,
    outputs,
    claims,
    traces,
    audit,
    copies: [
      ...duplicatesOf(root, new Set(raw.map(({ sha256 }) => sha256))),
      ...(holdsAll ? [] : decidedQuarantine(root, before.raw, named)),
      ...deliveredOf(root, outputs),
    ],
    held: {
      raw: rawHeld,
      outputs: outputsHeld,
      claimDetail: claimsHeld,
      traces: tracesHeld,
      audit: audit === undefined && cut !== undefined ? cut.acts : 0,
    },
    bytes: [...raw, ...outputs].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

async function oldFiles(
  root: DataRoot,
  store: Store,
  before: string | undefined,
): Promise<RetentionPlan['raw']> {
  if (before === undefined) return [];
  const busy = new Set((await store.filesWithOpenClaims()).map(({ sha256 }) => sha256));
  const rows = new Map((await store.files()).map((file) => [file.sha256, file.fileId]));
  return new Archive(root.archive).sidecars().flatMap((sidecar) => {
    const fileId = rows.get(sidecar.sha256);
    const isOld = sidecar.businessDate < before && !busy.has(sidecar.sha256);
    // A file without a row is a reference import, or is about to be taken in.
    return fileId === undefined || !isOld || sidecar.origin.startsWith('reference/')
      ? []
      : [{ ...sidecar, fileId }];
  });
}

function duplicatesOf(root: DataRoot, sha256s: ReadonlySet<string>): string[] {
  return filesBelow(root.duplicate).filter((path) => sha256s.has(sha256OfFile(path).sha256));
}

/** What a person has decided on, long ago; what nobody has decided stays. */
function decidedQuarantine(root: DataRoot, before: string | undefined, named: ReadonlySet<string>): string[] {
  if (before === undefined || !existsSync(root.quarantine)) return [];
  return quarantinedFiles(root)
    .filter(
      ({ decision, originalName, partnerId, sha256 }) =>
        decision !== undefined &&
        readInstant(decision.asOf, 'UTC').date < before &&
        ![originalName, partnerId, sha256].some((name) => named.has(name)),
    )
    .flatMap(({ path }) => [path, `${path}${REASON_SUFFIX}`, `${path}${DECISION_SUFFIX}`]);
}

function deliveredOf(root: DataRoot, outputs: readonly OldOutput[]): string[] {
  return outputs
    .map(({ partnerId, name }) => join(root.path, 'delivered', partnerId, name))
    .filter((path) => existsSync(path));
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
