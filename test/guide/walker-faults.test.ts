import { describe, expect, test } from 'vitest';
import { INSTITUTIONAL, PROFESSIONAL, REMITTANCE } from './example-sets.ts';
import { brief, guideOf, segmentsOf, walk } from './guides.ts';

const SETS = { '837P': PROFESSIONAL, '837I': INSTITUTIONAL, '835': REMITTANCE };

type Edit = (lines: string[]) => string[];

const without =
  (...starts: string[]): Edit =>
  (lines) =>
    lines.filter((line) => !starts.some((start) => line.startsWith(start)));

const following =
  (start: string, ...added: string[]): Edit =>
  (lines) => {
    const at = lines.findIndex((line) => line.startsWith(start));
    return [...lines.slice(0, at + 1), ...added.map((line) => `${line}~`), ...lines.slice(at + 1)];
  };

const replaced =
  (start: string, by: string): Edit =>
  (lines) => {
    const at = lines.findIndex((line) => line.startsWith(start));
    return lines.map((line, index) => (index === at ? `${by}~` : line));
  };

const inTurn =
  (...edits: Edit[]): Edit =>
  (lines) =>
    edits.reduce((edited, edit) => edit(edited), lines);

function findings(guideId: keyof typeof SETS, edit: Edit): string[] {
  const lines = SETS[guideId].trim().split('\n');
  const edited = edit(lines).join('\n');
  expect(edited).not.toBe(lines.join('\n'));
  return walk(guideOf(guideId), segmentsOf(edited)).findings.map(brief);
}

const CAS = 'CAS*CO*45*1';
const OTHER_PAYER = [
  'SBR*S*18*******CI',
  'OI***Y***Y',
  'NM1*IL*1*DOE*JANE****MI*00012345',
  'NM1*PR*2*OTHER PLAN*****PI*2',
];

