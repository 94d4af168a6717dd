import type { Segment } from '../x12/segment.ts';
import type { ReportedAdjustment } from './claim.ts';
import { append } from './draft.ts';

/** CAS holds up to six trios of reason, amount, quantity after its group code. */
const TRIOS = 6;

/** @returns the list, or a new one that begins with it */
export function readAdjustments(segment: Segment, known: ReportedAdjustment[]): ReportedAdjustment[] {
  let adjustments = known;
  const group = segment.element(1);
  for (let trio = 0; trio < TRIOS; trio += 1) {
    const n = 2 + trio * 3;
    if (n > segment.elementCount) break;
    if (!segment.isPresent(n) && !segment.isPresent(n + 1)) continue;
    adjustments = append(adjustments, {
      group,
      reason: segment.element(n),
      amountCents: segment.amountCents(n + 1) ?? 0,
      quantity: segment.element(n + 2),
    });
  }
  return adjustments;
}
