import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { AskedRecord } from '../../src/batch/asked.ts';
import { ID_KINDS } from '../../src/batch/find.ts';
import { claimsFile } from '../batch/claims-file.ts';
import { installation } from '../batch/installation.ts';
import { printed } from './printed.ts';
import { remit } from './remit.ts';

const SCHEMAS = join(import.meta.dirname, '../../specs/schemas');
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const fits = (name: 'find' | 'show') =>
  ajv.compile(JSON.parse(readFileSync(join(SCHEMAS, `${name}.schema.json`), 'utf8')) as object);
const isFound = fits('find');
const isShown = fits('show');

const FIRST = '2530700000015';
const SECOND = '2530700000023';
const MEMBER = '10010001';

interface FoundJson {
  readonly show: string;
  readonly kind: string;
  readonly foundAs: string;
  readonly name: string;
  readonly neighbours: readonly { readonly relation: string; readonly show: string }[];
}

/** Two claims of one member, paid; a third refused. */
async function office() {
  const here = await installation();
  const config = join(here.root.path, 'remit.json');
  writeFileSync(config, JSON.stringify({ dataRoot: '.' }));
  const claims = [
    { patientControlNumber: 'ACCT77' },
    { patientControlNumber: 'ACCT88', serviceDate: '20251007', lines: [['99213', 260]] as const },
    { patientControlNumber: 'ACCT99', charge: 999 },
  ];
  here.drop('harborclear', 'clinic.x12', claimsFile(claims));
  await here.run('2025-11-03T20:00:00-08:00');
  const at = (args: readonly string[]) => printed([...args, '--config', config]);
  const found = async (...args: string[]): Promise<FoundJson[]> => {
    const { code, out, err } = await at(['find', ...args, '--json']);
    expect([code, err.replace(/^The newest.*\n/, '')]).toEqual([0, '']);
    const json = JSON.parse(out) as FoundJson[];
    expect(isFound(json), JSON.stringify(isFound.errors)).toBe(true);
    return json;
  };
  const shown = async (...args: string[]) => {
    const { code, out, err } = await at(['show', ...args, '--json']);
    expect([code, err]).toEqual([0, '']);
    const json = JSON.parse(out);
    expect(isShown(json), JSON.stringify(isShown.errors)).toBe(true);
    return json;
  };
  return { ...here, config, at, found, shown };
}

describe('find', () => {
  test('every kind of id of a file leads to it or to its claims, and the help names every kind', async () => {
    const { root, found, at } = await office();
    const text = readFileSync(
      join(
        root.outbox,
        'harborclear',
        readdirSync(join(root.outbox, 'harborclear')).find((n) => n.includes('_835_'))!,
      ),
      'latin1',
    );
    const trace = /TRN\*1\*(\d+)/.exec(text)![1]!;
    const [file] = await found('clinic.x12');
    expect(file).toMatchObject({ show: 'file:1', kind: 'file', foundAs: 'file-name' });
    const [{ sha256 }] = [(await at(['show', 'file:1', '--json'])).out].map((out) => JSON.parse(out).facts);
    const table: [asked: string, kind: string, shows: readonly string[]][] = [
      [FIRST, 'claim-number', [FIRST]],
      ['ACCT77', 'patient-control-number', [FIRST]],
      [MEMBER, 'member-id', [SECOND, FIRST]],
      ['2100000019', 'npi', [SECOND, FIRST]],
      ['91-0000101', 'tax-id', [SECOND, FIRST]],
      ['910000101-2100000019', 'payee', [`payment:${trace}`]],
      [trace, 'trace', [`payment:${trace}`]],
      ['clinic.x12', 'file-name', ['file:1']],
      [sha256, 'sha256', ['file:1']],
      ['101', 'isa13', ['interchange:1']],
      ['2', 'gs06', ['sent:2']],
      ['000000101/1/0001', 'st02', ['set:1']],
      ['BATCH001', 'batch-reference', ['set:1']],
    ];
    expect(table.map(([, kind]) => kind).sort()).toEqual([...ID_KINDS].sort());
    const help = (await at(['find', '--help'])).out.replace(/\s+/g, ' ');
    for (const [asked, kind, shows] of table) {
      const things = await found(asked, '--as', kind);
      expect(
        things.map(({ show }) => show),
        kind,
      ).toEqual(expect.arrayContaining([...shows]));
      expect(
        things.every(({ foundAs, neighbours }) => foundAs === kind && neighbours.length > 0),
        kind,
      ).toBe(true);
      const anyhow = (await found(asked)).map(({ show }) => show);
      expect(anyhow, kind).toEqual(expect.arrayContaining([...shows]));
      expect(new Set(anyhow).size).toBe(anyhow.length);
      expect(help).toContain(`"${kind}"`);
    }
  }, 60_000);

  test('what KP-05 asks for narrows it to the claim', async () => {
    const { found } = await office();
    const shows = async (...args: string[]) => (await found(MEMBER, ...args)).map(({ show }) => show);
    expect(await shows('--service-date', '2025-10-06', '--charge', '250.00')).toEqual([FIRST]);
    expect(await shows('--charge', '260', '--npi', '2100000019', '--tax-id', '91-0000101')).toEqual([SECOND]);
    expect(await shows('--kind', 'professional', '--received', '2025-11-03', '--limit', '1')).toHaveLength(1);
  });

  test('nothing found, an amount that is none', async () => {
    const { at } = await office();
    expect(await at(['find', 'NOBODY'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('FIND-NOTHING'),
    });
    const wrong = await at(['find', FIRST, '--charge', 'much']);
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('USAGE-AMOUNT') });
  });

  test('ids of patients come on standard input; each narrows; who asked is recorded, the id is not', async () => {
    const { config, root } = await office();
    const run = (input: string) => remit(['find', '-', '--actor', 'desk', '--config', config], { input });
    const { code, out } = await run(`${MEMBER}\nACCT88\n`);
    expect(code).toBe(0);
    const [header = '', row = '', end] = out.split('\n');
    expect(header.split('\t').slice(0, 3)).toEqual(['show', 'kind', 'found_as']);
    expect(row.split('\t').slice(0, 3)).toEqual([SECOND, 'claim', 'member-id']);
    expect(end).toBe('');
    expect(out).not.toMatch(/ACCT|10010001/);
    expect((await run('\n')).err).toContain('USAGE-ID');
    const [asked] = new AskedRecord(root.archive).recorded();
    expect(asked).toMatchObject({
      verb: 'find',
      actor: 'desk',
      as: ['member-id'],
      phi: false,
      shown: [SECOND],
    });
    expect(JSON.stringify(asked)).not.toMatch(/ACCT|10010001/);
  });
});

