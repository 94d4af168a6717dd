import type { Rule } from '../../reference/payer-profile.ts';
import type { ContractTerm } from '../../reference/records.ts';
import { ruleFor } from '../disposition.ts';
import { step, type Worksheet, type WorksheetLine } from '../worksheet.ts';
import { anesthesia, isAnesthesia } from './anesthesia.ts';
import { drug } from './drug.ts';
import { defaultPercent, feeTables } from './fee-tables.ts';
import { byContract, denied, type Price, waits } from './price.ts';
import { isPayable, rbrvs, rvuRowOf } from './rbrvs.ts';
import { codeListOf, wordSet } from './rule-values.ts';

/**
 * A line on a contract by relative values, in the payer's order: anesthesia (KP-46), relative values (KP-41), drugs
 * (KP-45), other fee schedules (KP-42), by report (KP-43), a percent of the charge (KP-42).
 */
export function professional(sheet: Worksheet, line: WorksheetLine, term: ContractTerm): Price {
  const rule = ofKind(sheet, line, 'rbrvs');
  if (!rule) return waits(byContract, 'the payer does not price by relative values');
  const { procedure } = line.line;
  const timed = ofKind(sheet, line, 'anesthesia');
  if (isAnesthesia(timed, procedure)) return anesthesia(sheet, line, term, timed);
  noteProcedure(sheet, line);
  const row = rvuRowOf(sheet, line);
  if (row && wordSet(rule, 'bundledStatuses').has(row.status))
    return denied(rule, 'bundled', `status ${row.status}: part of another service`);
  if (row && isPayable(row, rule)) return rbrvs(sheet, line, term, rule, row);
  const drugs = ofKind(sheet, line, 'drug-limits');
  const byDrug = drugs && drug(sheet, line, drugs);
  if (byDrug) return byDrug;
  const filler = ofKind(sheet, line, 'gap-filler');
  const byFee = filler && feeTables(sheet, line, filler, rule);
  if (byFee) return byFee;
  const report = ofKind(sheet, line, 'by-report');
  if (report && isByReport(report, procedure, row?.status)) return waits(report, 'priced by report');
  if (row && wordSet(rule, 'noncoveredStatuses').has(row.status))
    return denied(rule, 'not-covered', `status ${row.status}: not paid by this schedule`);
  const byPercent = filler && defaultPercent(line, term, filler);
  return byPercent ?? waits(rule, row ? 'the table gives no payable value' : 'no fee on file');
}

function ofKind(sheet: Worksheet, line: WorksheetLine, kind: string): Rule | undefined {
  return ruleFor(sheet.profile, kind, sheet.lineOfBusiness, line.date.from);
}

function isByReport(rule: Rule, procedure: string, status: string | undefined): boolean {
  if (status !== undefined && wordSet(rule, 'statuses').has(status)) return true;
  return codeListOf(rule, 'procedures').has(procedure);
}

/** KP-48: what an anesthesiologist does besides anesthesia goes by relative values; the trace says that it was seen. */
function noteProcedure(sheet: Worksheet, line: WorksheetLine): void {
  const rule = ofKind(sheet, line, 'anesthesiologist-procedures');
  if (!rule) return;
  const { rendering } = line.line;
  const taxonomy = (rendering ?? sheet.claim.rendering ?? sheet.claim.billing).taxonomy;
  if (wordSet(rule, 'taxonomies').has(taxonomy))
    step(sheet, rule, line.ordinal, 'passed', 'a procedure by an anesthesiologist: by relative values');
}
