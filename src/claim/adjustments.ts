import type { Segment } from '../x12/segment.ts';
import type { ReportedAdjustment } from './claim.ts';

/** CAS holds up to six trios of reason, amount, quantity after its group code. */
const TRIOS = 6;

export function readAdjustments(segment: Segment, adjustments: ReportedAdjustment[]): void {
  const group = segment.element(1);
  for (let trio = 0; trio < TRIOS; trio += 1) {
    const n = 2 + trio * 3;
    if (n > segment.elementCount) return;
    if (!segment.isPresent(n) && !segment.isPresent(n + 1)) continue;
    adjustments.push({
      group,
      reason: segment.element(n),
      amountCents: segment.amountCents(n + 1) ?? 0,
      quantity: segment.element(n + 2),
    });
  }
}