describe('show', () => {
  test('from the file to the cent, and back to the bytes', async () => {
    const { shown, root } = await office();
    const follow = (from: { neighbours: { relation: string; show: string }[] }, relation: string) =>
      from.neighbours.find((each) => each.relation === relation)!.show;
    const file = await shown('clinic.x12', '--limit', '9');
    expect(file.claims).toEqual([
      { state: 'rejected', claims: 1, chargeCents: 99_900 },
      { state: 'remitted', claims: 2, chargeCents: 51_000 },
    ]);
    const interchange = await shown(follow(file, 'holds'));
    const set = await shown(interchange.sets[0].show);
    expect(set.claims.map(({ show }: FoundJson) => show)).toContain(FIRST);
    const claim = await shown(FIRST);
    expect(claim.facts).toMatchObject({ state: 'remitted', account: '######', memberId: '########' });
    const payment = await shown(follow(claim, 'paid by'));
    const cents: number[] = payment.claims.map(({ paidCents }: { paidCents: number }) => paidCents);
    expect(cents.reduce((sum, each) => sum + each, 0)).toBe(payment.facts.paidCents);
    expect(payment.claims.find(({ show }: FoundJson) => show === FIRST).paidCents).toBe(
      claim.decisions[0].paidCents,
    );
    const sent = await shown(follow(payment, 'in'));
    expect(sent.payments).toMatchObject([{ show: payment.show }]);
    expect(claim.segments[0]).toMatchObject({ loop: '2300', text: 'CLM*######*250***11:B:1*Y*A*Y*Y' });
    const bytes = readFileSync(
      join(root.archive, file.facts.sha256.slice(0, 2), file.facts.sha256),
      'latin1',
    );
    const { offsetBytes } = claim.segments[0];
    expect(bytes.slice(offsetBytes, offsetBytes + 10)).toBe('CLM*ACCT77');
    const refused = (await shown('set:1')).claims.find(
      ({ state }: { state: string }) => state === 'rejected',
    );
    expect((await shown(refused.show)).facts.refusedWith).toMatch(/^A\d:/);
  }, 60_000);

  test('exact bytes only with --phi, and of what is a run of bytes', async () => {
    const { at, config } = await office();
    expect(await at(['show', FIRST, '--bytes'])).toMatchObject({ code: 2, out: '' });
    expect((await at(['show', 'set:1', '--bytes', '--phi'])).err).toContain('USAGE-BYTES');
    const args = ['show', FIRST, '--bytes', '--phi', '--config', config];
    expect((await remit(args)).out).toMatch(/^CLM\*ACCT77\*250[\s\S]*DTP\*472\*D8\*20251006~\s*$/);
    const whole = await remit(['show', 'file:1', '--bytes', '--phi', '--config', config]);
    expect(whole.out).toMatch(/^ISA\*[\s\S]*IEA\*1\*000000101~\n$/);
  }, 60_000);

  test('several things of one id are not guessed between', async () => {
    const { at } = await office();
    expect((await at(['show', MEMBER])).err).toContain('FIND-SEVERAL');
    expect((await at(['show', 'file:99'])).err).toContain('FIND-NOTHING');
  });
});
