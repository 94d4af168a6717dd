import { hash } from 'node:crypto';
import { type Claim, servicePeriod } from '../claim/claim.ts';
import { normalizeMemberId } from './edits/identify-member.ts';

/** Hex digits that the keys of one member have in common. */
const MEMBER_DIGITS = 6;
const KEY_DIGITS = 16;

/** How the key of every claim of a member begins: their claims stand side by side in an index of the keys. */
export function memberKeyPrefix(memberId: string): string {
  return hash('sha256', normalizeMemberId(memberId), 'hex').slice(0, MEMBER_DIGITS);
}

/**
 * Equal for two claims of the same provider for the same patient, dates, lines and charges (KP-06, KP-23): sixteen
 * hex digits of SHA-256, the first of them the member's. Made from the claim alone, so that it stays the same when
 * records change. The number, CLM01, the frequency and diagnoses are left out: a rebill comes with others.
 */
export function sameServiceKey(claim: Claim): string {
  const { subscriber, patient } = claim;
  const period = servicePeriod(claim);
  const facts = [
    claim.billing.npi,
    normalizeMemberId(subscriber.id),
    patient.firstName,
    patient.birthDate,
    period.from,
    period.to,
    claim.part.kind,
    // The last digit of a type of bill is the frequency.
    claim.facilityCode,
    claim.chargeCents ?? '',
    claim.lines.map((line) => [
      line.serviceDate?.from ?? '',
      line.serviceDate?.to ?? '',
      line.procedure,
      line.modifiers,
      line.revenueCode,
      line.unit,
      line.unitsMilli ?? '',
      line.chargeCents ?? '',
    ]),
  ];
  const digits = KEY_DIGITS - MEMBER_DIGITS;
  return memberKeyPrefix(subscriber.id) + hash('sha256', JSON.stringify(facts), 'hex').slice(0, digits);
}

/**
 * Equal for two versions of a claim in which nothing that is judged differs (KP-24): the services and, unlike
 * {@link sameServiceKey}, diagnoses and other coded facts, providers, other payers and notes of the lines.
 */
export function contentKey(claim: Claim, serviceKey: string): string {
  const npiOf = (provider: { readonly npi: string } | undefined): string => provider?.npi ?? '';
  const facts = [
    serviceKey,
    claim.codes,
    claim.relatedCauses,
    claim.accidentState,
    claim.dates,
    claim.benefitsAssigned,
    claim.subscriber.payerResponsibility,
    claim.otherPayers,
    claim.part.kind === 'institutional'
      ? [claim.part.admissionType, claim.part.admissionSource, claim.part.dischargeStatus, claim.part.drg]
      : claim.part.placeOfService,
    [claim.rendering, claim.referring, claim.serviceFacility].map(npiOf),
    claim.attachments,
    claim.lines.map((line) => [
      line.placeOfService,
      line.pointers,
      line.emergency,
      line.drug ?? '',
      npiOf(line.rendering),
      line.adjudications,
    ]),
  ];
  return hash('sha256', JSON.stringify(facts), 'hex').slice(0, 16);
}
