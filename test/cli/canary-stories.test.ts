import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const REMIT = join(import.meta.dirname, 'remit-from-source.ts');
const PROJECT = join(import.meta.dirname, '../..');
const CANARY = 'QZXCANARY';
const REFERENCE = ['members', 'providers', 'contracts', 'gpci'] as const;

/** Elements that are free text or an id of a person, by segment; of NM1 the names, and in a second planting the ids. */
const PLACES: Readonly<Record<string, readonly number[]>> = {
  NM1: [3, 4, 5, 7],
  N3: [1, 2],
  N4: [1],
  SBR: [3, 4],
  CLM: [1],
  NTE: [2],
  K3: [1],
  PWK: [6],
  CN1: [4],
  HCP: [4],
  LIN: [3],
  REF: [2],
};
const ID = 9;
/** Originals are found by their numbers. */
const KEPT_REFERENCES = new Set(['F8', 'EI', 'SY', '2U', 'FY', 'NF', 'X4', 'LU', 'G2', '0B']);
/** Insured, patient, responsible person. Who sends, receives, pays, bills or treats is no patient. */
const PATIENTS = new Set(['IL', 'QC', 'QD']);

/** A shipped inbound file in which everything that can name or describe a patient is a canary of its own. */
function planted(text: string, next: () => string, isWithIds: boolean): string {
  const separator = text[3]!;
  const terminator = text[105]!;
  let added = 0;
  let isOpen = false;
  let who = '';
  return text
    .split(terminator)
    .flatMap((raw) => {
      const segment = raw.trimStart();
      const lead = raw.slice(0, raw.length - segment.length);
      const elements = segment.split(separator);
      const [tag = ''] = elements;
      const plant = (at: number): void => {
        if ((elements[at] ?? '') !== '') elements[at] = next();
      };
      if (tag === 'ST') added = 0;
      if (tag === 'SE') elements[1] = String(Number(elements[1]) + added);
      if (tag === 'CLM') isOpen = true;
      if (tag === 'NM1') who = elements[1]!;
      // What stands between the claim and its first name is the patient's, and so is what the subscriber's level begins with.
      if (tag === 'CLM' || tag === 'SBR' || tag === 'PAT') who = 'QC';
      const isKept = PATIENTS.has(who) ? tag === 'REF' && KEPT_REFERENCES.has(elements[1]!) : tag !== 'CLM';
      if (!isKept) for (const at of PLACES[tag] ?? []) plant(at);
      if (tag === 'NM1' && isWithIds && PATIENTS.has(elements[1]!)) plant(ID);
      const planting = `${lead}${elements.join(separator)}`;
      if (tag !== 'HI' || !isOpen) return [planting];
      isOpen = false;
      added += 2;
      const told = [`K3${separator}${next()}`, `NTE${separator}ADD${separator}${next()}`];
      return [...told.map((each) => `${lead}${each}`), planting];
    })
    .join(terminator);
}

interface Said {
  readonly code: number | null;
  readonly text: string;
}

