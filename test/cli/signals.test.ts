import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { claimsFile } from '../batch/claims-file.ts';
import { buildEve, copyOfEve, rootAt, runNight, settingsAt } from '../crash/crash-night.ts';
import { footprint } from '../crash/footprint.ts';

const REMIT = join(import.meta.dirname, 'remit-from-source.ts');
const CLAIMS = 3000;
/** Whoever stops a service kills it after that. */
const PATIENCE_MS = 10_000;
const AS_OF = '2025-11-05T20:00:00-08:00';

/** Enough claims that a signal arrives while they are worked on, each on a day and at a price of its own. */
const large = claimsFile(
  Array.from({ length: CLAIMS }, (_, index) => ({
    patientControlNumber: `S${index}`,
    serviceDate: `2025${String(1 + (index % 9)).padStart(2, '0')}${String(1 + (index % 28)).padStart(2, '0')}`,
    lines: [['99213', 250 + index] as const],
  })),
  { controlNumber: '000000777' },
);

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)(
  '%s ends a run with %i between two acts; run again it comes to the same end',
  async (signal, code) => {
    const eve = await buildEve();
    mkdirSync(rootAt(eve).inbox, { recursive: true });
    writeFileSync(join(rootAt(eve).inbox, 'harborclear', 'large.x12'), large);
    const [left, right] = [copyOfEve(eve), copyOfEve(eve)];
    const config = join(left, 'remit.json');
    writeFileSync(config, JSON.stringify({ dataRoot: 'data', workers: 0 }));
    const args = [REMIT, 'run', '--config', config, '--as-of', AS_OF, '--pay', 'now', '--settle', '0'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const waiting = join(rootAt(left).inbox, 'harborclear', 'large.x12');
    while (existsSync(waiting) && child.exitCode === null) await setTimeout(10);
    const told = performance.now();
    child.kill(signal);
    if (child.exitCode === null) await once(child, 'exit');
    expect(performance.now() - told).toBeLessThan(PATIENCE_MS);
    expect(child.exitCode).toBe(code);
    await runNight(settingsAt(left));
    await runNight(settingsAt(right));
    const actorless = (print: ReturnType<typeof footprint>) => ({
      ...print,
      files: print.files.filter((line) => !line.startsWith('archive/acts/')),
    });
    expect(actorless(footprint(rootAt(left)))).toEqual(actorless(footprint(rootAt(right))));
    for (const folder of [eve, left, right]) rmSync(folder, { recursive: true, force: true });
  },
  120_000,
);
