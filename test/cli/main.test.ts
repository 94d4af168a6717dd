import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ERROR_CATALOGUE } from '../../src/cli/error-catalogue.ts';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { reportError } from '../../src/cli/report-error.ts';
import { wrapText } from '../../src/cli/wrap-text.ts';
import { printed } from './printed.ts';
import { remit } from './remit.ts';

const SRC = join(import.meta.dirname, '../../src');

const VERBS = [
  'init',
  'run',
  'intake',
  'adjudicate',
  'pay',
  'publish',
  'validate',
  'translate',
  'inspect',
  'status',
  'find',
  'show',
  'explain',
  'refusal list',
  'refusal resolve',
  'reference import',
  'specs check',
  'explain-error',
];

describe('help', () => {
  test.each(VERBS)('%s: purpose, three examples, flags, exit codes', async (verb) => {
    const { code, out } = await printed([...verb.split(' '), '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/^[A-Z][^$]*?\.\n\nExamples:\n/);
    expect(out.match(/^ {2}\$ remit /gm)).toHaveLength(3);
    expect(out).toMatch(/\nOptions:\n/);
    expect(out).toMatch(/\nExit codes:\n {2}0 /);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('names every verb', async () => {
    const { out } = await printed(['--help']);
    for (const verb of VERBS) expect(out).toMatch(new RegExp(`^ {2}${verb.split(' ')[0]} `, 'm'));
  });
});

describe('usage errors end with 2 and say what was meant', () => {
  test.each<[readonly string[], RegExp]>([
    [['vaildate', 'x'], /Did you mean validate\?/],
    [['run', '--asof', 'x'], /Did you mean --as-of\?/],
    [['run', '--workers', 'many'], /whole number from 0 to 64/],
    [['pay', '--pay', 'soon'], /now, calendar/],
    [['reference', 'import', 'members', 'x.csv'], /--effective/],
    [['reference', 'import', 'members', 'x.csv', '--effective', '2025-02-30'], /Write the day like/],
    [['explain-error', 'X12-SE01-CONT'], /did you mean "X12-SE01-COUNT"\?/],
  ])('%j', async (args, said) => {
    const { code, out, err } = await printed(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^remit: USAGE/);
    expect(err).toMatch(said);
  });
});

describe('explain-error', () => {
  test('a finding and a fault', async () => {
    const finding = await printed(['explain-error', 'x12-se01-count']);
    expect(finding.out).toMatch(/^X12-SE01-COUNT \(finding\)\n[\s\S]*Becomes: IK502 4 /);
    const fault = await printed(['explain-error', 'RUN-LOCKED']);
    expect(fault.out).toMatch(/Becomes: exit 75, try again/);
  });

  test('knows every code the sources name', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const codes = new Set<string>();
    for (const name of files) {
      const text = readFileSync(join(SRC, name), 'utf8');
      for (const [, code] of text.matchAll(
        /(?:\bcode: |Fault\(|\bfault\(\s*)'([A-Z0-9]+(?:-[A-Z0-9]+)+)'/g,
      )) {
        codes.add(code!);
      }
    }
    expect(codes.size).toBeGreaterThan(20);
    expect([...codes].filter((code) => !ERROR_CATALOGUE.has(code))).toEqual([]);
  });

  test('every fault has an exit code of the list', () => {
    const known = EXIT_CODES.map(([code]) => code as number);
    for (const error of ERROR_CATALOGUE.values()) {
      if (error.kind === 'fault') expect(known).toContain(error.exitCode);
    }
  });
});

test('an unforeseen error ends with 1 and its message, which may hold data, is not said', () => {
  const { write } = process.stderr;
  let err = '';
  process.stderr.write = (text: unknown) => (err += text) !== '';
  try {
    expect(reportError(new TypeError('ZZCANARY is not a function'))).toBe(1);
    expect(reportError('ZZCANARY')).toBe(1);
  } finally {
    process.stderr.write = write;
  }
  expect(err).toMatch(/^remit: INTERNAL .*TypeError/);
  expect(err).not.toContain('ZZCANARY');
});

test('the shipped specs are in order', async () => {
  const { code, out } = await remit(['specs', 'check']);
  expect([code, out]).toEqual([0, 'The specs are in order.\n']);
});

test('specs that are not there are a usage error', async () => {
  expect((await printed(['specs', 'check', '/no/such/folder'])).code).toBe(2);
});

test.each<[string, number, readonly string[]]>([
  ['one two three', 9, ['  one two', '  three']],
  ['averylongword and', 6, ['  averylongword', '  and']],
  ['', 10, ['  ']],
])('%j wraps at %d', (text, width, rows) => {
  expect(wrapText(text, width, '  ')).toEqual(rows);
});
