import type { Rule } from '../../reference/payer-profile.ts';
import type { CodePair } from '../../reference/rate-tables.ts';
import { wordSet } from '../pricing/rule-values.ts';
import { denyLine, openLines, type Worksheet, type WorksheetLine } from '../worksheet.ts';

/**
 * KP-13: two services of one day that are not paid together: the second column is refused unless the edit lets a
 * modifier part them and one of the two lines has it.
 */
export function checkCodePairs(sheet: Worksheet, rule: Rule): boolean {
  let isDenied = false;
  const lines = openLines(sheet).filter(({ line }) => line.procedure !== '');
  for (const first of lines) {
    for (const second of lines) {
      if (first === second || first.isDenied || second.isDenied || first.date.from !== second.date.from)
        continue;
      const pair = pairOn(sheet, first, second);
      if (!pair || pair.modifierIndicator === 9) continue;
      if (pair.modifierIndicator === 1 && (isParted(first, rule) || isParted(second, rule))) continue;
      isDenied = true;
      const clause = pair.isMutuallyExclusive ? 'mutually-exclusive' : 'pair';
      denyLine(sheet, second, rule, clause, `not paid beside line ${first.ordinal}`);
    }
  }
  return isDenied;
}

function pairOn(sheet: Worksheet, first: WorksheetLine, second: WorksheetLine): CodePair | undefined {
  for (const { rows } of sheet.snapshot.rateParts('ncci-pairs', first.date.from)) {
    const pair = rows.on(first.line.procedure, second.line.procedure, first.date.from);
    if (pair) return pair;
  }
  return undefined;
}

function isParted({ line }: WorksheetLine, rule: Rule): boolean {
  return line.modifiers.some((modifier) => wordSet(rule, 'partingModifiers').has(modifier));
}
