import type { Segment } from '../x12/segment.ts';
import { readAdjustments } from './adjustments.ts';
import type { OtherPayer } from './claim.ts';
import { append, NONE, type WholeDraft } from './draft.ts';
import { AMT, CAS, MIA, MOA, OI } from './tags.ts';

export type OtherPayerDraft = WholeDraft<OtherPayer>;

/** SBR of 2320 begins another payer. */
export function beginOtherPayer(segment: Segment): OtherPayerDraft {
  return {
    payerResponsibility: segment.element(1),
    relationship: segment.element(2),
    groupNumber: segment.element(3),
    claimFilingIndicator: segment.element(9),
    adjustments: NONE,
    paidCents: undefined,
    nonCoveredCents: undefined,
    remainingLiabilityCents: undefined,
    benefitsAssigned: '',
    remarks: NONE,
    subscriber: undefined,
    payer: undefined,
    adjudicationDate: '',
  };
}

/** A segment of 2320 after its SBR. */
export function readOtherPayer(payer: OtherPayerDraft, segment: Segment): void {
  switch (segment.tag) {
    case CAS:
      payer.adjustments = readAdjustments(segment, payer.adjustments);
      return;
    case AMT:
      readAmount(payer, segment);
      return;
    case OI:
      payer.benefitsAssigned = segment.element(3);
      return;
    case MIA:
      readRemark(payer, segment, 5, 5);
      readRemark(payer, segment, 20, 23);
      return;
    case MOA:
      readRemark(payer, segment, 3, 7);
      return;
  }
}

function readAmount(payer: OtherPayerDraft, segment: Segment): void {
  const cents = segment.amountCents(2);
  if (cents === undefined) return;
  if (segment.equals(1, 'D')) payer.paidCents = cents;
  else if (segment.equals(1, 'A8')) payer.nonCoveredCents = cents;
  else if (segment.equals(1, 'EAF')) payer.remainingLiabilityCents = cents;
}

function readRemark(payer: OtherPayerDraft, segment: Segment, first: number, last: number): void {
  for (let n = first; n <= last; n += 1) {
    if (segment.isPresent(n)) payer.remarks = append(payer.remarks, segment.element(n));
  }
}
