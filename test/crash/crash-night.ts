import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Archive } from '../../src/batch/archive.ts';
import { type DataRoot, dataRootAt, prepareDataRoot } from '../../src/batch/data-root.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { readInstant } from '../../src/batch/instant.ts';
import { ALL_STAGES, type RunOptions, type RunReport, runBatch } from '../../src/batch/run.ts';
import { type Settings, settingsFrom } from '../../src/batch/settings.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { claimsFile, type FileClaim } from '../batch/claims-file.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const NIGHTS = join(PROJECT, 'edi-samples', 'nights');
const REFERENCE = [
  ['members', 'members.csv'],
  ['providers', 'providers.csv'],
  ['contracts', 'contracts.csv'],
  ['fee-schedule', 'fee-schedule-2025.csv'],
  ['gpci', 'gpci-2025.csv'],
] as const;

/** The instant of the night that is killed; the two shipped nights before it are the eve. */
export const CRASH_NIGHT = '2025-11-05T20:00:00-08:00';
const EVES = ['2025-11-03T20:00:00-08:00', '2025-11-04T20:00:00-08:00'] as const;
const EVE_CLAIMS = 8;
const NEW_CLAIMS = 40;

/**
 * A data root on the eve of a night of more than fifty claims: open credits, claims to replace and to void, a held
 * upload, and the night's files in the inboxes. Every kind of file act and of store act happens in that night: a file
 * read, one refused whole, a duplicate, a cut one, an oversized one; payments, corrections, credits taken and left.
 */
export async function buildEve(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'remit-eve-'));
  const settings = settingsAt(folder);
  const root = rootAt(folder);
  prepareDataRoot(root, ['harborclear', 'pinebilling', 'tidewater-test']);
  await importReferenceSet(root);
  dropNight(root, 'night-1');
  drop(root, 'harborclear', 'z-eve.x12', claimsFile(eveClaims('E'), { controlNumber: '000000901' }));
  drop(
    root,
    'harborclear',
    'z-eve-federal.x12',
    ofFederalProgram(claimsFile(eveClaims('G'), { controlNumber: '000000902' })),
  );
  await runNight(settings, EVES[0]);
  dropNight(root, 'night-2');
  await runNight(settings, EVES[1]);
  await dropCrashNight(root);
  return folder;
}

async function dropCrashNight(root: DataRoot): Promise<void> {
  const store = openSqliteStore(root.store);
  const numberOf = async (account: string): Promise<string> => {
    const [claim] = await store.claimsByPatientControlNumber(account);
    if (!claim) throw new Error(`no claim ${account} on the eve`);
    return claim.claimNumber;
  };
  const corrections: FileClaim[] = [
    {
      patientControlNumber: 'E1',
      frequency: '7',
      original: await numberOf('E1'),
      serviceDate: day(1),
      lines: [['99215', 380]],
    },
    {
      patientControlNumber: 'E2',
      frequency: '7',
      original: await numberOf('E2'),
      serviceDate: day(2),
      lines: [['99212', 140]],
    },
    { patientControlNumber: 'E3', frequency: '8', original: await numberOf('E3'), serviceDate: day(3) },
  ];
  const voids: FileClaim[] = [];
  for (const [index, account] of ['G1', 'G2', 'G3'].entries())
    voids.push({
      patientControlNumber: account,
      frequency: '8',
      original: await numberOf(account),
      serviceDate: day(index + 1),
    });
  await store.close();
  dropNight(root, 'night-3');
  const claims = Array.from({ length: NEW_CLAIMS }, (_, index) => ({
    patientControlNumber: `N${index + 1}`,
    serviceDate: `202510${String((index % 28) + 1).padStart(2, '0')}`,
    lines: [[index % 2 === 0 ? '99213' : '99214', 250 + index]] as const,
  }));
  const night = claimsFile([...claims, ...corrections], { controlNumber: '000000911' });
  drop(root, 'harborclear', 'z-night.x12', night);
  drop(root, 'harborclear', 'z-night-again.x12', night);
  drop(
    root,
    'harborclear',
    'z-voids.x12',
    ofFederalProgram(claimsFile(voids, { controlNumber: '000000912' })),
  );
  drop(root, 'harborclear', 'z-text.x12', 'no interchange at all\n');
  drop(root, 'pinebilling', 'z-held.x12', night.slice(0, 2000));
}

function eveClaims(prefix: string): FileClaim[] {
  return Array.from({ length: EVE_CLAIMS }, (_, index) => ({
    patientControlNumber: `${prefix}${index + 1}`,
    serviceDate: day(index + 1),
  }));
}

function day(ordinal: number): string {
  return `202509${String(ordinal).padStart(2, '0')}`;
}

/** The same claims for a member of the federal program: a fund of its own, so voids there leave a credit. */
function ofFederalProgram(text: string): string {
  return text
    .replaceAll('NM1*IL*1*ALDERWOOD*MIRA*J***MI*10010001', 'NM1*IL*1*BIRCHWOLD*GIDEON*S***MI*50050001')
    .replaceAll('SBR*P*18*******HM', 'SBR*P*18*******FI')
    .replaceAll('DMG*D8*19790314*F', 'DMG*D8*19650202*M')
    .replaceAll('BATCH001', 'BATCH002');
}

function dropNight(root: DataRoot, night: string): void {
  for (const partner of readdirSync(join(NIGHTS, night))) {
    mkdirSync(join(root.inbox, partner), { recursive: true });
    for (const name of readdirSync(join(NIGHTS, night, partner)))
      copyFileSync(join(NIGHTS, night, partner, name), join(root.inbox, partner, name));
  }
}

function drop(root: DataRoot, partnerId: string, name: string, text: string): void {
  writeFileSync(join(root.inbox, partnerId, name), text, 'latin1');
}

async function importReferenceSet(root: DataRoot): Promise<void> {
  const store = openSqliteStore(root.store);
  const archive = new Archive(root.archive);
  const instant = readInstant('2025-11-01T08:00:00-07:00', 'America/Los_Angeles');
  for (const [kind, name] of REFERENCE) {
    const path = join(PROJECT, 'edi-samples', 'reference', name);
    await importFile({ kind, path, effective: '20250101' }, { store, archive, instant });
  }
  await store.close();
}

/** A copy of the eve; file times are not kept, because a night never looks at them. */
export function copyOfEve(eve: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'remit-crash-'));
  cpSync(eve, folder, { recursive: true });
  // Copied folders get the mode of the process; a data root that others can enter is refused.
  chmodSync(rootAt(folder).path, 0o700);
  return folder;
}

export function rootAt(folder: string): DataRoot {
  return dataRootAt(join(folder, 'data'));
}

export function settingsAt(folder: string): Settings {
  return settingsFrom({ dataRoot: 'data', workers: 0 }, join(folder, 'remit.json'), join(PROJECT, 'specs'));
}

export function runNight(
  settings: Settings,
  asOf: string = CRASH_NIGHT,
  options: Pick<RunOptions, 'openStore' | 'readDay'> = {},
): Promise<RunReport> {
  return runBatch({
    settings,
    asOf,
    pay: 'now',
    stages: ALL_STAGES,
    unchangedBeforeMs: Number.POSITIVE_INFINITY,
    ...options,
  });
}
