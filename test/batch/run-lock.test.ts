import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockRun } from '../../src/batch/run-lock.ts';

function lockPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'remit-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'remit.lock');
}

const me = { pid: 4711, command: 'run', asOf: '2025-11-03T20:00:00-08:00' };

test('the second is refused at once, retryable, and told who holds it', () => {
  const path = lockPath();
  const lock = lockRun(path, me);
  expect(() => lockRun(path, me)).toThrow(
    expect.objectContaining({
      code: 'RUN-LOCKED',
      exitCode: 75,
      message: expect.stringContaining('process 4711, run'),
    }),
  );
  lock.release();
  lockRun(path, me).release();
});

test('a killed holder leaves no stale lock', async () => {
  const path = lockPath();
  const source = new URL('../../src/batch/run-lock.ts', import.meta.url).href;
  const script = `
    const { lockRun } = await import(${JSON.stringify(source)});
    // Kept: a lock that nothing holds is closed, and let go, when it is collected.
    globalThis.lock = lockRun(${JSON.stringify(path)}, ${JSON.stringify(me)});
    console.log('held');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  expect(() => lockRun(path, me)).toThrow(expect.objectContaining({ code: 'RUN-LOCKED' }));
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  lockRun(path, me).release();
});
