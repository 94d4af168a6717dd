import type { Claim, HealthCode } from '../../claim/claim.ts';
import type { CodeList } from '../../reference/code-list.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import { categoriesOf, codeListOf } from '../code-lists.ts';
import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { readOnce } from '../rule-reading.ts';
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
  const faults = positionFaults(sheet.claim, codeListOf(rule, 'diagnoses.unspecific'));
  for (const line of judgedLines(sheet))
    for (const { clause, text } of faults) denyLine(sheet, line, rule, clause, text);
  if (faults.length === 0) passed(sheet, rule, 'diagnoses stand where they belong');
}

interface PositionFault {
  readonly clause: string;
  readonly text: string;
}

const NO_FAULTS: readonly PositionFault[] = [];
const UNSPECIFIC: PositionFault = {
  clause: 'specificity',
  text: 'a diagnosis has more specific codes below it',
};
const NO_PRINCIPAL: PositionFault = {
  clause: 'principal',
  text: 'the principal diagnosis is absent, repeated or an external cause',
};
const MISPLACED: PositionFault = {
  clause: 'position',
  text: 'an external cause stands where a diagnosis belongs',
};

/** @param headers codes that never end where they stand */
function positionFaults({ codes }: Claim, headers: CodeList): readonly PositionFault[] {
  let principals = 0;
  let isUnspecific = false;
  let isCausePrincipal = false;
  let isMisplaced = false;
  for (const each of codes) {
    const { qualifier } = each;
    const isPrincipal = PRINCIPAL.has(qualifier);
    if (isPrincipal) {
      principals += 1;
      isCausePrincipal ||= isCause(each);
    } else if (qualifier === 'ABJ' || qualifier === 'APR') isMisplaced ||= isCause(each);
    if ((isPrincipal || OTHER.has(qualifier)) && headers.has(plain(each.code))) isUnspecific = true;
  }
  if (principals === 1 && !isUnspecific && !isCausePrincipal && !isMisplaced) return NO_FAULTS;
  const faults: PositionFault[] = [];
  if (isUnspecific) faults.push(UNSPECIFIC);
  if (principals !== 1 || isCausePrincipal) faults.push(NO_PRINCIPAL);
  if (isMisplaced) faults.push(MISPLACED);
  return faults;
}

function isCause({ qualifier, code }: HealthCode): boolean {
  return ICD_10.has(qualifier) && EXTERNAL_CAUSE.test(code);
}

/** Services that want a diagnosis of a list, with that list. */
const servicesOf = readOnce((rule) =>
  categoriesOf(rule, 'procedures').map(({ category, codes }) => ({
    codes,
    diagnoses: rangesOf(rule, `diagnoses.${category}`),
  })),
);

/** KP-09: where the profile names diagnoses for a service, the line points at one of them. */
export function checkDiagnosisOfService(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'diagnosis-pointer', sheet.period.from);
  if (!rule) return;
  const services = servicesOf(rule);
  for (const line of judgedLines(sheet)) {
    if (line.isDenied) continue;
    const { procedure } = line.line;
    const service = services.find(({ codes }) => codes.has(procedure));
    if (service === undefined) continue;
    if (pointedAt(sheet, line).some((code) => isInRanges(code, service.diagnoses))) continue;
    denyLine(sheet, line, rule, 'disagrees', 'no diagnosis the line points at goes with the service');
  }
}

/** KP-11: each diagnosis of a stay in acute care says whether it was there on admission, but those that are exempt. */
export function checkPresentOnAdmission(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'present-on-admission', sheet.period.from);
  if (!rule || sheet.claim.part.kind !== 'institutional') return;
  if (!listParameter(rule, 'billTypes').includes(sheet.claim.facilityCode)) return;
  const indicators = listParameter(rule, 'indicators');
  const exempt = exemptOf(rule);
  const lacking = diagnosesOf(sheet.claim).filter(
    ({ code, presentOnAdmission = '' }) =>
      !indicators.includes(presentOnAdmission) && !isInRanges(code, exempt),
  );
  if (lacking.length === 0) {
    passed(sheet, rule, 'every diagnosis says whether it was present on admission');
    return;
  }
  for (const line of judgedLines(sheet))
    denyLine(sheet, line, rule, '', 'a diagnosis does not say whether it was present on admission');
}

const exemptOf = readOnce((rule) => rangesOf(rule, 'exempt'));

/** Professional lines point; the diagnoses of an institutional claim hold for all of its lines. */
function pointedAt({ claim }: Worksheet, { line }: WorksheetLine): readonly string[] {
  const diagnoses = diagnosesOf(claim).map(({ code }) => code);
  if (claim.part.kind === 'institutional') return diagnoses;
  return line.pointers.map((pointer) => diagnoses[Number(pointer) - 1] ?? '');
}

/** Prefixes and ranges of prefixes: `O00-O9A` holds O0900. */
interface PrefixRange {
  readonly low: string;
  readonly high: string;
}

function rangesOf(rule: Rule, parameter: string): readonly PrefixRange[] {
  return listParameter(rule, parameter).map((range) => {
    const [low = '', high = low] = range.split('-');
    return { low, high };
  });
}

function isInRanges(code: string, ranges: readonly PrefixRange[]): boolean {
  const bare = plain(code);
  return (
    bare !== '' &&
    ranges.some(({ low, high }) => bare.slice(0, low.length) >= low && bare.slice(0, high.length) <= high)
  );
}

/** Some senders write the point, which X12 does not. */
function plain(code: string): string {
  return code.includes('.') ? code.replace('.', '') : code;
}
