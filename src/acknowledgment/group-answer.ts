import type { Finding } from '../x12/finding.ts';

/** What became of a transaction set: IK501 A, E, R. */
export type SetFate = 'accepted' | 'accepted with errors' | 'rejected';

/** One transaction set received, as the 999 answers it. */
export interface SetAnswer {
  /** ST01, ST02 and ST03 as received; '' when absent. */
  readonly setId: string;
  readonly controlNumber: string;
  readonly implementation: string;
  readonly fate: SetFate;
  /** Faults of the set itself (IK502): count, control numbers, trailer. 5 and I5 are added from the findings. */
  readonly ik502: readonly string[];
  /** Findings of the set at any level; those with IK304 or IK403 are listed. */
  readonly findings: readonly Finding[];
}

/** One functional group received, as the 999 answers it. */
export interface GroupAnswer {
  /** GS01, GS06 and GS08 as received. */
  readonly functionalId: string;
  readonly controlNumber: string;
  readonly version: string;
  /** GE01; undefined when there is no GE or it is no number. */
  readonly declaredSetCount?: number;
  readonly receivedSetCount: number;
  /** The group itself is refused, and with it every set in it. */
  readonly rejected: boolean;
  /** Faults of the group (AK905). */
  readonly ak905: readonly string[];
  readonly sets: readonly SetAnswer[];
}

/** Values that a finding must not carry, read again from the archived bytes when the answer is written. */
export interface Echo {
  /** CLM01 of the claim that holds the finding. */
  readonly patientControlNumber?: (finding: Finding) => string | undefined;
  /** The element in error, for IK404. */
  readonly badData?: (finding: Finding) => string | undefined;
}
