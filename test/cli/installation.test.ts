import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { printed } from './printed.ts';
import { newFolder, remit } from './remit.ts';

const SAMPLES = join(import.meta.dirname, '../../edi-samples');
const AS_OF = '2025-11-03T20:00:00-08:00';
const RUN = ['run', '--as-of', AS_OF, '--pay', 'now', '--settle', '0', '--workers', '0'];

/** One installation with one night's files of one partner: the tests go through it in order. */
let root: string;
let cwd: string;
beforeAll(() => {
  cwd = newFolder();
  root = join(cwd, 'claims');
});

/** The run itself has a process of its own; what only looks is asked in this one. */
const at = (...args: string[]) =>
  args[0] === 'run'
    ? remit([...args, '--config', 'claims/remit.json'], { cwd })
    : printed([...args, '--config', join(root, 'remit.json')]);

test('init makes a configuration and folders, once', async () => {
  const made = await printed(['init', root]);
  expect([made.code, made.err]).toEqual([0, '']);
  expect(JSON.parse(readFileSync(join(root, 'remit.json'), 'utf8'))).toEqual({ dataRoot: '.' });
  const again = await printed(['init', root]);
  expect(again.code).toBe(2);
  expect(again.err).toMatch(/^remit: INIT-EXISTS /);
});

test('before the first run there is nothing to tell', async () => {
  const { code, err } = await at('status');
  expect([code, err.split(' ')[1]]).toEqual([2, 'STORE-EMPTY']);
});

test('reference files are imported, a second time they change nothing', async () => {
  const members = join(SAMPLES, 'reference/members.csv');
  const args = [
    'reference',
    'import',
    'members',
    members,
    '--effective',
    '2025-01-01',
    '--as-of',
    AS_OF,
    '--json',
  ];
  expect(JSON.parse((await at(...args)).out)).toMatchObject([{ kind: 'members', isNew: true }]);
  expect(JSON.parse((await at(...args)).out)).toMatchObject([{ kind: 'members', isNew: false }]);
  for (const [kind, file] of [
    ['providers', 'providers.csv'],
    ['contracts', 'contracts.csv'],
    ['fee-schedule', 'fee-schedule-2025.csv'],
    ['gpci', 'gpci-2025.csv'],
  ] as const) {
    const path = join(SAMPLES, 'reference', file);
    expect(
      (await at('reference', 'import', kind, path, '--effective', '2025-01-01', '--as-of', AS_OF)).code,
    ).toBe(0);
  }
});

describe('a night', () => {
  let summary: Record<string, unknown>;

  test('is run, told, and not run twice', async () => {
    mkdirSync(join(root, 'inbox/harborclear'), { recursive: true });
    cpSync(join(SAMPLES, 'nights/night-1/harborclear'), join(root, 'inbox/harborclear'), { recursive: true });
    const first = await at(...RUN, '--json');
    expect([first.code, first.err]).toEqual([3, '']);
    const report = JSON.parse(first.out);
    expect(report.files.map((file: { outcome: string }) => file.outcome)).toEqual(['read', 'read', 'read']);
    expect(report).toMatchObject({ asOf: AS_OF, businessDate: '20251103', nothingToDo: false, exitCode: 3 });
    const second = await at(...RUN);
    expect([second.code, second.err]).toEqual([0, '']);
    expect(second.out).toMatch(/^Nothing to do /);
  });

  test('is summed up: charge less adjustments is what was decided, and it was paid', async () => {
    summary = JSON.parse((await at('status', '--json')).out);
    const { decided, adjusted, paidCents, reversedCents, notRemittedCents, carriedCents, booksClosed } =
      summary as {
        decided: { chargeCents: number; paidCents: number };
        adjusted: { amountCents: number }[];
        paidCents: number;
        reversedCents: number;
        notRemittedCents: number;
        carriedCents: number;
        booksClosed: boolean;
      };
    const adjustedCents = adjusted.reduce((sum, row) => sum + row.amountCents, 0);
    expect(decided.paidCents).toBe(decided.chargeCents - adjustedCents);
    expect(paidCents).toBe(decided.paidCents - reversedCents - notRemittedCents + carriedCents);
    expect(paidCents).toBeGreaterThan(0);
    expect(booksClosed).toBe(true);
  });

  test('ends on one screen of 80 columns with the next command', async () => {
    const { out } = await at('status');
    for (const line of out.split('\nNext')[0]!.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(out).toMatch(/Books closed +yes\n/);
    expect(out).toMatch(/Next: npx remit explain \d{13} --config .*remit.json\n/);
  });

  test('explains a claim by either number, masked unless asked', async () => {
    const number = '2530700000015';
    const { code, out } = await at('explain', number);
    expect(code).toBe(0);
    expect(out).toMatch(/KP-41 .*\n/);
    expect(out).toMatch(/payment +169\.21 {2}trace \d+, ACH of 20251103\n/);
    expect(out).not.toContain('HC-1001');
    const same = await at('explain', 'HC-1001', '--phi', '--json');
    expect(JSON.parse(same.out)).toMatchObject({
      claimNumber: number,
      patientControlNumber: 'HC-1001',
      state: 'remitted',
      decisions: [{ decision: { paidCents: 16921 } }],
      remittances: [{ act: 'payment', amountCents: 16921, paymentDate: '20251103' }],
    });
    const masked = (await at('explain', number, '--json')).out;
    const { facts } = JSON.parse(same.out).decisions[0].decision as {
      facts: { patient: { lastName: string; id: string } };
    };
    expect(facts.patient.lastName).toMatch(/^\w+/);
    expect(masked).not.toContain(facts.patient.lastName);
    expect(masked).not.toContain(facts.patient.id);
  });

  test('a refused claim says what its answer was', async () => {
    const { out } = await at('explain', 'HC-1009');
    expect(out).toMatch(/: rejected, professional\n/);
    expect(out).toContain('A7:33:IL');
  });

  test('a number that is not known is not repeated', async () => {
    const { code, out, err } = await at('explain', 'ZZCANARY');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^remit: CLAIM-UNKNOWN /);
    expect(err).not.toContain('ZZCANARY');
  });

  test('an instant before the last run is refused when there is work', async () => {
    cpSync(
      join(SAMPLES, 'nights/night-2/harborclear/hc-corrections-1104.x12'),
      join(root, 'inbox/harborclear/hc-corrections-1104.x12'),
    );
    const { code, err } = await at('run', '--as-of', '2025-11-02T20:00:00-08:00', '--settle', '0');
    expect(code).toBe(2);
    expect(err).toMatch(/^remit: RUN-BACKWARDS /);
  });
});

describe('remit.json', () => {
  test.each<[string, string, string, RegExp]>([
    [
      'a misspelt key',
      '{"dataRoot": ".", "worker": 1}',
      'CONFIG-WRONG',
      /unknown key "worker"\n.*Did you mean "workers"\?/,
    ],
    ['no data root', '{}', 'CONFIG-WRONG', /dataRoot/],
    ['no JSON', '{', 'CONFIG-WRONG', /not JSON/],
  ])('%s', async (_case, text, word, said) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'remit.json'), text);
    const { code, err } = await printed(['run', '--config', join(folder, 'remit.json')]);
    expect(code).toBe(2);
    expect(err).toContain(`remit: ${word} `);
    expect(err).toMatch(said);
  });

  test('is missing', async () => {
    const { code, err } = await printed(['status', '--config', join(newFolder(), 'remit.json')]);
    expect(code).toBe(2);
    expect(err).toMatch(/^remit: CONFIG-MISSING .*\n {2}.*remit init/);
  });
});
