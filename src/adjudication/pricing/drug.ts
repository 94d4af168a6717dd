import { formatCents } from '../../money/cents.ts';
import { formatRate, MAX_UNITS } from '../../money/rate.ts';
import { productHalfUp } from '../../money/unit-fee.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { Worksheet, WorksheetLine } from '../worksheet.ts';
import { type Price, waits } from './price.ts';
import { percentList } from './rule-values.ts';

const WHOLE: readonly number[] = [10_000];

/**
 * KP-45: the quarter's limit for one billing unit × units of dosage. Undefined when the table has no such drug. Parts
 * of a unit count: what a drug's units may be is another rule's business.
 */
export function drug(sheet: Worksheet, line: WorksheetLine, rule: Rule): Price | undefined {
  const { procedure, unitsMilli = 0 } = line.line;
  const day = line.date.from;
  const table = sheet.snapshot.rates('asp-limits', day);
  const row = table?.rows.get(procedure);
  if (!table || !row) return undefined;
  if (unitsMilli > MAX_UNITS * 1000) return waits(rule, 'more units than can be priced');
  const ndc = line.line.drug?.ndc.replaceAll('-', '') ?? '';
  const codes = sheet.snapshot.rates('ndc-hcpcs', day)?.rows.get(ndc);
  if (codes && !codes.includes(procedure)) return waits(rule, 'the package is of another drug than the code');
  const [basisPoints = 10_000] = percentList(rule, 'percentOfLimit', WHOLE);
  // Thousandths of a dollar × thousandths of units × basis points: a cent is 10^8 of them.
  const priceCents = productHalfUp(100_000_000, row.limitE3, unitsMilli, basisPoints);
  const percent = basisPoints === 10_000 ? '' : ` x ${basisPoints / 100} %`;
  return {
    outcome: 'priced',
    by: rule,
    priceCents,
    text:
      `drug limit ${formatRate(row.limitE3, 3)} x ${unitsMilli / 1000}${percent} = ${formatCents(priceCents)}` +
      ` (limits of ${table.from})`,
    basis: {
      method: 'drug-limit',
      table: table.kind,
      vintage: table.from,
      row: procedure,
      factors: { limitE3: row.limitE3, unitsMilli, basisPoints },
      rounding: 'price-cents',
    },
  };
}
