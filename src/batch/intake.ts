import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Partner } from '../reference/partner.ts';
import type { FileRow, RunRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { readChunks, sha256OfFile } from './archive.ts';
import type { DataRoot } from './data-root.ts';
import {
  copyDurably,
  dropFile,
  makeFolder,
  moveDurably,
  restrictOwnFile,
  writeDurably,
} from './durable-files.ts';
import { type InboxEntry, type InboxOptions, scanInbox } from './inbox.ts';
import type { Instant } from './instant.ts';
import { IntakeReading } from './intake-reading.ts';
import { IntakeSequence } from './intake-sequence.ts';
import type { Settings } from './settings.ts';
import type { WorkerPool } from './worker-pool.ts';
import type { Workplace } from './workplace.ts';

export interface IntakeOptions {
  readonly store: Store;
  readonly root: DataRoot;
  readonly settings: Settings;
  readonly workplace: Workplace;
  readonly pool: WorkerPool;
  readonly run: RunRow;
  readonly instant: Instant;
  /** Real time up to which a file must have been left alone (DESIGN decision 7). */
  readonly unchangedBeforeMs: number;
  /** Only what an interrupted run had taken is finished. Default: false. */
  readonly leavesInbox?: boolean;
  readonly onProgress?: (progress: IntakeProgress) => void;
  /** The books of an interchange did not close: its file stays as it is, the others go on. */
  readonly onBroken: (fault: Fault) => void;
}

export interface IntakeProgress {
  readonly file: string;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly claims: number;
}

/** What became of a file of the inbox. */
export interface TakenFile {
  readonly partnerId: string;
  readonly name: string;
  readonly outcome: 'read' | 'duplicate' | 'held' | 'quarantined' | 'refused' | 'broken';
  readonly reason: string;
}

/**
 * Takes every whole file of every inbox, archives it before anything is parsed from it, and reads it into staged
 * claims and committed answers. Files that an interrupted run had taken but not finished are read first.
 */
export async function intake(options: IntakeOptions): Promise<TakenFile[]> {
  const taken = await finishEarlierRun(options);
  if (options.leavesInbox) return taken;
  for (const partner of partnersHere(options)) {
    for (const entry of scanInbox(join(options.root.inbox, partner.id), inboxOptions(options))) {
      const outcome = await takeEntry(partner, entry, options);
      if (outcome) taken.push(outcome);
    }
  }
  return taken;
}

/** How the inboxes of a run are looked at. */
export function inboxOptions({
  unchangedBeforeMs,
  settings,
}: Pick<IntakeOptions, 'unchangedBeforeMs' | 'settings'>): InboxOptions {
  const { maxFileBytes, triggerSuffix } = settings;
  return { unchangedBeforeMs, maxFileBytes, triggerSuffix };
}

export function partnersHere({
  settings,
  workplace,
}: Pick<IntakeOptions, 'settings' | 'workplace'>): Partner[] {
  const { partners } = workplace.snapshot;
  return settings.partners.length === 0
    ? [...partners]
    : partners.filter((each) => settings.partners.includes(each.id));
}

async function takeEntry(
  partner: Partner,
  entry: InboxEntry,
  options: IntakeOptions,
): Promise<TakenFile | undefined> {
  const { store, settings, instant } = options;
  switch (entry.kind) {
    case 'ignored':
      return undefined;
    case 'refused':
      return refuse(partner, entry.name, entry.path, entry.why, options);
    case 'unreadable':
      return {
        partnerId: partner.id,
        name: entry.name,
        outcome: 'held',
        reason: 'this user may not read it',
      };
    case 'cut': {
      const firstSeen = await store.holdFile(partner.id, entry.name, instant.text);
      if (isWaiting(firstSeen, instant, settings)) {
        return {
          partnerId: partner.id,
          name: entry.name,
          outcome: 'held',
          reason: 'it ends inside an interchange',
        };
      }
      return takeFile(partner, entry.name, entry.path, options);
    }
    case 'ready':
      return takeFile(partner, entry.name, entry.path, options);
  }
}

/** Whether an upload first seen then may still be completed. */
export function isWaiting(firstSeen: string, { epochMs }: Instant, settings: Settings): boolean {
  return epochMs - Date.parse(firstSeen) < settings.maxWaitMinutes * 60_000;
}

/** Claims the file by rename, archives its bytes, and reads it. Bytes that are archived already are not answered again. */
async function takeFile(
  partner: Partner,
  name: string,
  path: string,
  options: IntakeOptions,
): Promise<TakenFile> {
  const { root } = options;
  const workFolder = join(root.work, partner.id);
  makeFolder(workFolder);
  const working = join(workFolder, name);
  moveDurably(path, working);
  dropTrigger(partner.id, name, options);
  return archiveAndRead(partner.id, name, working, options);
}

/** What a killed run had claimed but not archived, and what it had archived but not read to the end. */
async function finishEarlierRun(options: IntakeOptions): Promise<TakenFile[]> {
  const { root, store, workplace } = options;
  const taken: TakenFile[] = [];
  for (const partnerId of readdirSync(root.work).sort()) {
    for (const name of readdirSync(join(root.work, partnerId)).sort()) {
      dropTrigger(partnerId, name, options);
      taken.push(await archiveAndRead(partnerId, name, join(root.work, partnerId, name), options));
    }
  }
  for (const file of await store.unreadFiles()) {
    if (workplace.archive.has(file.sha256)) taken.push(await readFile(file, options));
  }
  return taken;
}

/** The trigger goes after its file: one that stayed would release the next file of the name before it is whole. */
function dropTrigger(partnerId: string, name: string, { root, settings }: IntakeOptions): void {
  if (settings.triggerSuffix !== '')
    dropFile(join(root.inbox, partnerId, `${name}${settings.triggerSuffix}`));
}

async function archiveAndRead(
  partnerId: string,
  name: string,
  working: string,
  options: IntakeOptions,
): Promise<TakenFile> {
  const { store, root, workplace, run, instant } = options;
  restrictOwnFile(working);
  const { sha256, sizeBytes } = sha256OfFile(working);
  const known = await store.fileBySha256(sha256);
  const hold = (await store.heldFiles()).find((each) => each.partnerId === partnerId && each.name === name);
  // What was read once is known, also when retention has taken its bytes.
  if (known && (known.state !== 'taken' || workplace.archive.has(sha256))) {
    await store.releaseHold(partnerId, name);
    moveDurably(working, freeName(join(root.duplicate, partnerId), name));
    return { partnerId, name, outcome: 'duplicate', reason: `its bytes were taken before as ${known.name}` };
  }
  // The row comes first: a run killed between the two finds the file in the work folder and goes on from there.
  const file =
    known ??
    (await store.takeFile({
      sha256,
      name,
      partnerId,
      sizeBytes,
      receivedDate: run.businessDate,
      runId: run.runId,
    }));
  const isNew = workplace.archive.take(working, {
    sha256,
    name,
    origin: partnerId,
    sizeBytes,
    asOf: instant.text,
    businessDate: file.receivedDate,
    ...(hold === undefined ? {} : { firstSeen: hold.firstSeen }),
  });
  // The same bytes may be archived as something else, a reference file for one: both stay.
  if (!isNew) moveDurably(working, freeName(join(root.duplicate, partnerId), name));
  return readFile(file, options);
}

async function readFile(file: FileRow, options: IntakeOptions): Promise<TakenFile> {
  await options.store.releaseHold(file.partnerId, file.name);
  try {
    return await readArchived(file, options);
  } catch (error) {
    if (!(error instanceof Fault) || error.exitCode !== 4) throw error;
    for (const batch of await options.store.batches({ stage: 'intake', state: 'open' })) {
      await options.store.breakBatch(batch.batchId, error.message);
    }
    // Its claim numbers go to the next file: what was staged under them must not stay.
    await options.store.dropOpenInterchanges(file.fileId);
    options.onBroken(error);
    return { partnerId: file.partnerId, name: file.name, outcome: 'broken', reason: error.code };
  }
}

/** Reads one archived file: its interchanges become durable one by one, so a restart drops only what was open. */
async function readArchived(file: FileRow, options: IntakeOptions): Promise<TakenFile> {
  const { store, workplace, onProgress } = options;
  const partner = workplace.snapshot.partner(file.partnerId);
  if (!partner) return quarantine(file, 'PARTNER-UNKNOWN', options);
  await store.dropOpenInterchanges(file.fileId);
  const reading = new IntakeReading(file.name, workplace.guides);
  const sequence = new IntakeSequence({
    ...options,
    file,
    partner,
    finished: await store.interchangesOfFile(file.fileId),
  });
  let bytes = 0;
  for (const chunk of readChunks(workplace.archive.path(file.sha256))) {
    bytes += chunk.length;
    await sequence.take(reading.push(chunk));
    onProgress?.({ file: file.name, bytes, totalBytes: file.sizeBytes, claims: sequence.claimsSeen });
  }
  const { events, outcome, findings } = reading.end();
  await sequence.take(events);
  await sequence.end();
  if (outcome.unreadable) return quarantine(file, outcome.unreadable.code, options);
  const cut = findings.find((finding) => finding.code === 'X12-FILE-CUT');
  if (cut) return quarantine(file, cut.code, options);
  await store.finishFile(file.fileId, 'read', '');
  return { partnerId: file.partnerId, name: file.name, outcome: 'read', reason: '' };
}

/** The exact bytes with the reason beside them; the archive keeps its own copy. */
async function quarantine(
  file: FileRow,
  reason: string,
  { store, root, workplace }: IntakeOptions,
): Promise<TakenFile> {
  const target = quarantinePath(join(root.quarantine, file.partnerId), file);
  if (!existsSync(target)) copyDurably(workplace.archive.path(file.sha256), target);
  writeDurably(`${target}.reason.json`, reasonText(file.name, reason, file.sha256));
  await store.finishFile(file.fileId, 'quarantined', reason);
  return { partnerId: file.partnerId, name: file.name, outcome: 'quarantined', reason };
}

/** Where the copy of an interrupted run is, or a name that is free: another file may have had the same one. */
function quarantinePath(folder: string, { name, sha256 }: FileRow): string {
  makeFolder(folder);
  for (let copy = 0; ; copy++) {
    const path = join(folder, copy === 0 ? name : `${name}.${copy}`);
    if (!existsSync(path) || sha256OfFile(path).sha256 === sha256) return path;
  }
}

/** A file too large to be read at all: it moves to quarantine without passing through the archive. */
function refuse(
  partner: Partner,
  name: string,
  path: string,
  reason: string,
  { root }: IntakeOptions,
): TakenFile {
  const target = freeName(join(root.quarantine, partner.id), name);
  // First the reason: a run killed between the two finds the file in the inbox, and writes the reason anew.
  writeDurably(`${target}.reason.json`, reasonText(name, reason, ''));
  restrictOwnFile(path);
  moveDurably(path, target);
  return { partnerId: partner.id, name, outcome: 'refused', reason };
}

function reasonText(name: string, reason: string, sha256: string): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ file: name, reason, sha256 }, undefined, 2)}\n`);
}

/** The same name may come again with the same bytes: each copy is kept. */
function freeName(folder: string, name: string): string {
  makeFolder(folder);
  for (let copy = 0; ; copy++) {
    const path = join(folder, copy === 0 ? name : `${name}.${copy}`);
    if (!existsSync(path)) return path;
  }
}
