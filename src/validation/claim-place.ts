import type { Claim, ServiceLine } from '../claim/claim.ts';
import type { Place } from '../x12/place.ts';

/** The CLM of the claim. */
export function placeOfClaim(claim: Claim): Place {
  const { source } = claim;
  return {
    file: source.file,
    offsetBytes: source.slice.offsetBytes,
    lengthBytes: source.slice.lengthBytes,
    line: source.slice.firstLine,
    interchange: source.interchangeControlNumber,
    group: source.groupControlNumber,
    set: source.setControlNumber,
    segmentOrdinal: source.slice.firstOrdinal,
    segmentId: 'CLM',
    loopPath: loopPathOf(claim),
  };
}

/**
 * The SV1 or SV2 of the line, with the bytes from its LX on.
 *
 * @param physicalLines by the line's ordinal − 1, as the segments were read
 */
export function placeOfLine(claim: Claim, line: ServiceLine, physicalLines: readonly number[]): Place {
  return {
    ...placeOfClaim(claim),
    offsetBytes: line.offsetBytes,
    lengthBytes: line.lengthBytes,
    line: physicalLines[line.ordinal - 1] ?? claim.source.slice.firstLine,
    segmentOrdinal: line.serviceOrdinal === 0 ? line.segmentOrdinal : line.serviceOrdinal,
    segmentId: segmentIdOf(claim, line),
    loopPath: `${loopPathOf(claim)}/2400`,
  };
}

function segmentIdOf(claim: Claim, line: ServiceLine): string {
  if (line.serviceOrdinal === 0) return 'LX';
  return claim.part.kind === 'institutional' ? 'SV2' : 'SV1';
}

function loopPathOf(claim: Claim): string {
  return claim.patient.relationship === '18' ? '2000A/2000B/2300' : '2000A/2000B/2000C/2300';
}
