import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WriteStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { claimsFile } from '../batch/claims-file.ts';
import { installation } from '../batch/installation.ts';
import { printed } from './printed.ts';

const CLAIM = '2530700000015';

/** A night with a paid claim, a pended one, a refused one, a held file and one in quarantine. */
async function night(): Promise<string> {
  const here = await installation({ maxWaitMinutes: 0 });
  const config = join(here.root.path, 'remit.json');
  writeFileSync(config, JSON.stringify({ dataRoot: '.' }));
  const sound = claimsFile([
    { patientControlNumber: 'A1' },
    { patientControlNumber: 'A2', lines: [['J1885', 60]] },
    { patientControlNumber: 'A3', charge: 999 },
  ]);
  here.drop('harborclear', 'a-file-with-a-rather-long-name-as-clearinghouses-like-them.x12', sound);
  here.drop(
    'harborclear',
    'cut.x12',
    claimsFile([{ patientControlNumber: 'A4' }], { controlNumber: '000000102' }).slice(0, 700),
  );
  await here.run('2025-11-03T20:00:00-08:00');
  return config;
}

/** As if standard output were a terminal of that width. */
function terminal(columns: number): void {
  const { isTTY, columns: before, getColorDepth } = process.stdout;
  // The one of a real terminal: it is who looks at NO_COLOR.
  const ofTerminal = { isTTY: true, columns, getColorDepth: WriteStream.prototype.getColorDepth };
  Object.assign(process.stdout, ofTerminal);
  onTestFinished(() => void Object.assign(process.stdout, { isTTY, columns: before, getColorDepth }));
}

const LISTS: readonly (readonly string[])[] = [
  ['status'],
  ['find', CLAIM],
  ['show', CLAIM],
  ['show', 'file:1'],
  ['show', 'interchange:1'],
  ['show', 'set:1'],
  ['explain', CLAIM],
  ['review', 'list'],
  ['refusal', 'list', '--all'],
  ['quarantine', 'list'],
  ['reconcile'],
  ['doctor'],
];

// Escape sequences take no room.
const visible = (text: string) => stripVTControlCharacters(text);

describe('to a person', () => {
  test('80 columns are enough', async () => {
    const config = await night();
    terminal(80);
    for (const args of LISTS) {
      const { out, err } = await printed([...args, '--config', config]);
      // A command to copy stays in one piece, however long the path in it is.
      const lines = out.split('\n').filter((line) => !line.startsWith('Next: '));
      const wide = lines.filter((line) => visible(line).length > 80);
      expect(wide, args.join(' ')).toEqual([]);
      expect(out + err, args.join(' ')).not.toBe('');
    }
  }, 60_000);

  test('the lists of errors and helps fit as well', async () => {
    terminal(80);
    for (const args of [
      ['explain-error', 'X12-SE01-COUNT'],
      ['explain-error', '--list'],
    ]) {
      const { out } = await printed(args);
      expect(out.split('\n').filter((line) => visible(line).length > 80)).toEqual([]);
    }
  });

  test('weight is all that NO_COLOR takes away', async () => {
    const config = await night();
    terminal(80);
    vi.stubEnv('TERM', 'xterm-256color');
    for (const name of ['NO_COLOR', 'FORCE_COLOR', 'NODE_DISABLE_COLORS', 'CI']) vi.stubEnv(name, undefined);
    const bold = (await printed(['status', '--config', config])).out;
    vi.stubEnv('NO_COLOR', '1');
    const plain = (await printed(['status', '--config', config])).out;
    vi.unstubAllEnvs();
    expect(bold).toContain('\x1b[1m');
    expect(plain).not.toContain('\x1b');
    expect(visible(bold)).toBe(plain);
  }, 60_000);
});

test('in a pipe lists are tab-separated under their names, without a sign of a terminal', async () => {
  const config = await night();
  for (const [args, names] of [
    [
      ['find', CLAIM],
      ['show', 'kind', 'found_as', 'date', 'state', 'amount', 'name', 'neighbours'],
    ],
    [
      ['review', 'list'],
      ['claim', 'received', 'since', 'rule', 'waits for', 'why', 'decided'],
    ],
    [
      ['quarantine', 'list'],
      ['file', 'reason', 'bytes', 'decision'],
    ],
    [
      ['explain-error', '--list'],
      ['code', 'kind', 'becomes'],
    ],
  ] as const) {
    const where = args[0] === 'explain-error' ? [] : ['--config', config];
    const { out } = await printed([...args, ...where]);
    const rows = out
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => line.split('\t'));
    expect(rows[0]).toEqual(names);
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row).toHaveLength(names.length);
    expect(out).not.toContain('\x1b');
  }
}, 60_000);
