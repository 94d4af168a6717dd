import type { Claim, HealthCode } from '../../claim/claim.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import { categoriesOf, codeListOf } from '../code-lists.ts';
import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { denyLine, judgedLines, passed, type Worksheet, type WorksheetLine } from '../worksheet.ts';

const PRINCIPAL: ReadonlySet<string> = new Set(['ABK', 'BK']);
const OTHER: ReadonlySet<string> = new Set(['ABF', 'BF']);
/** ICD-10-CM chapter 20: why it happened, never what it is. */
const EXTERNAL_CAUSE = /^[VWXY]/;
const ICD_10: ReadonlySet<string> = new Set(['ABK', 'ABF', 'ABJ', 'APR', 'ABN']);

/** Principal and other diagnoses in the order of HI: what SV107 counts. */
export function diagnosesOf(claim: Claim): readonly HealthCode[] {
  return claim.codes.filter(({ qualifier }) => PRINCIPAL.has(qualifier) || OTHER.has(qualifier));
}

/**
 * KP-08: a diagnosis stands in a fit position: one principal, and no external cause among the principal, admitting or
 * reason-for-visit ones; codes of a header, which never end where they stand, are refused by the list of the profile.
 */
export function checkDiagnoses(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'diagnosis-position', sheet.period.from);
  if (!rule) return;
  const { codes } = sheet.claim;
  const isCause = ({ qualifier, code }: HealthCode): boolean =>
    ICD_10.has(qualifier) && EXTERNAL_CAUSE.test(code);
  const faults: { readonly clause: string; readonly text: string }[] = [];
  const headers = codeListOf(rule, 'diagnoses.unspecific');
  if (diagnosesOf(sheet.claim).some(({ code }) => headers.has(plain(code))))
    faults.push({ clause: 'specificity', text: 'a diagnosis has more specific codes below it' });
  const principal = codes.filter(({ qualifier }) => PRINCIPAL.has(qualifier));
  if (principal.length !== 1 || isCause(principal[0]!))
    faults.push({
      clause: 'principal',
      text: 'the principal diagnosis is absent, repeated or an external cause',
    });
  const visits = codes.filter(({ qualifier }) => qualifier === 'ABJ' || qualifier === 'APR');
  if (visits.some(isCause))
    faults.push({ clause: 'position', text: 'an external cause stands where a diagnosis belongs' });
  for (const line of judgedLines(sheet))
    for (const { clause, text } of faults) denyLine(sheet, line, rule, clause, text);
  if (faults.length === 0) passed(sheet, rule, 'diagnoses stand where they belong');
}

/** KP-09: where the profile names diagnoses for a service, the line points at one of them. */
export function checkDiagnosisOfService(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'diagnosis-pointer', sheet.period.from);
  if (!rule) return;
  for (const line of judgedLines(sheet)) {
    if (line.isDenied) continue;
    const group = categoriesOf(rule, 'procedures').find((name) =>
      codeListOf(rule, `procedures.${name}`).has(line.line.procedure),
    );
    if (group === undefined) continue;
    const wanted = listParameter(rule, `diagnoses.${group}`);
    if (pointedAt(sheet, line).some((code) => wanted.some((range) => isIn(plain(code), range)))) continue;
    denyLine(sheet, line, rule, 'disagrees', 'no diagnosis the line points at goes with the service');
  }
}

/** KP-11: each diagnosis of a stay in acute care says whether it was there on admission, but those that are exempt. */
export function checkPresentOnAdmission(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'present-on-admission', sheet.period.from);
  if (!rule || sheet.claim.part.kind !== 'institutional') return;
  if (!listParameter(rule, 'billTypes').includes(sheet.claim.facilityCode)) return;
  const indicators = listParameter(rule, 'indicators');
  const lacking = diagnosesOf(sheet.claim).filter(
    ({ code, presentOnAdmission = '' }) => !indicators.includes(presentOnAdmission) && !isExempt(rule, code),
  );
  if (lacking.length === 0) {
    passed(sheet, rule, 'every diagnosis says whether it was present on admission');
    return;
  }
  for (const line of judgedLines(sheet))
    denyLine(sheet, line, rule, '', 'a diagnosis does not say whether it was present on admission');
}

function isExempt(rule: Rule, code: string): boolean {
  return listParameter(rule, 'exempt').some((range) => isIn(plain(code), range));
}

/** Professional lines point; the diagnoses of an institutional claim hold for all of its lines. */
function pointedAt({ claim }: Worksheet, { line }: WorksheetLine): readonly string[] {
  const diagnoses = diagnosesOf(claim).map(({ code }) => code);
  if (claim.part.kind === 'institutional') return diagnoses;
  return line.pointers.map((pointer) => diagnoses[Number(pointer) - 1] ?? '');
}

/** Prefixes and ranges of prefixes: `O00-O9A` holds O0900. */
function isIn(code: string, range: string): boolean {
  const [low = '', high = low] = range.split('-');
  return code !== '' && code.slice(0, low.length) >= low && code.slice(0, high.length) <= high;
}

/** Some senders write the point, which X12 does not. */
function plain(code: string): string {
  return code.replace('.', '');
}
