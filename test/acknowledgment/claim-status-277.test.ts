import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openAnswerGroup } from '../../src/acknowledgment/answer-envelope.ts';
import {
  type ClaimStatus,
  IMPLEMENTATION_277,
  writeClaimStatus,
} from '../../src/acknowledgment/claim-status-277.ts';
import type { StatusParty, StatusRequest } from '../../src/acknowledgment/status-request.ts';
import { checkOwnSet } from '../../src/validation/check-own-set.ts';
import { catalogue } from '../guide/guides.ts';
import { ENVELOPE } from './envelope.ts';
import { cut, reread } from './reread.ts';

const NAME: StatusParty = {
  entityType: '1',
  lastName: 'DOE',
  firstName: 'JANE',
  middleName: '',
  suffix: '',
  idQualifier: 'MI',
  id: '10010001',
};

const INQUIRY = {
  trace: 'T1',
  claimNumber: '',
  patientControlNumber: 'A1',
  clearinghouseNumber: '',
  billType: '',
  chargeCents: undefined,
  period: undefined,
};

const CLAIM = {
  claimNumber: '2530700000015',
  patientControlNumber: 'A1',
  chargeCents: 25_000,
  period: { from: '20251001', to: '20251003' },
};

const LINE = {
  procedureQualifier: 'HC',
  procedure: '99213',
  modifiers: ['25'],
  revenueCode: '',
  unitsMilli: 1500,
  chargeCents: 25_000,
  paidCents: 0,
  controlNumber: '',
  serviceDate: { from: '20251001', to: '20251001' },
  statuses: ['F2:585', 'F2:1'],
};

function requestOf(inquiry: object, over: Partial<StatusParty> = {}, dependent = false): StatusRequest {
  const patient = { name: { ...NAME, ...over }, birthDate: '', inquiries: [{ ...INQUIRY, ...inquiry }] };
  const subscriber = dependent
    ? { ...patient, inquiries: [], dependents: [patient] }
    : { ...patient, dependents: [] };
  const provider = { ...NAME, entityType: '2', lastName: 'CLINIC', idQualifier: 'XX', id: '2100000019' };
  const receiver = { ...NAME, entityType: '2', lastName: 'CLEARING', id: 'CLEARING' };
  const payer = { ...NAME, entityType: '2', lastName: 'PAYER', idQualifier: 'PI', id: '91051' };
  return {
    reference: 'Q1',
    inquiryCount: 1,
    isTooLarge: false,
    sources: [
      {
        name: payer,
        receivers: [{ name: receiver, providers: [{ names: [provider], subscribers: [subscriber] }] }],
      },
    ],
  };
}

function written(request: StatusRequest, answers: readonly ClaimStatus[]): Buffer {
  const writer = openAnswerGroup(ENVELOPE, 'HN', IMPLEMENTATION_277);
  writeClaimStatus(writer, ENVELOPE, 0, request, () => answers);
  return writer.end();
}

const faults = (bytes: Buffer) =>
  checkOwnSet(bytes, catalogue).map(({ code, place }) => `${code} ${place.segmentId}`);

describe('every answer passes our own checks and is read by node-x12', () => {
  test.each<[string, StatusRequest, ClaimStatus]>([
    ['nothing found', requestOf({}), { statuses: ['D0:35'], date: '20251104' }],
    [
      'three statuses',
      requestOf({}),
      { statuses: ['P3:123:1P', 'P2:46', 'P1:42'], date: '20251104', claim: CLAIM },
    ],
    [
      'paid, with a line of a stay that has no date of its own',
      requestOf({ billType: '111', clearinghouseNumber: 'CH1' }),
      {
        statuses: ['F1:65'],
        date: '20251104',
        claim: CLAIM,
        decided: {
          paidCents: 0,
          date: '20251104',
          lines: [LINE, { ...LINE, procedure: '', revenueCode: '0120', serviceDate: { from: '', to: '' } }],
        },
        remitted: { date: '20251105', traceNumber: '2511050000001' },
      },
    ],
    [
      'an inquiry about days that are none',
      requestOf({ period: { from: '20251003', to: '20251001' } }),
      { statuses: ['D0:35'], date: '20251104' },
    ],
    ['a dependent', requestOf({}, {}, true), { statuses: ['P1:20'], date: '20251104', claim: CLAIM }],
  ])('%s', (_, request, answer) => {
    const bytes = written(request, [answer, answer]);
    expect(faults(bytes)).toEqual([]);
    expect(reread(bytes)).toEqual(cut(bytes));
  });

  test('whatever text the request holds', () => {
    const text = (maxLength: number) => fc.string({ unit: 'binary-ascii', maxLength });
    const party = fc.record({
      entityType: fc.constantFrom('1', '2'),
      lastName: text(60),
      firstName: text(35),
      middleName: text(25),
      suffix: text(10),
      idQualifier: fc.constantFrom('MI', 'II', '24'),
      id: text(80),
    });
    const inquiry = fc.record({
      trace: text(50),
      patientControlNumber: text(50),
      clearinghouseNumber: text(50),
      billType: text(50),
    });
    fc.assert(
      fc.property(party, inquiry, fc.boolean(), (name, asked, isDependent) => {
        const request = requestOf(asked, name, isDependent);
        const answers = [{ statuses: ['P1:20'], date: '20251104', claim: CLAIM }];
        expect(faults(written(request, answers))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('a status that is none of this answer is a fault of the program', () => {
    for (const statuses of [[], ['Z9:1'], ['F1']])
      expect(() => written(requestOf({}), [{ statuses, date: '20251104' }])).toThrow();
  });
});
