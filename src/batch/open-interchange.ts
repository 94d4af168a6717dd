import { isSegmentFinding, SEGMENT_ERRORS_PER_SET } from '../acknowledgment/segment-error.ts';
import type { Guide } from '../guide/guide.ts';
import type { ClaimFaults, SetInput } from '../validation/fates.ts';
import { supportFindings } from '../validation/set-support.ts';
import type { Finding } from '../x12/finding.ts';
import type { FunctionalGroup, Interchange, TransactionSet } from '../x12/reader.ts';
import type { Tally } from './books.ts';
import type { ControlNumbers } from './control-numbers.ts';
import type { SetCount } from './intake-reading.ts';

/** Findings kept for the store and the 999 of one interchange; further ones are only counted (DESIGN decision 15). */
export const FINDINGS_PER_INTERCHANGE = 10_000;

export interface KeptFinding {
  readonly finding: Finding;
  readonly set?: OpenSet;
  readonly claimNumber?: string;
}

/** A set whose SE may still disagree. */
export interface OpenSet {
  readonly set: TransactionSet;
  readonly guide: Guide | undefined;
  /** False where its claims are counted only: the interchange is refused, or it is no claim set. */
  readonly isStaged: boolean;
  /** Known from the act on that stages its first part. */
  setId: number | undefined;
  claims: ClaimFaults;
  /** What the 999 lists. */
  readonly findings: Finding[];
  /** Of level set, found with the parcels. */
  readonly parcelFindings: Finding[];
  count: SetCount;
}

export interface OpenGroup {
  readonly group: FunctionalGroup;
  readonly sets: OpenSet[];
}

/** An interchange whose IEA may still disagree: staged, not yet real (DESIGN decision 5). */
export interface OpenInterchange {
  readonly interchange: Interchange;
  readonly interchangeId: number;
  readonly batchId: number;
  /** Of level interchange, beyond those that the reader finds. */
  readonly senderFindings: readonly Finding[];
  /** Its claims are counted, not staged. */
  readonly isCountedOnly: boolean;
  readonly numbers: ControlNumbers;
  readonly firstSequence: number;
  nextSequence: number;
  /** Claims that stand outside of every set. */
  stray: Tally;
  readonly groups: OpenGroup[];
  readonly kept: KeptFinding[];
  readonly patientControlNumbers: Map<string, string>;
}

/** Keeps a finding for the store and, where a 999 lists it, for its set's answer. */
export function keepFinding(
  open: OpenInterchange,
  set: OpenSet | undefined,
  finding: Finding,
  claimNumber?: string,
): void {
  if (set && isSegmentFinding(finding) && set.findings.length < SEGMENT_ERRORS_PER_SET)
    set.findings.push(finding);
  if (open.kept.length >= FINDINGS_PER_INTERCHANGE) return;
  open.kept.push({
    finding,
    ...(set === undefined ? {} : { set }),
    ...(claimNumber === undefined ? {} : { claimNumber }),
  });
}

/** All that is known of a set, for its fate. */
export function setInput(set: OpenSet): SetInput {
  const findings = [
    ...set.set.findings,
    ...set.count.contextFindings,
    ...set.parcelFindings,
    ...supportFindings(set.set, set.guide),
  ];
  return { findings, claims: set.claims };
}

/** A finding has no claim in it; its segment says whose it is. */
export function placeKey({ place }: Finding): string {
  return `${place.offsetBytes}/${place.segmentOrdinal ?? 0}`;
}
