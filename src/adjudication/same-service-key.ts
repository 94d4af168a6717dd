import { hash } from 'node:crypto';
import { type Claim, servicePeriod } from '../claim/claim.ts';
import { normalizeMemberId } from './edits/identify-member.ts';

/**
 * Equal for two claims of the same provider for the same patient, dates, lines and charges (KP-06, KP-23): sixteen
 * hex digits of SHA-256. Made from the claim alone, so that it stays the same when records change. The number,
 * CLM01, the frequency and diagnoses are left out: a rebill comes with others.
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
  return hash('sha256', JSON.stringify(facts), 'hex').slice(0, 16);
}
