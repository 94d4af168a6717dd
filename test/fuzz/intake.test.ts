import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { installation } from '../batch/installation.ts';
import { spoiledFile } from './mutations.ts';

const FILES = 24;
const SEED = 5;

test('a night of spoiled files ends; each is read, a duplicate, held or in quarantine', async () => {
  const here = await installation({ maxWaitMinutes: 0 });
  for (const [index, bytes] of fc.sample(spoiledFile, { numRuns: FILES, seed: SEED }).entries())
    writeFileSync(join(here.root.inbox, 'harborclear', `f${index}.x12`), bytes);
  const report = await here.run('2025-11-05T20:00:00-08:00');
  expect(report.broken).toEqual([]);
  expect(report.files).toHaveLength(FILES);
  expect(readdirSync(join(here.root.inbox, 'harborclear'))).toEqual([]);
  expect(readdirSync(join(here.root.work, 'harborclear'))).toEqual([]);
  expect(readdirSync(here.root.spool)).toEqual([]);
});
