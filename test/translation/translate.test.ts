import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { type ByteSource, bytesOf, nameOf } from '../../src/translation/byte-source.ts';
import { translate, translateToX12 } from '../../src/translation/translate.ts';
import { catalogue } from '../guide/guides.ts';
import { fileOf } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'a.x12');
writeFileSync(path, fileOf('837P'), 'latin1');
const BYTES = Buffer.from(fileOf('837P'), 'latin1');

async function all(source: ByteSource, signal?: AbortSignal): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const bytes of bytesOf(source, signal)) pieces.push(Buffer.from(bytes));
  return Buffer.concat(pieces).toString('latin1');
}

async function* generated() {
  for (let from = 0; from < BYTES.length; from += 7) yield BYTES.subarray(from, from + 7);
}

describe('sources', () => {
  test.each<[string, () => ByteSource]>([
    ['a path', () => path],
    ['a file URL', () => new URL(`file://${path}`)],
    ['a buffer', () => BYTES],
    ['an ArrayBuffer', () => new Uint8Array(BYTES).buffer],
    ['a list of buffers', () => [BYTES.subarray(0, 10), BYTES.subarray(10)]],
    ['a Node stream', () => createReadStream(path)],
    ['a web stream', () => new Blob([new Uint8Array(BYTES)]).stream()],
    ['a generator', generated],
  ])('%s', async (_, source) => {
    expect(await all(source())).toBe(BYTES.toString('latin1'));
  });

  test('text is refused', async () => {
    await expect(all(createReadStream(path, 'utf8'))).rejects.toMatchObject({ code: 'SOURCE-NOT-BYTES' });
  });

  test('a large buffer comes in pieces', async () => {
    let pieces = 0;
    for await (const bytes of bytesOf(new Uint8Array(200_000))) {
      pieces += 1;
      expect(bytes.length).toBeLessThanOrEqual(65_536);
    }
    expect(pieces).toBe(4);
  });

  test.each<[ByteSource, string]>([
    ['/a/b/c.x12', 'c.x12'],
    ['c.x12', 'c.x12'],
    [new URL('file:///a/c.x12'), 'c.x12'],
    [BYTES, ''],
  ])('the name of %s', (source, name) => {
    expect(nameOf(source)).toBe(name);
  });
});

describe('translate', () => {
  test('there and back through streams, waiting for each piece', async () => {
    let isWriting = false;
    const json: string[] = [];
    const { findings } = await translate(
      generated(),
      async (text) => {
        expect(isWriting).toBe(false);
        isWriting = true;
        await new Promise((resolve) => setImmediate(resolve));
        isWriting = false;
        json.push(text);
      },
      { guides: catalogue, file: 'a.x12', to: 'json' },
    );
    expect(findings).toEqual([]);
    const x12: Uint8Array[] = [];
    const document = Buffer.from(json.join(''));
    await translateToX12(
      [document.subarray(0, 1000), document.subarray(1000)],
      (bytes) => void x12.push(bytes),
      {
        file: 'a.json',
      },
    );
    expect(Buffer.concat(x12).equals(BYTES)).toBe(true);
  });

  test('a UTF-8 character cut between two pieces is one', async () => {
    const file = fileOf('837P').replace('DOE*', 'D\xc9E*');
    let json = '';
    await translate(Buffer.from(file, 'latin1'), (text) => void (json += text), {
      guides: catalogue,
      file: 'a.x12',
      to: 'json',
    });
    const document = Buffer.from(json);
    const x12: Uint8Array[] = [];
    const pieces = Array.from({ length: Math.ceil(document.length / 3) }, (_, n) =>
      document.subarray(n * 3, n * 3 + 3),
    );
    await translateToX12(pieces, (bytes) => void x12.push(Buffer.from(bytes)), { file: 'a.json' });
    expect(Buffer.concat(x12).toString('latin1')).toBe(file);
  });

  test('aborted, it stops with the reason', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const long = Array.from({ length: 20 }, () => BYTES);
    const work = translate(
      long,
      () => controller.abort(reason),
      { guides: catalogue, file: 'a.x12', to: 'jsonl' },
      controller.signal,
    );
    await expect(work).rejects.toBe(reason);
  });
  test('aborted while the source is silent, it does not wait for it', async () => {
    const controller = new AbortController();
    const silent = new PassThrough();
    silent.write(BYTES.subarray(0, 100));
    const work = all(silent, controller.signal);
    setImmediate(() => controller.abort());
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect(silent.destroyed).toBe(true);
  });
});
