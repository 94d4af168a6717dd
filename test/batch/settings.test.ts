import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { settingsFrom } from '../../src/batch/settings.ts';
import { SPECS } from './installation.ts';

const read = (raw: unknown) => settingsFrom(raw, '/srv/remit/remit.json', '/shipped/specs');

test('paths are relative to the file, defaults are filled in, the result is frozen', () => {
  const settings = read({ dataRoot: 'data' });
  expect(settings).toMatchObject({
    dataRoot: '/srv/remit/data',
    specs: '/shipped/specs',
    workers: 2,
    maxWaitMinutes: 120,
  });
  expect(Object.isFrozen(settings)).toBe(true);
});

test.each<[raw: unknown, message: string, hint: string]>([
  [{ dataroot: 'data' }, 'unknown key "dataroot"', 'Did you mean "dataRoot"?'],
  [{ dataRoot: 'data', worker: 1 }, 'unknown key "worker"', 'Did you mean "workers"?'],
  [{ dataRoot: 'data', frobnicate: 1 }, 'unknown key', 'Known keys'],
  [{ dataRoot: 'data', workers: 1.5 }, '"workers" is not a whole number', 'schema'],
  [{ dataRoot: 'data', partners: 'x' }, '"partners" is not a list of texts', 'schema'],
  [{}, 'names no dataRoot', 'dataRoot'],
  [[], 'not an object', '{'],
])('%j is refused', (raw, message, hint) => {
  expect(() => read(raw)).toThrow(
    expect.objectContaining({
      code: 'CONFIG-WRONG',
      exitCode: 2,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  );
});

test('the published schema says the same as the program', () => {
  const schema = JSON.parse(readFileSync(join(SPECS, 'remit.schema.json'), 'utf8')) as object;
  const isValid = new Ajv2020().compile(schema);
  const cases: [unknown, boolean][] = [
    [{ dataRoot: 'data' }, true],
    [{ dataRoot: 'data', workers: 0, settleSeconds: 0, partners: ['a'] }, true],
    [{}, false],
    [{ dataRoot: 'data', worker: 1 }, false],
    [{ dataRoot: 'data', workers: -1 }, false],
    [{ dataRoot: '' }, false],
  ];
  for (const [raw, expected] of cases) {
    expect(isValid(raw), JSON.stringify(raw)).toBe(expected);
    if (expected) read(raw);
    else expect(() => read(raw)).toThrow();
  }
});
