import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkOwnSet } from '../../src/validation/check-own-set.ts';
import type { Finding } from '../../src/x12/finding.ts';
import { InterchangeReader } from '../../src/x12/reader.ts';
import { catalogue } from '../guide/guides.ts';

const SAMPLES = fileURLToPath(new URL('../../edi-samples/', import.meta.url));
const sent = globSync('**/expected/**/*.x12', { cwd: SAMPLES }).sort();

test('there is something to read', () => {
  expect(sent.length).toBeGreaterThan(50);
});

test.each(sent)('our own checks of structure and elements find nothing in %s', (name) => {
  const findings = checkOwnSet(readFileSync(`${SAMPLES}${name}`), catalogue);
  expect(findings.map(({ code, place }) => `${code} ${place.segmentOrdinal ?? ''}`)).toEqual([]);
});

test.each(sent)('our own reader finds nothing in %s', (name) => {
  const findings: Finding[] = [];
  const nothing = () => {};
  const reader = new InterchangeReader(name, {
    interchangeStart: nothing,
    groupStart: nothing,
    setStart: nothing,
    segment: nothing,
    setEnd: nothing,
    groupEnd: nothing,
    interchangeEnd: nothing,
    finding: (finding) => findings.push(finding),
  });
  reader.push(readFileSync(`${SAMPLES}${name}`));
  expect(reader.end().complete).toBe(true);
  expect(findings.map(({ code, place }) => `${code} ${place.segmentOrdinal ?? ''}`)).toEqual([]);
});
