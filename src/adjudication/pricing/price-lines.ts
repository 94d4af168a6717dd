import { formatCents } from '../../money/cents.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { ContractTerm } from '../../reference/records.ts';
import { actingRuleOfKind, codesOf } from '../disposition.ts';
import { linesPhrase, openLines, pend, step, type Worksheet, type WorksheetLine } from '../worksheet.ts';
import { contractTerm } from './contract-term.ts';
import { percentOfCharge } from './percent-of-charge.ts';
import { type Price, rbrvs } from './rbrvs.ts';

/** Every line that is still open gets its allowed amount by the payee's contract, or the claim waits. */
export function priceLines(sheet: Worksheet): void {
  const { contract } = sheet;
  if (!contract || !sheet.canBeAnswered) return;
  const unpriced = new Map<string, { rule: Pick<Rule, 'id' | 'section'>; lines: WorksheetLine[] }>();
  for (const line of openLines(sheet)) {
    const term = line.date.from === '' ? undefined : contractTerm(sheet, contract, line.date.from);
    const { rule, price } = priceOf(sheet, line, term);
    if (!price.isPriced) {
      const known = unpriced.get(price.text);
      if (known) known.lines.push(line);
      else unpriced.set(price.text, { rule, lines: [line] });
      continue;
    }
    step(sheet, rule, line.ordinal, 'priced', price.text);
    allowLowerOf(sheet, line, price.priceCents);
  }
  for (const [text, { rule, lines }] of unpriced) {
    pend(sheet, rule, `${text} (${linesPhrase(lines)})`);
  }
}

function priceOf(
  sheet: Worksheet,
  line: WorksheetLine,
  term: ContractTerm | undefined,
): { readonly rule: Pick<Rule, 'id' | 'section'>; readonly price: Price } {
  const byContract = { id: 'contract', section: '' };
  if (!term)
    return { rule: byContract, price: { isPriced: false, text: 'the contract has no term for the service' } };
  switch (term.method) {
    case 'percent-of-charge':
      return { rule: byContract, price: percentOfCharge(line, term) };
    case 'rbrvs': {
      const rule = actingRuleOfKind(sheet.profile, 'rbrvs', line.date.from);
      return rule
        ? { rule, price: rbrvs(sheet, line, term, rule) }
        : {
            rule: byContract,
            price: { isPriced: false, text: 'the payer does not price by relative values' },
          };
    }
    default:
      return { rule: byContract, price: { isPriced: false, text: 'no such method' } };
  }
}

/** KP-40: the lower of charge and price is allowed; the rest is the contract's. */
function allowLowerOf(sheet: Worksheet, line: WorksheetLine, priceCents: number): void {
  const rule = actingRuleOfKind(sheet.profile, 'lower-of', line.date.from);
  if (!rule) {
    pend(sheet, { id: 'lower-of', section: '' }, 'the payer does not say how charge and price meet');
    return;
  }
  line.allowedCents = Math.min(line.chargeCents, priceCents);
  const differenceCents = line.chargeCents - line.allowedCents;
  if (differenceCents === 0) {
    step(
      sheet,
      rule,
      line.ordinal,
      'passed',
      `the charge is allowed in full: ${formatCents(line.allowedCents)}`,
    );
    return;
  }
  const { group, carc, remarks } = codesOf(rule, '');
  line.adjustments.push({ group, carc, amountCents: differenceCents, rule: rule.id });
  line.remarks.push(...remarks);
  const text = `allowed ${formatCents(line.allowedCents)} is below the charge: ${group}-${carc}`;
  step(sheet, rule, line.ordinal, 'reduce', text, differenceCents);
}
