import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { denyOpenLines, passed, type Worksheet } from '../worksheet.ts';
import { payersBeforeUs } from './payers-before-us.ts';

/** Part A and Part B as a payer before us. */
const MEDICARE: ReadonlySet<string> = new Set(['MA', 'MB']);

/** KP-65: what Medicare has passed on to us itself must not be billed besides. The claim that crosses over says so too. */
export function refuseBesideCrossover(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'crossover', sheet.period.from);
  if (!rule) return;
  const medicare = payersBeforeUs(sheet.claim).filter((payer) => MEDICARE.has(payer.claimFilingIndicator));
  if (medicare.length === 0) return;
  if (listParameter(rule, 'submitters').includes(sheet.claim.submitter.id.trim())) {
    passed(sheet, rule, 'passed on by Medicare itself');
    return;
  }
  const says = listParameter(rule, 'remarks');
  const isPassedOn = medicare.some((payer) => payer.remarks.some((remark) => says.includes(remark)));
  if (isPassedOn) denyOpenLines(sheet, rule, [''], 'Medicare has passed the claim on to us');
  else passed(sheet, rule, 'Medicare did not pass the claim on');
}
