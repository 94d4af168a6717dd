import { describe, expect, test } from 'vitest';
import { ElementChecker } from '../../src/guide/element-checker.ts';
import { Walker } from '../../src/guide/walker.ts';
import type { Finding } from '../../src/x12/finding.ts';
import {
  CLAIM_ACKNOWLEDGMENT,
  CORRECTION,
  IMPLEMENTATION_ACKNOWLEDGMENT,
  INSTITUTIONAL,
  PROFESSIONAL,
  REMITTANCE,
  STATUS_REQUEST,
  STATUS_RESPONSE,
} from './example-sets.ts';
import { brief, guideOf, segmentsOf } from './guides.ts';

function check(guideId: string, set: string): Finding[] {
  const guide = guideOf(guideId);
  const walker = new Walker(guide);
  const checker = new ElementChecker(guide);
  const findings: Finding[] = [];
  walker.reset({ file: 'a.x12' });
  for (const segment of segmentsOf(set)) {
    const step = walker.step(segment);
    findings.push(...step.findings);
    if (step.node >= 0) checker.check(step.node, segment, walker, (finding) => findings.push(finding));
  }
  return [...findings, ...walker.end()];
}

describe('a clean set has no findings', () => {
  test.each([
    ['837P', PROFESSIONAL],
    ['837I', INSTITUTIONAL],
    ['835', REMITTANCE],
    ['835', CORRECTION],
    ['999', IMPLEMENTATION_ACKNOWLEDGMENT],
    ['277CA', CLAIM_ACKNOWLEDGMENT],
    ['276', STATUS_REQUEST],
    ['277', STATUS_RESPONSE],
  ])('%s', (guideId, set) => {
    expect(check(guideId, set).map(brief)).toEqual([]);
  });
});

const SETS = {
  '837P': PROFESSIONAL,
  '837I': INSTITUTIONAL,
  '835': REMITTANCE,
  '999': IMPLEMENTATION_ACKNOWLEDGMENT,
};

