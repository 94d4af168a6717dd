import { categoriesOf, codeListOf } from '../code-lists.ts';
import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { denyLine, judgedLines, passed, type Worksheet } from '../worksheet.ts';

/** KP-12: outpatient revenue codes that need a procedure code have one, and one that goes with them. */
export function checkRevenueCodes(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'revenue-procedure', sheet.period.from);
  if (!rule || sheet.claim.part.kind !== 'institutional') return;
  if (!listParameter(rule, 'billTypes').includes(sheet.claim.facilityCode)) return;
  let isDenied = false;
  for (const line of judgedLines(sheet)) {
    const { revenueCode, procedure } = line.line;
    if (procedure === '') {
      if (!codeListOf(rule, 'revenueCodes.needing').has(revenueCode)) continue;
      isDenied = true;
      denyLine(sheet, line, rule, 'absent', 'the revenue code needs a procedure code');
      continue;
    }
    const group = categoriesOf(rule, 'procedures').find((name) =>
      codeListOf(rule, `revenueCodes.${name}`).has(revenueCode),
    );
    if (group === undefined || codeListOf(rule, `procedures.${group}`).has(procedure)) continue;
    isDenied = true;
    denyLine(sheet, line, rule, 'disagrees', 'the procedure code does not go with the revenue code');
  }
  if (!isDenied) passed(sheet, rule, 'procedure codes stand where revenue codes need them');
}
