import { actingRuleOfKind } from '../disposition.ts';
import { denyLine, pend, type Worksheet } from '../worksheet.ts';

/** The payee is the contract record of the billing tax id and NPI (DESIGN decision 11); without one nobody can be paid. */
export function findPayee(sheet: Worksheet): void {
  const { billing } = sheet.claim;
  sheet.contract = sheet.snapshot.contract(billing.taxId, billing.npi);
  if (!sheet.contract) {
    sheet.canBeAnswered = false;
    pend(sheet, { id: 'contract', section: '' }, 'no contract on file for the billing provider');
    return;
  }
  if (sheet.snapshot.provider(billing.npi)) return;
  const rule = actingRuleOfKind(sheet.profile, 'provider-identifiers', sheet.period.from);
  if (!rule) return;
  for (const line of sheet.lines)
    denyLine(sheet, line, rule, 'adjudicated-npi-unmatched', 'the billing provider is no longer on file');
}