describe('one wrong element gives one finding', () => {
  test.each<[string, keyof typeof SETS, string, string, string]>([
    [
      'a required element',
      '837P',
      'NM1*40*2*EXAMPLE HEALTH PLAN*',
      'NM1*40*2**',
      'GUIDE-ELEMENT-MISSING 5 NM1 8/1@3 set',
    ],
    [
      'a required element at the end',
      '837P',
      'BATCH001*20260115*0830*CH',
      'BATCH001*20260115*0830',
      'GUIDE-ELEMENT-MISSING 2 BHT 8/1@6 set',
    ],
    [
      'a required composite',
      '837P',
      'SV1*HC:99213*150*UN*1***1:2',
      'SV1*HC:99213*150*UN*1',
      'GUIDE-ELEMENT-MISSING 24 SV1 8/1@7 claim',
    ],
    ['a required component', '837P', '11:B:1*', '11::1*', 'GUIDE-ELEMENT-MISSING 19 CLM 8/1@5-2 claim'],
    [
      'an element not used',
      '837P',
      'NM1*40*2*EXAMPLE HEALTH PLAN**',
      'NM1*40*2*EXAMPLE HEALTH PLAN*A*',
      'GUIDE-ELEMENT-NOT-USED 5 NM1 8/I10@4 set',
    ],
    [
      'a component not used',
      '837P',
      'HI*ABK:J029*',
      'HI*ABK:J029:::::::Y*',
      'GUIDE-ELEMENT-NOT-USED 20 HI 8/I10@1-9 claim',
    ],
    ['HL02 on the highest level', '837P', 'HL*1**20', 'HL*1*1*20', 'GUIDE-ELEMENT-NOT-USED 6 HL 8/I10@2 set'],
    ['an element too many', '837P', 'LX*1~', 'LX*1*2~', 'GUIDE-ELEMENTS-TOO-MANY 23 LX 8/3@2 claim'],
    [
      'components too many',
      '837P',
      '11:B:1*',
      '11:B:1:4*',
      'GUIDE-COMPONENTS-TOO-MANY 19 CLM 8/13@5-4 claim',
    ],
    [
      'components of what has none',
      '837P',
      '*DOE*JANE',
      '*DOE:X*JANE',
      'GUIDE-COMPONENTS-TOO-MANY 14 NM1 8/13@3 set',
    ],
    [
      'a repetition of what has none',
      '837P',
      '*DOE*JANE',
      '*DOE^X*JANE',
      'GUIDE-REPETITIONS-TOO-MANY 14 NM1 8/12@3 set',
    ],
    [
      'a repeated composite',
      '837P',
      'SV1*HC:87880*',
      'SV1*HC:87880^HC:1*',
      'GUIDE-REPETITIONS-TOO-MANY 28 SV1 8/12@1 claim',
    ],
    ['too short', '837P', 'MI*00012345', 'MI*0', 'GUIDE-ELEMENT-TOO-SHORT 14 NM1 8/4@9 set'],
    ['too long', '837P', 'N3*5 OAK ST', `N3*${'5'.repeat(56)}`, 'GUIDE-ELEMENT-TOO-LONG 15 N3 8/5@1 set'],
    [
      'a quantity too long, sign and point not counted',
      '837P',
      'SV1*HC:87880*100*UN*1',
      'SV1*HC:87880*100*UN*-123456.789',
      'GUIDE-ELEMENT-TOO-LONG 28 SV1 8/5@4 claim',
    ],
    [
      'a control character',
      '837P',
      'N3*5 OAK ST',
      'N3*5 OAK\tST',
      'GUIDE-ELEMENT-CHARACTERS 15 N3 8/6@1 set',
    ],
    [
      'a letter in an amount',
      '837P',
      'CLM*PCN001*250*',
      'CLM*PCN001*25O*',
      'GUIDE-ELEMENT-CHARACTERS 19 CLM 8/6@2 claim',
    ],
    [
      'two points',
      '837P',
      'CLM*PCN001*250*',
      'CLM*PCN001*2.5.0*',
      'GUIDE-ELEMENT-CHARACTERS 19 CLM 8/6@2 claim',
    ],
    ['a point in a whole number', '837P', 'LX*2~', 'LX*2.0~', 'GUIDE-ELEMENT-CHARACTERS 27 LX 8/6@1 claim'],
    [
      'an amount of eleven digits',
      '837P',
      'CLM*PCN001*250*',
      'CLM*PCN001*123456789.01*',
      'GUIDE-AMOUNT-DIGITS 19 CLM A7:178 claim',
    ],
    [
      'a code of another element',
      '837P',
      '*UN*1***1:2',
      '*DA*1***1:2',
      'GUIDE-CODE-NOT-USED 24 SV1 8/I6@3 claim',
    ],
    ['a code nobody knows', '837P', '0830*CH', '0830*QQ', 'GUIDE-CODE-UNKNOWN 2 BHT 8/7@6 set'],
    ['a code in a composite', '837P', '*ABF:R509', '*ABX:R509', 'GUIDE-CODE-UNKNOWN 20 HI 8/7@2-1 claim'],
    [
      'a code of a long list',
      '837P',
      'SBR*P*18*GRP100******CI',
      'SBR*P*18*GRP100******QQ',
      'GUIDE-CODE-UNKNOWN 13 SBR 8/7@9 set',
    ],
    [
      'a day that is none',
      '837P',
      'DMG*D8*19800214',
      'DMG*D8*19800230',
      'GUIDE-ELEMENT-DATE 17 DMG 8/8@2 set',
    ],
    ['a range announced, a day sent', '837I', '*RD8*', '*RD8*2', 'GUIDE-ELEMENT-FORMAT 24 DTP 8/I12@3 claim'],
    [
      'a date element',
      '837P',
      'BATCH001*20260115',
      'BATCH001*20261315',
      'GUIDE-ELEMENT-DATE 2 BHT 8/8@4 set',
    ],
    ['a time', '837P', '*0830*', '*2430*', 'GUIDE-ELEMENT-TIME 2 BHT 8/9@5 set'],
    ['one of a pair', '837P', '*****XX*2234567891', '*****XX', 'GUIDE-SYNTAX-CONDITION 8 NM1 8/2@9 set'],
    [
      'an adjustment amount without reason',
      '835',
      'CAS*CO*45*40',
      'CAS*CO*45*40***5',
      'GUIDE-SYNTAX-CONDITION 27 CAS 8/2@5 claim',
    ],
    [
      'state and subdivision',
      '837P',
      'N4*SEATTLE*WA*98102',
      'N4*SEATTLE*WA*98102*US***WA',
      'GUIDE-SYNTAX-EXCLUSION 16 N4 8/10@7 set',
    ],
  ])('%s', (_name, guideId, from, to, expected) => {
    const set = SETS[guideId].replace(from, to);
    expect(set).not.toBe(SETS[guideId]);
    expect(check(guideId, set).map(brief)).toEqual([expected]);
  });
});

describe('is not a fault', () => {
  test.each<[string, string, string]>([
    ['empty elements at the end', 'LX*1~', 'LX*1***~'],
    ['a letter beyond ASCII', '*DOE*JANE', '*DOÉ*JANE'],
    ['an amount below 1 without a zero', 'CLM*PCN001*250*', 'CLM*PCN001*.5*'],
    ['a negative amount', 'CLM*PCN001*250*', 'CLM*PCN001*-250.00*'],
    ['the 29th of February of a leap year', 'DMG*D8*19800214', 'DMG*D8*19800229'],
    ['a control number of 38 characters', 'CLM*PCN001*', `CLM*${'A'.repeat(38)}*`],
  ])('%s', (_name, from, to) => {
    const set = PROFESSIONAL.replace(from, to);
    expect(set).not.toBe(PROFESSIONAL);
    expect(check('837P', set).map(brief)).toEqual([]);
  });
});

test('ST03 is reported when it is missing, and refuses nothing', () => {
  const findings = check('837P', PROFESSIONAL.replace('ST*837*0001*005010X222A1', 'ST*837*0001'));
  expect(findings.map((finding) => [brief(finding), finding.severity])).toEqual([
    ['GUIDE-ELEMENT-MISSING 1 ST 8/1@3 set', 'report'],
  ]);
});

test('a finding names the data element and the repetition of what may repeat', () => {
  const set = IMPLEMENTATION_ACKNOWLEDGMENT.replace('CTX*CLM01:PCN777', 'CTX*CLM01:PCN777^CLM01');
  expect(check('999', set)).toMatchObject([
    {
      code: 'GUIDE-ELEMENT-MISSING',
      place: { elementOrdinal: 1, componentOrdinal: 2, repetitionOrdinal: 2 },
      acknowledgment: { dataElement: '9998' },
    },
  ]);
});
