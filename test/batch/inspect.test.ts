import { describe, expect, test } from 'vitest';
import { cutClaim } from '../../src/batch/cut-claim.ts';
import { type InspectedSegment, inspectFile } from '../../src/batch/inspect-file.ts';
import { queryExtract } from '../../src/batch/query-extract.ts';
import { validateFile } from '../../src/batch/validate-file.ts';
import { reread } from '../acknowledgment/reread.ts';
import { BILLING, claim, dependent, HEADER, subscriber, trailer } from '../claim/claim-sets.ts';
import { catalogue } from '../guide/guides.ts';
import { fileOf, GROUPS, interchangeOf } from '../translation/files.ts';

const OPTIONS = { guides: catalogue, receivedDate: '20260115' };
const bytes = (text: string) => Buffer.from(text, 'latin1');

async function rowsOf(file: string, phi = false) {
  const rows: InspectedSegment[] = [];
  let left: readonly { code: string }[] = [];
  for await (const row of inspectFile(() => [bytes(file)], 'a.x12', { ...OPTIONS, phi })) {
    if ('id' in row) rows.push(row);
    else left = row.findings;
  }
  return { rows, left };
}

describe('segments with loop, name and place', () => {
  test.each(Object.keys(GROUPS))(
    '%s: every byte of the file is in a segment or between two',
    async (name) => {
      const file = interchangeOf([GROUPS[name]!], { lineBreak: '\n' });
      const { rows } = await rowsOf(file, true);
      expect(rows.map(({ text }) => `${text}~\n`).join('')).toBe(file);
      for (const { offsetBytes, text, line } of rows) {
        expect(file.slice(offsetBytes, offsetBytes + text.length)).toBe(text);
        expect(line).toBe(file.slice(0, offsetBytes).split('\n').length);
      }
    },
  );

  test('a segment says where it stands and what its elements are', async () => {
    const { rows } = await rowsOf(fileOf('837P'), true);
    expect(rows.find(({ id }) => id === 'SV1')).toMatchObject({
      set: '0001',
      group: '1',
      interchange: '000000001',
      ordinal: 24,
      loop: '2400',
      loopPath: '2000A/2000B/2300/2400',
      name: 'professional service',
      elements: [
        { value: 'HC:99213' },
        { name: 'line item charge amount', value: '150' },
        {},
        {},
        {},
        {},
        {},
      ],
    });
  });

  test('findings stand where validate has them, each once', async () => {
    const file = fileOf('837P')
      .replace('SE*31', 'SE*30')
      .replace('*UN*1***1:2', '*XX*1***1:2')
      .replace(/IEA.*/, '');
    const { rows, left } = await rowsOf(file);
    const { findings } = await validateFile([bytes(file)], 'a.x12', OPTIONS);
    const placed = rows.flatMap((row) => row.findings.map(({ code }) => `${row.id} ${code}`));
    expect(placed).toContain('SE X12-SE01-COUNT');
    expect(placed.some((each) => each.startsWith('SV1 GUIDE-CODE'))).toBe(true);
    expect(left.map(({ code }) => code)).toEqual(['X12-FILE-CUT']);
    expect(placed.length + left.length).toBe(findings.length);
  });

  test('masked: no name, id, account, address or birth date of a patient; providers and codes stay', async () => {
    const { rows } = await rowsOf(fileOf('837P', '835', '277CA', '999'));
    const text = rows
      .map((row) => [row.text, ...row.elements.map(({ value }) => value)].join(' '))
      .join('\n');
    expect(text).not.toMatch(/DOE|JANE|00012345|PCN001|PCN777|5 OAK|98102|19800214|ROE|POE/);
    expect(text).toMatch(/SAMPLE CLINIC/);
    expect(text).toMatch(/HC:99213\*150/);
  });
});

const LEVELS = `${HEADER}${BILLING}${subscriber(2, 'A1', 1)}${claim('OWN')}${dependent(3, 2)}${claim('CHILD1')}${claim('CHILD2')}${subscriber(4, 'B2')}${claim('OTHER').replace('HI*', 'REF*D9*CH77~\nHI*')}`;
const MANY = interchangeOf([{ ...GROUPS['837P']!, sets: [LEVELS + trailer(LEVELS)] }], { lineBreak: '\n' });

