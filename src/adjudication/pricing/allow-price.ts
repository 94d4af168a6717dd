import { formatCents, sumCents } from '../../money/cents.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import { codesOf, ruleFor } from '../disposition.ts';
import { pend, step, type Worksheet, type WorksheetLine } from '../worksheet.ts';
import { distribute } from './distribute.ts';
import type { Ceiling, Price } from './price.ts';

/**
 * KP-40: of one line, or of lines that share a price, the lower of charge and price is allowed. What each ceiling takes
 * becomes an adjustment with the codes of its rule, so that the adjustments of a line are its charge less what is left.
 *
 * @param isLesserOf false: a price above the charge is allowed in full, told as a negative adjustment
 */
export function allowPrice(
  sheet: Worksheet,
  lines: readonly WorksheetLine[],
  price: Extract<Price, { outcome: 'priced' }>,
  isLesserOf: boolean,
  ranked?: Ceiling,
): void {
  const rule = ruleFor(sheet.profile, 'lower-of', sheet.lineOfBusiness, lines[0]?.date.from ?? '');
  if (!rule) {
    pend(sheet, { id: 'lower-of', section: '' }, 'the payer does not say how charge and price meet');
    return;
  }
  const left = lines.map((line) => line.chargeCents);
  const chargeCents = sumCents(left);
  let leftCents = chargeCents;
  const lower = (ceiling: Ceiling, words: string): void => {
    if (ceiling.priceCents >= leftCents) return;
    const parts = distribute(leftCents - ceiling.priceCents, left);
    for (const [index, line] of lines.entries()) {
      left[index]! -= parts[index]!;
      adjust(
        sheet,
        line,
        ceiling.rule,
        ceiling.clause,
        parts[index]!,
        words.replace('{}', formatCents(left[index]!)),
      );
    }
    leftCents = ceiling.priceCents;
  };
  if (price.priceCents > chargeCents && !isLesserOf) {
    const parts = distribute(price.priceCents - chargeCents, left);
    for (const [index, line] of lines.entries()) {
      left[index]! += parts[index]!;
      adjust(sheet, line, rule, 'excess', -parts[index]!, 'the price is above the charge');
    }
    leftCents = price.priceCents;
  } else
    lower({ rule, clause: '', priceCents: price.priceCents, text: '' }, 'allowed {} is below the charge');
  const isAllowedInFull = leftCents === chargeCents;
  if (price.ceilings) for (const ceiling of price.ceilings) lower(ceiling, ceiling.text);
  if (ranked) lower(ranked, ranked.text);
  for (const [index, line] of lines.entries()) line.allowedCents = left[index]!;
  if (!isAllowedInFull || leftCents !== chargeCents) return;
  for (const line of lines)
    step(
      sheet,
      rule,
      line.ordinal,
      'passed',
      `the charge is allowed in full: ${formatCents(line.allowedCents)}`,
    );
}

function adjust(
  sheet: Worksheet,
  line: WorksheetLine,
  rule: Rule,
  clause: string,
  amountCents: number,
  words: string,
): void {
  if (amountCents === 0) return;
  const { group, carc, remarks } = codesOf(rule, clause);
  const same = line.adjustments.findIndex(
    (each) => each.group === group && each.carc === carc && each.rule === rule.id,
  );
  if (same === -1) line.adjustments.push({ group, carc, amountCents, rule: rule.id });
  else
    line.adjustments[same] = {
      group,
      carc,
      rule: rule.id,
      amountCents: line.adjustments[same]!.amountCents + amountCents,
    };
  for (const remark of remarks) if (!line.remarks.includes(remark)) line.remarks.push(remark);
  step(sheet, rule, line.ordinal, 'reduce', `${words}: ${group}-${carc}`, amountCents);
}
