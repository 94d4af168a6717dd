import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Truth } from './generate-837.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
/** Enough claims that no two copies of one stand side by side. */
const EARLIER_MEGABYTES = 2;

export interface Night {
  readonly type: 'P' | 'I';
  readonly megabytes: number;
  readonly workers: number;
  readonly claimsPerSet: number;
  readonly members: number;
  readonly providers: number;
  /** Claims of earlier nights in the store. */
  readonly history: number;
}

/** Makes a data root ready for a night, history and all; the memory that takes is not the night's. */
export function prepareRoot(root: string, night: Night): void {
  const { file, reference } = nightFile(night);
  const earlier = night.history === 0 ? [] : [earlierFile(night), String(night.history)];
  execFileSync(process.execPath, [join(HERE, 'prepare-night.ts'), root, reference, file, ...earlier], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** The file of these options, made once in the temporary folder of the system. */
export function nightFile(options: Night): { file: string; reference: string; truth: Truth } {
  const { type, megabytes, claimsPerSet, members, providers } = options;
  const name = [type, megabytes, claimsPerSet, members, providers].join('-');
  const folder = join(tmpdir(), 'x12-remit-bench', name);
  const file = join(folder, 'claims.837');
  generate(file, options, ['--reference', folder]);
  const truth = JSON.parse(readFileSync(`${file}.truth.json`, 'utf8')) as Truth;
  return { file, reference: folder, truth };
}

/** Other claims of the same people: the night that the history is made from. */
function earlierFile(options: Night): string {
  const { type, members, providers } = options;
  const folder = join(tmpdir(), 'x12-remit-bench', ['earlier', type, members, providers].join('-'));
  const file = join(folder, 'earlier.837');
  const ofHistory = { ...options, megabytes: EARLIER_MEGABYTES, claimsPerSet: 100 };
  generate(file, ofHistory, ['--seed', '2', '--people-seed', '1']);
  return file;
}

function generate(file: string, options: Night, more: readonly string[]): void {
  if (existsSync(`${file}.truth.json`)) return;
  const { type, megabytes, claimsPerSet, members, providers } = options;
  mkdirSync(dirname(file), { recursive: true });
  const shape = ['--type', type, '--mb', String(megabytes), '--per-st', String(claimsPerSet)];
  const people = ['--members', String(members), '--providers', String(providers)];
  const script = join(HERE, 'generate-837.ts');
  execFileSync(process.execPath, [script, ...shape, ...people, '--out', file, ...more], { stdio: 'ignore' });
}
