import { formatCents } from '../../money/cents.ts';
import { formatRate, shareCents } from '../../money/rate.ts';
import type { ContractTerm } from '../../reference/records.ts';
import type { WorksheetLine } from '../worksheet.ts';
import type { Price } from './rbrvs.ts';

/** A percent of what is billed, by contract; half a cent goes up. */
export function percentOfCharge({ chargeCents }: WorksheetLine, term: ContractTerm): Price {
  const priceCents = shareCents(chargeCents, term.percentBasisPoints);
  return {
    isPriced: true,
    priceCents,
    text: `${formatRate(term.percentBasisPoints, 2)} % of ${formatCents(chargeCents)} = ${formatCents(priceCents)}`,
  };
}
