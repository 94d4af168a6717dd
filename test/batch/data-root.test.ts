import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dataRootAt, prepareDataRoot } from '../../src/batch/data-root.ts';
import { writeDurably } from '../../src/batch/durable-files.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'remit-root-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('every folder is its owner’s alone, whatever the process would give', () => {
  const root = dataRootAt(join(folder(), 'data'));
  const before = process.umask(0);
  try {
    prepareDataRoot(root, ['partner']);
    writeDurably(join(root.spool, 'a'), new Uint8Array(3));
  } finally {
    process.umask(before);
  }
  for (const path of [root.path, root.inbox, root.archive, join(root.outbox, 'partner')])
    expect((statSync(path).mode & 0o777).toString(8), path).toBe('700');
  expect((statSync(join(root.spool, 'a')).mode & 0o777).toString(8)).toBe('600');
});

test.each([0o755, 0o750, 0o701])('a data root of mode %o is refused', (mode) => {
  const path = folder();
  chmodSync(path, mode);
  expect(() => prepareDataRoot(dataRootAt(path), [])).toThrow(
    expect.objectContaining({ code: 'DATA-ROOT-OPEN', exitCode: 2 }),
  );
});
