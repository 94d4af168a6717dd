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

/** Claims of every fate, a file that is cut, and a refused remittance. */
let config = '';
let here: Awaited<ReturnType<typeof installation>>;

async function night(): Promise<void> {
  here = await installation({ maxWaitMinutes: 0 });
  config = join(here.root.path, 'remit.json');
  writeFileSync(config, JSON.stringify({ dataRoot: '.' }));
  const claims = [{ patientControlNumber: 'A1' }, { patientControlNumber: 'A2', charge: 999 }];
  here.drop('harborclear', 'a.x12', claimsFile(claims));
  here.drop('harborclear', 'cut.x12', claimsFile(claims, { controlNumber: '000000102' }).slice(0, 700));
  await here.run('2025-11-03T20:00:00-08:00');
  here.drop(
    'harborclear',
    'ta1.x12',
    `${claimsFile([]).slice(0, 106).replace('000000101', '000000103')}TA1*000000003*251103*2000*R*021~IEA*0*000000103~`,
  );
  await here.run('2025-11-04T20:00:00-08:00');
}

const jsonOf = async (...args: string[]): Promise<unknown> => JSON.parse((await printed(args)).out);

describe('status --json', () => {
  test('of an installation in which everything has happened', async () => {
    await night();
    const status = (await jsonOf('status', '--config', config, '--json')) as Record<string, unknown[]>;
    expect(breaches('status', status)).toEqual([]);
    expect(status.quarantinedFiles).toHaveLength(1);
    expect(status.refusedFiles).toHaveLength(1);
    expect(breaches('status', { ...status, booksClosed: 'yes' })).not.toEqual([]);
    const { paidCents: _, ...less } = status;
    expect(breaches('status', less)).not.toEqual([]);
  }, 60_000);
});

describe('inspect --json', () => {
  test.each([
    '01-clean-professional',
    '04-inpatient',
    '13-set-count-disagrees',
    '15-cut-file',
    '40-claim-status',
  ])(
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
