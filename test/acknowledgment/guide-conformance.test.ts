import { expect, test } from 'vitest';
import { NO_TOTALS } from '../../src/acknowledgment/answer-totals.ts';
import { write999 } from '../../src/acknowledgment/functional-999.ts';
import type { SetAnswer } from '../../src/acknowledgment/group-answer.ts';
import { guideOf, segmentsOf, walk } from '../guide/guides.ts';
import { answer277, JANE, JOHN, PROVIDER, SET } from './batch.ts';
import { ENVELOPE } from './envelope.ts';
import { finding } from './finding.ts';
import { setOf } from './reread.ts';

/** What the walker of this program says of the first set of an answer. */
function faults(guideId: string, answer: Buffer): string[] {
  const segments = setOf(answer).map((segment) => `${segment}~`);
  const { findings, steps } = walk(guideOf(guideId), segmentsOf(segments.join('')));
  return [...findings.map(({ code }) => code), ...steps.filter((step) => step.endsWith(' -'))];
}

const LINE = {
  procedureQualifier: 'HC',
  procedure: '99213',
  modifiers: ['25'],
  revenueCode: '',
  controlNumber: '1',
  lineNumber: '1',
  chargeCents: 7500,
  unitsMilli: 1000,
  serviceDate: { from: '20260106', to: '20260106' },
  statuses: ['A7:507'],
};

const WITH_LINES = {
  ...JOHN,
  clearinghouseNumber: 'D9-1',
  typeOfBill: '131',
  statuses: ['A3:684', 'A7:507'],
  lines: [LINE, { ...LINE, controlNumber: '2' }],
};

test.each([
  ['one accepted, one refused', answer277([SET, [{ provider: PROVIDER, claims: [JANE, JOHN] }]])],
  [
    'two providers, refused lines',
    answer277([
      SET,
      [
        { provider: PROVIDER, claims: [WITH_LINES, JANE] },
        { provider: PROVIDER, claims: [WITH_LINES] },
      ],
    ]),
  ],
  [
    'a set refused for its submitter',
    answer277([
      { ...SET, refusal: ['A3:24:41'] },
      [],
      { ...NO_TOTALS, rejectedCount: 1, rejectedCents: 100 },
    ]),
  ],
])('277CA — %s', (_name, answer) => {
  expect(faults('277CA', answer)).toEqual([]);
});

test('the walker is awake: a 277CA without its receiver is found out', () => {
  const segments = setOf(answer277([SET, [{ provider: PROVIDER, claims: [JANE] }]]));
  const cut = segments.filter((segment) => !segment.startsWith('NM1*41')).map((segment) => `${segment}~`);
  expect(walk(guideOf('277CA'), segmentsOf(cut.join(''))).findings).not.toEqual([]);
});

const place = { segmentOrdinal: 22, segmentId: 'CLM', loopPath: '2000A/2000B/2300' };
const CLEAN: SetAnswer = {
  setId: '837',
  controlNumber: '0001',
  implementation: '005010X222A1',
  fate: 'accepted',
  ik502: [],
  findings: [],
};
const FAULTY: SetAnswer = {
  ...CLEAN,
  controlNumber: '0002',
  fate: 'rejected',
  ik502: ['4'],
  findings: [
    finding({ ik403: '6', dataElement: '782' }, { ...place, elementOrdinal: 2 }),
    finding({ ik403: 'I12' }, { ...place, elementOrdinal: 5, componentOrdinal: 3 }),
    finding({ ik304: 'I6' }, { ...place, segmentOrdinal: 24, segmentId: 'DTP' }),
  ],
};

test.each<[string, readonly SetAnswer[], boolean]>([
  ['all accepted', [CLEAN], false],
  ['one refused', [CLEAN, FAULTY], false],
  ['a refused group', [CLEAN, FAULTY], true],
  ['no set', [], true],
])('999 — %s', (_name, sets, rejected) => {
  const group = {
    functionalId: 'HC',
    controlNumber: '1',
    version: '005010X222A1',
    declaredSetCount: sets.length,
    receivedSetCount: sets.length,
    rejected,
    ak905: rejected ? ['4'] : [],
    sets,
  };
  const answer = write999(ENVELOPE, [group], { patientControlNumber: () => 'PCN1', badData: () => '2O' });
  expect(faults('999', answer)).toEqual([]);
});