describe('one claim cut out', () => {
  test.each<[string, string, readonly string[]]>([
    ['under its subscriber', 'OWN', ['HL*1**20*1', 'HL*2*1*22*0']],
    ['of a dependent', 'CHILD2', ['HL*1**20*1', 'HL*2*1*22*1', 'HL*3*2*23*0']],
    ['under the last subscriber', 'OTHER', ['HL*1**20*1', 'HL*2*1*22*0']],
    ['by the number of a clearinghouse', 'CH77', ['HL*1**20*1', 'HL*2*1*22*0']],
  ])('%s: a valid file of the exact segments', async (_, id, levels) => {
    const { claim: cut, matches } = await cutClaim([bytes(MANY)], id);
    expect(matches).toBe(1);
    const text = cut!.bytes.toString('latin1');
    const segments = text.split('~\n');
    expect(segments.filter((segment) => segment.startsWith('HL*'))).toEqual(levels);
    expect(segments.filter((segment) => segment.startsWith('CLM*'))).toHaveLength(1);
    for (const segment of segments) {
      if (!/^(HL|SE)\*/.test(segment)) expect(MANY).toContain(segment);
    }
    const { outcome, findings, claimsRead } = await validateFile([cut!.bytes], 'cut.x12', OPTIONS);
    expect([outcome, claimsRead, findings.filter(({ severity }) => severity === 'reject')]).toEqual([
      'accepted',
      1,
      [],
    ]);
    expect(MANY.slice(cut!.offsetBytes)).toMatch(/^CLM\*/);
  });

  test('of an 835: its payment, its claim and nothing of the others', async () => {
    const { claim: cut } = await cutClaim([bytes(fileOf('835'))], '26015000002');
    const segments = reread(cut!.bytes);
    expect(segments.filter((segment) => /^(CLP|PLB|LX)\*/.test(segment))).toEqual([
      'LX*1',
      'CLP*PCN002*1*75*0*0*12*26015000002*11*1',
    ]);
  });

  test('two of the same id: the one asked for', async () => {
    const first = await cutClaim([bytes(fileOf('835'))], 'PCN001', 1);
    const third = await cutClaim([bytes(fileOf('835'))], 'PCN001', 3);
    expect([first.matches, third.matches]).toEqual([3, 3]);
    expect(first.claim!.set).toBe('0001');
    expect(third.claim!.bytes.toString('latin1')).toContain('CLP*PCN001*1*250*170');
  });

  test('none', async () => {
    expect(await cutClaim([bytes(MANY)], 'NOBODY')).toEqual({ claim: undefined, matches: 0 });
  });

  test('read in pieces of any size, the same', async () => {
    const pieces = Array.from({ length: Math.ceil(MANY.length / 11) }, (_, n) =>
      bytes(MANY.slice(n * 11, n * 11 + 11)),
    );
    const whole = await cutClaim([bytes(MANY)], 'CHILD1');
    expect(await cutClaim(pieces, 'CHILD1')).toEqual(whole);
  });
});

describe('a claim asked in the language of node-x12', () => {
  const ask = async (query: string, phi = false) => {
    const { claim: cut } = await cutClaim([bytes(MANY)], 'OTHER');
    return (await queryExtract(cut!.bytes, query, phi)).map(({ value }) => value);
  };

  test.each<[string, boolean, readonly string[]]>([
    ['CLM02', false, ['150']],
    ['CLM01', false, ['#####']],
    ['CLM01', true, ['OTHER']],
    ['REF02:REF01["D9"]', true, ['CH77']],
    ['LX-SV1-DTP03', false, ['20260105']],
    ['NM103:NM101["IL"]', false, ['###']],
    ['SVC01', false, []],
  ])('%s, patient data %s', async (query, phi, expected) => {
    expect(await ask(query, phi)).toEqual(expected);
  });

  test.each([
    'HL+20+22-CLM01',
    'DTP03:CLM01["OTHER"]',
    'FOREACH(LX)=>SV102',
    'CONCAT(CLM01,-)=>CLM02',
    'CLM',
    'clm01',
    '',
  ])('%s is not asked', async (query) => {
    await expect(ask(query)).rejects.toMatchObject({ code: 'QUERY-SYNTAX', exitCode: 2 });
  });
});