describe('one mistake gives one finding', () => {
  const cases: [string, keyof typeof SETS, Edit, string][] = [
    ['an id X12 does not have', '837P', following('HI', 'ZZZ*1'), 'GUIDE-SEGMENT-UNKNOWN 21 ZZZ 1 claim'],
    ['an id of another set', '837P', following('HI', 'B3A*1'), 'GUIDE-SEGMENT-FOREIGN 21 B3A 6 claim'],
    ['an id of another guide', '837P', following('HI', 'CL1*1*1*01'), 'GUIDE-SEGMENT-FOREIGN 21 CL1 6 claim'],
    ['no 2010BB', '837P', without('NM1*PR'), 'GUIDE-LOOP-MISSING 18 NM1 I7 set'],
    ['two 2010BB', '837P', following('NM1*PR', 'NM1*PR*2*PLAN*****PI*9'), 'GUIDE-LOOP-OVER-MAX 19 NM1 4 set'],
    ['no 2010AA name, its address there', '837P', without('NM1*85'), 'GUIDE-LOOP-START-MISSING 8 NM1 3 set'],
    ['no 1000A at all', '837P', without('NM1*41', 'PER'), 'GUIDE-LOOP-MISSING 4 NM1 I7 set'],
    ['no PER*IC', '837P', without('PER'), 'GUIDE-QUALIFIED-SEGMENT-MISSING 4 PER I8 set'],
    ['no BHT', '837P', without('BHT'), 'GUIDE-SEGMENT-MISSING 2 BHT 3 set'],
    ['no SBR', '837P', without('SBR'), 'GUIDE-SEGMENT-MISSING 13 SBR 3 set'],
    ['no HL*20', '837P', without('HL*1'), 'GUIDE-LOOP-START-MISSING 6 HL 3 set'],
    ['no HL*22', '837P', without('HL*2'), 'GUIDE-LOOP-START-MISSING 12 HL 3 set'],
    [
      'an HL of unknown level',
      '837P',
      replaced('HL*2', 'HL*2*1*ZQ*0'),
      'GUIDE-QUALIFIER-UNKNOWN 12 HL 8/7@3 set',
    ],
    [
      'an HL of another set',
      '837P',
      replaced('HL*2', 'HL*2*1*PT*0'),
      'GUIDE-QUALIFIER-NOT-USED 12 HL 8/I6@3 set',
    ],
    [
      'CLM before the first HL',
      '837P',
      following('NM1*40', 'CLM*A*1', 'HI*ABK:J029', 'LX*1', 'SV1*HC:1*1'),
      'GUIDE-SEGMENT-UNEXPECTED 6 CLM 2 set',
    ],
    [
      'N4 before N3',
      '837P',
      inTurn(without('N3*5'), following('N4*SEATTLE*WA*98102', 'N3*5 OAK ST')),
      'GUIDE-SEGMENT-ORDER 16 N3 7 set',
    ],
    [
      'DTP after REF',
      '837P',
      following('CLM', 'REF*G1*A1', 'DTP*431*D8*20260101'),
      'GUIDE-SEGMENT-ORDER 21 DTP 7 claim',
    ],
    [
      'PRV of the billing provider after 2000B',
      '837P',
      inTurn(without('PRV*BI'), following('SBR', 'PRV*BI*PXC*207Q00000X')),
      'GUIDE-SEGMENT-ORDER 13 PRV 7 set',
    ],
    [
      'pay-to address after the subscriber',
      '837P',
      following('SBR', 'NM1*87*2', 'N3*1 A ST', 'N4*SEATTLE*WA*98101'),
      'GUIDE-SEGMENT-ORDER 14 NM1 7 set',
    ],
    [
      '2320 after the lines',
      '837P',
      following('REF*6R*L2', ...OTHER_PAYER),
      'GUIDE-SEGMENT-ORDER 31 SBR 7 claim',
    ],
    [
      'the first 2320 between lines',
      '837P',
      following('REF*6R*L1', ...OTHER_PAYER),
      'GUIDE-SEGMENT-ORDER 27 SBR 7 claim',
    ],
    [
      'six CAS in 2320',
      '837P',
      following('PRV*PE', OTHER_PAYER[0]!, CAS, CAS, CAS, CAS, CAS, CAS, ...OTHER_PAYER.slice(1)),
      'GUIDE-SEGMENT-OVER-MAX 29 CAS 5 claim',
    ],
    [
      'seven CAS in 2320',
      '837P',
      following('PRV*PE', OTHER_PAYER[0]!, CAS, CAS, CAS, CAS, CAS, CAS, CAS, ...OTHER_PAYER.slice(1)),
      'GUIDE-SEGMENT-OVER-MAX 29 CAS 5 claim',
    ],
    [
      '2320 without OI',
      '837P',
      following('PRV*PE', ...OTHER_PAYER.filter((line) => !line.startsWith('OI'))),
      'GUIDE-SEGMENT-MISSING 24 OI 3 claim',
    ],
    [
      'two rendering providers',
      '837P',
      following('PRV*PE', 'NM1*82*1*SMITH', 'PRV*PE*PXC*207Q00000X'),
      'GUIDE-LOOP-OVER-MAX 23 NM1 4 claim',
    ],
    [
      'REF with a qualifier of another loop',
      '837P',
      following('CLM', 'REF*EI*1'),
      'GUIDE-QUALIFIER-NOT-USED 20 REF 8/I6@1 claim',
    ],
    [
      'REF with a qualifier nobody knows',
      '837P',
      following('CLM', 'REF*Q9Q*1'),
      'GUIDE-QUALIFIER-UNKNOWN 20 REF 8/7@1 claim',
    ],
    [
      'the tax id with a wrong qualifier',
      '837P',
      replaced('REF*EI', 'REF*ZZZ*910000002'),
      'GUIDE-QUALIFIER-UNKNOWN 11 REF 8/7@1 set',
    ],
    [
      'the service date with a wrong qualifier',
      '837P',
      replaced('DTP*472', 'DTP*434*D8*20260105'),
      'GUIDE-QUALIFIER-NOT-USED 25 DTP 8/I6@1 claim',
    ],
    [
      'a provider of the 837I with its REF',
      '837P',
      following('HI', 'NM1*71*1*ROE', 'REF*0B*1'),
      'GUIDE-QUALIFIER-NOT-USED 21 NM1 8/I6@1 claim',
    ],
    [
      'a payer with a wrong qualifier',
      '837P',
      replaced('NM1*PR', 'NM1*ZZ*2*PLAN*****PI*91051'),
      'GUIDE-QUALIFIER-NOT-USED 18 NM1 8/I6@1 set',
    ],
    [
      'HI with a wrong qualifier',
      '837P',
      replaced('HI', 'HI*BE:J029'),
      'GUIDE-QUALIFIER-NOT-USED 20 HI 8/I6@1-1 claim',
    ],
    ['no HI', '837P', without('HI'), 'GUIDE-QUALIFIED-SEGMENT-MISSING 20 HI I8 claim'],
    ['no SV1 on the second line', '837P', without('SV1*HC:87880'), 'GUIDE-SEGMENT-MISSING 28 SV1 3 claim'],
    [
      'no DTP*472 on the last line',
      '837P',
      (lines) => lines.filter((_, index) => index !== 28),
      'GUIDE-QUALIFIED-SEGMENT-MISSING 29 DTP I8 claim',
    ],
    ['no LX on the first line', '837P', without('LX*1'), 'GUIDE-LOOP-START-MISSING 23 LX 3 claim'],
    ['no LX on the second line', '837P', without('LX*2'), 'GUIDE-LOOP-START-MISSING 27 LX 3 claim'],
    ['no lines', '837P', without('LX', 'SV1', 'DTP', 'REF*6R'), 'GUIDE-LOOP-MISSING 23 LX I7 claim'],
    [
      '51 lines',
      '837P',
      following(
        'REF*6R*L2',
        ...Array.from({ length: 49 }, () => ['LX*3', 'SV1*HC:1*1', 'DTP*472*D8*20260105']).flat(),
      ),
      'GUIDE-LOOP-OVER-MAX 175 LX 4 claim',
    ],
    ['no CLM', '837P', without('CLM'), 'GUIDE-LOOP-START-MISSING 19 CLM 3 set'],
    ['a segment after SE', '837P', following('SE', 'REF*D9*1'), 'GUIDE-SEGMENT-UNEXPECTED 32 REF 2 set'],
    ['no CL1', '837I', without('CL1'), 'GUIDE-SEGMENT-MISSING 26 CL1 3 claim'],
    ['no PAT', '837I', without('PAT'), 'GUIDE-SEGMENT-MISSING 17 PAT 3 set'],
    [
      'no 2300 under 2000C',
      '837I',
      (lines) => [...lines.slice(0, 21), lines.at(-1)!],
      'GUIDE-LOOP-MISSING 22 CLM I7 set',
    ],
    [
      'a third occurrence HI',
      '837I',
      following('HI*ABK', 'HI*BH:1:D8:20260101', 'HI*BH:2:D8:20260101', 'HI*BH:3:D8:20260101'),
      'GUIDE-SEGMENT-OVER-MAX 30 HI 5 claim',
    ],
    ['SV1 in an 837I', '837I', following('SV2', 'SV1*HC:1*1'), 'GUIDE-SEGMENT-FOREIGN 36 SV1 6 claim'],
    [
      'no patient name in a claim payment',
      '835',
      without('NM1*QC*1*ROE'),
      'GUIDE-QUALIFIED-SEGMENT-MISSING 31 NM1 I8 claim',
    ],
    ['no payer address', '835', without('N3'), 'GUIDE-SEGMENT-MISSING 6 N3 3 set'],
    ['no technical contact', '835', without('PER'), 'GUIDE-QUALIFIED-SEGMENT-MISSING 9 PER I8 set'],
    ['LX without claims', '835', following('REF*TJ', 'LX*9'), 'GUIDE-LOOP-MISSING 13 CLP I7 set'],
    [
      'PLB before the claims',
      '835',
      following('REF*TJ', 'PLB*1*20261231*L6*-1.5'),
      'GUIDE-SEGMENT-ORDER 13 LX 7 set',
    ],
  ];
  test.each(cases)('%s', (_name, guideId, edit, expected) => {
    expect(findings(guideId, edit)).toEqual([expected]);
  });
});
