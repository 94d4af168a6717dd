import type { Drug } from '../../claim/claim.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import { codeListOf } from '../code-lists.ts';
import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { denyLine, judgedLines, passed, type Worksheet } from '../worksheet.ts';

/** Eleven digits: 5-4-2 without hyphens. */
const NDC = /^\d{11}$/;

/** KP-10: drugs of the profile's list come with their NDC, its quantity and unit; all that is wrong is told. */
export function checkDrugs(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'drug-code', sheet.period.from);
  if (!rule) return;
  let isDenied = false;
  let hasDrugs = false;
  for (const line of judgedLines(sheet)) {
    if (!codeListOf(rule, 'procedures.drugs').has(line.line.procedure)) continue;
    hasDrugs = true;
    for (const { clause, text } of faultsOf(line.line.drug, rule)) {
      isDenied = true;
      denyLine(sheet, line, rule, clause, text);
    }
  }
  if (!isDenied && hasDrugs) passed(sheet, rule, 'drugs come with their codes');
}

function faultsOf(drug: Drug | undefined, rule: Rule): { readonly clause: string; readonly text: string }[] {
  const faults = [];
  if (!drug || !NDC.test(drug.ndc))
    faults.push({ clause: 'code', text: 'the drug code is absent or no NDC' });
  if (!(Number(drug?.quantity ?? 0) > 0)) faults.push({ clause: 'count', text: 'the drug has no quantity' });
  if (!listParameter(rule, 'units').includes(drug?.unit ?? ''))
    faults.push({ clause: 'unit', text: 'the drug has no unit that is taken' });
  return faults;
}
