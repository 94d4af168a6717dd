import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { quarantinedFiles } from '../../src/batch/quarantine.ts';
import { claimsFile } from './claims-file.ts';
import { installation } from './installation.ts';

const NIGHT = '2025-11-03T20:00:00-08:00';
const LATER = '2025-11-04T20:00:00-08:00';

test('the trigger leaves with its file, so it cannot release the next one of the name', async () => {
  const here = await installation({ triggerSuffix: '.done' });
  here.drop('harborclear', 'a.x12', claimsFile([{ patientControlNumber: 'A1' }]));
  here.drop('harborclear', 'a.x12.done', '');
  const report = await here.run(NIGHT);
  expect(report.files.map((file) => file.outcome)).toEqual(['read']);
  expect(readdirSync(join(here.root.inbox, 'harborclear'))).toEqual([]);
});

test('two files of one name in quarantine: each keeps its own bytes and reason', async () => {
  const here = await installation();
  here.drop('harborclear', 'a.x12', 'first text');
  await here.run(NIGHT);
  here.drop('harborclear', 'a.x12', 'second text');
  await here.run(LATER);
  const kept = quarantinedFiles(here.root).map(({ name, originalName, path, reason }) => [
    name,
    originalName,
    readFileSync(path, 'utf8'),
    reason,
  ]);
  expect(kept).toEqual([
    ['a.x12', 'a.x12', 'first text', 'X12-ISA-NOT-FOUND'],
    ['a.x12.1', 'a.x12', 'second text', 'X12-ISA-NOT-FOUND'],
  ]);
});

test('an upload that is held makes no new run of the same instant, and is held until it is whole', async () => {
  const here = await installation();
  const whole = claimsFile([{ patientControlNumber: 'A1' }]);
  here.drop('harborclear', 'a.x12', whole.slice(0, 600));
  expect((await here.run(NIGHT)).files.map((file) => file.outcome)).toEqual(['held']);
  expect((await here.run(NIGHT)).nothingToDo).toBe(true);
  here.drop('harborclear', 'a.x12', whole);
  expect((await here.run(LATER)).files.map((file) => file.outcome)).toEqual(['read']);
});

test('a larger file than allowed goes to quarantine with its reason, unread', async () => {
  const here = await installation({ maxFileBytes: 500 });
  writeFileSync(
    join(here.root.inbox, 'harborclear', 'big.x12'),
    claimsFile([{ patientControlNumber: 'A1' }]),
  );
  const report = await here.run(NIGHT);
  expect(report.files.map((file) => [file.outcome, file.reason])).toEqual([['refused', 'FILE-TOO-LARGE']]);
  expect(report.exitCode).toBe(3);
  expect(existsSync(join(here.root.quarantine, 'harborclear', 'big.x12.reason.json'))).toBe(true);
});
