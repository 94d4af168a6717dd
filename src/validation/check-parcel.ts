import type { Claim } from '../claim/claim.ts';
import type { Parcel, SourceRun } from '../claim/parcel.ts';
import type { Guide } from '../guide/guide.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { Snapshot } from '../reference/snapshot.ts';
import type { Finding } from '../x12/finding.ts';
import { Tokenizer } from '../x12/tokenizer.ts';
import { ClaimChecker } from './claim-checker.ts';
import { type ClaimFate, type ClaimFaults, NO_FAULTS } from './fates.ts';
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
 * Reads one parcel of a set: names the loops, builds the claims, and runs every check a claim has by itself. The same
 * claims and findings come out however the set was cut. Without a guide for the set nothing is read:
 * `SET-GUIDE-UNKNOWN` has refused it.
 */
export function checkParcel(
  parcel: Parcel,
  context: CheckContext,
  onClaim: (checked: CheckedClaim) => void,
): ParcelFindings {
  const { guides } = context;
  const guide = guides.byId(parcel.guideId) ?? guides.find(parcel.setId, parcel.guideId);
  if (guide === undefined) return NOTHING;
  const reader = idleReaders.get(guide) ?? new ParcelReader(guide);
  // Out of reach until it is done: after a throw it is not used again.
  idleReaders.delete(guide);
  const findings = reader.check(parcel, context, onClaim);
  idleReaders.set(guide, reader);
  return findings;
}

/** One a thread and guide: what a reader is made of takes longer to make than a small parcel to read. */
const idleReaders = new WeakMap<Guide, ParcelReader>();

const NOTHING: ParcelFindings = Object.freeze({
  findings: [],
  contextFindings: [],
  findingsDropped: 0,
  claimsAccepted: 0,
  claimsRejected: 0,
  acceptedCents: 0,
  rejectedCents: 0,
  claimsWithoutCharge: 0,
  claimFaults: NO_FAULTS,
});

/** The segments of parcels, read again. */
class ParcelReader {
  readonly #checker: ClaimChecker;
  readonly #tokenizer: Tokenizer;
  #isReplaying = false;

  constructor(guide: Guide) {
    const checker = new ClaimChecker(guide);
    this.#checker = checker;
    this.#tokenizer = new Tokenizer((segment) => {
      if (this.#isReplaying) checker.replay(segment);
      else checker.take(segment);
    });
  }

  check(parcel: Parcel, context: CheckContext, onClaim: (checked: CheckedClaim) => void): ParcelFindings {
    const { replay, body, delimiters, firstClaimIndex, bodyOffsetBytes, bodyLengthBytes } = parcel;
    this.#tokenizer.setDelimiters(delimiters);
    this.#checker.begin(parcel, firstClaimIndex, context, onClaim);
    this.#isReplaying = true;
    for (const { slice, runs } of replay) {
      this.#push(parcel, runs);
      this.#checker.closeUnit(slice.offsetBytes + slice.lengthBytes);
    }
    this.#isReplaying = false;
    this.#push(parcel, body);
    return this.#checker.endPart(bodyOffsetBytes + bodyLengthBytes);
  }

  #push({ bytes }: Parcel, runs: readonly SourceRun[]): void {
    for (const run of runs) {
      this.#tokenizer.restart({
        offsetBytes: run.offsetBytes,
        line: run.firstLine,
        ordinal: run.firstOrdinal,
      });
      this.#tokenizer.push(bytes.subarray(run.start, run.end));
    }
  }
}
