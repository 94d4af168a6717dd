import { formatCents } from '../../money/cents.ts';
import type { ContractTerm } from '../../reference/records.ts';
import type { Worksheet } from '../worksheet.ts';
import { lengthOfStay } from './length-of-stay.ts';
import { byContract, type Price } from './price.ts';

/** One amount for each day of the stay, or for the case. */
export function caseRate(sheet: Worksheet, term: ContractTerm): Price {
  const rateCents = term.baseRateCents ?? 0;
  const isPerDiem = term.method === 'per-diem';
  const days = isPerDiem ? lengthOfStay(sheet) : 1;
  const priceCents = rateCents * days;
  return {
    outcome: 'priced',
    by: byContract,
    priceCents,
    text: isPerDiem
      ? `per diem ${formatCents(rateCents)} x ${days} = ${formatCents(priceCents)}`
      : `case rate ${formatCents(rateCents)}`,
    basis: {
      method: term.method,
      table: 'contract',
      vintage: '',
      row: '',
      factors: { baseRateCents: rateCents, days },
      rounding: 'none',
    },
  };
}
