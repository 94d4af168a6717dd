import { openAnswerGroup } from '../../src/acknowledgment/answer-envelope.ts';
import { type AnswerTotals, addTotals, NO_TOTALS } from '../../src/acknowledgment/answer-totals.ts';
import { Claim277Writer, IMPLEMENTATION_277CA } from '../../src/acknowledgment/claim-277ca.ts';
import {
  ACCEPTED_FOR_PROCESSING,
  type AcknowledgedProvider,
  type AcknowledgedSet,
  type ClaimAnswer,
} from '../../src/acknowledgment/claim-answer.ts';
import { ENVELOPE } from './envelope.ts';

export const SET: AcknowledgedSet = {
  reference: 'CA0001',
  payer: { name: 'EXAMPLE HEALTH PLAN', id: '91051' },
  submitter: { entityType: '2', lastName: 'SAMPLE BILLING', firstName: '', middleName: '', id: 'SENDER' },
  batchReference: 'BATCH001',
  receiptNumber: 'RCPT20260115001',
  receivedDate: '20260115',
  processedDate: '20260115',
};

export const PROVIDER: AcknowledgedProvider = {
  entityType: '2',
  lastName: 'SAMPLE CLINIC',
  firstName: '',
  middleName: '',
  suffix: '',
  idQualifier: 'XX',
  id: '1234567893',
  taxId: '990000001',
};

export const JANE: ClaimAnswer = {
  patient: {
    lastName: 'DOE',
    firstName: 'JANE',
    middleName: '',
    suffix: '',
    idQualifier: 'MI',
    id: '00012345',
  },
  patientControlNumber: 'PCN001',
  chargeCents: 25000,
  status: 'accepted',
  statuses: [ACCEPTED_FOR_PROCESSING],
  claimNumber: '26015000001',
  clearinghouseNumber: '',
  typeOfBill: '',
  period: { from: '20260105', to: '20260105' },
};

export const JOHN: ClaimAnswer = {
  ...JANE,
  patient: { ...JANE.patient, lastName: 'ROE', firstName: 'JOHN', id: '00054321' },
  patientControlNumber: 'PCN002',
  chargeCents: 7500,
  status: 'rejected',
  statuses: ['A7:33:IL'],
  claimNumber: '26015000002',
  period: { from: '20260106', to: '20260106' },
};

export interface Batch {
  readonly provider: AcknowledgedProvider;
  readonly claims: readonly ClaimAnswer[];
}

export function totalsOf(claims: readonly ClaimAnswer[]): AnswerTotals {
  return claims.reduce((totals, { status, chargeCents = 0 }) => {
    const one =
      status === 'accepted'
        ? { ...NO_TOTALS, acceptedCount: 1, acceptedCents: chargeCents }
        : { ...NO_TOTALS, rejectedCount: 1, rejectedCents: chargeCents };
    return addTotals(totals, one);
  }, NO_TOTALS);
}

/** One answer with a 277CA for each set given. */
export function answer277(...sets: (readonly [AcknowledgedSet, readonly Batch[], AnswerTotals?])[]): Buffer {
  const envelope = openAnswerGroup(ENVELOPE, 'HN', IMPLEMENTATION_277CA);
  const writer = new Claim277Writer(envelope, ENVELOPE);
  for (const [set, batches, totals] of sets) {
    writer.begin(set, totals ?? totalsOf(batches.flatMap(({ claims }) => claims)));
    for (const { provider, claims } of batches) {
      writer.provider(provider, totalsOf(claims));
      for (const claim of claims) writer.claim(claim);
    }
    writer.end();
  }
  return envelope.end();
}
