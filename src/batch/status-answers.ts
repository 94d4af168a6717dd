import type { ClaimStatus } from '../acknowledgment/claim-status-277.ts';
import type {
  StatusInquiry,
  StatusPatient,
  StatusProvider,
  StatusRequest,
} from '../acknowledgment/status-request.ts';
import { findClaimNumbers } from '../adjudication/claim-number.ts';
import { normalizeMemberId } from '../adjudication/edits/identify-member.ts';
import { memberKeyPrefix } from '../adjudication/same-service-key.ts';
import type { Partner } from '../reference/partner.ts';
import type { ClaimRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { claimStatusOf } from './claim-status.ts';
import type { Workplace } from './workplace.ts';

/** Claims told of one inquiry, the newest; whoever asks so widely asks again with a charge or number. */
const MAX_TOLD = 20;

/** Claims of a member looked through for those of the dates. */
const CLAIMS_LOOKED_AT = 2000;

/** Not among what was taken in. */
const NOT_FOUND = 'D0:35';

/** Missing what a claim could be told by: its number, the patient's account, or the dates of service. */
const TOO_LITTLE = ['E0:21', 'E0:187'] as const;

/** Another payer's. */
const WRONG_PAYER = 'E4:116';

export interface StatusContext {
  readonly store: Store;
  readonly workplace: Workplace;
  readonly partner: Partner;
  readonly isTest: boolean;
  /** CCYYMMDD. */
  readonly today: string;
}

interface Asked {
  readonly inquiry: StatusInquiry;
  readonly provider: StatusProvider;
  readonly memberId: string;
  readonly patient: StatusPatient;
  readonly isDependent: boolean;
  /** Of the payer that is asked; empty when it is none of ours. */
  readonly profileIds: ReadonlySet<string>;
}

/**
 * What became of every claim that a 276 asks for. A claim is told only to its own provider (NPI or tax id), and only
 * when member and patient are the ones it names (KP-05).
 */
export async function statusAnswers(
  request: StatusRequest,
  context: StatusContext,
): Promise<Map<StatusInquiry, readonly ClaimStatus[]>> {
  const answers = new Map<StatusInquiry, readonly ClaimStatus[]>();
  for (const { name, receivers } of request.sources) {
    const profileIds = profilesOf(name.id, context);
    for (const provider of receivers.flatMap(({ providers }) => providers)) {
      for (const subscriber of provider.subscribers) {
        const memberId = normalizeMemberId(subscriber.name.id);
        const asked = { provider, memberId, profileIds };
        const patients = [subscriber, ...subscriber.dependents];
        for (const patient of patients) {
          for (const inquiry of patient.inquiries) {
            const isDependent = patient !== subscriber;
            answers.set(inquiry, await answerTo({ ...asked, inquiry, patient, isDependent }, context));
          }
        }
      }
    }
  }
  return answers;
}

async function answerTo(asked: Asked, context: StatusContext): Promise<ClaimStatus[]> {
  const { inquiry, profileIds } = asked;
  const nothing = (...statuses: string[]): ClaimStatus[] => [{ statuses, date: context.today }];
  if (profileIds.size === 0) return nothing(WRONG_PAYER);
  if (inquiry.claimNumber === '' && inquiry.patientControlNumber === '' && !inquiry.period)
    return nothing(...TOO_LITTLE);
  const rows = await withFollowers(await matching(asked, context), context.store);
  if (rows.length === 0) return nothing(NOT_FOUND);
  const told: ClaimStatus[] = [];
  for (const row of rows.slice(0, MAX_TOLD))
    told.push(await claimStatusOf(context.store, row, context.today));
  return told;
}

/** Our own number is enough; without a hit the patient's account, or member and dates, with whatever else is said. */
async function matching(asked: Asked, context: StatusContext): Promise<ClaimRow[]> {
  const { store } = context;
  const { inquiry, memberId } = asked;
  const [claimNumber] = findClaimNumbers(inquiry.claimNumber);
  const numbered = claimNumber === undefined ? undefined : await store.claimByNumber(claimNumber);
  if (numbered && isOf(numbered, asked, context)) return [numbered];
  const rows =
    inquiry.patientControlNumber === ''
      ? await store.claimsOfMember(memberKeyPrefix(memberId), memberId, CLAIMS_LOOKED_AT)
      : (await store.claimsByPatientControlNumber(inquiry.patientControlNumber)).reverse();
  if (inquiry.patientControlNumber === '' && !inquiry.period) return [];
  return rows.filter((row) => agrees(row, inquiry) && isOf(row, asked, context));
}

function agrees(row: ClaimRow, { chargeCents, period }: StatusInquiry): boolean {
  return (
    (chargeCents === undefined || row.chargeCents === chargeCents) &&
    (period === undefined || (row.serviceFrom <= period.to && period.from <= row.serviceTo))
  );
}

/** The asking provider's own claim, of this member and patient, and already taken in. */
function isOf(row: ClaimRow, asked: Asked, context: StatusContext): boolean {
  const { provider, memberId, profileIds } = asked;
  return (
    row.state !== 'staged' &&
    row.state !== 'refused' &&
    row.isTest === context.isTest &&
    profileIds.has(row.profileId) &&
    row.memberId === memberId &&
    provider.names.length > 0 &&
    provider.names.every(({ idQualifier, id }) =>
      idQualifier === 'XX' ? id === row.billingNpi : id.replace('-', '') === row.taxId,
    ) &&
    isPatient(row, asked, context)
  );
}

/** Subscriber and dependents have one member id: the claim itself says whose it is. */
function isPatient(
  row: ClaimRow,
  { patient: { name, birthDate }, isDependent }: Asked,
  { workplace }: StatusContext,
): boolean {
  // Without its bytes nobody can tell whose it is, and nothing is told.
  if (!workplace.archive.has(row.fileSha256)) return false;
  const { patient } = workplace.claims.read(row);
  const isSelf = patient.relationship === '18';
  const agreesByDate = birthDate === '' || patient.birthDate === birthDate;
  if (!isDependent) return isSelf && agreesByDate;
  return !isSelf && agreesByDate && sameText(patient.firstName, name.firstName);
}

function sameText(one: string, other: string): boolean {
  return one.trim().toUpperCase() === other.trim().toUpperCase();
}

/** The payers of the partner that have this id. */
function profilesOf(payerId: string, { partner, workplace }: StatusContext): Set<string> {
  const profiles = partner.payers.flatMap((id) => workplace.snapshot.profile(id) ?? []);
  return new Set(
    profiles
      .filter(({ payerIds }) => payerIds.includes(payerId.trim()) || payerIds.includes('*'))
      .map(({ id }) => id),
  );
}

/** Behind a claim that was replaced or voided comes what follows it: that is what stands today. */
async function withFollowers(rows: readonly ClaimRow[], store: Store): Promise<ClaimRow[]> {
  const known = new Map<number, ClaimRow>();
  for (const first of rows) {
    for (let row: ClaimRow | undefined = first; row && !known.has(row.claimId); ) {
      known.set(row.claimId, row);
      row = row.supersededBy === '' ? undefined : await store.claimByNumber(row.supersededBy);
    }
  }
  return [...known.values()].sort((one, other) => other.claimId - one.claimId);
}
