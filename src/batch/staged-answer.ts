import type { AcknowledgedProvider, AcknowledgedSet, ClaimAnswer } from '../acknowledgment/claim-answer.ts';
import { claimStatuses, providerStatuses } from '../acknowledgment/finding-status.ts';
import { type Claim, servicePeriod } from '../claim/claim.ts';
import type { CheckedClaim } from '../validation/check-parcel.ts';
import { refusedLines } from './refused-lines.ts';

/**
 * What the 277CA will say of a claim, kept beside its staged row until the interchange closes: the answer can then
 * be written without reading the claim again. Names go back as they were submitted.
 */
export interface StagedAnswer {
  /** Offset of the billing provider's loop: claims of one provider stand together. */
  readonly providerOffset: number;
  readonly provider: AcknowledgedProvider;
  readonly submitter: AcknowledgedSet['submitter'];
  readonly claim: Omit<ClaimAnswer, 'status' | 'statuses' | 'claimNumber'>;
  /** Statuses of what is wrong with its billing provider; empty when nothing is, or the claim is accepted. */
  readonly providerRefusal: readonly string[];
  /** Statuses of the refusal; empty when the claim is accepted. */
  readonly refusal: readonly string[];
}

export function packAnswer(answer: StagedAnswer): string {
  return JSON.stringify(answer);
}

export function unpackAnswer(text: string): StagedAnswer {
  return JSON.parse(text) as StagedAnswer;
}

/** What is said of a claim that was checked. */
export function answerOf({ claim, fate, findings, inherited }: CheckedClaim): StagedAnswer {
  const { context } = claim.source;
  const isAccepted = fate === 'accepted';
  return {
    providerOffset: context[1]?.offsetBytes ?? context[0]?.offsetBytes ?? 0,
    provider: providerOf(claim),
    submitter: partyOf(claim.submitter),
    claim: {
      patient: patientOf(claim),
      patientControlNumber: claim.patientControlNumber,
      chargeCents: claim.chargeCents,
      clearinghouseNumber: claim.references.find((reference) => reference.qualifier === 'D9')?.value ?? '',
      typeOfBill: claim.part.kind === 'institutional' ? claim.part.typeOfBill : '',
      period: servicePeriod(claim),
      ...(isAccepted ? {} : { lines: refusedLines(claim, findings) }),
    },
    providerRefusal: isAccepted ? [] : providerStatuses([...findings, ...inherited]),
    refusal: isAccepted ? [] : claimStatuses([...findings, ...inherited]),
  };
}

function providerOf({ billing }: Claim) {
  const { entityType, lastName, firstName, middleName, suffix, idQualifier, id, taxId } = billing;
  return { entityType, lastName, firstName, middleName, suffix, idQualifier, id, taxId };
}

function partyOf({ entityType, lastName, firstName, middleName, id }: Claim['submitter']) {
  return { entityType, lastName, firstName, middleName, id };
}

/** A dependent has no id of its own in the 837: the subscriber's stands for it. */
function patientOf({ patient, subscriber }: Claim) {
  const { lastName, firstName, middleName, suffix } = patient;
  const own = patient.id === '' ? subscriber : patient;
  return { lastName, firstName, middleName, suffix, idQualifier: own.idQualifier, id: own.id };
}
