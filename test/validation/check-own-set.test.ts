import { expect, test } from 'vitest';
import { write999 } from '../../src/acknowledgment/functional-999.ts';
import { writeTa1 } from '../../src/acknowledgment/ta1.ts';
import { validateFile } from '../../src/batch/validate-file.ts';
import { checkOwnSet } from '../../src/validation/check-own-set.ts';
import { answer277, JANE, JOHN, PROVIDER, SET } from '../acknowledgment/batch.ts';
import { ENVELOPE } from '../acknowledgment/envelope.ts';
import { catalogue } from '../guide/guides.ts';
import { mutate } from '../mutations/mutate.ts';

const faults = (bytes: Uint8Array) =>
  checkOwnSet(bytes, catalogue).map(({ code, place }) => `${code} ${place.segmentId}`);

test.each([
  ['a missing situational segment', 'DTP*439*D8*20260101 => '],
  [
    'a forbidden one',
    'NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*91051 => NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*91051 ~ REF*G2*12',
  ],
  [
    'an element of a composite',
    'CLM*PCN1*310.5***22:B:7*Y*A*Y*Y*P*AA:OA::WA => CLM*PCN1*310.5***22:B:7*Y*A*Y*Y*P*EM:OA::WA',
  ],
  ['a set that disagrees', 'SE*93*0001 => SE*92*0001'],
  ['a group that disagrees', 'GE*1*1 => GE*2*1'],
])('our 999 of %s is clean', async (_, change) => {
  const answers: Buffer[] = [];
  await validateFile([Buffer.from(mutate('P', change), 'latin1')], 'a.x12', {
    guides: catalogue,
    receivedDate: '20260131',
    onInterchange: ({ groups }) => {
      answers.push(write999(ENVELOPE, groups, { patientControlNumber: () => 'PCN1', badData: () => 'BAD' }));
    },
  });
  expect(answers.flatMap(faults)).toEqual([]);
});

test('our 277CA and TA1 are clean', () => {
  const refused = { ...PROVIDER, refusal: ['A7:562:85'] };
  expect(faults(answer277([SET, [{ provider: PROVIDER, claims: [JANE, JOHN] }]]))).toEqual([]);
  expect(faults(answer277([SET, [{ provider: refused, claims: [JOHN] }]]))).toEqual([]);
  const answer = { isa13: '000000905', isa09: '260115', isa10: '0830', code: 'R', note: '021' } as const;
  expect(faults(writeTa1(ENVELOPE, answer))).toEqual([]);
});

test('a fault of ours is seen', () => {
  const answer = answer277([SET, [{ provider: PROVIDER, claims: [JANE] }]]).toString('latin1');
  expect(faults(Buffer.from(answer.replace('BHT*0085', 'BHT*0019'), 'latin1'))).toEqual([
    'GUIDE-CODE-NOT-USED BHT',
  ]);
  expect(
    faults(
      Buffer.from(
        answer.replace('*X*005010X214', '*X*005010X999').replaceAll('*005010X214~', '*005010X999~'),
        'latin1',
      ),
    ),
  ).not.toEqual([]);
});
