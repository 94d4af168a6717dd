import { expect, test } from 'vitest';
import type { CheckedParcel } from '../../src/batch/check-claims.ts';
import { packChecked, unpackChecked } from '../../src/batch/checked-packing.ts';
import { type NumberedAnswer, packAnswers, unpackAnswers } from '../../src/batch/staged-answer.ts';
import { stagedClaim } from '../contract/store-rows.ts';

const PROVIDER = {
  entityType: '2',
  lastName: 'HARBOR CLINIC',
  firstName: '',
  middleName: '',
  suffix: '',
  idQualifier: 'XX',
  id: '2000000009',
  taxId: '910000001',
};
const SUBMITTER = { entityType: '2', lastName: 'CLEARING', firstName: '', middleName: '', id: 'CL1' };
const CLAIM = {
  patient: { lastName: 'DOE', firstName: 'JÖRG', middleName: '', suffix: '', idQualifier: 'MI', id: '1' },
  patientControlNumber: 'P1',
  chargeCents: 12_500,
  clearinghouseNumber: '',
  typeOfBill: '',
  period: { from: '20250101', to: '20250102' },
};
const accepted = (claimNumber: string, providerOffset: number): NumberedAnswer => ({
  claimNumber,
  answer: {
    providerOffset,
    provider: PROVIDER,
    submitter: SUBMITTER,
    claim: CLAIM,
    providerRefusal: [],
    refusal: [],
  },
});
const REFUSED: NumberedAnswer = {
  claimNumber: '4',
  answer: {
    ...accepted('4', 900).answer,
    provider: { ...PROVIDER, suffix: 'JR' },
    claim: {
      ...CLAIM,
      chargeCents: undefined,
      typeOfBill: '131',
      lines: [
        {
          procedureQualifier: 'HC',
          procedure: '99213',
          modifiers: ['25'],
          revenueCode: '0510',
          controlNumber: 'L1',
          lineNumber: '1',
          chargeCents: 500,
          serviceDate: { from: '20250101', to: '20250101' },
          statuses: ['A7:507'],
        },
      ],
    },
    providerRefusal: ['A7:562:85'],
    refusal: ['A3:684', 'A7:507'],
  },
};

test.each<[string, readonly NumberedAnswer[]]>([
  ['none', []],
  ['one', [accepted('1', 10)]],
  [
    'of two providers and back',
    [accepted('1', 10), accepted('2', 10), accepted('3', 500), accepted('4', 10)],
  ],
  ['accepted and refused', [accepted('1', 10), REFUSED, accepted('5', 900)]],
])('answers come out as they were packed: %s', (_, answers) => {
  expect(unpackAnswers(packAnswers(answers))).toStrictEqual(answers);
});

test('what the claims of a provider have in common is packed once', () => {
  const one = packAnswers([accepted('1', 10)]).length;
  const many = packAnswers(Array.from({ length: 100 }, () => accepted('1', 10))).length;
  expect(many).toBeLessThan(one * 2);
});

test('a checked parcel crosses between threads whole', () => {
  const parcel: CheckedParcel = {
    claims: [stagedClaim('1'), stagedClaim('2', { state: 'refused', isTest: true, kind: 'institutional' })],
    answers: packAnswers([accepted('1', 10), REFUSED]),
    claimFindings: [],
    setFindings: [],
    claimFaults: { standardFaults: 1, guideFaults: 2, refusingFaults: 3 },
  };
  expect(unpackChecked(packChecked(parcel), parcel.answers)).toStrictEqual(parcel);
});
