import { expect, test } from 'vitest';
import { ContextChecker } from '../../src/validation/context-checker.ts';
import type { Finding } from '../../src/x12/finding.ts';
import { BILLING, claim, dependent, HEADER, subscriber, trailer } from '../claim/claim-sets.ts';
import { REMITTANCE } from '../guide/example-sets.ts';
import { guideOf, segmentsOf } from '../guide/guides.ts';

function check(set: string, guideId: '837P' | '835' = '837P'): string[] {
  const findings: Finding[] = [];
  const checker = new ContextChecker(guideOf(guideId));
  checker.begin({ file: 'a.x12' }, (finding) => findings.push(finding));
  for (const segment of segmentsOf(set)) checker.segment(segment);
  checker.end();
  return findings.map(({ code, level, place }) => `${code} ${level} ${place.segmentOrdinal}`);
}

const body = HEADER + BILLING + subscriber(2, '12', 1) + claim('A') + dependent(3, 2) + claim('B');
const set = body + trailer(body);

test.each<[string, string, string[]]>([
  ['in order', set, []],
  ['a wrong HL01', set.replace('HL*3*2', 'HL*4*2'), ['GUIDE-HL01-SEQUENCE set 29']],
  ['a wrong HL02', set.replace('HL*3*2', 'HL*3*1'), ['GUIDE-HL02-PARENT set 29']],
  ['no payer', set.replace(/NM1\*PR[^~]*~\nREF[^~]*~\n/, ''), ['GUIDE-LOOP-MISSING set 22']],
  ['no submitter contact', set.replace(/PER[^~]*~\n/, ''), ['GUIDE-QUALIFIED-SEGMENT-MISSING set 4']],
  [
    'what is wrong inside a claim is for the parcels',
    set.replace('SV1*', 'ZZ1*').replace('HI*ABK:J029~\n', ''),
    [],
  ],
])('%s', (_, text, expected) => {
  expect(check(text)).toEqual(expected);
});

test('an 835: what follows its claims is context again', () => {
  expect(check(REMITTANCE, '835')).toEqual([]);
  expect(check(REMITTANCE.replace('SE*', 'ZZZ*1~\nSE*'), '835')).toHaveLength(1);
});

test('a set without a guide has one finding', () => {
  const findings: Finding[] = [];
  const checker = new ContextChecker(undefined);
  checker.begin({ file: 'a.x12' }, (finding) => findings.push(finding));
  for (const segment of segmentsOf(set)) checker.segment(segment);
  checker.end();
  expect(findings).toMatchObject([
    {
      code: 'SET-GUIDE-UNKNOWN',
      level: 'set',
      acknowledgment: { ik502: 'I6' },
      place: { segmentOrdinal: 1 },
    },
  ]);
});
