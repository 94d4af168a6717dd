import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { commandTree, everyNode } from '../../src/cli/command-tree.ts';
import { remitProgram } from '../../src/cli/program.ts';
import { claimsFile } from '../batch/claims-file.ts';
import { installation } from '../batch/installation.ts';
import { hasServer, startServer } from '../batch/sshd.ts';
import { shippedStories } from '../stories/story.ts';
import { runStory } from '../stories/story-runner.ts';
import { printed } from './printed.ts';

const FOLDER = join(import.meta.dirname, '../../specs/schemas');
const STORIES = join(import.meta.dirname, '../../edi-samples/stories');

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
for (const name of readdirSync(FOLDER))
  ajv.addSchema(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as object);

/** What a document breaks of its schema. */
function breaches(schema: string, document: unknown): string[] {
  const name = `${schema}.schema.json`;
  const validate = ajv.getSchema(`https://x12-remit.invalid/schemas/${name}`) ?? ajv.getSchema(name);
  expect(validate, schema).toBeDefined();
  if (validate!(document) === true) return [];
  return (validate!.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Claims of several fates, a file that is cut, and a refused remittance; returns its remit.json. */
async function twoNights(): Promise<string> {
  const here = await installation({ maxWaitMinutes: 0 });
  const config = join(here.root.path, 'remit.json');
  writeFileSync(config, JSON.stringify({ dataRoot: '.' }));
  const claims = [
    { patientControlNumber: 'A1' },
    { patientControlNumber: 'A2', charge: 999 },
    { patientControlNumber: 'A3', lines: [['J1885', 60]] as const },
  ];
  here.drop('harborclear', 'a.x12', claimsFile(claims));
  here.drop('harborclear', 'cut.x12', claimsFile(claims, { controlNumber: '000000102' }).slice(0, 700));
  await here.run('2025-11-03T20:00:00-08:00');
  here.drop(
    'harborclear',
    'ta1.x12',
    `${claimsFile([]).slice(0, 106).replace('000000101', '000000103')}TA1*000000003*251103*2000*R*021~IEA*0*000000103~`,
  );
  await here.run('2025-11-04T20:00:00-08:00');
  return config;
}

async function jsonOf(...args: string[]): Promise<unknown> {
  const { out, err } = await printed(args);
  expect(out, `${args.join(' ')}: ${err}`).not.toBe('');
  return JSON.parse(out);
}

const PAYEE = '910000101-2100000019';
const NUMBERS = ['2530700000015', '2530700000023', '2530700000031'];

const COMMANDS: readonly (readonly [schema: string, commands: readonly (readonly string[])[]])[] = [
  ['status', [['status']]],
  ['explain', [...NUMBERS.map((number) => ['explain', number]), ['explain', 'A1', '--phi']]],
  ['find', NUMBERS.map((number) => ['find', number])],
  ['show', [...NUMBERS, 'file:1', 'interchange:1', 'set:1', 'sent:3'].map((thing) => ['show', thing])],
  [
    'refusal-list',
    [
      ['refusal', 'list'],
      ['refusal', 'list', '--all'],
    ],
  ],
  ['quarantine-list', [['quarantine', 'list', '--all']]],
  ['review-list', [['review', 'list']]],
  ['doctor', [['doctor']]],
];

test('what is said of an installation in which everything has happened', async () => {
  const config = await twoNights();
  for (const [schema, commands] of COMMANDS) {
    for (const args of commands) {
      const document = await jsonOf(...args, '--config', config, '--json');
      expect(breaches(schema, document), args.join(' ')).toEqual([]);
      if (Array.isArray(document)) expect(document.length, args.join(' ')).toBeGreaterThan(0);
    }
  }
  const status = (await jsonOf('status', '--config', config, '--json')) as Record<string, unknown[]>;
  expect(status.quarantinedFiles).toHaveLength(1);
  expect(status.refusedFiles).toHaveLength(1);
  expect(breaches('status', { ...status, booksClosed: 'yes' })).not.toEqual([]);
  const { paidCents: _, ...less } = status;
  expect(breaches('status', less)).not.toEqual([]);
}, 120_000);

test('explain-error --json, one and all', async () => {
  expect(breaches('explain-error', await jsonOf('explain-error', 'X12-SE01-COUNT', '--json'))).toEqual([]);
  expect(breaches('explain-error', await jsonOf('explain-error', '--list', '--json'))).toEqual([]);
});

describe('inspect --json', () => {
  test.each(['01-clean-professional', '13-set-count-disagrees', '15-cut-file'])(
    'of everything that comes and goes in story %s',
    async (story) => {
      const files = readdirSync(join(STORIES, story), { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.x12'),
      );
      expect(files.length).toBeGreaterThan(1);
      for (const file of files) {
        const { out } = await printed(['inspect', join(STORIES, story, file), '--json']);
        const lines = out
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown);
        expect(lines.length).toBeGreaterThan(1);
        for (const line of lines) expect(breaches('inspect-line', line), file).toEqual([]);
      }
    },
    60_000,
  );
});

test('validate --json of the same files', async () => {
  const folder = join(STORIES, '13-set-count-disagrees');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.x12'),
  );
  for (const file of files)
    expect(breaches('validate', await jsonOf('validate', join(folder, file), '--json'))).toEqual([]);
}, 60_000);

test('stages, imports and the money desk', async () => {
  const here = await installation();
  const config = join(here.root.path, 'remit.json');
  writeFileSync(config, JSON.stringify({ dataRoot: '.', workers: 0 }));
  here.drop(
    'harborclear',
    'a.x12',
    claimsFile([{ patientControlNumber: 'A1' }, { patientControlNumber: 'A2' }]),
  );
  here.drop('harborclear', 'c.txt', 'no interchange');
  const on = (day: string) => ['--as-of', `${day}T20:00:00-08:00`];
  const act = async (...args: string[]): Promise<void> => {
    const { code, err } = await printed([...args, '--config', config]);
    expect([code, err], args.join(' ')).toEqual([0, '']);
  };
  const asked = async (schema: string, ...args: string[]) => {
    const document = await jsonOf(...args, '--config', config, '--json');
    expect(breaches(schema, document), args.join(' ')).toEqual([]);
    return document as Record<string, unknown> & Record<string, unknown>[];
  };
  const some = async (schema: string, ...args: string[]) => {
    const rows = await asked(schema, ...args);
    expect(rows.length, args.join(' ')).toBeGreaterThan(0);
    return rows;
  };

  const fees = join(import.meta.dirname, '../../edi-samples/reference/fee-schedule-2025.csv');
  await some('reference-import', 'reference', 'import', 'fee-schedule', fees, '--effective', '2025-01-01');
  const first = await asked('run', 'intake', ...on('2025-11-03'), '--settle', '0');
  expect((first.files as unknown[]).length).toBe(2);
  expect(breaches('run', { ...first, more: 1 })).not.toEqual([]);
  const decided = await asked('run', 'adjudicate', ...on('2025-11-03'));
  expect((decided.adjudicated as unknown[]).length).toBeGreaterThan(0);
  const paid = await asked('run', 'pay', '--pay', 'now', ...on('2025-11-03'));
  expect((paid.paid as unknown[]).length).toBeGreaterThan(0);
  expect((paid.published as unknown[]).length).toBeGreaterThan(0);
  await asked('run', 'publish', ...on('2025-11-03'));
  const run = ['run', '--pay', 'now', '--settle', '0'];
  expect((await asked('run', ...run, ...on('2025-11-03'))).nothingToDo).toBe(true);

  const [claimNumber, other] = NUMBERS as [string, string];
  const { payments } = (await jsonOf('status', '--config', config, '--json')) as { payments: number };
  expect(payments).toBe(1);
  const register = readFileSync(
    join(here.root.outbox, 'treasury', readdirSync(join(here.root.outbox, 'treasury'))[0]!),
    'utf8',
  );
  const trace = register.split('\r\n')[1]!.split(',')[0]!;
  expect((await asked('payment-eop', 'payment', 'eop', trace)).claims).toHaveLength(2);
  await act(
    'recovery',
    'open',
    claimNumber,
    '--reason',
    'contract',
    '--line',
    '1:CO:45:5.00',
    ...on('2025-11-04'),
  );
  await act('recovery', 'permit', 'recovery-1', ...on('2025-11-05'));
  await asked('run', ...run, ...on('2025-11-07'));
  await some('recovery-list', 'recovery', 'list', '--on', '2025-11-08');
  expect((await asked('recovery-show', 'recovery', 'show', 'recovery-1')).state).toBe('taken');
  await some('credit-list', 'credit', 'list');
  await some('credit-show', 'credit', 'show', PAYEE);
  await some('credit-history', 'credit', 'history', PAYEE);
  await act('payment', 'returned', trace, ...on('2025-11-10'));
  expect((await asked('payment-show', 'payment', 'show', trace)).events).toHaveLength(1);
  await act('payment', 'hold', PAYEE, '--reason', 'new bank', ...on('2025-11-12'));
  await some('payment-holds', 'payment', 'holds');
  await act('appeal', 'open', other, '--reason', 'records', ...on('2025-11-17'));
  await some('appeal-list', 'appeal', 'list');
  expect((await asked('reconcile', 'reconcile', '--on', '2025-11-17')).remittances).toBeGreaterThan(0);
  expect((await asked('adjust', 'adjust', '91051', ...on('2025-11-18'))).looked).toBeGreaterThan(0);
  await asked('replay', 'replay', '--claim', other, '--mode', 'readjudicate', ...on('2025-11-18'));
  await asked('replay', 'replay', '--file', 'a.x12', '--mode', 'resend', ...on('2025-11-18'));
  const waiting = await asked('replay', 'replay', '--failed', '--mode', 'readjudicate', ...on('2025-11-18'));
  expect(waiting).toMatchObject({ mode: 'readjudicate', done: false, waitingClaims: 0 });
  const again = ['--failed', '--mode', 'readjudicate', '--yes', '--reason', 'members imported'];
  await asked('replay', 'replay', ...again, ...on('2025-11-18'));

  await act('legal-hold', 'add', other, '--reason', 'court', ...on('2025-11-18'));
  await some('legal-hold-list', 'legal-hold', 'list');
  await act('legal-hold', 'release', 'legal-hold-1', '--reason', 'over', ...on('2025-11-19'));
  await some('legal-hold-list', 'legal-hold', 'list', '--all');
  for (const end of ['', '-wal', '-shm']) rmSync(here.root.store + end, { force: true });
  expect((await asked('rebuild', 'rebuild')).runs).toBeGreaterThan(0);
  const old = [
    '--class',
    'raw,outputs,claimDetail,traces,audit',
    '--older-than',
    '3653',
    ...on('2036-01-05'),
  ];
  const plan = await asked('retention', 'retention', ...old);
  expect((plan.raw as unknown[]).length).toBeGreaterThan(0);
  expect(plan.audit).not.toBeNull();
  await asked('retention', 'retention', ...old, '--yes', '--reason', 'ten years are over');
  await asked('retention', 'retention', '--class', 'traces', '--older-than', '9999', ...on('2036-01-05'));
}, 240_000);

test('specs check --json, in order, with problems, and the rules', async () => {
  expect(breaches('specs-check', await jsonOf('specs', 'check', '--json'))).toEqual([]);
  expect(breaches('specs-check', ['guides/x.xml: something is wrong'])).toEqual([]);
  const rules = (await jsonOf('specs', 'check', '--rules', '--json')) as unknown[];
  expect(rules.length).toBeGreaterThan(0);
  expect(breaches('specs-check', rules)).toEqual([]);

  const folder = mkdtempSync(join(tmpdir(), 'remit-specs-'));
  cpSync(join(FOLDER, '..'), folder, { recursive: true });
  const catalogue = join(folder, 'catalogue.xml');
  writeFileSync(catalogue, readFileSync(catalogue, 'utf8').replace(/ title="[^"]+"/, ''));
  const wrong = (await jsonOf('specs', 'check', folder, '--rules', '--json')) as unknown[];
  expect(wrong[0]).toMatch(/^catalogue\.xml:\d+ a row needs an id/);
  expect(wrong).toHaveLength(rules.length + 1);
  expect(breaches('specs-check', wrong)).toEqual([]);
}, 60_000);

test('payment eop --json of an 835 and of a letter, printed and written', async () => {
  const run = await runStory(shippedStories().find(({ name }) => name === '32-member-paid')!);
  try {
    const config = join(run.root.path, 'remit.json');
    writeFileSync(config, JSON.stringify({ dataRoot: '.' }));
    const payments = await run.withStore((store) => store.payments({}));
    const isLetter = ({ payeeId }: { readonly payeeId: string }) => payeeId.startsWith('member-');
    for (const payment of [payments.find(isLetter)!, payments.find((each) => !isLetter(each))!]) {
      const { traceNumber } = payment;
      const asked = ['payment', 'eop', traceNumber, '--config', config, '--json'];
      const shown = (await jsonOf(...asked)) as Record<string, unknown>;
      expect(breaches('payment-eop', shown)).toEqual([]);
      expect(shown.traceNumber).toBe(traceNumber);
      expect('letter' in shown).toBe(isLetter(payment));
      const path = join(run.root.path, 'eop.json');
      expect(await printed([...asked, '--out', path])).toMatchObject({ code: 0, out: '' });
      expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(shown);
    }
  } finally {
    run.remove();
  }
}, 60_000);

test.skipIf(!hasServer)(
  'fetch and deliver --json with a real OpenSSH server',
  async () => {
    const here = await installation();
    const { folder, settings } = await startServer();
    const config = join(here.root.path, 'remit.json');
    writeFileSync(config, JSON.stringify({ dataRoot: '.', sftp: { harborclear: settings } }));
    writeFileSync(join(folder, 'out', 'a.x12'), claimsFile([{ patientControlNumber: 'A1' }]));
    writeFileSync(join(folder, 'out', 'b.x12.part'), 'half');
    const fetched = (await jsonOf('fetch', '--config', config, '--json')) as unknown[];
    expect(fetched).toHaveLength(2);
    expect(breaches('fetch', fetched)).toEqual([]);
    await here.run('2025-11-03T20:00:00-08:00');
    const delivered = (await jsonOf('deliver', '--config', config, '--json')) as unknown[];
    expect(delivered.length).toBeGreaterThan(0);
    expect(breaches('deliver', delivered)).toEqual([]);
  },
  60_000,
);

/** Whose output is that of another, or lines of it; every other verb's schema has its name. */
const SCHEMA_OF: Readonly<Record<string, string>> = {
  inspect: 'inspect-line',
  intake: 'run',
  adjudicate: 'run',
  pay: 'run',
  publish: 'run',
};

/** Parts of others, and the documents of `translate`. */
const NO_VERB = /^(finding|case-event|x12-remit-.*)$/;

test('every verb with --json has its schema, and every schema its verb', async () => {
  const verbs = [...everyNode(commandTree(await remitProgram({ code: 0 })))]
    .filter(({ options }) => options.some(({ long }) => long === '--json'))
    .map(({ path }) => path.replace(/^remit /, '').replaceAll(' ', '-'));
  const wanted = new Set(verbs.map((verb) => SCHEMA_OF[verb] ?? verb));
  const there = readdirSync(FOLDER)
    .map((name) => name.replace('.schema.json', ''))
    .filter((name) => !NO_VERB.test(name));
  expect(there.sort()).toEqual([...wanted].sort());
});
