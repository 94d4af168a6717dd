import { type Claim, type Party, servicePeriod } from '../claim/claim.ts';
import { isNpi } from '../reference/is-npi.ts';
import { newbornDays, recordOfNewborn } from '../reference/newborn.ts';
import { actingKind, type PayerProfile, type Rule } from '../reference/payer-profile.ts';
import type { Member } from '../reference/records.ts';
import type { Snapshot } from '../reference/snapshot.ts';
import type { Finding } from '../x12/finding.ts';
import { placeOfClaim } from './claim-place.ts';
import { type ValidationFindingCode, validationFinding } from './finding-table.ts';
import { isSameName } from './same-name.ts';

/** Under which numbers the reference data know the parties of a claim; '' where it does not say or is not known. */
export interface ClaimIds {
  /** The profile its 2010BB names. */
  readonly profileId: string;
  /** Of the patient, as the payer writes it (KP-03). */
  readonly memberId: string;
  readonly subscriberId: string;
  /** Of the billing provider. */
  readonly taxId: string;
  readonly npi: string;
}

/** In a payer id list: every id. For test profiles. */
const ANY = '*';
const TAX_ID = /^\d{9}$/;
const TAXONOMY = /^[0-9A-Z]{10}$/;
const BILLING_LEVEL = '2000A';
const BILLING_LOOP = '2000A/2010AA';
const DEFAULT_MEMBER_ID_LENGTH = 8;

/**
 * KP-01 to KP-04 for one claim, each where its rule acts on the day of service: payer, billing provider, member id
 * and name. Without a snapshot only what needs no record.
 *
 * @param profiles those the partner may send to, the first being the default; none: nothing is checked
 */
export function payerChecks(
  claim: Claim,
  profiles: readonly PayerProfile[],
  snapshot: Snapshot | undefined,
  findings: Finding[],
  inherited: readonly Finding[] = [],
): ClaimIds {
  const ids = { profileId: '', memberId: '', subscriberId: '', taxId: '', npi: '' };
  ids.taxId = claim.billing.taxId.trim();
  ids.npi = claim.billing.npi.trim();
  ids.subscriberId = claim.subscriber.id.trim();
  const standard = profiles[0];
  if (standard === undefined) return ids;
  const serviceDate = servicePeriod(claim).from;
  const payerId = claim.payer.id.trim();
  const named =
    profiles.find(({ payerIds }) => payerIds.includes(payerId)) ??
    profiles.find(({ payerIds }) => payerIds.includes(ANY));
  const payerRule = actingKind(standard, 'payer-id', serviceDate);
  if (named === undefined && payerRule !== undefined) {
    tell('PAYER-ID', claim, payerRule, 'payer', findings);
    return ids;
  }
  const profile = named ?? standard;
  ids.profileId = profile.id;
  const provider = actingKind(profile, 'provider-identifiers', serviceDate);
  if (provider !== undefined) checkProvider(claim, provider, ids, snapshot, findings, inherited);
  const memberId = actingKind(profile, 'member-id', serviceDate);
  if (memberId === undefined) return ids;
  ids.subscriberId = padded(ids.subscriberId, memberId);
  if (snapshot === undefined) return ids;
  const subscriber = snapshot.member(ids.subscriberId);
  if (subscriber === undefined) {
    tell('PAYER-MEMBER-UNKNOWN', claim, memberId, 'unknown', findings);
    return ids;
  }
  ids.memberId = checkNames(claim, subscriber, profile, snapshot, findings);
  return ids;
}

