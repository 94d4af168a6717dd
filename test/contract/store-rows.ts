import type { Decision } from '../../src/adjudication/decision.ts';
import { decisionEntry, decisionPostings } from '../../src/ledger/decision-entry.ts';
import { paymentEntry } from '../../src/ledger/payment-entry.ts';
import { reversalEntry } from '../../src/ledger/reversal-entry.ts';
import { packOutcome } from '../../src/store/outcome-packing.ts';
import type {
  CloseInterchange,
  PostPayments,
  SettledClaim,
  StagedClaim,
  Store,
} from '../../src/store/store.ts';
import type { Finding } from '../../src/x12/finding.ts';

export const AS_OF = '2025-11-03T06:00:00-08:00';
export const DATE = '20251103';
export const PROFILE = '91051';
export const PAYEE = '910000002-2999999990';
export const FUND = `${PROFILE}/commercial`;

export type Payment = PostPayments['payments'][number];

export function stagedClaim(claimNumber: string, over: Partial<StagedClaim> = {}): StagedClaim {
  return {
    claimNumber,
    source: '[[0,10,1,1]]',
    offsetBytes: 100,
    segmentOrdinal: 20,
    kind: 'professional',
    frequency: '1',
    frequencyRank: 0,
    isEncounter: false,
    isTest: false,
    profileId: PROFILE,
    patientControlNumber: 'A1',
    memberId: 'M1',
    billingNpi: '2999999990',
    taxId: '910000002',
    payeeId: PAYEE,
    chargeCents: 10_000,
    lineCount: 1,
    serviceFrom: '20251001',
    serviceTo: '20251001',
    receivedDate: DATE,
    sliceHash: `hash-${claimNumber}`,
    sameServiceKey: `key-${claimNumber}`,
    state: 'staged',
    ...over,
  };
}

export function decisionOf(claimNumber: string, over: Partial<Decision> = {}): Decision {
  const name = {
    entityType: '1',
    lastName: 'X',
    firstName: '',
    middleName: '',
    suffix: '',
    idQualifier: 'MI',
    id: 'M1',
  };
  const paidCents = over.paidCents ?? 6_000;
  return {
    status: 'paid',
    claimStatus: '1',
    lineOfBusiness: 'commercial',
    fund: FUND,
    payeeId: PAYEE,
    memberId: 'M1',
    planId: 'P1',
    chargeCents: 10_000,
    allowedCents: paidCents + 1_500,
    paidCents,
    patientResponsibilityCents: 1_500,
    adjustments: [],
    remarks: [],
    lines: [
      {
        ordinal: 1,
        controlNumber: '',
        procedureQualifier: 'HC',
        procedure: '99213',
        modifiers: [],
        revenueCode: '',
        unitsMilli: 1_000,
        serviceDate: { from: '20251001', to: '20251001' },
        chargeCents: 10_000,
        allowedCents: paidCents + 1_500,
        paidCents,
        adjustments: [
          { group: 'CO', carc: '45', amountCents: 10_000 - paidCents - 1_500, rule: 'KP-41' },
          { group: 'PR', carc: '1', amountCents: 1_500, rule: 'KP-60' },
        ],
        remarks: [],
      },
    ],
    trace: [],
    accumulators: [],
    pendReason: '',
    facts: {
      patientControlNumber: 'A1',
      claimNumber,
      originalClaimNumber: '',
      claimFilingIndicator: 'HM',
      facilityCode: '11',
      frequency: '1',
      isInstitutional: false,
      drg: '',
      patient: name,
      period: { from: '20251001', to: '20251001' },
      receivedDate: DATE,
    },
    ...over,
  };
}

/** A claim decided on its own, with the ledger entry its decision makes. */
export function settledClaim(
  claimId: number,
  decision: Decision,
  over: Partial<SettledClaim> = {},
): SettledClaim {
  const isPended = decision.status === 'pended';
  return {
    claimId,
    act: 'decide',
    state: isPended ? 'pended' : 'decided',
    status: decision.status,
    payeeId: decision.payeeId,
    fund: decision.fund,
    profileId: PROFILE,
    chargeCents: decision.chargeCents,
    allowedCents: decision.allowedCents,
    paidCents: decision.paidCents,
    patientResponsibilityCents: decision.patientResponsibilityCents,
    outcome: packOutcome({ kind: 'decision', decision }),
    accumulators: [],
    ...(!isPended && { postings: decisionPostings(decision) }),
    entries: [],
    isRemitted: !isPended,
    ...over,
  };
}

export function reversalOf(decision: Decision) {
  const { claimNumber } = decision.facts;
  return reversalEntry({
    original: decisionEntry({ claimNumber, version: 1, decision, asOf: AS_OF }),
    asOf: AS_OF,
  });
}

export function finding(code: string): Finding {
  return {
    code,
    severity: 'report',
    snip: 1,
    level: 'claim',
    place: { file: 'a.x12', offsetBytes: 5, lengthBytes: 3, line: 1 },
    acknowledgment: {},
    message: 'something is wrong',
    hint: 'correct it',
  };
}

