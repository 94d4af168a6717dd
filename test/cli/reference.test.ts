import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { REFERENCE_KINDS } from '../../src/reference/importers/import-reference.ts';
import { printed } from './printed.ts';
import { newFolder } from './remit.ts';

const README = readFileSync(join(import.meta.dirname, '../../edi-samples/reference/README.md'), 'utf8');

/** An extract in the form of Addendum E with invented rows, as its publisher gives it out. */
const INDICES = [
  'ADDENDUM E. FINAL CY 2025 GEOGRAPHIC PRACTICE COST INDICES (GPCIs) BY STATE AND MEDICARE LOCALITY,,,,,,',
  ',,,,,,',
  'Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,2025 PW GPCI (with 1.0 Floor),2025 PE GPCI,2025 MP GPCI',
  '09990,ZZ,01,NOWHERE*,1.5,1.081,0.592',
  '09990,ZZ,99,REST OF NOWHERE,1,0.86,0.518',
  '',
].join('\n');
/** Another published form. */
const BASE_UNITS = 'CODE\t2025\n\tBASE\n\tUNIT\n00100\t5\n00102\t6\n';

let root: string;
beforeAll(async () => {
  root = join(newFolder(), 'claims');
  await printed(['init', root]);
});

function imported(kind: string, name: string, text: string, effective = '2025-01-01') {
  const path = join(root, name);
  writeFileSync(path, text);
  const asOf = ['--as-of', '2025-11-03T20:00:00-08:00', '--config', join(root, 'remit.json'), '--json'];
  return printed(['reference', 'import', kind, path, '--effective', effective, ...asOf]);
}

/** What the archive holds, acts among it. */
const archived = () => readdirSync(join(root, 'archive'), { recursive: true }).sort();

test('every kind is in the help and, with its columns, beside the reference set', async () => {
  const { out } = await printed(['reference', 'import', '--help']);
  const words = new Set(out.split(/[\s,.;:]+/));
  for (const kind of REFERENCE_KINDS) {
    expect(words, kind).toContain(kind);
    expect(README, kind).toMatch(new RegExp(`^\\|.* ?\`${kind}\` \\|.*\\|$`, 'm'));
  }
});

describe('a table as published', () => {
  test('a wrong one is refused with line and column, exit 2, and changes nothing', async () => {
    const before = archived();
    for (const [text, effective, place] of [
      [BASE_UNITS, '2025-01-01', 'gpci.csv:1:1 is no '],
      [INDICES.replace('2025 PE GPCI', '2025 XX GPCI'), '2025-01-01', 'gpci.csv:3:6 heading is not that of'],
      [INDICES.replace('1.081', '1.O81'), '2025-01-01', 'gpci.csv:4:6 practice is not '],
      [INDICES.replace(',ZZ,99', ',ZZ,01'), '2025-01-01', 'gpci.csv:5:3 locality number stands twice'],
      [INDICES.slice(0, -2), '2025-01-01', 'gpci.csv:5:'],
      [INDICES, '2026-01-01', 'gpci.csv:3:5 heading is not of the year'],
    ] as const) {
      const { code, out, err } = await imported('gpci-addendum-e', 'gpci.csv', text, effective);
      expect([code, out, err.split(' ')[1]]).toEqual([2, '', 'REFERENCE-REFUSED']);
      expect(err).toContain(place);
      expect(err).not.toContain('1.O81');
    }
    expect(archived()).toEqual(before);
  });

  test('the right one is imported, exit 0; again it is a no-op, whatever its name', async () => {
    const first = await imported('gpci-addendum-e', 'gpci.csv', INDICES);
    expect([first.code, first.err]).toEqual([0, '']);
    expect(JSON.parse(first.out)).toMatchObject([{ kind: 'gpci-addendum-e', rowCount: 2, isNew: true }]);
    const before = archived();
    for (const name of ['gpci.csv', 'renamed.csv']) {
      const again = await imported('gpci-addendum-e', name, INDICES);
      expect([again.code, JSON.parse(again.out)[0].isNew]).toEqual([0, false]);
    }
    expect(archived()).toEqual(before);
  });

  test('a kind that is none', async () => {
    const { code, err } = await imported('gpci-addendum-f', 'gpci.csv', INDICES);
    expect([code, err.split(' ')[1]]).toEqual([2, 'USAGE-KIND']);
  });
});

test('rows that name a plan or partner nobody has specified are imported and told, without saying whose', async () => {
  const shipped = (name: string) =>
    readFileSync(join(import.meta.dirname, '../../edi-samples/reference', name), 'utf8');
  const members = shipped('members.csv').replaceAll('KPWA-HMO', 'NO-PLAN');
  const rows = members.split('\n').filter((line) => line.includes('NO-PLAN')).length;
  const { code, out } = await imported('members', 'members.csv', members);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject([
    { kind: 'members', warnings: [`members: no profile has the plan "NO-PLAN" (${rows} rows)`] },
  ]);
  const contracts = await imported(
    'contracts',
    'contracts.csv',
    shipped('contracts.csv').replaceAll(',harborclear,', ',nobody,'),
  );
  expect(JSON.parse(contracts.out)[0].warnings).toEqual([
    expect.stringMatching(/^contracts: no partner "nobody" \(\d+ rows\)$/),
  ]);
  const sound = await imported('contracts', 'contracts.csv', shipped('contracts.csv'));
  expect(JSON.parse(sound.out)[0].warnings).toEqual([]);
});
