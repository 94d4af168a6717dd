import { categoriesOf, codeListOf } from '../code-lists.ts';
import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { readOnce } from '../rule-reading.ts';
import { denyLine, judgedLines, passed, type Worksheet } from '../worksheet.ts';

/** Revenue codes that want a procedure of a list, with that list. */
const groupsOf = readOnce((rule) =>
  categoriesOf(rule, 'procedures').map(({ category, codes }) => ({
    procedures: codes,
    revenueCodes: codeListOf(rule, `revenueCodes.${category}`),
  })),
);

/** KP-12: outpatient revenue codes that need a procedure code have one, and one that goes with them. */
export function checkRevenueCodes(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'revenue-procedure', sheet.period.from);
  if (!rule || sheet.claim.part.kind !== 'institutional') return;
  if (!listParameter(rule, 'billTypes').includes(sheet.claim.facilityCode)) return;
  const groups = groupsOf(rule);
  let isDenied = false;
  for (const line of judgedLines(sheet)) {
    const { revenueCode, procedure } = line.line;
    if (procedure === '') {
      if (!codeListOf(rule, 'revenueCodes.needing').has(revenueCode)) continue;
      isDenied = true;
      denyLine(sheet, line, rule, 'absent', 'the revenue code needs a procedure code');
      continue;
    }
    const group = groups.find(({ revenueCodes }) => revenueCodes.has(revenueCode));
    if (group === undefined || group.procedures.has(procedure)) continue;
    isDenied = true;
    denyLine(sheet, line, rule, 'disagrees', 'the procedure code does not go with the revenue code');
  }
  if (!isDenied) passed(sheet, rule, 'procedure codes stand where revenue codes need them');
}
