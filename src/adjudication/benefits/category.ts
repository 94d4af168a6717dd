import type { Rule } from '../../reference/payer-profile.ts';
import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { openLines, type Worksheet, type WorksheetLine } from '../worksheet.ts';

interface CategoryList {
  readonly category: string;
  readonly subject: 'procedures' | 'revenueCodes' | 'billTypes';
  readonly ranges: readonly (readonly [string, string])[];
}

/** Lists of a rule are split once; a rule object lives as long as its snapshot. */
const listsOfRule = new WeakMap<Rule, readonly CategoryList[]>();

/** KP-60: the first list of the profile that holds the line's procedure, revenue code or bill type names its category. */
export function categorizeLines(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'benefits', sheet.period.from);
  if (!rule) return;
  const lists = listsOf(rule);
  for (const line of openLines(sheet)) {
    line.benefitCategory = lists.find((list) => holds(list, sheet, line))?.category ?? 'other';
  }
}

function holds(list: CategoryList, sheet: Worksheet, { line }: WorksheetLine): boolean {
  switch (list.subject) {
    case 'procedures':
      return isInRanges(list.ranges, line.procedure);
    case 'revenueCodes':
      return isInRanges(list.ranges, line.revenueCode);
    case 'billTypes':
      return sheet.claim.part.kind === 'institutional' && isInRanges(list.ranges, sheet.claim.facilityCode);
  }
}

function listsOf(rule: Rule): readonly CategoryList[] {
  const known = listsOfRule.get(rule);
  if (known) return known;
  const lists: CategoryList[] = [];
  for (const name of rule.parameters.keys()) {
    const [subject, category] = name.split('.');
    if (category === undefined) continue;
    if (subject !== 'procedures' && subject !== 'revenueCodes' && subject !== 'billTypes') continue;
    const ranges = listParameter(rule, name).map((range) => {
      const [from = '', to = from] = range.split('-');
      return [from, to] as const;
    });
    lists.push({ category, subject, ranges });
  }
  listsOfRule.set(rule, lists);
  return lists;
}

/** Codes of one length compare as text, letters included: G0104-G0106. */
function isInRanges(ranges: CategoryList['ranges'], code: string): boolean {
  return (
    code !== '' && ranges.some(([from, to]) => code.length === from.length && from <= code && code <= to)
  );
}
