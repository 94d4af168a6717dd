import { formatCents } from '../../money/cents.ts';
import { formatRate } from '../../money/rate.ts';
import { unitFeeCents } from '../../money/unit-fee.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { ApcRate, Composite, RateTable } from '../../reference/rate-tables.ts';
import type { ContractTerm } from '../../reference/records.ts';
import type { Worksheet, WorksheetLine } from '../worksheet.ts';
import { denied, type Price, waits } from './price.ts';

const E3_PER_CENT = 10;
/** Services that may be paid through a composite group. */
const COMPOSITE_STATUS = 'Q3';

interface Composites {
  readonly term: ContractTerm;
  readonly rule: Rule;
  readonly table: RateTable<'opps-addendum-b'>;
}

/** A service of a day with the price it would have on its own. */
interface Candidate {
  readonly index: number;
  readonly line: WorksheetLine;
  readonly price: Extract<Price, { outcome: 'priced' }>;
  readonly composite: Composite | undefined;
}

/**
 * Services of status Q3 that are paid together on a day: two or more of a family at the rate of its dearest composite,
 * or at that rate where each on its own would come to more; the line that comes first of that composite carries it, the
 * others are packaged. Which codes make a family the published tables do not say: without the list of
 * `opps-composites` two such services of a day wait.
 *
 * @param prices of the lines, each on its own
 */
export function compositePrices(
  sheet: Worksheet,
  lines: readonly WorksheetLine[],
  prices: readonly Price[],
  { term, rule, table }: Composites,
): Price[] {
  const answer = [...prices];
  for (const candidates of byDay(sheet, lines, prices, table).values()) {
    if (serviceCount(candidates) < 2) continue;
    const day = candidates[0]!.line.date.from;
    if (!sheet.snapshot.rates('opps-composites', day)) {
      for (const { index } of candidates)
        answer[index] = waits(rule, 'two services of status Q3 on a day: no list of composites on file');
      continue;
    }
    for (const family of byFamily(candidates).values()) formComposite(sheet, family, { term, rule }, answer);
  }
  return answer;
}

function byDay(
  sheet: Worksheet,
  lines: readonly WorksheetLine[],
  prices: readonly Price[],
  table: RateTable<'opps-addendum-b'>,
): Map<string, Candidate[]> {
  const days = new Map<string, Candidate[]>();
  for (const [index, line] of lines.entries()) {
    const price = prices[index]!;
    const { procedure } = line.line;
    if (price.outcome !== 'priced' || table.rows.get(procedure)?.status !== COMPOSITE_STATUS) continue;
    const day = line.date.from;
    const composite = sheet.snapshot.rates('opps-composites', day)?.rows.get(procedure);
    const candidate = { index, line, price, composite };
    const known = days.get(day);
    if (known === undefined) days.set(day, [candidate]);
    else known.push(candidate);
  }
  return days;
}

function byFamily(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const families = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    // A service of no family is paid on its own.
    if (!candidate.composite) continue;
    const known = families.get(candidate.composite.family);
    if (known === undefined) families.set(candidate.composite.family, [candidate]);
    else known.push(candidate);
  }
  return families;
}

function formComposite(
  sheet: Worksheet,
  family: readonly Candidate[],
  { term, rule }: Pick<Composites, 'term' | 'rule'>,
  answer: Price[],
): void {
  if (serviceCount(family) < 2) return;
  const day = family[0]!.line.date.from;
  const groups = sheet.snapshot.rates('opps-addendum-a', day);
  const rated = family.map((each) => ({ ...each, rate: groups?.rows.get(each.composite!.apc) }));
  if (!groups || rated.some(({ rate }) => rate === undefined || rate.rateE3 === 0)) {
    for (const { index } of family) answer[index] = waits(rule, 'no rate of the composite group on file');
    return;
  }
  // With and without contrast on one day: the dearer composite holds for all.
  const carrier = rated.reduce((dearest, each) =>
    each.rate!.rateE3 > dearest.rate!.rateE3 ? each : dearest,
  );
  const price = compositePrice(rule, term, carrier.composite!, carrier.rate!, groups.from, family);
  const apartCents = family.reduce((sum, each) => sum + each.price.priceCents, 0);
  if (carrier.composite!.when === 'above' && apartCents <= price.priceCents) return;
  for (const { index } of family)
    answer[index] =
      index === carrier.index
        ? price
        : denied(rule, 'packaged', `paid with line ${carrier.line.ordinal}: composite group`);
}

function compositePrice(
  rule: Rule,
  term: ContractTerm,
  { apc, family }: Composite,
  { rateE3 }: ApcRate,
  vintage: string,
  members: readonly Candidate[],
): Extract<Price, { outcome: 'priced' }> {
  const basisPoints = term.percentBasisPoints;
  const priceCents = unitFeeCents({ amount: rateE3, perCent: E3_PER_CENT }, 1, basisPoints);
  return {
    outcome: 'priced',
    by: rule,
    priceCents,
    text:
      `composite group ${apc} of ${members.length} lines (${family}): rate ${formatRate(rateE3, 3)} x ` +
      `${formatRate(basisPoints, 2)} % = ${formatCents(priceCents)} (table of ${vintage})`,
    basis: {
      method: 'apc',
      table: 'opps-addendum-a',
      vintage,
      row: apc,
      factors: { rateE3, units: 1, basisPoints },
      rounding: 'price-cents',
    },
  };
}

function serviceCount(candidates: readonly Candidate[]): number {
  return candidates.reduce((sum, { line }) => sum + (line.line.unitsMilli ?? 0) / 1000, 0);
}
