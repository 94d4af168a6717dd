import type { CodeList } from '../../reference/code-list.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import { addDays } from '../../x12/calendar.ts';
import { codeListOf } from '../code-lists.ts';
import { actingRuleOfKind, listParameter, wholeParameter } from '../disposition.ts';
import { readOnce } from '../rule-reading.ts';
import {
  denyLine,
  denyOpenLines,
  linesPhrase,
  openLines,
  passed,
  pend,
  type Worksheet,
  type WorksheetLine,
} from '../worksheet.ts';

/** PWK02: to be had on request, so nothing is on its way. */
const ON_REQUEST = 'AA';

/**
 * KP-17: some codings prompt a request for records: the claim waits for them, then for somebody's look; when they have
 * not come by the due date it is refused. Others are only flagged for the audit.
 */
export function requestRecords(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'records-request', sheet.period.from);
  if (!rule) return;
  const { pending, flagging } = promptsOf(rule);
  const lines = openLines(sheet);
  const asked = lines.filter((line) => isPrompted(pending, line));
  const flagged = lines.filter((line) => isPrompted(flagging, line));
  if (flagged.length > 0) passed(sheet, rule, `flagged for the audit of records (${linesPhrase(flagged)})`);
  if (asked.length === 0) return;
  // A payer may rather refuse at once and ask for the records with the refusal.
  if (rule.parameters.get('mode') === 'deny') {
    for (const line of asked) denyLine(sheet, line, rule, 'asked', 'records are asked for');
  } else if (hasCome(sheet)) pend(sheet, rule, `records have come: to be reviewed (${linesPhrase(asked)})`);
  else if (sheet.today > dueDay(sheet, rule)) {
    denyOpenLines(sheet, rule, ['not-come'], 'the records asked for have not come');
  } else {
    pend(
      sheet,
      rule,
      `records are asked for until ${dueDay(sheet, rule)} (${linesPhrase(asked)})`,
      'document',
    );
  }
}

/** KP-95: documents that the claim announces are awaited and matched by its number or theirs. */
export function awaitAttachments(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'attachments', sheet.period.from);
  if (!rule) return;
  const announced = sheet.claim.attachments.filter(
    ({ transmission, controlNumber }) => transmission !== ON_REQUEST && controlNumber !== '',
  );
  if (announced.length === 0) return;
  if (hasCome(sheet)) passed(sheet, rule, 'the documents announced have come');
  else if (sheet.today > dueDay(sheet, rule)) {
    denyOpenLines(sheet, rule, [''], 'the documents announced have not come');
  } else pend(sheet, rule, `documents are awaited until ${dueDay(sheet, rule)}`, 'document');
}

/** Codings that prompt a request for records. */
interface Prompt {
  readonly procedures: CodeList;
  readonly modifiers: readonly string[];
}

const promptsOf = readOnce((rule) => ({ pending: promptOf(rule, 'pend'), flagging: promptOf(rule, 'flag') }));

function promptOf(rule: Rule, list: 'pend' | 'flag'): Prompt {
  return {
    procedures: codeListOf(rule, `procedures.${list}`),
    modifiers: listParameter(rule, `${list}Modifiers`),
  };
}

function isPrompted({ procedures, modifiers }: Prompt, { line }: WorksheetLine): boolean {
  return procedures.has(line.procedure) || line.modifiers.some((modifier) => modifiers.includes(modifier));
}

function dueDay({ receivedDate }: Worksheet, rule: Rule): string {
  return addDays(receivedDate, wholeParameter(rule, 'days'));
}

/** Every announced document, or, when none is announced, any that names the claim. */
function hasCome({ claim, snapshot, claimNumber }: Worksheet): boolean {
  if (snapshot.cases.attachmentsOf(claimNumber).length > 0) return true;
  const announced = claim.attachments.filter(({ transmission }) => transmission !== ON_REQUEST);
  return (
    announced.length > 0 &&
    announced.every(({ controlNumber }) => snapshot.cases.attachmentsOf(controlNumber).length > 0)
  );
}
