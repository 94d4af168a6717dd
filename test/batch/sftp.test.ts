import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type DataRoot, dataRootAt, prepareDataRoot } from '../../src/batch/data-root.ts';
import { deliverTo } from '../../src/batch/sftp-deliver.ts';
import { fetchFrom } from '../../src/batch/sftp-fetch.ts';
import { hasServer, startServer } from './sshd.ts';

const LIMIT = 1_000_000;

function dataRoot(): DataRoot {
  const folder = mkdtempSync(join(tmpdir(), 'remit-sftp-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const root = dataRootAt(folder);
  prepareDataRoot(root, ['p']);
  return root;
}

describe.skipIf(!hasServer)('with a real OpenSSH server', () => {
  test('fetch: whole files come once, drafts and large ones stay, what came is moved away over there', async () => {
    const { folder, settings } = await startServer();
    const root = dataRoot();
    writeFileSync(join(folder, 'out', 'a.x12'), 'ISA first');
    writeFileSync(join(folder, 'out', 'b.x12.part'), 'half');
    writeFileSync(join(folder, 'out', 'huge.x12'), 'x'.repeat(LIMIT + 1));
    mkdirSync(join(folder, 'out', 'folder'));
    writeFileSync(join(folder, 'done', 'a.x12'), 'of last week');
    const fetched = await fetchFrom('p', settings, { root, maxFileBytes: LIMIT });
    expect(fetched.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['a.x12', 'fetched'],
      ['b.x12.part', 'left alone'],
      ['huge.x12', 'too large'],
    ]);
    expect(readdirSync(join(root.inbox, 'p'))).toEqual(['a.x12']);
    expect(readFileSync(join(root.inbox, 'p', 'a.x12'), 'utf8')).toBe('ISA first');
    expect(readFileSync(join(folder, 'done', 'a.x12.1'), 'utf8')).toBe('ISA first');
    expect(readFileSync(join(folder, 'done', 'a.x12'), 'utf8')).toBe('of last week');
  });

  test('fetch again after breaking off before the remote move: the same bytes are there once', async () => {
    const { folder, settings } = await startServer();
    const root = dataRoot();
    writeFileSync(join(folder, 'out', 'a.x12'), 'ISA first');
    writeFileSync(join(root.inbox, 'p', 'a.x12'), 'ISA first');
    writeFileSync(join(folder, 'out', 'c.x12'), 'other');
    writeFileSync(join(root.inbox, 'p', 'c.x12'), 'not the same');
    const fetched = await fetchFrom('p', settings, { root, maxFileBytes: LIMIT });
    expect(fetched.map(({ outcome }) => outcome)).toEqual(['fetched', 'left alone']);
    expect(readFileSync(join(root.inbox, 'p', 'c.x12'), 'utf8')).toBe('not the same');
  });

  test('deliver: each file once, whole under its name; put away here', async () => {
    const { folder, settings } = await startServer();
    const root = dataRoot();
    for (const name of ['1.x12', '2.x12']) writeFileSync(join(root.outbox, 'p', name), `ISA ${name}`);
    writeFileSync(join(folder, 'in', '1.x12.part'), 'of an upload that broke off');
    expect(await deliverTo('p', settings, root)).toEqual(['1.x12', '2.x12']);
    expect(readdirSync(join(folder, 'in')).sort()).toEqual(['1.x12', '2.x12']);
    expect(readFileSync(join(folder, 'in', '1.x12'), 'utf8')).toBe('ISA 1.x12');
    expect(readdirSync(join(root.outbox, 'p'))).toEqual([]);
    expect(readdirSync(join(root.path, 'delivered', 'p')).sort()).toEqual(['1.x12', '2.x12']);
    expect(await deliverTo('p', settings, root)).toEqual([]);
  });

  test('deliver after a crash: what was renamed over there is not sent again, what was not is', async () => {
    const { folder, settings } = await startServer();
    const root = dataRoot();
    // The partner has taken the first one already.
    writeFileSync(join(root.outbox, 'p', 'taken.x12.uploaded'), 'ISA taken');
    writeFileSync(join(root.outbox, 'p', 'waiting.x12.uploaded'), 'ISA waiting');
    writeFileSync(join(folder, 'in', 'waiting.x12.part'), 'ISA waiting');
    expect(await deliverTo('p', settings, root)).toEqual(['taken.x12', 'waiting.x12']);
    expect(readdirSync(join(folder, 'in'))).toEqual(['waiting.x12']);
  });

  test('deliver: a file of the name with other bytes is never overwritten', async () => {
    const { folder, settings } = await startServer();
    const root = dataRoot();
    writeFileSync(join(root.outbox, 'p', 'a.x12'), 'ours');
    writeFileSync(join(folder, 'in', 'a.x12'), 'theirs');
    await expect(deliverTo('p', settings, root)).rejects.toMatchObject({ code: 'SFTP-EXISTS', exitCode: 74 });
    expect(readFileSync(join(folder, 'in', 'a.x12'), 'utf8')).toBe('theirs');
  });

  test('another host key, a key others may read and a folder that is not there are refused', async () => {
    const { folder, settings } = await startServer();
    const root = dataRoot();
    const other = { ...settings, hostKey: `SHA256:${'A'.repeat(43)}` };
    await expect(fetchFrom('p', other, { root, maxFileBytes: LIMIT })).rejects.toMatchObject({
      code: 'SFTP-HOST-KEY',
    });
    renameSync(join(folder, 'out'), join(folder, 'elsewhere'));
    await expect(fetchFrom('p', settings, { root, maxFileBytes: LIMIT })).rejects.toMatchObject({
      code: 'SFTP-FAILED',
      exitCode: 75,
    });
    chmodSync(settings.keyFile, 0o644);
    await expect(deliverTo('p', settings, root)).rejects.toMatchObject({ code: 'SFTP-CONFIG' });
  });
});

test('a server that is not there is worth another try', async () => {
  const root = dataRoot();
  const keyFile = join(root.path, 'key');
  writeFileSync(keyFile, 'no key', { mode: 0o600 });
  const settings = {
    host: '127.0.0.1',
    port: 1,
    user: 'nobody',
    keyFile,
    hostKey: `SHA256:${'A'.repeat(43)}`,
    fetchFrom: 'out',
    archiveTo: 'done',
    deliverTo: 'in',
  };
  await expect(deliverTo('p', settings, root)).rejects.toMatchObject({ code: 'SFTP-FAILED', exitCode: 75 });
});
