import type { CodeSpan } from '../../reference/rate-tables.ts';
import { actingRuleOfKind } from '../disposition.ts';
import { denyLine, judgedLines, passed, type Worksheet } from '../worksheet.ts';
import { diagnosesOf } from './check-diagnoses.ts';

/** HC: HCPCS, with CPT as its first level. Other systems have no list here. */
const HCPCS = 'HC';

/**
 * KP-07: codes are of the code set that holds on the day of service. A list that nobody has imported for the day judges
 * nothing; parameters name the lists.
 */
export function checkCodeSets(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'code-sets', sheet.period.from);
  // Without any list there is nothing to look up.
  if (!rule || sheet.snapshot.rateParts('code-list', sheet.period.from).length === 0) return;
  let judged = 0;
  let isDenied = false;
  const listOn = (subject: string, day: string): ReadonlyMap<string, CodeSpan> | undefined => {
    const list = sheet.snapshot.rates('code-list', day, rule.parameters.get(subject) ?? '')?.rows;
    if (list) judged += 1;
    return list;
  };
  const isKnown = (subject: string, code: string, day: string): boolean => {
    const list = code === '' ? undefined : listOn(subject, day);
    if (!list) return true;
    const span = list.get(code);
    return span !== undefined && (span.from === '' || span.from <= day) && (span.to === '' || day <= span.to);
  };
  // The discharge decides for a stay: codes change on 1 October.
  const diagnosisDay = sheet.claim.part.kind === 'institutional' ? sheet.period.to : sheet.period.from;
  const hasUnknownDiagnosis = diagnosesOf(sheet.claim).some(
    ({ code }) => !isKnown('diagnosisList', code.replace('.', ''), diagnosisDay),
  );
  for (const line of judgedLines(sheet)) {
    const { procedure, procedureQualifier, modifiers, revenueCode } = line.line;
    const day = line.date.from;
    const faults: (readonly [clause: string, text: string])[] = [];
    if (procedureQualifier === HCPCS && !isKnown('procedureList', procedure, day))
      faults.push(['procedure', 'the procedure code does not hold on the day']);
    if (!isKnown('revenueList', revenueCode, day))
      faults.push(['revenue', 'the revenue code does not hold on the day']);
    if (modifiers.some((modifier) => !isKnown('modifierList', modifier, day)))
      faults.push(['modifier', 'a modifier does not hold on the day']);
    if (hasUnknownDiagnosis) faults.push(['diagnosis', 'a diagnosis does not hold on the day']);
    for (const [clause, text] of faults) {
      isDenied = true;
      denyLine(sheet, line, rule, clause, text);
    }
  }
  if (judged > 0 && !isDenied) passed(sheet, rule, 'codes hold on the day of service');
}
