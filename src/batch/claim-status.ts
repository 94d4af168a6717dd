import { denialStatuses, zeroPaymentStatuses } from '../acknowledgment/adjustment-status.ts';
import type { ClaimStatus, LineStatus } from '../acknowledgment/claim-status-277.ts';
import type { Decision, LineDecision } from '../adjudication/decision.ts';
import type { Pend } from '../adjudication/priced-claim.ts';
import type { ClaimRow, PaymentRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { answeredRefusal } from './answered-refusal.ts';

/** Told in a 999 or TA1: the claim never was read on its own. */
const REFUSED_WITH_ITS_SET = 'A3:684';

/** What a claim waits for, and whether the provider can do something about it. */
const PENDED: Readonly<Record<NonNullable<Pend['waitsFor']>, string>> = {
  document: 'P3:123:1P',
  person: 'P2:46',
  claim: 'P1:42',
  record: 'P5:41',
};

/** STC01, STC10, STC11. */
const MAX_STATUSES = 3;

/**
 * What the provider is told of a claim at this point of its life, in the codes of the 277 (005010X212). A provider can
 * act on each: send what is missing, correct, look at the remittance, or wait.
 *
 * @param today CCYYMMDD
 */
export async function claimStatusOf(store: Store, row: ClaimRow, today: string): Promise<ClaimStatus> {
  const { claimNumber, patientControlNumber, chargeCents, receivedDate } = row;
  const period = { from: row.serviceFrom, to: row.serviceTo };
  const claim = { claimNumber, patientControlNumber, chargeCents, period };
  const told = (statuses: readonly string[], date: string): ClaimStatus => ({ statuses, date, claim });
  const decidedDate = row.decidedDate || today;
  switch (row.state) {
    case 'rejected':
    case 'refused': {
      const statuses = (await answeredRefusal(store, row))?.statuses ?? [REFUSED_WITH_ITS_SET];
      // Its number is spent: no 277CA gave it out, and no correction may name it.
      return {
        statuses: statuses.slice(0, MAX_STATUSES),
        date: receivedDate,
        claim: { ...claim, claimNumber: '' },
      };
    }
    case 'staged':
    case 'accepted':
      return told(['P1:20'], receivedDate);
    case 'pended':
      return told(pendStatuses(await lastDecision(store, row)), receivedDate);
    case 'replaced':
      return told(['F3:1'], decidedDate);
    case 'voided':
    case 'withdrawn':
      return told(['F4:686'], decidedDate);
    case 'applied':
      return told(['F0:101'], decidedDate);
    case 'recorded':
      return told(['F4:105'], decidedDate);
    case 'decided':
    case 'remitted': {
      const decision = await lastDecision(store, row);
      const payment = await paymentOf(store, row);
      if (decision === undefined) return told(['P1:20'], receivedDate);
      return {
        ...told(decidedStatuses(decision, payment), payment?.paymentDate ?? decidedDate),
        decided: {
          paidCents: decision.paidCents,
          date: decidedDate,
          lines: decision.lines.map(lineStatus),
        },
        ...(payment === undefined
          ? {}
          : { remitted: { date: payment.paymentDate, traceNumber: payment.traceNumber } }),
      };
    }
  }
}

function pendStatuses(decision: Decision | undefined): string[] {
  const waits = new Set((decision?.pends ?? []).map(({ waitsFor = 'person' }) => waitsFor));
  // What the provider can do something about comes first.
  const statuses = (['document', 'person', 'claim', 'record'] as const)
    .filter((each) => waits.has(each))
    .map((each) => PENDED[each]);
  return statuses.length > 0 ? statuses.slice(0, MAX_STATUSES) : [PENDED.person];
}

function decidedStatuses(decision: Decision, payment: PaymentRow | undefined): string[] {
  const reasons = [...decision.adjustments, ...decision.lines.flatMap(({ adjustments }) => adjustments)];
  if (decision.status === 'denied') {
    const statuses = denialStatuses(reasons);
    return payment === undefined ? [...statuses, 'F2:3'] : statuses;
  }
  // Adjudicated, and the payment cycle is yet to come.
  if (payment === undefined) return ['F0:3'];
  return decision.paidCents > 0 ? ['F1:65'] : zeroPaymentStatuses(reasons);
}

function lineStatus(line: LineDecision): LineStatus {
  const isDenied = line.paidCents === 0 && line.allowedCents === 0;
  return {
    procedureQualifier: line.procedureQualifier,
    procedure: line.procedure,
    modifiers: line.modifiers,
    revenueCode: line.revenueCode,
    unitsMilli: line.unitsMilli,
    chargeCents: line.chargeCents,
    paidCents: line.paidCents,
    controlNumber: line.controlNumber,
    serviceDate: line.serviceDate,
    statuses: isDenied
      ? denialStatuses(line.adjustments)
      : line.paidCents > 0
        ? ['F1:65']
        : zeroPaymentStatuses(line.adjustments),
  };
}

async function lastDecision(store: Store, { claimId }: ClaimRow): Promise<Decision | undefined> {
  const outcome = (await store.decisionsOfClaim(claimId)).at(-1)?.outcome;
  return outcome?.kind === 'decision' ? outcome.decision : undefined;
}

/** The remittance on which it stands last. */
async function paymentOf(store: Store, { claimId }: ClaimRow): Promise<PaymentRow | undefined> {
  const items = await store.itemsOfClaim(claimId);
  const paymentId = items.findLast(({ act }) => act === 'payment')?.paymentId;
  return paymentId === undefined ? undefined : store.paymentById(paymentId);
}
