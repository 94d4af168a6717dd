import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { claimsFile } from '../batch/claims-file.ts';
import { installation } from '../batch/installation.ts';
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

const jsonOf = async (...args: string[]): Promise<unknown> => JSON.parse((await printed(args)).out);

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
