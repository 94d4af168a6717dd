import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as library from '../../src/index.ts';
import { remittancesOf } from '../../src/translation/read-records.ts';
import { reread } from '../acknowledgment/reread.ts';
import { catalogue } from '../guide/guides.ts';
import { fileOf } from '../translation/files.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text, 'latin1');
  return join(folder, name);
};
const claims = write('claims.x12', fileOf('837P', '837I', '999'));
const era = write('era.x12', fileOf('835'));

/** Of the wrong count: something to report. */
const WRONG = Buffer.from(fileOf('837P').replace('SE*31', 'SE*30'), 'latin1');

const SOURCE = readFileSync(join(import.meta.dirname, '../../src/index.ts'), 'utf8');

const ENVELOPE: library.AdviceEnvelope = {
  interchange: {
    senderQualifier: 'ZZ',
    senderId: 'PAYER',
    receiverQualifier: 'ZZ',
    receiverId: 'CLINIC',
    date6: '260115',
    time4: '0800',
    controlNumber: 100_000_001,
    usage: 'P',
  },
  group: { sender: 'PAYER', receiver: 'CLINIC', date8: '20260115', time: '0800', controlNumber: 1 },
};

async function all<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of iterable) items.push(item);
  return items;
}

describe('the examples of the documentation run', () => {
  const examples = [
    ...SOURCE.matchAll(/@example\n \* ```ts\n([\s\S]*?) \* ```[\s\S]*?export (?:async )?function (\w+)/g),
  ].map(([, code = '', name = '']) => [name, code.replaceAll(/^ \* ?/gm, '')] as const);

  test('every function has one', () => {
    const functions = [...SOURCE.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name]) => name);
    expect(examples.map(([name]) => name)).toEqual(functions);
    expect(Object.keys(library).sort()).toEqual(['Fault', ...functions].sort());
  });

  test.each(examples)('%s', async (name, code) => {
    const [remittance] = await all(library.readRemittances(era));
    const told: unknown[] = [];
    const tell = (...words: unknown[]) => told.push(words);
    const scope = {
      readClaims: (path: string) => library.readClaims(join(folder, path)),
      readRemittances: (path: string) => library.readRemittances(join(folder, path)),
      validate: (_path: string, options: library.ValidateOptions) => library.validate(WRONG, options),
      writeRemittance: (...parts: Parameters<typeof library.writeRemittance>) => {
        const bytes = library.writeRemittance(...parts);
        tell(bytes.length);
        return bytes;
      },
      remittance,
      post: tell,
      report: tell,
    };
    const result = name === 'readClaims' ? 'return chargeCents;' : '';
    const AsyncFunction = (async () => {}).constructor as new (
      ...parts: string[]
    ) => (...values: unknown[]) => Promise<unknown>;
    const value = await new AsyncFunction(...Object.keys(scope), `${code}\n${result}`)(
      ...Object.values(scope),
    );
    if (name === 'readClaims') expect(value).toBeGreaterThan(0);
    else expect(told.length).toBeGreaterThan(0);
  });
});

describe('readClaims', () => {
  test('claims of every 837 set, from a file, bytes and a stream', async () => {
    const fromFile = await all(library.readClaims(claims));
    expect(fromFile.map(({ part, patientControlNumber }) => [part.kind, patientControlNumber])).toEqual([
      ['professional', 'PCN001'],
      ['institutional', expect.any(String)],
    ]);
    const bytes = readFileSync(claims);
    expect(await all(library.readClaims(bytes, { file: 'claims.x12' }))).toEqual(fromFile);
    expect(await all(library.readClaims(new Blob([bytes]).stream(), { file: 'claims.x12' }))).toEqual(
      fromFile,
    );
  });

  test('what has no place is told', async () => {
    const findings: string[] = [];
    await all(
      library.readClaims(claims, { onFinding: ({ code, place }) => findings.push(`${code} ${place.file}`) }),
    );
    expect(findings).toEqual(['TRANSLATE-SET-NOT-IN-VIEW claims.x12']);
  });

  test('nothing is read before it is asked for, and no more after the loop was left', async () => {
    const bytes = readFileSync(claims);
    let given = 0;
    let isClosed = false;
    async function* source() {
      try {
        for (; given < 1000; ) {
          given += 1;
          yield bytes;
        }
      } finally {
        isClosed = true;
      }
    }
    const reading = library.readClaims(source());
    expect(given).toBe(0);
    for await (const _ of reading) break;
    expect(given).toBeLessThan(10);
    expect(isClosed).toBe(true);
  });

  test('aborted', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(all(library.readClaims(claims, { signal: controller.signal }))).rejects.toThrow('enough');
  });

  test('a file that is not there', async () => {
    await expect(all(library.readClaims(join(folder, 'none.x12')))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('readRemittances and writeRemittance', () => {
  test('what is read is written, and reads the same', async () => {
    const remittances = await all(library.readRemittances(era));
    const bytes = Buffer.from(library.writeRemittance(remittances, ENVELOPE));
    const body = (text: string) => text.match(/BPR[\s\S]*?(?=SE\*)/g);
    expect(body(bytes.toString('latin1'))).toEqual(body(readFileSync(era, 'latin1')));
    expect(reread(bytes).length).toBeGreaterThan(80);
    const again = await all(library.readRemittances(bytes));
    const said = (each: library.RemittanceAdvice) => ({
      ...each,
      place: 0,
      claims: each.claims.map((claim) => ({ ...claim, place: 0 })),
    });
    expect(again.map(said)).toEqual(remittances.map(said));
  });

  test('what does not balance is not written', async () => {
    const [remittance] = await all(library.readRemittances(era));
    const wrong = { ...remittance!, payment: { ...remittance!.payment, paidCents: 1 } };
    expect(() => library.writeRemittance([wrong], ENVELOPE)).toThrow(
      expect.objectContaining({ code: 'REMITTANCE-NOT-BALANCED', exitCode: 4 }) as Error,
    );
    expect(() => library.writeRemittance([], ENVELOPE)).toThrow(library.Fault);
  });

  test('a delimiter in a value is refused', async () => {
    const [remittance] = await all(library.readRemittances(era));
    const wrong = { ...remittance!, payer: { ...remittance!.payer, name: 'A*B' } };
    expect(() => library.writeRemittance([wrong], ENVELOPE)).toThrow(
      expect.objectContaining({ code: 'X12-UNWRITABLE' }) as Error,
    );
  });

  test('a set over the limit comes in parts, the totals with the last', async () => {
    const parts = await all(remittancesOf(era, { guides: catalogue }, 2));
    expect(
      parts.map(({ part, isLastPart, claims: { length }, balanced }) => [part, isLastPart, length, balanced]),
    ).toEqual([
      [1, false, 2, undefined],
      [2, true, 1, true],
      [1, true, 2, true],
    ]);
  });
});

test('validate says what the command says', async () => {
  const result = await library.validate(WRONG, { file: 'a.x12', receivedDate: '20260115' });
  expect(result).toMatchObject({ file: 'a.x12', outcome: 'rejected', claimsSeen: 1, claimsRefused: 1 });
  expect(result.findings.map(({ code }) => code)).toEqual(['X12-SE01-COUNT']);
});
