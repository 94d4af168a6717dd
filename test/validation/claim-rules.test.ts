import { describe, expect, test } from 'vitest';
import { balancingFindings } from '../../src/validation/balancing.ts';
import { BrokenParts } from '../../src/validation/broken-parts.ts';
import { dateFindings } from '../../src/validation/claim-dates.ts';
import { ClaimPlaces } from '../../src/validation/claim-places.ts';
import { situationFindings } from '../../src/validation/situations.ts';
import {
  BILLING,
  claim,
  dependent,
  HEADER,
  INSTITUTIONAL_CLAIM,
  RICH_CLAIM,
  subscriber,
  trailer,
} from '../claim/claim-sets.ts';
import { claimsOf, type GuideId } from '../claim/read-claims.ts';

function read(segments: string, guideId: GuideId = '837P', isDependent = false) {
  const level = isDependent ? subscriber(2, '12', 1, '') + dependent(3, 2) : subscriber(2, '12');
  const set = HEADER + BILLING + level + segments;
  return claimsOf(set + trailer(set), guideId)[0]!;
}

const line = (charge: string) => `LX*2~\nSV1*HC:87880*${charge}*UN*1***1~\nDTP*472*D8*20260105~\n`;

describe('CLM02 is the sum of its lines', () => {
  test.each<[string, string, string[]]>([
    ['equal', claim('A'), []],
    ['a cent more', claim('A').replace('A*150', 'A*150.01'), ['CLAIM-CHARGE-BALANCE']],
    ['a cent less', claim('A').replace('A*150', 'A*149.99'), ['CLAIM-CHARGE-BALANCE']],
    ['two lines', claim('A').replace('A*150', 'A*160.5') + line('10.50'), []],
    ['a line of zero', claim('A') + line('0'), []],
    ['a line whose charge is no number has its own finding', claim('A') + line('1O'), []],
    ['a claim charge that is no number has its own finding', claim('A').replace('A*150', 'A*$150'), []],
    ['no lines have their own finding', claim('A').replace(/LX[\s\S]*/, ''), []],
  ])('%s', (_, segments, expected) => {
    expect(balancingFindings(read(segments)).map(({ code }) => code)).toEqual(expected);
  });

  test('the place is the CLM and its second element', () => {
    const [finding] = balancingFindings(read(claim('A').replace('A*150', 'A*1')));
    expect(finding).toMatchObject({
      snip: 3,
      level: 'claim',
      acknowledgment: { stc: 'A7:400 A7:178' },
      place: { segmentId: 'CLM', segmentOrdinal: 24, elementOrdinal: 2, loopPath: '2000A/2000B/2300' },
    });
  });
});

function findingsOf(subject: ReturnType<typeof read>, physicalLines: readonly number[]) {
  return [
    ...situationFindings(subject, physicalLines, new BrokenParts([], false)),
    ...dateFindings(subject, '20260131', physicalLines, new ClaimPlaces()),
  ];
}

describe('situations', () => {
  const rich = (edit: (segments: string) => string) => read(edit(RICH_CLAIM));

  test.each<[string, ReturnType<typeof read>, string[]]>([
    ['replacement with REF*F8', rich((text) => text), []],
    [
      'replacement without any number',
      rich((text) => text.replace('REF*F8*2601000000018~\n', '')),
      ['CLAIM-ORIGINAL-NUMBER A6:464'],
    ],
    [
      'void without any number',
      read(claim('A').replace('11:B:1', '11:B:8')),
      ['CLAIM-ORIGINAL-NUMBER A6:464'],
    ],
    ['original without one', read(claim('A')), []],
    [
      'the number in a note',
      rich((text) =>
        text.replace('REF*F8*2601000000018~\n', '').replace('SEEN TWICE', 'CORRECTS 26010-0000001-8'),
      ),
      [],
    ],
    [
      'a note with a telephone number',
      rich((text) => text.replace('REF*F8*2601000000018~\n', '').replace('SEEN TWICE', 'CALL 2065550100')),
      ['CLAIM-ORIGINAL-NUMBER A6:464'],
    ],
    ['service on the day of receipt', read(claim('A').replace('20260105', '20260131')), []],
    [
      'service the day after',
      read(claim('A').replace('20260105', '20260201')),
      ['LINE-DATE-FUTURE A7:510 A7:187'],
    ],
    [
      'a period that ends after receipt',
      read(claim('A').replace('D8*20260105', 'RD8*20260105-20260201')),
      ['LINE-DATE-FUTURE A7:510 A7:187'],
    ],
    [
      'a pointer beyond the diagnoses',
      read(claim('A').replace('UN*1***1~', 'UN*1***1:2~')),
      ['LINE-DIAGNOSIS-POINTER A8:477'],
    ],
    [
      'a pointer of zero has its finding from the guide',
      read(claim('A').replace('UN*1***1~', 'UN*1***0~')),
      [],
    ],
    ['so has a code instead of a pointer', read(claim('A').replace('UN*1***1~', 'UN*1***J029~')), []],
    [
      'a condition code is no diagnosis',
      read(claim('A').replace('J029~', 'J029~\nHI*BG:17~').replace('UN*1***1~', 'UN*1***2~')),
      ['LINE-DIAGNOSIS-POINTER A8:477'],
    ],
    ['a stay that is over', read(INSTITUTIONAL_CLAIM, '837I', true), []],
    [
      'a stay that ends after receipt',
      read(INSTITUTIONAL_CLAIM.replace('20260103-20260105', '20260103-20260205'), '837I', true),
      ['CLAIM-DATE-FUTURE A7:510 A7:187'],
    ],
  ])('%s', (_, subject, expected) => {
    const findings = findingsOf(subject, []);
    expect(findings.map(({ code, acknowledgment }) => `${code} ${acknowledgment.stc}`)).toEqual(expected);
  });

  test('a line is placed at its service segment, on its own physical line', () => {
    const [finding] = findingsOf(read(claim('A').replace('20260105', '20260201')), [26]);
    expect(finding!.place).toMatchObject({
      segmentId: 'SV1',
      segmentOrdinal: 27,
      line: 26,
      loopPath: '2000A/2000B/2300/2400',
    });
  });
});
