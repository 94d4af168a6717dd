import { formatCents } from '../../money/cents.ts';
import { formatRate, MAX_UNITS, rbrvsPriceCents, rbrvsRate } from '../../money/rate.ts';
import { localityOf } from '../../reference/locality-of.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { ContractTerm, RvuRow } from '../../reference/records.ts';
import { Fault } from '../../x12/fault.ts';
import { listParameter } from '../disposition.ts';
import type { Worksheet, WorksheetLine } from '../worksheet.ts';

/** A price with the sentence that shows how it came about, or why there is none. */
export type Price =
  | { readonly isPriced: true; readonly priceCents: number; readonly text: string }
  | { readonly isPriced: false; readonly text: string };

/** Modifiers with rows of their own in the published table. */
const COMPONENT_MODIFIERS = ['26', 'TC', '53'];
/**
 * Modifiers that change the payment by rules this method does not hold: bilateral, multiple, reduced, discontinued,
 * parts of the global package, co-surgeons and assistants. A full price would overpay, so a person prices them.
 */
const PAYMENT_MODIFIERS = new Set('50 51 52 53 54 55 56 62 66 73 74 78 80 81 82 AS'.split(' '));
/** Active, restricted and injection: the rows that carry a payable value. */
const PAYABLE_STATUSES = new Set(['A', 'R', 'T']);

/** KP-41: relative values by locality and site of service, total rounded, × conversion factor × units. */
export function rbrvs(sheet: Worksheet, worksheetLine: WorksheetLine, term: ContractTerm, rule: Rule): Price {
  if (rule.parameters.get('rounding') !== 'rvu-total-2')
    throw new Fault({
      code: 'PROFILE-PARAMETER',
      message: `Rule ${rule.id} names a rounding that is not known.`,
      hint: 'The rounding known is rvu-total-2.',
      exitCode: 2,
    });
  const { line, date } = worksheetLine;
  const unitsMilli = line.unitsMilli ?? 0;
  if (line.unit === 'MJ' || unitsMilli % 1000 !== 0) return none('time or part units have no relative value');
  const units = unitsMilli / 1000;
  if (units > MAX_UNITS) return none('more units than can be priced');
  const row = rowOf(sheet, worksheetLine);
  if (!row) return none('no fee on file');
  const own = line.modifiers.find((modifier) => PAYMENT_MODIFIERS.has(modifier) && modifier !== row.modifier);
  if (own !== undefined) return none('a modifier changes the payment');
  if (!PAYABLE_STATUSES.has(row.status)) return none('the table gives no payable value');
  const facility = line.serviceFacility ?? sheet.claim.serviceFacility;
  const address = facility?.address ?? sheet.claim.billing.address;
  const locality = localityOf(sheet.profile, address?.postalCode ?? '');
  const gpci = sheet.snapshot.gpci(locality, date.from);
  if (!gpci) return none('no practice cost index on file');
  const place = line.placeOfService || sheet.claim.facilityCode;
  const isFacility = listParameter(rule, 'facilityPlaces').includes(place);
  const rate = rbrvsRate({
    workHundredths: row.workHundredths,
    practiceHundredths: isFacility ? row.facilityPracticeHundredths : row.nonFacilityPracticeHundredths,
    malpracticeHundredths: row.malpracticeHundredths,
    workGpciThousandths: gpci.workThousandths,
    practiceGpciThousandths: gpci.practiceThousandths,
    malpracticeGpciThousandths: gpci.malpracticeThousandths,
    conversionFactorE4: term.conversionFactorE4,
  });
  if (rate.dollarsE6 === 0) return none('the table gives no payable value');
  const priceCents = rbrvsPriceCents(rate, units);
  return {
    isPriced: true,
    priceCents,
    text:
      `${formatCents(rate.rvuHundredths)} RVU x ${formatRate(term.conversionFactorE4, 4)}` +
      ` x ${units} = ${formatCents(priceCents)} (locality ${locality}, ` +
      `${isFacility ? 'facility' : 'non-facility'}, table of ${row.from}${row.modifier && `, modifier ${row.modifier}`})`,
  };
}

/** The row of the first component modifier the line carries, else the whole service; 26 and TC need their own row. */
function rowOf(sheet: Worksheet, { line, date }: WorksheetLine): RvuRow | undefined {
  for (const modifier of COMPONENT_MODIFIERS) {
    if (!line.modifiers.includes(modifier)) continue;
    const row = sheet.snapshot.rvu(line.procedure, modifier, date.from);
    if (row || modifier !== '53') return row;
  }
  return sheet.snapshot.rvu(line.procedure, '', date.from);
}

function none(text: string): Price {
  return { isPriced: false, text };
}
