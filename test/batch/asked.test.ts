import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { AskedRecord, type Asking } from '../../src/batch/asked.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asked-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const asking = (over: Partial<Asking> = {}): Asking => ({
  verb: 'find',
  actor: 'desk',
  asOf: '2025-11-03T09:00:00.000Z',
  as: ['claim-number'],
  phi: false,
  shown: ['2530700000015'],
  ...over,
});

const paths = () =>
  globSync('asked/**/*.json', { cwd: folder })
    .sort()
    .map((name) => join(folder, name));

test('askings follow one another over days, also when the clock was set back', () => {
  const record = new AskedRecord(folder);
  record.record(asking(), 'a');
  record.record(asking({ asOf: '2025-11-05T09:00:00.000Z', phi: true }), 'a');
  record.record(asking({ asOf: '2025-11-04T09:00:00.000Z', verb: 'show' }), 'b');
  expect(record.recorded().map(({ ordinal, verb, phi }) => [ordinal, verb, phi])).toEqual([
    [1, 'find', false],
    [2, 'find', true],
    [3, 'show', false],
  ]);
  expect(paths().map((path) => path.slice(folder.length + 1))).toEqual([
    join('asked', '20251103', '00000001.json'),
    join('asked', '20251105', '00000002.json'),
    join('asked', '20251105', '00000003.json'),
  ]);
  expect(record.broken()).toEqual([]);
});

test.each([
  ['changed', (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace('desk', 'dusk'))],
  ['taken out', (path: string) => rmSync(path)],
])('a record that was %s shows', (_, disturb) => {
  const record = new AskedRecord(folder);
  for (let n = 0; n < 3; n++) record.record(asking(), 'a');
  disturb(paths()[1]!);
  expect(record.broken()).toEqual([join('20251103', '00000003.json')]);
});

test('a long answer is counted, not kept whole', () => {
  const record = new AskedRecord(folder);
  record.record(asking({ shown: Array.from({ length: 500 }, (_, n) => String(n)) }), 'a');
  const [kept] = record.recorded();
  expect(kept?.shown).toHaveLength(200);
  expect(kept).toMatchObject({ shownInAll: 500 });
});
