import { parseAmountCents } from '../x12/amount.ts';
import type { Segment } from '../x12/segment.ts';
import type { HealthCode } from './claim.ts';
import { periodOf } from './dates.ts';
import type { Draft } from './draft.ts';

/** The composites of one HI in order, repetitions of one element too; an empty one holds no place. */
export function readHealthCodes(segment: Segment, codes: HealthCode[]): void {
  for (let n = 1; n <= segment.elementCount; n += 1) {
    const repetitions = segment.repetitionCount(n);
    for (let r = 1; r <= repetitions; r += 1) {
      const parts = segment.componentCount(n, r);
      if (parts > 0) codes.push(readHealthCode(segment, n, r, parts));
    }
  }
}

function readHealthCode(segment: Segment, n: number, r: number, parts: number): HealthCode {
  const code: Draft<HealthCode> = {
    qualifier: segment.componentOf(n, r, 1),
    code: segment.componentOf(n, r, 2),
  };
  if (parts <= 2) return code;
  const date = segment.componentOf(n, r, 4);
  if (date !== '') code.period = periodOf(segment.componentOf(n, r, 3), date);
  const amount = segment.componentOf(n, r, 5);
  if (amount !== '') {
    const cents = parseAmountCents(amount);
    if (cents !== undefined) code.amountCents = cents;
  }
  const presentOnAdmission = segment.componentOf(n, r, 9);
  if (presentOnAdmission !== '') code.presentOnAdmission = presentOnAdmission;
  return code;
}
