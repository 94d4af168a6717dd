import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSpecs } from '../../src/reference/load-specs.ts';
import { readCatalogue, ruleCoverage } from '../../src/reference/rule-coverage.ts';

const ROOT = join(import.meta.dirname, '../..');
const SPECS = join(ROOT, 'specs');
const { rows, problems } = readCatalogue(readFileSync(join(SPECS, 'catalogue.xml'), 'utf8'), 'catalogue.xml');
const sources = globSync('{src,test}/**/*.ts', { cwd: ROOT }).map((path) => ({
  path,
  text: readFileSync(join(ROOT, path), 'utf8'),
}));
const coverage = ruleCoverage(rows, loadSpecs(SPECS).profiles, sources);

test('the shipped catalogue is in form, and whatever a profile states stands in it', () => {
  expect(problems).toEqual([]);
  const ids = new Set(rows.map(({ id }) => id));
  const stated = loadSpecs(SPECS).profiles.flatMap(({ rules }) => rules.map(({ id }) => id));
  expect([...new Set(stated)].filter((id) => !ids.has(id))).toEqual([]);
});

test('every row of the first sections acts by a file and a test, or says why not', () => {
  const first = coverage.filter(({ id }) => /^(KP-(0\d|1\d|2\d|3\d|6\d|7[0-6])|OW-0\d)$/.test(id));
  expect(first.length).toBeGreaterThan(45);
  const bare = first.filter((row) => {
    if (row.standing === 'acts') return row.files.length === 0 || row.tests.length === 0;
    return row.standing === 'missing' || row.reason === '';
  });
  expect(bare.map(({ id }) => id)).toEqual([]);
});

test('a row that nothing states is missing, and shown', () => {
  const [row] = ruleCoverage(
    [{ id: 'KP-99', profile: '91051', title: 'none' }],
    loadSpecs(SPECS).profiles,
    [],
  );
  expect(row).toMatchObject({ id: 'KP-99', standing: 'missing', files: [], tests: [] });
});

test('files and tests are found by the kind, the id, and ranges of ids', () => {
  const profiles = loadSpecs(SPECS).profiles;
  const found = ruleCoverage([{ id: 'KP-31', profile: '91051', title: 'x' }], profiles, [
    { path: 'src/a.ts', text: "rule of kind 'timely-filing'" },
    { path: 'src/b.ts', text: '/** KP-30…KP-33 */' },
    { path: 'src/c.ts', text: '/** KP-32 */' },
    { path: 'test/d.test.ts', text: "test('KP-31')" },
  ]);
  expect(found[0]).toMatchObject({ files: ['src/a.ts', 'src/b.ts'], tests: ['test/d.test.ts'] });
});

test.each([
  ['<catalogue><row id="KP-1" profile="A" title="x"/></catalogue>', /needs an id/],
  ['<catalogue><row id="KP-01" profile="" title="x"/></catalogue>', /needs an id/],
  [
    '<catalogue><row id="KP-01" profile="A" title="x"/><row id="KP-01" profile="A" title="x"/></catalogue>',
    /twice/,
  ],
])('%s', (text, problem) => {
  expect(readCatalogue(text, 'c.xml').problems.join('\n')).toMatch(problem);
});