export function paymentOf(traceNumber: string, itemIds: readonly number[], over: Partial<Payment>): Payment {
  const claimsCents = over.claimsCents ?? 0;
  const forwardInCents = over.forwardInCents ?? 0;
  const adjustmentCents = over.adjustmentCents ?? 0;
  const interestCents = over.interestCents ?? 0;
  const due = claimsCents - adjustmentCents + interestCents - forwardInCents;
  const money = { paidCents: Math.max(due, 0), forwardInCents, forwardOutCents: Math.max(-due, 0) };
  return {
    profileId: PROFILE,
    payeeId: PAYEE,
    payeeName: 'CLINIC',
    fund: FUND,
    traceNumber,
    method: money.paidCents > 0 ? 'ACH' : 'NON',
    paymentDate: DATE,
    claimsCents,
    adjustmentCents,
    interestCents,
    forwardInTrace: '',
    itemIds,
    interest: [],
    adjustmentIds: [],
    entry: paymentEntry({
      payeeId: PAYEE,
      fund: FUND,
      runDate: traceNumber,
      sequence: 1,
      traceNumber,
      asOf: AS_OF,
      interestCents,
      ...money,
    }),
    ...money,
    ...over,
  };
}

/** A run, and a file taken in it. */
export async function beginWithFile(
  store: Store,
  sha256 = 'a'.repeat(64),
): Promise<{ runId: number; fileId: number }> {
  const { runId } = await store.beginRun({ asOf: AS_OF, businessDate: DATE, snapshotDigest: 'digest' });
  const { fileId } = await store.takeFile({
    sha256,
    name: `${sha256.slice(0, 4)}.x12`,
    partnerId: 'clinic',
    sizeBytes: 1_000,
    receivedDate: DATE,
    runId,
  });
  return { runId, fileId };
}

export interface Opened {
  readonly batchId: number;
  readonly interchangeId: number;
  readonly setId: number;
}

/** An interchange with one set whose claims are staged; nothing is closed. */
export async function stage(
  store: Store,
  at: { runId: number; fileId: number; ordinal?: number; controlNumber?: string },
  claims: readonly StagedClaim[],
): Promise<Opened> {
  const { runId, fileId, ordinal = 1, controlNumber = '000000001' } = at;
  const { batchId } = await store.openBatch(runId, 'intake', `${fileId}/${ordinal}`);
  const interchangeId = await store.openInterchange({
    batchId,
    fileId,
    ordinal,
    partnerId: 'clinic',
    controlNumber,
    senderKey: 'ZZ/CLINIC/PAYER',
    usage: 'P',
    offsetBytes: 0,
    delimiters: { element: 42, component: 58, repetition: 94, terminator: 126 },
    receivedDate: DATE,
  });
  const [setId] = await store.stageSets([{ ...SET, interchangeId, parcels: [{ claims, answers: ANSWERS }] }]);
  return { batchId, interchangeId, setId: setId! };
}

/** What the store keeps without looking into it. */
export const ANSWERS = Buffer.from('answers');
const SET = { groupControlNumber: '1', controlNumber: '0001', guideId: '005010X222A1' };

export function closeOf(opened: Opened, over: Partial<CloseInterchange> = {}): CloseInterchange {
  return {
    interchangeId: opened.interchangeId,
    batchId: opened.batchId,
    lengthBytes: 900,
    fate: 'accepted',
    note: '000',
    refusedSets: [],
    findings: [],
    answers: [],
    counters: [],
    books: 'seen = accepted',
    ...over,
  };
}

export async function closeSetOf(
  store: Store,
  setId: number,
  fate: 'accepted' | 'rejected' = 'accepted',
): Promise<void> {
  const close = { fate, batchReference: 'B1', claimsSeen: 1, chargeSeenCents: 10_000 };
  await store.stageSets([{ ...SET, setId, interchangeId: 0, parcels: [], close }]);
}

/** Claims taken in and accepted; their ids by number. */
export async function accept(
  store: Store,
  claims: readonly StagedClaim[],
  sha256?: string,
): Promise<Map<string, number>> {
  const opened = await stage(store, await beginWithFile(store, sha256), claims);
  await closeSetOf(store, opened.setId);
  await store.closeInterchange(closeOf(opened));
  const rows = await store.claimsOfSet(opened.setId, 0, 1_000);
  return new Map(rows.map((row) => [row.claimNumber, row.claimId]));
}

/** One batch of adjudication, closed. */
export async function decide(store: Store, claims: readonly SettledClaim[]): Promise<number> {
  const { runId } = (await store.lastRun())!;
  const { batchId } = await store.openBatch(runId, 'adjudicate', PROFILE);
  await store.postDecisions({ batchId, asOf: AS_OF, businessDate: DATE, claims });
  await store.closeBatch(batchId, 'accepted = decided');
  return batchId;
}

/** One batch of payments, closed. */
export async function remit(store: Store, name: string, payments: readonly Payment[]): Promise<number> {
  const { runId } = (await store.lastRun())!;
  const { batchId } = await store.openBatch(runId, 'pay', PROFILE);
  const file = { name, partnerId: 'clinic', type: '835', bytes: Buffer.from(`ISA ${name}`) } as const;
  await store.postPayments({ batchId, file, payments, counters: [] });
  await store.closeBatch(batchId, 'decided = remitted');
  return batchId;
}

export async function waiting(store: Store) {
  return store.waitingItems(PROFILE, PAYEE, FUND, 0, 1_000);
}
