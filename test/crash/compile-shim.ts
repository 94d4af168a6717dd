import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const SOURCE = join(import.meta.dirname, 'shim', 'fault-shim.c');

/** Compiles the preload shim into the folder; '' where there is no Linux or no C compiler. */
export function compileShim(folder: string): string {
  if (process.platform !== 'linux' || spawnSync('gcc', ['--version']).status !== 0) return '';
  const target = join(folder, 'fault-shim.so');
  execFileSync('gcc', ['-shared', '-fPIC', '-O2', '-Wall', '-Werror', '-o', target, SOURCE, '-ldl']);
  return target;
}
