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
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { claimsFile } from '../batch/claims-file.ts';

const REMIT = join(import.meta.dirname, 'remit-from-source.ts');

/** A shipped file whose every element that can hold a patient's data holds a canary of its own; structure untouched. */
function planted(): { text: string; canaries: string[]; ofOthers: string[] } {
  const canaries: string[] = [];
  /** Of providers and payers: `remit show` tells them to whoever asks for a claim. */
  const ofOthers: string[] = [];
  const canary = (form: (n: number) => string): string => {
    const value = form(canaries.length + 101);
    canaries.push(value);
    return value;
  };
  const letters = (n: number) =>
    `QZXCANARY${[...String(n)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')}`;
  const spread: Record<string, readonly number[]> = {
    NM1: [3, 4, 5, 9],
    N3: [1, 2],
    REF: [2],
    CLM: [1],
    NTE: [2],
    K3: [1],
    PER: [2, 4],
    PAT: [],
  };
  const source = claimsFile([
    { patientControlNumber: 'A1', original: '2530700000015', frequency: '7' },
    { patientControlNumber: 'A2', charge: 251 },
    {
      patientControlNumber: 'A3',
      lines: [
        ['99213', 250],
        ['ZZZZZ', 10],
      ],
    },
  ]);
  const isPerson = /^(NM1\*(IL|QC|85)|N3|REF|CLM|PER)/;
  const text = source
    .split('~\n')
    .map((segment) => {
      const elements = segment.split('*');
      if (!isPerson.test(segment))
        return segment.replace('HI*ABK:J029', () => `HI*ABK:${canary((n) => `Z9${n}`)}`);
      for (const at of spread[elements[0]!] ?? [])
        if ((elements[at] ?? '') !== '') {
          elements[at] = canary(letters);
          if (/^(NM1\*85|PER|REF\*(EI|F8))/.test(segment)) ofOthers.push(elements[at]);
        }
      return elements.join('*');
    })
    .join('~\n')
    .replace('19790314', () => canary((n) => `19010${n}`.slice(0, 8).padEnd(8, '1')));
  return { text, canaries: canaries.filter((value) => value.startsWith('QZX')), ofOthers };
}

async function remit(args: readonly string[], input = ''): Promise<string> {
  const child = spawn(process.execPath, [REMIT, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stdin.end(input);
  const listed = setInterval(() => {
    said += listing(child.pid!);
  }, 50);
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('latin1');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('latin1');
  });
  await once(child, 'close');
  clearInterval(listed);
  return said;
}

const seen = (text: string, canaries: readonly string[]): string[] =>
  canaries.filter((each) => text.includes(each));

test('no canary in what the command says, in names of files, in reasons and acts, or in the process list', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'remit-canary-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o700);
  const config = join(folder, 'remit.json');
  writeFileSync(config, JSON.stringify({ dataRoot: '.', workers: 1, settleSeconds: 0, maxWaitMinutes: 0 }));
  const { text, canaries, ofOthers } = planted();
  expect(canaries.length).toBeGreaterThan(10);
  const inbox = join(folder, 'inbox', 'harborclear');
  mkdirSync(inbox, { recursive: true });
  writeFileSync(join(inbox, 'canary.x12'), text, 'latin1');
  writeFileSync(join(inbox, 'cut.x12'), text.replaceAll('000000101', '000000102').slice(0, 1500), 'latin1');
  writeFileSync(join(inbox, 'broken.x12'), text.replace('ISA*00', 'ISA*0'), 'latin1');
  const on = ['--config', config];
  let said = '';
  for (const args of [
    ['validate', join(inbox, 'canary.x12')],
    ['validate', join(inbox, 'canary.x12'), '--json'],
    ['run', ...on, '--as-of', '2025-11-03T20:00:00-08:00', '--pay', 'now'],
    ['status', ...on],
    ['status', ...on, '--json'],
    ['quarantine', 'list', ...on],
    ['explain', canaries[0]!.replace('QZX', 'ABC'), ...on],
    ['doctor', ...on],
  ])
    said += await remit(args);
  expect(seen(said, canaries)).toEqual([]);
  // Ids of patients come on standard input: member id, account.
  let shown = '';
  for (const canary of canaries) {
    if (!text.includes(`*MI*${canary}~`) && !text.includes(`CLM*${canary}*`)) continue;
    for (const verb of ['find', 'show', 'explain']) shown += await remit([verb, '-', ...on], `${canary}\n`);
  }
  expect(shown).toContain('member-id');
  for (const number of new Set(shown.match(/\b25307\d{8}\b/g))) shown += await remit(['show', number, ...on]);
  expect(shown).toContain('CLM*########*');
  expect(seen(shown, canaries).filter((canary) => !ofOthers.includes(canary))).toEqual([]);
  const names = globSync('**/*', { cwd: folder }).join('\n');
  expect(seen(names, canaries)).toEqual([]);
  for (const path of globSync(
    ['archive/acts/*', 'archive/asked/*/*', 'archive/*/*.json', 'quarantine/**/*.json', '*.json'],
    {
      cwd: folder,
    },
  ))
    expect(seen(readFileSync(join(folder, path), 'latin1'), canaries), path).toEqual([]);
  expect(readdirSync(join(folder, 'archive', 'acts')).length).toBeGreaterThan(0);
  expect(said).toContain('CLAIM');
}, 120_000);

/** What others see of a process while it runs: its command line and environment; '' once it is gone. */
function listing(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1') + readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
}
