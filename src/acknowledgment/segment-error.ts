import type { Finding } from '../x12/finding.ts';

/** IK3 loops written for one set. A receiver that gets so many repairs its program, not its segments. */
export const SEGMENT_ERRORS_PER_SET = 1000;

/** IK4 loops written under one IK3; no segment of the HIPAA guides has that many elements and components. */
export const ELEMENT_ERRORS_PER_SEGMENT = 99;

/** One IK4. */
export interface ElementError {
  /** IK403. */
  readonly code: string;
  /** IK401-1, -2, -3, from 1; 0 when the place does not say. */
  readonly elementOrdinal: number;
  readonly componentOrdinal: number;
  readonly repetitionOrdinal: number;
  /** IK402, '' when unknown. */
  readonly dataElement: string;
  readonly finding: Finding;
}

/** One IK3 with what stands under it. */
export interface SegmentError {
  /** IK304. */
  readonly code: string;
  readonly segmentOrdinal: number;
  readonly segmentId: string;
  /** IK303: DE 447 holds four characters, so `2010AA` goes out as `2010`; '' outside of loops. */
  readonly loop: string;
  readonly elements: readonly ElementError[];
  /** The finding that opened it. */
  readonly finding: Finding;
}

export interface SegmentErrors {
  /** In order of their position, at most {@link SEGMENT_ERRORS_PER_SET}. */
  readonly listed: readonly SegmentError[];
  /** All of them, the unlisted included. */
  readonly count: number;
  /** True when a fault against X12 itself is among them (IK502 5), false when only the guide is broken (I5). */
  readonly breaksStandard: boolean;
}

/** IK304: the segment has element errors. */
const ELEMENT_ERRORS = '8';

/** True when the finding is one that a 999 lists under a segment. */
export function isSegmentFinding(finding: Finding): boolean {
  const { acknowledgment, place, severity } = finding;
  if (severity === 'ignore' || place.segmentOrdinal === undefined) return false;
  return acknowledgment.ik304 !== undefined || acknowledgment.ik403 !== undefined;
}

/** Findings of one set as the 999 lists them: one IK3 for each segment and fault, the element faults of it below. */
export function segmentErrors(findings: readonly Finding[]): SegmentErrors {
  const errors = new Map<string, SegmentError & { readonly elements: ElementError[] }>();
  let breaksStandard = false;
  for (const finding of findings) {
    if (!isSegmentFinding(finding)) continue;
    const { place, acknowledgment } = finding;
    const segmentOrdinal = place.segmentOrdinal ?? 0;
    const segmentId = place.segmentId ?? '';
    const code = acknowledgment.ik304 ?? ELEMENT_ERRORS;
    const key = `${segmentOrdinal} ${code} ${segmentId}`;
    const loop = loopOf(place.loopPath);
    const error = errors.get(key) ?? { code, segmentOrdinal, segmentId, loop, elements: [], finding };
    errors.set(key, error);
    addElementError(error.elements, finding);
    breaksStandard ||= !(acknowledgment.ik403 ?? code).startsWith('I');
  }
  // Several IK3 of one segment keep the order in which they were found (the sort is stable).
  const sorted = [...errors.values()].sort((one, other) => one.segmentOrdinal - other.segmentOrdinal);
  const listed = sorted.slice(0, SEGMENT_ERRORS_PER_SET);
  for (const error of listed) error.elements.sort(byPosition).splice(ELEMENT_ERRORS_PER_SEGMENT);
  return { listed, count: sorted.length, breaksStandard };
}

function addElementError(elements: ElementError[], finding: Finding): void {
  const { place, acknowledgment } = finding;
  // IK401 is required: without an element to point at, the IK3 alone has to say it.
  if (acknowledgment.ik403 === undefined || place.elementOrdinal === undefined) return;
  const error: ElementError = {
    code: acknowledgment.ik403,
    elementOrdinal: place.elementOrdinal,
    componentOrdinal: place.componentOrdinal ?? 0,
    repetitionOrdinal: place.repetitionOrdinal ?? 0,
    dataElement: acknowledgment.dataElement ?? '',
    finding,
  };
  const known = elements.some((other) => other.code === error.code && byPosition(other, error) === 0);
  if (!known) elements.push(error);
}

function byPosition(one: ElementError, other: ElementError): number {
  return (
    one.elementOrdinal - other.elementOrdinal ||
    one.repetitionOrdinal - other.repetitionOrdinal ||
    one.componentOrdinal - other.componentOrdinal
  );
}

/** DE 447 holds four characters. */
export function loopOf(loopPath: string | undefined): string {
  const innermost = loopPath?.split('/').at(-1) ?? '';
  return /^\d{4}/.test(innermost) ? innermost.slice(0, 4) : '';
}
