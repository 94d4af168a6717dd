import type { AcknowledgmentCodes, Finding, Severity } from '../../src/x12/finding.ts';
import type { Place } from '../../src/x12/place.ts';

/** A finding with the codes and the place that a case is about. */
export function finding(
  acknowledgment: AcknowledgmentCodes,
  place: Partial<Place> = {},
  severity: Severity = 'reject',
): Finding {
  return {
    code: 'TEST',
    severity,
    snip: 1,
    level: 'claim',
    place: { file: 'test.x12', offsetBytes: 0, lengthBytes: 1, line: 1, ...place },
    acknowledgment,
    message: 'made for a test',
    hint: 'none',
  };
}
