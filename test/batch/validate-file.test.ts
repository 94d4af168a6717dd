import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerValidated } from '../../src/batch/answer-validated.ts';
import { readInstant } from '../../src/batch/instant.ts';
import { FINDINGS_PER_FILE, type ValidateOptions, validateFile } from '../../src/batch/validate-file.ts';
import type { ValidatedInterchange } from '../../src/batch/validated-file.ts';
import { loadSpecs } from '../../src/reference/load-specs.ts';
import { checkOwnSet } from '../../src/validation/check-own-set.ts';
import { BILLING, claim, HEADER, subscriber, trailer } from '../claim/claim-sets.ts';
import { catalogue } from '../guide/guides.ts';

const OPTIONS: ValidateOptions = { guides: catalogue, receivedDate: '20260131' };
const { partners, profiles } = loadSpecs(join(import.meta.dirname, '../../specs'));

const ISA = 'ISA*00*          *00*          *ZZ*HARBORCLEAR    *ZZ*91051          *260115*0900*^*00501*';

/** One group with the sets given, in an interchange with this control number. */
function interchange(sets: readonly string[], number = '000000001', usage = 'P'): string {
  const body = sets.map((set, index) => set.replaceAll('*0001', `*${String(index + 1).padStart(4, '0')}`));
  return `${ISA}${number}*0*${usage}*:~\nGS*HC*HARBORCLEAR*91051*20260115*0900*1*X*005010X222A1~\n${body.join('')}GE*${sets.length}*1~\nIEA*1*${number}~\n`;
}

function claimSet(...claims: string[]): string {
  const segments = HEADER + BILLING + subscriber(2, 'A00000001') + claims.join('');
  return segments + trailer(segments);
}

const SOUND = claimSet(claim('PCN1'), claim('PCN2'));
/** CLM02 is not the sum of the lines. */
const UNBALANCED_CLAIM = claim('PCN3').replace('*150***11', '*151***11');

function remittance(changes: (set: string) => string = (set) => set): string {
  const set = changes(`ST*835*0001~
BPR*I*80*C*CHK************20260115~
TRN*1*T1*1910000001~
DTM*405*20260115~
N1*PR*EXAMPLE HEALTH PLAN~
N3*1 PLAN WAY~
N4*SEATTLE*WA*98101~
PER*BL*EDI DESK*TE*2065550100~
N1*PE*SAMPLE CLINIC*XX*2234567891~
LX*1~
CLP*PCN1*1*100*80*0*12*2530700000015*11*1~
CAS*CO*45*20~
NM1*QC*1*DOE*JANE~
SE*14*0001~
`);
  return interchange([set]).replace('GS*HC', 'GS*HP').replace('005010X222A1', '005010X221A1');
}

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');

const validate = (text: string, options: Partial<ValidateOptions> = {}) =>
  validateFile([bytesOf(text)], 'a.x12', { ...OPTIONS, ...options });

/** outcome, claims seen = read + refused, codes that reject. */
async function told(text: string, options: Partial<ValidateOptions> = {}) {
  const { outcome, claimsSeen, claimsRead, claimsRefused, findings } = await validate(text, options);
  const codes = [...new Set(findings.filter((each) => each.severity === 'reject').map((each) => each.code))];
  return [outcome, `${claimsSeen} = ${claimsRead} + ${claimsRefused}`, codes.join(' ')];
}

