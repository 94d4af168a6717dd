import type { Rule } from '../../reference/payer-profile.ts';
import type { ContractTerm } from '../../reference/records.ts';
import { ruleFor } from '../disposition.ts';
import {
  denyLine,
  linesPhrase,
  openLines,
  pend,
  step,
  type Worksheet,
  type WorksheetLine,
} from '../worksheet.ts';
import { allowPrice } from './allow-price.ts';
import { caseRate } from './case-rate.ts';
import { contractTerm } from './contract-term.ts';
import { drg } from './drg.ts';
import { percentPrice } from './fee-tables.ts';
import { type RankedLine, rankLines } from './multiple-procedures.ts';
import { outOfNetwork } from './out-of-network.ts';
import { outpatientGroups } from './outpatient-groups.ts';
import { byContract, denied, type Price, type PricedBy, waits } from './price.ts';
import { professional } from './professional.ts';
import { surgicalCenter } from './surgical-center.ts';

/** A line with its price, before its rank among the others of the day is known. */
interface LinePrice {
  readonly line: WorksheetLine;
  readonly term: ContractTerm | undefined;
  readonly price: Price;
}

/** Every line that is still open gets its allowed amount by the payee's contract, or the claim waits. */
export function priceLines(sheet: Worksheet): void {
  const { contract } = sheet;
  const lines = openLines(sheet);
  if (!contract || !sheet.canBeAnswered || lines.length === 0) return;
  const termOf = (line: WorksheetLine): ContractTerm | undefined =>
    line.date.from === '' ? undefined : contractTerm(sheet, contract, line.date.from);
  const term = termOf(lines[0]!);
  switch (term?.method) {
    case 'drg':
      priceCase(sheet, lines, term, drg(sheet, term));
      return;
    case 'per-diem':
    case 'case-rate':
      priceCase(sheet, lines, term, caseRate(sheet, term));
      return;
    case 'apc': {
      const rule = ruleFor(sheet.profile, 'outpatient-groups', sheet.lineOfBusiness, lines[0]!.date.from);
      const prices = rule
        ? outpatientGroups(sheet, lines, term, rule)
        : lines.map(() => waits(byContract, 'the payer does not price by outpatient groups'));
      allowLines(
        sheet,
        lines.map((line, index) => ({ line, term, price: prices[index]! })),
      );
      return;
    }
    default:
      allowLines(
        sheet,
        lines.map((line) => {
          const own = termOf(line);
          return { line, term: own, price: linePrice(sheet, line, own) };
        }),
      );
  }
}

function linePrice(sheet: Worksheet, line: WorksheetLine, term: ContractTerm | undefined): Price {
  if (!term) return waits(byContract, 'the contract has no term for the service');
  const ruleOfKind = (kind: string): Rule | undefined =>
    ruleFor(sheet.profile, kind, sheet.lineOfBusiness, line.date.from);
  switch (term.method) {
    case 'rbrvs':
      return professional(sheet, line, term);
    case 'percent-of-charge':
      return percentPrice(line.chargeCents, term.percentBasisPoints, byContract, '');
    case 'out-of-network':
      return outOfNetwork(sheet, line);
    case 'asc': {
      const rule = ruleOfKind('surgical-center');
      return rule
        ? surgicalCenter(sheet, line, term, rule)
        : waits(byContract, 'the payer does not price surgical centers');
    }
    case 'capitation': {
      const rule = ruleOfKind('capitation');
      return rule
        ? denied(rule, '', 'paid by capitation')
        : waits(byContract, 'the payer does not say how capitation is told');
    }
    case 'drg':
    case 'apc':
    case 'per-diem':
    case 'case-rate':
      return waits(byContract, 'the contract changes its method within the claim');
  }
}

/** One price for the whole claim, shared out over its lines by what is left of their charges. */
function priceCase(
  sheet: Worksheet,
  lines: readonly WorksheetLine[],
  term: ContractTerm,
  price: Price,
): void {
  switch (price.outcome) {
    case 'pend':
      pend(sheet, price.by, price.text);
      return;
    case 'deny':
      for (const line of lines) denyLine(sheet, line, price.rule, price.clause, price.text);
      return;
    case 'priced':
      step(sheet, price.by, 0, 'priced', price.text, 0, price.basis);
      allowPrice(sheet, lines, price, term.isLesserOf !== false);
      return;
  }
}

function allowLines(sheet: Worksheet, prices: readonly LinePrice[]): void {
  const unpriced = new Map<
    string,
    { readonly by: PricedBy; readonly text: string; readonly lines: WorksheetLine[] }
  >();
  const ranked = rankedLines(prices);
  for (const { line, term, price } of prices) {
    switch (price.outcome) {
      case 'pend': {
        const key = `${price.by.id} ${price.text}`;
        const known = unpriced.get(key);
        if (known) known.lines.push(line);
        else unpriced.set(key, { by: price.by, text: price.text, lines: [line] });
        break;
      }
      case 'deny':
        denyLine(sheet, line, price.rule, price.clause, price.text);
        break;
      case 'priced':
        step(sheet, price.by, line.ordinal, 'priced', price.text, 0, price.basis);
        allowPrice(sheet, [line], price, term?.isLesserOf !== false, ranked.get(line.ordinal));
        break;
    }
  }
  for (const { by, text, lines } of unpriced.values()) pend(sheet, by, `${text} (${linesPhrase(lines)})`);
}

/** Ceilings of lines that are not the first of their kind on a day. */
function rankedLines(prices: readonly LinePrice[]): ReadonlyMap<number, NonNullable<RankedLine['ceiling']>> {
  const ranked: RankedLine[] = [];
  for (const { line, price } of prices) {
    if (price.outcome !== 'priced' || !price.ranked || !('kind' in price.by)) continue;
    ranked.push({ ordinal: line.ordinal, ranked: price.ranked, rule: price.by as Rule });
  }
  // A single unit on a claim competes with nothing.
  if (ranked.length === 0 || (ranked.length === 1 && ranked[0]!.ranked.units <= 1)) return new Map();
  rankLines(ranked);
  return new Map(ranked.flatMap(({ ordinal, ceiling }) => (ceiling ? [[ordinal, ceiling] as const] : [])));
}
