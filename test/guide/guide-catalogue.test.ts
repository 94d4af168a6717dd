import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkGuide } from '../../src/guide/check-guide.ts';
import { loadGuides } from '../../src/guide/guide-catalogue.ts';
import { catalogue, GUIDE_FOLDER } from './guides.ts';

describe('the shipped guides', () => {
  test.each(readdirSync(GUIDE_FOLDER))('%s is sound', (name) => {
    expect(checkGuide(readFileSync(join(GUIDE_FOLDER, name), 'utf8'), name)).toEqual([]);
  });

  test.each([
    ['837', '005010X222A1', '837P'],
    ['837', '005010X222', '837P'],
    ['837', '005010X222A2', '837P'],
    ['837', '005010X223A3', '837I'],
    ['837', '005010X223', '837I'],
    ['835', '005010X221A1', '835'],
    ['999', '005010X231A1', '999'],
    ['277', '005010X214', '277CA'],
    ['277', '005010X212', '277'],
    ['276', '005010X212', '276'],
    ['837', '005010X224A2', undefined],
    ['837', '', undefined],
    ['835', '005010X222A1', undefined],
  ])('%s in version %s is read by %s', (transactionSet, version, id) => {
    expect(catalogue.find(transactionSet, version)?.id).toBe(id);
  });

  test('the patient loop has the claim loop of the subscriber', () => {
    const guide = catalogue.byId('837P')!;
    const below = (path: string): string[] =>
      guide.paths
        .filter((other) => other.startsWith(`${path}/2300`))
        .map((other) => other.slice(path.length));
    expect(below('2000A/2000B/2000C')).toEqual(below('2000A/2000B'));
  });
});

test('a folder without guides is a fault', () => {
  expect(() => loadGuides(join(tmpdir(), 'no such folder'))).toThrowError(
    expect.objectContaining({ code: 'GUIDE-FOLDER', exitCode: 2 }),
  );
});