describe('what becomes of a file and its claims', () => {
  const wrongCount = SOUND.replace(/SE\*\d+/, 'SE*9');
  const cut = interchange([SOUND]);
  test.each<[string, string, string, string, string]>([
    ['sound', interchange([SOUND]), 'accepted', '2 = 2 + 0', ''],
    [
      'one claim refused',
      interchange([claimSet(claim('PCN1'), UNBALANCED_CLAIM)]),
      'partly',
      '2 = 1 + 1',
      'CLAIM-CHARGE-BALANCE',
    ],
    [
      'every claim refused',
      interchange([claimSet(UNBALANCED_CLAIM)]),
      'rejected',
      '1 = 0 + 1',
      'CLAIM-CHARGE-BALANCE',
    ],
    ['one of two sets', interchange([SOUND, wrongCount]), 'partly', '4 = 2 + 2', 'X12-SE01-COUNT'],
    [
      'an unknown version',
      interchange([SOUND.replace('005010X222A1', '004010X098A1')]),
      'rejected',
      '2 = 0 + 2',
      'SET-GUIDE-UNKNOWN',
    ],
    [
      'a group that does not end as it began',
      interchange([SOUND]).replace('GE*1*1', 'GE*1*2'),
      'rejected',
      '2 = 0 + 2',
      'X12-GE02-CONTROL-NUMBER',
    ],
    [
      'one of two interchanges',
      `${interchange([SOUND])}${interchange([SOUND], '000000002').replace('IEA*1*000000002', 'IEA*1*000000009')}`,
      'partly',
      '4 = 2 + 2',
      'X12-IEA02-CONTROL-NUMBER',
    ],
    ['a cut file', cut.slice(0, cut.lastIndexOf('HI*')), 'rejected', '2 = 0 + 2', 'X12-FILE-CUT'],
    ['cut inside a CLM', cut.slice(0, cut.lastIndexOf('CLM*') + 9), 'rejected', '2 = 0 + 2', 'X12-FILE-CUT'],
    [
      'a claim after SE',
      interchange([SOUND]).replace('GE*1', `${claim('PCN9')}GE*1`),
      'rejected',
      '3 = 0 + 3',
      'X12-SEGMENT-OUTSIDE-SET',
    ],
    [
      'an ISA of the wrong length',
      interchange([SOUND]).replace('HARBORCLEAR    *', 'HARBORCLEAR*'),
      'rejected',
      '2 = 0 + 2',
      'X12-ISA-LENGTH',
    ],
    ['no ISA', SOUND, 'unreadable', '0 = 0 + 0', 'X12-ISA-NOT-FOUND'],
    ['nothing', '', 'unreadable', '0 = 0 + 0', 'X12-FILE-EMPTY'],
  ])('%s', async (_case, text, outcome, claims, code) => {
    const [actual, counted, codes] = await told(text);
    expect([actual, counted]).toEqual([outcome, claims]);
    expect(codes!.split(' ')).toContain(code);
  });

  test('groups, sets and interchanges are counted', async () => {
    const file = interchange([SOUND, SOUND]) + interchange([SOUND], '000000002');
    expect(await validate(file)).toMatchObject({ interchanges: 2, groups: 2, sets: 3, claimsSeen: 6 });
  });
});

describe('835s are proved', () => {
  test.each<[string, (set: string) => string, string, readonly string[]]>([
    ['balanced', (set) => set, 'accepted', []],
    ['claim', (set) => set.replace('CAS*CO*45*20', 'CAS*CO*45*19'), 'rejected', ['835-BALANCE-CLAIM']],
    ['remittance', (set) => set.replace('BPR*I*80', 'BPR*I*81'), 'rejected', ['835-BALANCE-TRANSACTION']],
  ])('%s', async (_case, changes, outcome, codes) => {
    const result = await validate(remittance(changes));
    expect(result.findings.filter((finding) => finding.snip === 3).map((finding) => finding.code)).toEqual(
      codes,
    );
    expect([result.outcome, result.claimsSeen]).toEqual([outcome, 0]);
  });
});

describe('a partner', () => {
  const partner = partners.find((each) => each.id === 'harborclear')!;
  const options = { partner, profiles };

  test('accepts what its payer takes', async () => {
    const file = interchange([SOUND]).replaceAll('2234567891', '2100000019');
    expect((await told(file, options))[0]).toBe('accepted');
  });

  test.each<[string, (file: string) => string, string]>([
    ['another sender', (file) => file.replace('ZZ*HARBORCLEAR    ', 'ZZ*SOMEBODYELSE   '), 'PARTNER-SENDER'],
    ['test for production', () => interchange([SOUND], '000000001', 'T'), 'PARTNER-USAGE'],
    ['another payer', (file) => file.replaceAll('PI*91051', 'PI*00000'), 'PAYER-ID'],
  ])('refuses %s', async (_case, change, code) => {
    const [outcome, claims, codes] = await told(change(interchange([SOUND])), options);
    expect([outcome, claims]).toEqual(['rejected', '2 = 0 + 2']);
    expect(codes!.split(' ')).toContain(code);
  });

  test('may let a finding pass', async () => {
    const lenient = { ...partner, severities: new Map([['CLAIM-CHARGE-BALANCE', 'report' as const]]) };
    const file = interchange([claimSet(UNBALANCED_CLAIM)]).replaceAll('2234567891', '2100000019');
    expect((await told(file, { partner: lenient, profiles }))[0]).toBe('accepted');
  });
});

