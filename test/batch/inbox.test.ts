import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { scanInbox } from '../../src/batch/inbox.ts';
import { claimsFile } from './claims-file.ts';

const WHOLE = claimsFile([{ patientControlNumber: 'A1' }]);

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'remit-inbox-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** nobody */
const UNPRIVILEGED = 65_534;

const options = { unchangedBeforeMs: Number.POSITIVE_INFINITY, maxFileBytes: 1_000_000 };

test.each<[what: string, content: string, kind: string]>([
  ['a whole file', WHOLE, 'ready'],
  ['no terminator after the last IEA', WHOLE.trimEnd().slice(0, -1), 'ready'],
  ['blanks, line feeds and a Ctrl-Z at the end', `${WHOLE}  \n\r\n\x1a`, 'ready'],
  ['a short control number with its terminator', WHOLE.replace(/IEA.*$/s, 'IEA*1*101~'), 'ready'],
  ['a line feed as terminator', WHOLE.replaceAll('~\n', '\n').replace(/IEA.*$/s, 'IEA*1*101\n'), 'ready'],
  ['cut in the control number', WHOLE.replace(/IEA.*$/s, 'IEA*1*00000'), 'cut'],
  ['cut before the IEA', WHOLE.slice(0, WHOLE.indexOf('IEA')), 'cut'],
  ['cut within the ISA', WHOLE.slice(0, 60), 'cut'],
  ['nothing yet', '', 'cut'],
  ['an unclosed interchange before a whole one', WHOLE.slice(0, WHOLE.indexOf('IEA')) + WHOLE, 'ready'],
  ['no X12 at all', 'Dear sir or madam', 'ready'],
])('%s is %s', (_what, content, kind) => {
  const path = folder();
  writeFileSync(join(path, 'a.x12'), content, 'latin1');
  expect(scanInbox(path, options).map((entry) => entry.kind)).toEqual([kind]);
});

test('every byte at which an upload can be cut leaves it held', () => {
  const path = folder();
  const file = join(path, 'a.x12');
  const lastDigit = WHOLE.lastIndexOf('101') + 3;
  for (let length = 4; length < lastDigit; length += 7) {
    writeFileSync(file, WHOLE, 'latin1');
    truncateSync(file, length);
    expect(scanInbox(path, options)[0]!.kind, `${length} bytes`).toBe('cut');
  }
});

test.each(['.hidden', 'a.part', 'a.tmp', 'a.filepart', 'a b.x12', '-rf', 'ä.x12'])(
  'the name %s is left alone',
  (name) => {
    const path = folder();
    writeFileSync(join(path, name), WHOLE);
    expect(scanInbox(path, options).map((entry) => entry.kind)).toEqual(['ignored']);
  },
);

test('links, folders and files with a second name are left alone', () => {
  const path = folder();
  const outside = join(folder(), 'outside.x12');
  writeFileSync(outside, WHOLE);
  mkdirSync(join(path, 'folder.x12'));
  symlinkSync(outside, join(path, 'link.x12'));
  linkSync(outside, join(path, 'second.x12'));
  expect(scanInbox(path, options).map((entry) => entry.kind)).toEqual(['ignored', 'ignored', 'ignored']);
});

test('a file that changed after the given moment waits; a larger one than allowed is refused', () => {
  const path = folder();
  writeFileSync(join(path, 'a.x12'), WHOLE);
  expect(scanInbox(path, { ...options, unchangedBeforeMs: 0 })[0]!.kind).toBe('ignored');
  expect(scanInbox(path, { ...options, maxFileBytes: WHOLE.length })[0]!.kind).toBe('ready');
  expect(scanInbox(path, { ...options, maxFileBytes: WHOLE.length - 1 })[0]!.kind).toBe('refused');
});

test('names come in byte order', () => {
  const path = folder();
  for (const name of ['b.x12', 'B.x12', 'a.x12']) writeFileSync(join(path, name), WHOLE);
  expect(scanInbox(path, options).map((entry) => entry.name)).toEqual(['B.x12', 'a.x12', 'b.x12']);
});

test('with a trigger a file waits until its trigger is there; the trigger itself is no file', () => {
  const path = folder();
  const triggered = { ...options, triggerSuffix: '.done' };
  writeFileSync(join(path, 'a.x12'), WHOLE);
  expect(scanInbox(path, triggered).map((entry) => entry.kind)).toEqual(['ignored']);
  writeFileSync(join(path, 'a.x12.done'), '');
  expect(scanInbox(path, triggered).map((entry) => [entry.name, entry.kind])).toEqual([
    ['a.x12', 'ready'],
    ['a.x12.done', 'ignored'],
  ]);
});

test('a file this user may not read waits for somebody to look', () => {
  const path = folder();
  writeFileSync(join(path, 'a.x12'), WHOLE, { mode: 0o000 });
  chmodSync(path, 0o755);
  // Nothing is unreadable to root: it looks as somebody else.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid!(UNPRIVILEGED);
  try {
    expect(scanInbox(path, options).map((entry) => entry.kind)).toEqual(['unreadable']);
  } finally {
    if (isRoot) process.seteuid!(0);
  }
});
