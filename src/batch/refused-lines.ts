import type { RefusedLine } from '../acknowledgment/claim-answer.ts';
import { claimStatuses } from '../acknowledgment/finding-status.ts';
import type { Claim, ServiceLine } from '../claim/claim.ts';
import type { Finding } from '../x12/finding.ts';

/** Lines of one claim answered one by one; a claim with more wrong is wrong as a whole. */
const LINES_ANSWERED = 50;

const LINE_LOOP = '/2400';

/** 2220D: the lines that caused the refusal of their claim, each with its statuses; the others are not named. */
export function refusedLines(claim: Claim, findings: readonly Finding[]): RefusedLine[] {
  const ofLine = new Map<ServiceLine, Finding[]>();
  for (const finding of findings) {
    const { severity, place } = finding;
    if (severity !== 'reject' || place.loopPath?.includes(LINE_LOOP) !== true) continue;
    const line = claim.lines.findLast(({ segmentOrdinal }) => segmentOrdinal <= (place.segmentOrdinal ?? 0));
    if (line !== undefined) ofLine.set(line, [...(ofLine.get(line) ?? []), finding]);
  }
  return [...ofLine].slice(0, LINES_ANSWERED).map(([line, found]) => ({
    procedureQualifier: line.procedureQualifier,
    procedure: line.procedure,
    modifiers: line.modifiers,
    revenueCode: line.revenueCode,
    controlNumber: line.controlNumber,
    lineNumber: line.lineNumber,
    chargeCents: line.chargeCents,
    unitsMilli: line.unitsMilli,
    serviceDate: line.serviceDate,
    statuses: claimStatuses(found),
  }));
}