describe('answers', () => {
  async function answers(text: string): Promise<string[]> {
    const seen: ValidatedInterchange[] = [];
    await validate(text, { onInterchange: (each) => seen.push(each) });
    const instant = readInstant('2026-01-31T12:00:00Z', 'UTC');
    let number = 0;
    const all: string[] = [];
    for (const each of seen)
      for (const { bytes } of await answerValidated(each, undefined, instant, () => ++number)) {
        expect(checkOwnSet(bytes, catalogue)).toEqual([]);
        all.push(Buffer.from(bytes).toString('latin1'));
      }
    return all;
  }

  test('go back to the ids the file names', async () => {
    const [ta1, functional] = await answers(interchange([SOUND, SOUND.replace(/SE\*\d+/, 'SE*9')]));
    expect(ta1).toContain('*ZZ*91051          *ZZ*HARBORCLEAR    *');
    expect(ta1).toContain('TA1*000000001*260115*0900*A*000~');
    expect(functional).toContain('AK1*HC*1*005010X222A1~');
    expect(functional).toContain('IK5*R*4~');
    expect(functional).toContain('AK9*P*2*2*1~');
  });

  test('claim by claim, from what the file alone says', async () => {
    const wrong = claim('PCN7').replace('HC:99213*150*UN', 'HC:99213*150*ZZ');
    const [, , text] = await answers(interchange([claimSet(claim('PCN1'), wrong), SOUND]));
    const claims = text?.replaceAll('\n', '');
    expect(claims!.match(/ST\*277\*\d+\*005010X214/g)).toEqual([
      'ST*277*0001*005010X214',
      'ST*277*0002*005010X214',
    ]);
    expect(claims).toMatch(/TRN\*2\*PCN1~STC\*A2:20:PR\*20260131\*WQ\*150~REF\*1K\*2603100000016~/);
    expect(claims).toMatch(/TRN\*2\*PCN7~STC\*A3:684\*20260131\*U\*150~/);
    expect(claims).toContain('NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*91051~');
    expect(claims).toMatch(/QTY\*90\*1~QTY\*AA\*1~AMT\*YU\*150~AMT\*YY\*150~/);
  });

  test('a refused set and a group that is refused have no claims to answer', async () => {
    const refused = SOUND.replace(/SE\*\d+/, 'SE*9');
    expect(await answers(interchange([refused]))).toHaveLength(2);
    expect(await answers(interchange([SOUND]).replace(/GE\*(\d+)\*\d+/, 'GE*$1*999'))).toHaveLength(2);
  });

  test('a refused interchange has its TA1 alone', async () => {
    const all = await answers(interchange([SOUND]).replace('IEA*1*', 'IEA*2*'));
    expect(all).toHaveLength(1);
    expect(all[0]).toContain('*R*021~');
  });

  test('a fault of a claim names it', async () => {
    const [, functional] = await answers(
      interchange([claimSet(claim('PCN7').replace('HC:99213*150*UN', 'HC:99213*150*ZZ'))]),
    );
    expect(functional).toContain('CTX*CLM01:PCN7~');
    expect(functional).toContain('IK5*E*');
  });
});

test('cutting the file into chunks at any places changes nothing', async () => {
  const file = interchange([claimSet(claim('PCN1'), UNBALANCED_CLAIM), SOUND]) + remittance();
  const bytes = bytesOf(file);
  const whole = await validateFile([bytes], 'a.x12', OPTIONS);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const chunks = places.slice(1).map((place, index) => bytes.slice(places[index], place));
      expect(await validateFile(chunks, 'a.x12', OPTIONS)).toEqual(whole);
    }),
    { numRuns: 40 },
  );
});

test('findings beyond the limit are counted and weigh all the same', async () => {
  const broken = Array.from({ length: 5200 }, (_, index) =>
    claim(`PCN${index}`).replace('HC:99213*150*UN', 'HC:99213*15x*ZZ'),
  );
  const { findings, findingsNotListed, claimsRefused } = await validate(interchange([claimSet(...broken)]));
  expect(findings).toHaveLength(FINDINGS_PER_FILE);
  expect(findingsNotListed).toBeGreaterThan(0);
  expect(claimsRefused).toBe(5200);
});

test('findings never carry values of the file', async () => {
  const canary = 'CANARYVALUE';
  const file = interchange([
    claimSet(claim('PCN1').replace('HC:99213', `HC:${canary}`)).replaceAll('DOE*JANE', `${canary}*${canary}`),
  ]);
  const { findings } = await validate(`${file}${canary}*${canary}~`);
  expect(findings.length).toBeGreaterThan(0);
  expect(JSON.stringify(findings.map(({ message, hint }) => [message, hint]))).not.toContain(canary);
});

test('every file of the shipped nights ends with an outcome that accounts for its claims', async () => {
  const nights = join(import.meta.dirname, '../../edi-samples/nights');
  const files = readdirSync(nights, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.x12'),
  );
  expect(files.length).toBeGreaterThan(0);
  for (const name of files) {
    const text = readFileSync(join(nights, name), 'latin1');
    const { claimsSeen, claimsRead, claimsRefused, outcome } = await validate(text);
    expect([name, outcome]).not.toEqual([name, 'unreadable']);
    expect([name, claimsSeen]).toEqual([name, text.match(/\bCLM[^\w\s]/g)?.length ?? 0]);
    expect(claimsSeen).toBe(claimsRead + claimsRefused);
  }
});
