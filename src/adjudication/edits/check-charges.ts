import { sumCents } from '../../money/cents.ts';
import { pend, type Worksheet } from '../worksheet.ts';

/** An 835 must report CLP03 = Σ SVC02: a claim whose lines do not add up to its charge cannot be answered as it is. */
export function checkCharges(sheet: Worksheet): void {
  const fault = faultOf(sheet);
  if (fault === '') return;
  sheet.canBeAnswered = false;
  pend(sheet, { id: 'charges', section: '' }, fault);
}

function faultOf({ claim, lines, chargeCents }: Worksheet): string {
  if (lines.length === 0) return 'the claim has no service line';
  if (claim.chargeCents === undefined || claim.lines.some((line) => line.chargeCents === undefined))
    return 'a charge is absent or not an amount';
  if (lines.some((line) => line.chargeCents < 0)) return 'a charge is below zero';
  return sumCents(lines.map((line) => line.chargeCents)) === chargeCents
    ? ''
    : 'the charges of the lines do not add up to the claim';
}
