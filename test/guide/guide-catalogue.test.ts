import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkGuide } from '../../src/guide/check-guide.ts';
import { loadGuides } from '../../src/guide/guide-catalogue.ts';
import { readSpecXml } from '../../src/guide/kept-xml.ts';
import { readXml } from '../../src/guide/xml.ts';
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

const SPECS = join(GUIDE_FOLDER, '..');

test.each(globSync('*/*.xml', { cwd: SPECS }).sort())('what the build kept of %s is what it says', (name) => {
  const text = readFileSync(join(SPECS, name), 'utf8');
  expect(readSpecXml(text, name)).toEqual(readXml(text, name));
});

describe('an edited copy is honoured, whatever the build kept', () => {
  const edited = (file: string, from: string, to: string): string => {
    const specs = mkdtempSync(join(tmpdir(), 'remit-specs-'));
    cpSync(SPECS, specs, { recursive: true });
    const path = join(specs, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
    return join(specs, 'guides');
  };

  test('a guide', () => {
    const guides = edited('guides/837P.xml', 'name="claim information"', 'name="edited"');
    expect(loadGuides(guides).byId('837P')?.names).toContain('edited');
    expect(catalogue.byId('837P')?.names).not.toContain('edited');
  });

  test('a code list', () => {
    const guides = edited('codes/claim-codes.xml', 'id="place-of-service"', 'id="place"');
    expect(() => loadGuides(guides)).toThrow(expect.objectContaining({ code: 'GUIDE-INVALID' }));
  });

  test('a mistake shows before any guide is asked for', () => {
    const guides = edited('guides/835.xml', 'use="R"', 'use="X"');
    expect(() => loadGuides(guides)).toThrow(expect.objectContaining({ code: 'GUIDE-INVALID' }));
  });
});