/** What a command says, what others see of its process, and the names of files while it runs. */
async function remit(args: readonly string[], folder: string): Promise<Said> {
  const env = { ...process.env, TMPDIR: join(folder, 'tmp'), NODE_NO_WARNINGS: '1' };
  const child = spawn(process.execPath, [REMIT, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let text = '';
  const look = setInterval(() => {
    text += globSync('**/*', { cwd: folder }).join('\n');
    for (const name of ['cmdline', 'environ']) {
      try {
        text += readFileSync(`/proc/${child.pid}/${name}`, 'latin1');
      } catch {
        // It has ended, or this is no Linux.
      }
    }
  }, 100);
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(look);
  return { code, text };
}

test('no canary of any shipped story in what the commands say or name, in acts and reasons; files are their owner’s', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'remit-canary-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o700);
  mkdirSync(join(folder, 'tmp'));
  const config = join(folder, 'remit.json');
  writeFileSync(
    config,
    JSON.stringify({ dataRoot: 'data', workers: 1, settleSeconds: 0, maxWaitMinutes: 0 }),
  );
  let count = 0;
  const next = () => {
    count += 1;
    return `${CANARY}${[...String(1000 + count)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')}`;
  };
  for (const path of globSync('edi-samples/stories/*/in/*/*.x12', { cwd: PROJECT }).sort()) {
    const [, , story = '', , partner = '', name = ''] = path.split('/');
    const inbox = join(folder, 'data', 'inbox', partner);
    mkdirSync(inbox, { recursive: true, mode: 0o700 });
    const text = readFileSync(join(PROJECT, path), 'latin1');
    for (const isWithIds of [false, true]) {
      const file = `${story}-${isWithIds ? 'ids' : 'names'}-${name}`;
      writeFileSync(join(inbox, file), planted(text, next, isWithIds), 'latin1');
    }
  }
  chmodSync(join(folder, 'data'), 0o700);
  chmodSync(join(folder, 'data', 'inbox'), 0o700);
  expect(count).toBeGreaterThan(1000);
  const on = ['--config', config];
  const [sample = ''] = globSync('data/inbox/harborclear/02-*-names-*', { cwd: folder });
  const when = (day: number) => ['--as-of', `2025-11-${String(day).padStart(2, '0')}T20:00:00-08:00`];
  let said = '';
  const refused: string[] = [];
  const say = async (args: readonly string[]): Promise<void> => {
    const { code, text } = await remit(args, folder);
    said += text;
    if (code !== 0 && code !== 3) refused.push(`${args.join(' ')}: ${text.slice(-300)}`);
  };
  for (const kind of REFERENCE)
    await say([
      'reference',
      'import',
      kind,
      join(PROJECT, `edi-samples/reference/${kind === 'gpci' ? 'gpci-2025' : kind}.csv`),
      '--effective',
      '2025-01-01',
      ...on,
      '--as-of',
      '2025-11-01T08:00:00-07:00',
    ]);
  await say([
    'reference',
    'import',
    'fee-schedule',
    join(PROJECT, 'edi-samples/reference/fee-schedule-2025.csv'),
    '--effective',
    '2025-01-01',
    ...on,
    '--as-of',
    '2025-11-01T08:00:00-07:00',
  ]);
  await say(['validate', join(folder, sample)]);
  await say(['inspect', join(folder, sample)]);
  for (const args of [
    ['run', ...when(3), '--pay', 'now'],
    ['status', '--json'],
    ['reconcile'],
    ['quarantine', 'list'],
    ['review', 'list'],
    ['credit', 'list'],
    ['recovery', 'list'],
    ['adjust', '91051', ...when(4)],
    ['replay', '--failed', '--mode', 'readjudicate', ...when(4)],
    ['explain', '2530700000015'],
    ['explain', '2530700000015', '--json'],
    ['retention', '--class', 'raw,outputs,claimDetail,traces,audit', '--older-than', '1', ...when(29)],
    ['backup', join(folder, 'tmp', 'copy.db')],
    ['doctor'],
  ])
    await say([...args, ...on]);
  rmSync(join(folder, 'tmp', 'copy.db'));
  for (const ending of ['', '-wal', '-shm']) rmSync(join(folder, `data/remit.db${ending}`), { force: true });
  await say(['rebuild', ...on]);
  // Nothing broke down: what was to be said was said.
  expect(refused).toEqual([]);
  expect(said).toMatch(/Rebuilt from \d+ acts/);
  const around = said.indexOf(CANARY);
  expect(around < 0 ? '' : said.slice(Math.max(0, around - 200), around)).toBe('');
  expect(globSync('**/*', { cwd: folder }).filter((name) => name.includes(CANARY))).toEqual([]);
  for (const path of globSync(
    ['data/archive/acts/*', 'data/archive/*/*.json', 'data/**/*.reason.json', 'data/*.json'],
    { cwd: folder },
  ))
    expect(readFileSync(join(folder, path), 'latin1').includes(CANARY), path).toBe(false);
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  const made = globSync('data/{archive,outbox,spool,quarantine,duplicate,work}/**/*', { cwd: folder }).concat(
    'data/remit.db',
  );
  expect(made.length).toBeGreaterThan(100);
  const open = made.filter((path) => (statSync(join(folder, path)).mode & 0o077) !== 0);
  expect(open).toEqual([]);
}, 600_000);
