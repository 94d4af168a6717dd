import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { printed } from './printed.ts';
import { newFolder, remit } from './remit.ts';

const NIGHT = join(import.meta.dirname, '../../edi-samples/nights/night-1');
const CLAIMS = join(NIGHT, 'harborclear/hc-clinics-1103.x12');
const CORRECTIONS = join(NIGHT, '../night-2/harborclear/hc-corrections-1104.x12');
const CUT = join(NIGHT, 'pinebilling/pb-upload-1103.x12');

let folder: string;
beforeAll(() => {
  folder = newFolder();
  writeFileSync(join(folder, 'letter.txt'), 'Dear Sirs');
});

describe('the JSON contract', () => {
  test('an array with one object per file, its names exactly these', async () => {
    const letter = join(folder, 'letter.txt');
    const { code, out } = await remit(['validate', CLAIMS, CUT, letter, '--json']);
    expect(code).toBe(0);
    const results = JSON.parse(out) as Record<string, unknown>[];
    expect(results.map((result) => result.file)).toEqual([CLAIMS, CUT, letter]);
    for (const result of results) {
      expect(Object.keys(result)).toEqual([
        'file',
        'outcome',
        'interchanges',
        'groups',
        'sets',
        'claimsSeen',
        'claimsRead',
        'claimsRefused',
        'findings',
      ]);
      expect(result.claimsSeen).toBe((result.claimsRead as number) + (result.claimsRefused as number));
    }
    expect(results.map((result) => result.outcome)).toEqual(['accepted', 'rejected', 'unreadable']);
    const [finding] = results[1]!.findings as Record<string, unknown>[];
    expect(Object.keys(finding!)).toEqual([
      'code',
      'severity',
      'snip',
      'level',
      'place',
      'acknowledgment',
      'message',
      'hint',
    ]);
  });

  test('standard input is a file named -', async () => {
    const { code, out } = await remit(['validate', '-', '--json'], { input: readFileSync(CLAIMS) });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ file: '-', outcome: 'accepted' }]);
  });
});

test('people read counts, findings with place and code, and what was not looked up', async () => {
  const { code, out, err } = await printed(['validate', CUT]);
  expect(code).toBe(0);
  expect(out).toMatch(/: rejected\n.*interchange.*\n {2}\d+ claims seen = 0 read \+ \d+ refused\n/);
  expect(out).toMatch(/reject X12-FILE-CUT \(SNIP 1, interchange\) TA1 023\n {4}.*byte \d+\n/);
  expect(err).toMatch(/not looked up/);
});

test('a partner knows its payer and its severities; answers are written where asked', async () => {
  const acks = join(folder, 'acks');
  const { code, out } = await printed([
    'validate',
    CLAIMS,
    CORRECTIONS,
    '--partner',
    'harborclear',
    '--acks',
    acks,
    '--as-of',
    '2025-11-03T20:00:00-08:00',
    '--json',
  ]);
  expect(code).toBe(0);
  const [, { claimsRefused, findings }] = JSON.parse(out);
  expect([claimsRefused, findings.map((each: { code: string }) => each.code)]).toEqual([1, ['PAYER-ID']]);
  expect(readdirSync(acks).sort()).toEqual([
    'hc-clinics-1103.x12_277CA_000000003.x12',
    'hc-clinics-1103.x12_999_000000002.x12',
    'hc-clinics-1103.x12_TA1_000000001.x12',
    'hc-corrections-1104.x12_277CA_000000006.x12',
    'hc-corrections-1104.x12_999_000000005.x12',
    'hc-corrections-1104.x12_TA1_000000004.x12',
  ]);
  const refused = readFileSync(join(acks, 'hc-corrections-1104.x12_277CA_000000006.x12'), 'latin1');
  expect(refused).toContain('A3:116');
  expect(readFileSync(join(acks, 'hc-clinics-1103.x12_999_000000002.x12'), 'latin1')).toMatch(/AK9\*A\*/);
});

describe('what cannot be done', () => {
  test.each<[string, readonly string[], number, string]>([
    ['a file that is not there', ['validate', CLAIMS, 'no-such-file.x12', '--json'], 74, 'FILE-FAILED'],
    ['a folder', ['validate', NIGHT], 74, 'FILE-FAILED'],
    ['no file at all', ['validate'], 2, 'USAGE'],
    ['an unknown flag', ['validate', CLAIMS, '--jsn'], 2, 'USAGE'],
    ['a misspelt partner', ['validate', CLAIMS, '--partner', 'harborclaer'], 2, 'USAGE-PARTNER'],
    ['an instant without a zone', ['validate', CLAIMS, '--as-of', '2025-11-03T20:00:00'], 2, 'USAGE-AS-OF'],
  ])('%s', async (_case, args, exitCode, word) => {
    const { code, out, err } = await printed(args);
    expect([code, out]).toEqual([exitCode, '']);
    expect(err).toMatch(new RegExp(`^remit: ${word} `));
  });

  test('a misspelt partner is guessed', async () => {
    expect((await printed(['validate', CLAIMS, '--partner', 'harborclaer'])).err).toContain(
      'did you mean "harborclear"?',
    );
  });
});

test('nothing of a patient reaches standard error', async () => {
  const canary = 'ZZCANARY';
  const text = readFileSync(CLAIMS, 'latin1')
    .replaceAll(/(NM1\*IL\*1\*)[^*]*\*[^*]*/g, `$1${canary}*${canary}`)
    .replaceAll(/CLM\*[^*]*/g, `CLM*${canary}`)
    .replace(/SE\*\d+/, 'SE*1')
    .replaceAll('DMG*D8*', `DMG*${canary}*`);
  const path = join(mkdtempSync(join(folder, 'canary-')), 'claims.x12');
  writeFileSync(path, text, 'latin1');
  const { err, out } = await printed(['validate', path, '--all']);
  expect(out).toContain('X12-SE01-COUNT');
  expect(err + out).not.toContain(canary);
});
