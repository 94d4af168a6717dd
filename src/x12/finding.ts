import type { Place } from './place.ts';

/** From most to least grave. `reject` refuses the thing at `level`; `report` is said and lets it pass; `ignore` is silent. */
export type Severity = 'reject' | 'report' | 'ignore';

/** What is refused when the finding's severity is `reject`: the smallest unit that the fault spoils. */
export type FindingLevel = 'file' | 'interchange' | 'group' | 'set' | 'claim' | 'line';

/** SNIP validation type: 1 syntax, 2 guide, 3 balancing, 4 situations, 5 code sets, 6 product, 7 partner. */
export type SnipType = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The acknowledgment code a finding becomes: at most one of each kind, the answer of its level uses the one it needs. */
export interface AcknowledgmentCodes {
  /** TA105 interchange note code, three digits. */
  readonly ta1?: string;
  /** AK905 functional group error. */
  readonly ak905?: string;
  /** IK502 transaction set error. */
  readonly ik502?: string;
  /** IK304 segment error. */
  readonly ik304?: string;
  /** IK403 element error; IK401 comes from the place. */
  readonly ik403?: string;
  /** X12 data element number of the element in error (IK402). */
  readonly dataElement?: string;
  /** Claim status: category, code and entity of an STC, e.g. `A7:562:85`; up to three, parted by blanks. */
  readonly stc?: string;
}

/** A segment of the same set, or an element of it. */
export interface FindingTrigger
  extends Pick<Place, 'segmentId' | 'segmentOrdinal' | 'loopPath' | 'elementOrdinal' | 'componentOrdinal'> {
  readonly dataElement?: string;
}

/**
 * Something wrong in a partner's data. Findings are data: they are collected, counted and answered, never thrown.
 * `message` and `hint` never contain an element's value.
 */
export interface Finding {
  /** Stable name, e.g. `X12-SE01-COUNT`; `remit explain-error` knows each. */
  readonly code: string;
  readonly severity: Severity;
  readonly snip: SnipType;
  readonly level: FindingLevel;
  readonly place: Place;
  readonly acknowledgment: AcknowledgmentCodes;
  /** What made a situational rule apply: the 999 points at it. */
  readonly trigger?: FindingTrigger;
  readonly message: string;
  readonly hint: string;
}