function checkProvider(
  claim: Claim,
  rule: Rule,
  ids: { readonly taxId: string; readonly npi: string },
  snapshot: Snapshot | undefined,
  findings: Finding[],
  inherited: readonly Finding[],
): void {
  // The code lists have told of a number that is none.
  const told = new Set(
    inherited
      .filter(({ place }) => place.loopPath === BILLING_LOOP || place.loopPath === BILLING_LEVEL)
      .map(({ code }) => code),
  );
  const before = findings.length;
  if (ids.npi === '') tell('PAYER-NPI-MISSING', claim, rule, 'npi-missing', findings);
  else if (!told.has('CODE-NPI') && !isNpi(ids.npi))
    tell('PAYER-NPI-INVALID', claim, rule, 'npi-invalid', findings);
  if (ids.taxId === '') tell('PAYER-TAX-ID-MISSING', claim, rule, 'tax-id-missing', findings);
  else if (!told.has('CODE-TAX-ID') && !TAX_ID.test(ids.taxId))
    tell('PAYER-TAX-ID-INVALID', claim, rule, 'tax-id-invalid', findings);
  const { taxonomy } = claim.billing;
  if (taxonomy !== '') {
    if (!told.has('CODE-TAXONOMY') && !TAXONOMY.test(taxonomy))
      tell('PAYER-TAXONOMY-INVALID', claim, rule, 'taxonomy-invalid', findings);
  } else if (rule.parameters.get('taxonomyRequired') === 'billing') {
    tell('PAYER-TAXONOMY-MISSING', claim, rule, 'taxonomy-missing', findings);
  }
  // With a number missing or wrong the record cannot be looked up: that is one fault, not two.
  const isFound = findings.length > before || told.size > 0 || snapshot === undefined;
  if (isFound || snapshot.contract(ids.taxId, ids.npi) !== undefined) return;
  tell('PAYER-PROVIDER-UNKNOWN', claim, rule, 'provider-unknown', findings);
}

/** KP-04. Returns the patient's member id, '' when no record fits. */
function checkNames(
  claim: Claim,
  subscriber: Member,
  profile: PayerProfile,
  snapshot: Snapshot,
  findings: Finding[],
): string {
  const rule = actingKind(profile, 'member-name', servicePeriod(claim).from);
  const foldsCase = rule?.parameters.get('foldCase') === 'yes';
  const { patient } = claim;
  const isSelf = patient.relationship === '18';
  if (rule !== undefined && !isCardName(claim.subscriber, subscriber, foldsCase)) {
    tell('PAYER-MEMBER-NAME', claim, rule, 'subscriber', findings);
    return isSelf ? subscriber.memberId : '';
  }
  if (isSelf) return subscriber.memberId;
  const dependents = snapshot.dependentsOf(subscriber.memberId);
  const named = dependents.filter((dependent) => isCardName(patient, dependent, foldsCase));
  const dependent = named.find(({ birthDate }) => birthDate === patient.birthDate) ?? named[0];
  if (dependent !== undefined) return dependent.memberId;
  // OW-03: whether the parent's coverage still holds for it is decided with the claim.
  const day = servicePeriod(claim).from;
  const newborn = actingKind(profile, 'newborn', day);
  if (newborn !== undefined && newbornDays(claim, newborn, day) !== undefined)
    return recordOfNewborn(claim, subscriber, snapshot).memberId;
  if (rule !== undefined) {
    tell('PAYER-PATIENT-NAME', claim, rule, 'patient', findings);
    return '';
  }
  return dependents.find(({ birthDate }) => birthDate === patient.birthDate)?.memberId ?? '';
}

function isCardName(party: Party, member: Member, foldsCase: boolean): boolean {
  return (
    isSameName(party.lastName, member.lastName, foldsCase) &&
    isSameName(party.firstName, member.firstName, foldsCase) &&
    isSameName(party.middleName, member.middleName, foldsCase) &&
    isSameName(party.suffix, member.suffix, foldsCase)
  );
}

/** KP-03: an id of digits that is too short had its zeros dropped. */
function padded(id: string, rule: Rule): string {
  if (!/^\d+$/.test(id)) return id;
  const length = Number(rule.parameters.get('length') ?? DEFAULT_MEMBER_ID_LENGTH);
  return id.padStart(length, '0');
}

function tell(
  code: ValidationFindingCode,
  claim: Claim,
  rule: Rule,
  clause: string,
  findings: Finding[],
): void {
  const disposition = rule.dispositions.find((each) => each.clause === clause);
  findings.push(validationFinding(code, placeOfClaim(claim), disposition?.stc));
}
