import { ruleFor } from '../disposition.ts';
import type { Worksheet, WorksheetLine } from '../worksheet.ts';
import { percentPrice } from './fee-tables.ts';
import { byContract, type Price, waits } from './price.ts';
import { percentMap } from './rule-values.ts';

/** A payee without a contract of its own: the payer's percent of the charge for the line of business. */
export function outOfNetwork(sheet: Worksheet, line: WorksheetLine): Price {
  const rule = ruleFor(sheet.profile, 'lower-of', sheet.lineOfBusiness, line.date.from);
  const percents = rule && percentMap(rule, 'outOfNetworkPercents');
  const basisPoints = percents?.get(sheet.lineOfBusiness);
  if (!rule || basisPoints === undefined)
    return waits(rule ?? byContract, 'the payer states no percent for providers without a contract');
  return percentPrice(line.chargeCents, basisPoints, rule, 'no contract: ');
}
