import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { X12Parser } from 'node-x12';
import { validateFile } from '../../src/batch/validate-file.ts';
import { loadGuides } from '../../src/guide/guide-catalogue.ts';
import { generate837 } from './generate-837.ts';

/** node-x12 needs some 70 bytes of heap per input byte: what its DOM can hold. */
const HELD_MEGABYTES = 8;
const CHUNK_BYTES = 1 << 20;
const RECEIVED = '20261231';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '100' },
    type: { type: 'string', default: 'P' },
    runs: { type: 'string', default: '3' },
  },
});
const type = values.type === 'I' ? 'I' : 'P';
const guides = loadGuides(fileURLToPath(new URL('../../specs/guides', import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'checking-'));
try {
  const whole = join(folder, 'whole.x12');
  const held = join(folder, 'held.x12');
  generate837({ type, megabytes: Number(values.megabytes), out: whole });
  generate837({ type, megabytes: Math.min(HELD_MEGABYTES, Number(values.megabytes)), out: held });
  for (let run = 0; run < Number(values.runs); run += 1) {
    await measure('full checking, all types', whole, (path) => check(path));
    await measure('node-x12, DOM alone', held, async (path) => {
      new X12Parser(true).parse(readFileSync(path, 'latin1'));
    });
  }
} finally {
  if (existsSync(folder)) rmSync(folder, { recursive: true });
}

async function check(path: string): Promise<void> {
  const chunks = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const { outcome, findings } = await validateFile(chunks, 'whole.x12', { guides, receivedDate: RECEIVED });
  if (outcome !== 'accepted') throw new Error(`the generated file is ${outcome}: ${findings[0]?.code}`);
}

async function measure(name: string, path: string, work: (path: string) => Promise<void>): Promise<void> {
  const { size } = statSync(path);
  const cpu = process.cpuUsage();
  const from = performance.now();
  await work(path);
  const seconds = (performance.now() - from) / 1000;
  const { user } = process.cpuUsage(cpu);
  const rss = process.memoryUsage().rss / 1e6;
  console.log(
    `${name}: ${(size / 1e6 / seconds).toFixed(1)} MB/s wall, ${(size / user).toFixed(1)} MB/s of processor, resident ${rss.toFixed(0)} MB`,
  );
}
