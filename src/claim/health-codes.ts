import { parseAmountCents } from '../x12/amount.ts';
import type { Segment } from '../x12/segment.ts';
import type { HealthCode } from './claim.ts';
import { periodOf } from './dates.ts';
import { append, type WholeDraft } from './draft.ts';

/**
 * The composites of one HI in order, repetitions of one element too; an empty one holds no place.
 *
 * @returns the list, or a new one that begins with it
 */
export function readHealthCodes(segment: Segment, codes: HealthCode[]): HealthCode[] {
  let list = codes;
  for (let n = 1; n <= segment.elementCount; n += 1) {
    const repetitions = segment.repetitionCount(n);
    for (let r = 1; r <= repetitions; r += 1) {
      const parts = segment.componentCount(n, r);
      if (parts > 0) list = append(list, readHealthCode(segment, n, r, parts) as HealthCode);
    }
  }
  return list;
}

function readHealthCode(segment: Segment, n: number, r: number, parts: number): WholeDraft<HealthCode> {
  const code: WholeDraft<HealthCode> = {
    qualifier: segment.componentOf(n, r, 1),
    code: segment.componentOf(n, r, 2),
    period: undefined,
    amountCents: undefined,
    presentOnAdmission: undefined,
  };
  if (parts <= 2) return code;
  const date = segment.componentOf(n, r, 4);
  if (date !== '') code.period = periodOf(segment.componentOf(n, r, 3), date);
  const amount = segment.componentOf(n, r, 5);
  if (amount !== '') code.amountCents = parseAmountCents(amount);
  const presentOnAdmission = segment.componentOf(n, r, 9);
  if (presentOnAdmission !== '') code.presentOnAdmission = presentOnAdmission;
  return code;
}
