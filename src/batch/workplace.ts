import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GuideCatalogue, loadGuides } from '../guide/guide-catalogue.ts';
import { buildSnapshot } from '../reference/build-snapshot.ts';
import { importKey } from '../reference/importers/import-key.ts';
import {
  emptyReferenceData,
  importReference,
  type ReferenceKind,
} from '../reference/importers/import-reference.ts';
import { loadSpecs } from '../reference/load-specs.ts';
import { type MemberBuffers, MemberTable } from '../reference/member-table.ts';
import { mergeReferenceData } from '../reference/merge-reference-data.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { ReferenceData, Snapshot } from '../reference/snapshot.ts';
import { type AdjustmentCodes, parseAdjustmentCodes } from '../remittance/adjustment-codes.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { Archive, SliceReader } from './archive.ts';
import { ClaimReader } from './claim-reader.ts';
import type { DataRoot } from './data-root.ts';
import type { Settings } from './settings.ts';

/** An imported file, in the order of import. */
export interface ImportedFile {
  readonly kind: string;
  readonly name: string;
  readonly sha256: string;
  readonly effective: string;
}

/** Everything a thread needs to build its own copy of the day's data; plain data. */
export interface WorkplaceOptions {
  readonly specs: string;
  readonly archive: string;
  readonly imports: readonly ImportedFile[];
  /** What another thread has made of them already. */
  readonly shared?: SharedDay;
}

/** The part of a day that threads share instead of each making it. */
export interface SharedDay {
  readonly members: MemberBuffers;
  /** Of the snapshot. */
  readonly digest: string;
}

/** The day's data as every thread of a run holds it: read once, never changed. */
export interface Workplace {
  readonly guides: GuideCatalogue;
  readonly snapshot: Snapshot;
  readonly adjustmentCodes: AdjustmentCodes;
  readonly shared: SharedDay;
  readonly archive: Archive;
  readonly claims: ClaimReader;
  close(): void;
}

export function openWorkplace(options: WorkplaceOptions, day: Day = readDay(options)): Workplace {
  const archive = new Archive(options.archive);
  const slices = new SliceReader(archive);
  return { ...day, archive, claims: new ClaimReader(day.guides, slices), close: () => slices.close() };
}

/** What specs and imports say. */
export type Day = Pick<Workplace, 'guides' | 'snapshot' | 'adjustmentCodes' | 'shared'>;

export function readDay({ specs, archive, imports, shared }: WorkplaceOptions): Day {
  const wanted = shared === undefined ? imports : imports.filter(({ kind }) => kind !== 'members');
  const data = referenceData(new Archive(archive), wanted);
  const members = shared === undefined ? MemberTable.of(data.members) : new MemberTable(shared.members);
  const snapshot = buildSnapshot(loadSpecs(specs), data, members, shared?.digest);
  const codes = readFileSync(join(specs, 'codes', 'adjustment-codes.xml'), 'utf8');
  return {
    guides: loadGuides(join(specs, 'guides')),
    snapshot,
    adjustmentCodes: parseAdjustmentCodes(codes),
    shared: { members: members.buffers, digest: snapshot.digest },
  };
}

/** The imports that hold, read again from the archive: of those with one key, the latest. */
function referenceData(archive: Archive, imports: readonly ImportedFile[]): ReferenceData {
  const current = new Map<string, ImportedFile>();
  for (const file of imports) {
    current.set(importKey(file), file);
  }
  let data: ReferenceData = emptyReferenceData;
  for (const file of current.values()) {
    const text = readFileSync(archive.path(file.sha256), 'utf8');
    const read = importReference(file.kind as ReferenceKind, text, {
      file: file.name,
      effective: file.effective,
    });
    if (read.problems.length > 0) {
      throw new Fault({
        code: 'REFERENCE-UNREADABLE',
        message: `the archived import ${file.name} (${file.kind}) no longer reads: ${read.problems[0]}`,
        hint: 'Import a corrected file of this kind.',
        exitCode: 2,
      });
    }
    data = mergeReferenceData(data, read.data);
  }
  return data;
}

/** The payer profiles that run on this data root. */
export function payersHere(
  settings: Pick<Settings, 'payers'>,
  workplace: Workplace,
): readonly PayerProfile[] {
  const { profiles } = workplace.snapshot;
  return settings.payers.length === 0
    ? profiles
    : profiles.filter((profile) => settings.payers.includes(profile.id));
}

/** What a run or an act of now works with: the imports the store remembers. */
export async function workplaceOptions(
  settings: Settings,
  root: DataRoot,
  store: Store,
): Promise<WorkplaceOptions> {
  return { specs: settings.specs, archive: root.archive, imports: await store.imports() };
}
