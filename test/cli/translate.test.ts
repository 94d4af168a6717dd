import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileOf } from '../translation/files.ts';
import { printed } from './printed.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-'));
afterAll(() => rmSync(folder, { recursive: true }));
const claims = join(folder, 'claims.x12');
writeFileSync(claims, fileOf('837P'), 'latin1');
const era = join(folder, 'era.x12');
writeFileSync(era, fileOf('835'), 'latin1');

describe('translate', () => {
  test('to JSON in a file, and back byte for byte', async () => {
    const json = join(folder, 'claims.json');
    const back = join(folder, 'back.x12');
    expect(await printed(['translate', claims, '-o', json])).toEqual({ code: 0, out: '', err: '' });
    expect((await printed(['translate', json, '--to', 'x12', '-o', back])).code).toBe(0);
    expect(readFileSync(back).equals(readFileSync(claims))).toBe(true);
  });

  test.each<[readonly string[], RegExp]>([
    [['--view', 'claims', '--jsonl'], /^\{"record":"interchange"/],
    [['--to', 'csv'], /^interchange,group,set,kind/],
    [['--to', 'xml'], /^<\?xml version="1.0"/],
    [['--names'], /"names":\{/],
  ])('%j', async (flags, out) => {
    const answer = await printed(['translate', claims, ...flags]);
    expect([answer.code, answer.err]).toEqual([0, '']);
    expect(answer.out).toMatch(out);
  });

  test('what cannot be translated is said beside it', async () => {
    const { code, err } = await printed(['translate', era, '--view', 'claims']);
    expect(code).toBe(0);
    expect(err).toMatch(/TRANSLATE-SET-NOT-IN-VIEW[\s\S]*of set 0001/);
  });

  test.each<[readonly string[], RegExp]>([
    [['--jsonl', '--to', 'xml'], /USAGE-FLAGS/],
    [['--view', 'claims', '--to', 'csv'], /USAGE-FLAGS/],
    [['--names', '--view', 'claims'], /USAGE-FLAGS/],
    [['--to', 'pdf'], /json, xml, csv, x12/],
  ])('%j is refused', async (flags, said) => {
    const { code, out, err } = await printed(['translate', claims, ...flags]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(said);
  });

  test('a document that is none leaves no half file', async () => {
    const path = join(folder, 'none.x12');
    const { code, err } = await printed(['translate', claims, '--to', 'x12', '-o', path]);
    expect([code, existsSync(path)]).toEqual([2, false]);
    expect(err).toMatch(/TRANSLATE-JSON/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test.each([
    ['no such file', 'none'],
    ['a folder', '.'],
  ])('%s: input and output', async (_, name) => {
    expect((await printed(['translate', join(folder, name)])).code).toBe(74);
  });

  test('an output that cannot be written', async () => {
    expect((await printed(['translate', claims, '-o', join(folder, 'none', 'a.json')])).code).toBe(74);
  });
});

describe('inspect', () => {
  test('a line for each segment, patients masked', async () => {
    const { code, out } = await printed(['inspect', claims, '--as-of', '2026-01-15T08:00:00Z']);
    const lines = out.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(lines[0]).toBe('set\tordinal\toffset\tline\tloop\tname\tsegment\tfindings');
    expect(lines).toHaveLength(1 + fileOf('837P').split('~').length - 1);
    expect(out).not.toMatch(/DOE|PCN001/);
    expect((await printed(['inspect', claims, '--phi'])).out).toContain('CLM*PCN001*250');
  });

  test.each(['0001:24', ':24', '750'])('--at %s: one segment with its elements', async (at) => {
    const { out } = await printed(['inspect', claims, '--at', at]);
    expect(out).toMatch(/professional service\n {4}SV101 {2}HC:99213 {2}/);
    expect(out.match(/SV1\*/g)).toHaveLength(1);
  });

  test('--claim: the bytes of a file; --query: its values', async () => {
    const { out } = await printed(['inspect', claims, '--claim', 'PCN001']);
    expect(out).toBe(fileOf('837P'));
    const hits = await printed(['inspect', claims, '--claim', 'PCN001', '--query', 'SV102', '--json']);
    expect(hits.out).toBe('{"reference":"SV102","value":"150"}\n{"reference":"SV102","value":"100"}\n');
  });

  test('--diff', async () => {
    const other = join(folder, 'other.x12');
    writeFileSync(other, fileOf('835').replace('CLP*PCN003*1*', 'CLP*PCN003*2*'), 'latin1');
    const same = await printed(['inspect', era, '--diff', era]);
    expect([same.out, same.err]).toEqual(['', '5 and 5 claims: both files say the same.\n']);
    const { out, err } = await printed(['inspect', era, '--diff', other]);
    expect(out).toContain('EFT2601150001\t26015000003\t######\tstatus\t1\t2\n');
    expect(err).toContain('the files differ');
  });

  test.each<[readonly string[], string]>([
    [['--at', 'x'], 'USAGE-PLACE'],
    [['--at', '9999999'], 'INSPECT-NOTHING'],
    [['--claim', 'NOBODY'], 'INSPECT-CLAIM-UNKNOWN'],
    [['--claim', 'PCN001', '--nth', '2'], 'INSPECT-CLAIM-UNKNOWN'],
    [['--claim', 'PCN001', '--query', 'HL+20-CLM01'], 'QUERY-SYNTAX'],
    [['--query', 'CLM01'], 'USAGE-FLAGS'],
    [['--at', '1', '--claim', 'PCN001'], 'USAGE-FLAGS'],
  ])('%j ends with %s', async (flags, code) => {
    const answer = await printed(['inspect', claims, ...flags]);
    expect([answer.code, answer.out.includes('ISA*')]).toEqual([2, false]);
    expect(answer.err).toContain(code);
  });
});
