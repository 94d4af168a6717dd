import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedFile } from './generated-file.ts';
import { medianOf } from './measure.ts';
import type { Row } from './row.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const REMIT = fileURLToPath(new URL('../../bin/remit.js', import.meta.url));
const LITTLE_BYTES = 2048;

/** Start-up of the built command against bare node. */
export function startUpRows(rounds: number): readonly Row[] {
  const bare: number[] = [];
  const help: number[] = [];
  const validate: number[] = [];
  const little = littleFile();
  for (let round = 0; round < rounds; round += 1) {
    bare.push(millisecondsOf(['-e', '0']));
    help.push(millisecondsOf([REMIT, '--help']));
    validate.push(millisecondsOf([REMIT, 'validate', little]));
  }
  const more = (times: readonly number[]): number => medianOf(times.map((ms, round) => ms - bare[round]!));
  const against = 'bare node, which is not counted';
  const both = { unit: 'ms', isCeiling: true, against } as const;
  return [
    { name: 'remit --help', measured: more(help), must: 150, ...both },
    { name: 'remit validate of 2 KB', measured: more(validate), must: 400, ...both },
  ];
}

/** Lines priced on whole numbers against decimal.js; the bench fails where one cent differs. */
export function pricingRows(lines: number): readonly Row[] {
  const told = output(['pricing.ts', '--lines', String(lines), '--claims', '1000', '--mb', '0']);
  return [...told.matchAll(/^(.*): .*ratio ([\d.]+), (\d+) of/gm)].map(([, name, ratio, differ]) => {
    if (differ !== '0') throw new Error(`${name}: ${differ} lines have other cents`);
    return {
      name: `priced lines, ${name!}`,
      against: 'decimal.js',
      measured: Number(ratio),
      unit: 'x',
      must: 100,
      aim: 300,
    };
  });
}

function output([script, ...rest]: readonly [string, ...string[]]): string {
  // As the command runs: a small heap that grows slowly.
  const flags = ['--max-semi-space-size=4', '--heap-growing-percent=40'];
  return execFileSync(process.execPath, [...flags, join(HERE, script), ...rest], {
    encoding: 'utf8',
    env: { ...process.env, MALLOC_ARENA_MAX: '2' },
  });
}

function millisecondsOf(args: readonly string[]): number {
  const from = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status === null || status > 1) throw new Error(`${args.join(' ')} ended with ${status}`);
  return performance.now() - from;
}

/** The first bytes of a generated file, cut: what validate says of it does not matter here. */
function littleFile(): string {
  const { path } = generatedFile('P', 1);
  const little = `${path}.2k`;
  writeFileSync(little, readFileSync(path).subarray(0, LITTLE_BYTES));
  return little;
}
