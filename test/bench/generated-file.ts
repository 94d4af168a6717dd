import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate837, type Truth } from './generate-837.ts';

export interface GeneratedFile {
  readonly path: string;
  readonly truth: Truth;
}

/** A generated 837 of these options, made once in the temporary folder of the system. */
export function generatedFile(type: 'P' | 'I', megabytes: number, claimsPerSet = 100): GeneratedFile {
  const folder = join(tmpdir(), 'x12-remit-bench', ['read', type, megabytes, claimsPerSet].join('-'));
  const path = join(folder, 'claims.837');
  const truthPath = `${path}.truth.json`;
  if (!existsSync(truthPath)) {
    mkdirSync(folder, { recursive: true });
    generate837({ type, megabytes, out: path, claimsPerSet });
  }
  return { path, truth: JSON.parse(readFileSync(truthPath, 'utf8')) as Truth };
}
