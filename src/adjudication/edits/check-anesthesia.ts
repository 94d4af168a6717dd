import { codeListOf } from '../code-lists.ts';
import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { denyLine, judgedLines, passed, type Worksheet } from '../worksheet.ts';

/** SV103: minutes. */
const MINUTES = 'MJ';

/** KP-16: anesthesia names who gave it, by a payment modifier, and how long, in minutes; QS alone names nobody. */
export function checkAnesthesia(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'anesthesia-form', sheet.period.from);
  if (!rule) return;
  const timed = codeListOf(rule, 'procedures.anesthesia');
  const payment = listParameter(rule, 'modifiers');
  const informational = listParameter(rule, 'informationalModifiers');
  const untimed = codeListOf(rule, 'procedures.untimed');
  let isDenied = false;
  const lines = judgedLines(sheet).filter(({ line }) => timed.has(line.procedure));
  for (const line of lines) {
    const { modifiers, procedure, unit, unitsMilli = 0 } = line.line;
    const deny = (clause: string, text: string): void => {
      isDenied = true;
      denyLine(sheet, line, rule, clause, text);
    };
    if (!modifiers.some((modifier) => payment.includes(modifier))) {
      const isNamed = modifiers.some((modifier) => informational.includes(modifier));
      if (isNamed) deny('modifier-invalid', 'the anesthesia modifier names nobody who is paid');
      else deny('modifier', 'anesthesia without its modifier');
    }
    if (!untimed.has(procedure) && (unit !== MINUTES || unitsMilli <= 0))
      deny('minutes', 'anesthesia without its minutes');
  }
  if (lines.length > 0 && !isDenied) passed(sheet, rule, 'anesthesia names who gave it and how long');
}
