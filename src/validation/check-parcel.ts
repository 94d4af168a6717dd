import type { Claim } from '../claim/claim.ts';
import type { Parcel } from '../claim/parcel.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { Snapshot } from '../reference/snapshot.ts';
import type { Finding } from '../x12/finding.ts';
import type { ClaimFate, ClaimFaults } from './fates.ts';
import { ParcelChecker } from './parcel-checker.ts';
import type { ClaimIds } from './payer-checks.ts';
import type { FindingPolicy } from './severity.ts';

/** What a parcel is checked against: one object per run, the same for every parcel. */
export interface CheckContext {
  readonly guides: GuideCatalogue;
  readonly policy: FindingPolicy;
  /** CCYYMMDD. */
  readonly receivedDate: string;
  /** Profiles the partner may send to, the default first; empty: no payer's rules. */
  readonly profiles: readonly PayerProfile[];
  /** undefined: no member and no contract is looked up. */
  readonly snapshot?: Snapshot;
}

/** A claim that could be read, with everything found in it. */
export interface CheckedClaim {
  readonly claim: Claim;
  /** Index in its set. */
  readonly index: number;
  readonly fate: ClaimFate;
  /** Of level claim and line, silent ones left out, with the severity the partner gives them. */
  readonly findings: readonly Finding[];
  /** Of its billing provider, subscriber and patient: they refuse every claim below, and are listed once. */
  readonly inherited: readonly Finding[];
  /** Found but not kept. */
  readonly findingsDropped: number;
  readonly ids: ClaimIds;
}

/** What a parcel comes to besides its claims; sums of parcels make up the set. */
export interface ParcelFindings {
  /** Of level set: elements of the context, and what stands in no claim that could be read. */
  readonly findings: readonly Finding[];
  /** Of level claim, above the claims that inherit them. */
  readonly contextFindings: readonly Finding[];
  readonly findingsDropped: number;
  readonly claimsAccepted: number;
  readonly claimsRejected: number;
  readonly acceptedCents: number;
  readonly rejectedCents: number;
  /** Claims whose charge is no number: counted, not summed (DESIGN decision 1). */
  readonly claimsWithoutCharge: number;
  /** What the 999 will say of its claims. */
  readonly claimFaults: ClaimFaults;
}

/**
 * Reads one parcel of a set: names the loops, builds the claims, and runs every check a claim has by itself. The one
 * function behind `validate` and the intake workers; the same claims and findings come out however the set was cut.
 * Without a guide for the set nothing is read: `SET-GUIDE-UNKNOWN` has refused it.
 */
export function checkParcel(
  parcel: Parcel,
  context: CheckContext,
  onClaim: (checked: CheckedClaim) => void,
): ParcelFindings {
  return new ParcelChecker(parcel, context, onClaim).check();
}
