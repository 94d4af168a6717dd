import type { AcknowledgedProvider, AcknowledgedSet, ClaimAnswer } from '../acknowledgment/claim-answer.ts';
import { claimStatuses, providerStatuses } from '../acknowledgment/finding-status.ts';
import { type Claim, servicePeriod } from '../claim/claim.ts';
import { packBlock, unpackBlock } from '../store/block.ts';
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

/** An answer with the number that we gave its claim. */
export interface NumberedAnswer {
  readonly claimNumber: string;
  readonly answer: StagedAnswer;
}

/** What only refused claims have. */
type Refusal = Pick<StagedAnswer, 'providerRefusal' | 'refusal'> & Pick<StagedAnswer['claim'], 'lines'>;

const ACCEPTED: Refusal = { providerRefusal: [], refusal: [] };

/** Provider's offset and names, then the submitter's: they stand before the first claim of a provider. */
type ProviderRow = readonly (string | number)[];
type ClaimRow = readonly (string | number | null | Refusal)[];

/**
 * The answers of one parcel: rows of values, compressed together. What the claims of a provider have in common stands
 * once. Whoever keeps them need not read them.
 */
export function packAnswers(answers: readonly NumberedAnswer[]): Uint8Array<ArrayBuffer> {
  const rows: string[] = [];
  let before = '';
  for (const { claimNumber, answer } of answers) {
    const row = JSON.stringify(providerRow(answer));
    if (row !== before) rows.push(row);
    before = row;
    rows.push(JSON.stringify(claimRow(claimNumber, answer)));
  }
  return Uint8Array.from(packBlock(rows));
}

export function unpackAnswers(block: Uint8Array): NumberedAnswer[] {
  const answers: NumberedAnswer[] = [];
  let ofProvider: Pick<StagedAnswer, 'providerOffset' | 'provider' | 'submitter'> | undefined;
  for (const text of unpackBlock(block)) {
    if (text === '') continue;
    const row = JSON.parse(text) as ProviderRow | ClaimRow;
    // A provider's row begins with its offset, a claim's with its number.
    if (typeof row[0] === 'number') ofProvider = providerFrom(row as ProviderRow);
    else answers.push(answerFrom(row, ofProvider!));
  }
  return answers;
}

function providerRow({ providerOffset, provider, submitter }: StagedAnswer): ProviderRow {
  return [
    providerOffset,
    provider.entityType,
    provider.lastName,
    provider.firstName,
    provider.middleName,
    provider.suffix,
    provider.idQualifier,
    provider.id,
    provider.taxId,
    submitter.entityType,
    submitter.lastName,
    submitter.firstName,
    submitter.middleName,
    submitter.id,
  ];
}

function providerFrom(row: ProviderRow): Pick<StagedAnswer, 'providerOffset' | 'provider' | 'submitter'> {
  const [providerOffset, ...texts] = row as [number, ...string[]];
  const [entityType, lastName, firstName, middleName, suffix, idQualifier, id, taxId, ...rest] =
    texts as ProviderTexts;
  const [submitterType, submitterName, submitterFirst, submitterMiddle, submitterId] = rest;
  return {
    providerOffset,
    provider: { entityType, lastName, firstName, middleName, suffix, idQualifier, id, taxId },
    submitter: {
      entityType: submitterType,
      lastName: submitterName,
      firstName: submitterFirst,
      middleName: submitterMiddle,
      id: submitterId,
    },
  };
}

type Five = [string, string, string, string, string];
type ProviderTexts = [string, string, string, string, string, string, string, string, ...Five];

function claimRow(claimNumber: string, { claim, providerRefusal, refusal }: StagedAnswer): ClaimRow {
  const { patient, period, lines } = claim;
  const isAccepted = refusal.length === 0 && providerRefusal.length === 0 && lines === undefined;
  return [
    claimNumber,
    patient.lastName,
    patient.firstName,
    patient.middleName,
    patient.suffix,
    patient.idQualifier,
    patient.id,
    claim.patientControlNumber,
    claim.chargeCents ?? null,
    claim.clearinghouseNumber,
    claim.typeOfBill,
    period.from,
    period.to,
    isAccepted ? 0 : { providerRefusal, refusal, ...(lines === undefined ? {} : { lines }) },
  ];
}

function answerFrom(
  row: ClaimRow,
  ofProvider: Pick<StagedAnswer, 'providerOffset' | 'provider' | 'submitter'>,
): NumberedAnswer {
  const [claimNumber, lastName, firstName, middleName, suffix, idQualifier, id, control, ...more] =
    row as unknown as [string, string, string, string, string, string, string, string, ...ClaimRest];
  const [chargeCents, clearinghouseNumber, typeOfBill, from, to, refused] = more;
  const { providerRefusal, refusal, lines } = refused === 0 ? ACCEPTED : refused;
  return {
    claimNumber,
    answer: {
      providerOffset: ofProvider.providerOffset,
      provider: ofProvider.provider,
      submitter: ofProvider.submitter,
      claim: {
        patient: { lastName, firstName, middleName, suffix, idQualifier, id },
        patientControlNumber: control,
        chargeCents: chargeCents ?? undefined,
        clearinghouseNumber,
        typeOfBill,
        period: { from, to },
        ...(lines === undefined ? {} : { lines }),
      },
      providerRefusal,
      refusal,
    },
  };
}

type ClaimRest = [number | null, string, string, string, string, Refusal | 0];

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
