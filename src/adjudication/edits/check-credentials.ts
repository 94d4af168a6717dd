import { isWithinSpan } from '../../reference/case-records.ts';
import { actingRuleOfKind } from '../disposition.ts';
import { denyLine, openLines, passed, type Worksheet } from '../worksheet.ts';

/**
 * BX-04: who gave the service must have been credentialed, and in the network, on the day. A provider of whom no history
 * is kept is taken as credentialed; one we do not know at all is not judged here.
 */
export function checkCredentials(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'credentialing', sheet.period.from);
  if (!rule) return;
  let isDenied = false;
  const ofClaim = sheet.claim.rendering ?? sheet.claim.billing;
  // Lines mostly bear one provider and one day.
  let judged: { readonly npi: string; readonly day: string; readonly text: string } | undefined;
  for (const line of openLines(sheet)) {
    const { npi } = line.line.rendering ?? ofClaim;
    const day = line.date.from;
    if (npi !== judged?.npi || day !== judged.day) judged = { npi, day, text: faultOn(sheet, npi, day) };
    const { text } = judged;
    if (text === '') continue;
    isDenied = true;
    denyLine(sheet, line, rule, '', text);
  }
  if (!isDenied) passed(sheet, rule, 'nothing against the provider on the day of service');
}

function faultOn({ snapshot }: Worksheet, npi: string, day: string): string {
  const history = snapshot.cases.credentialsOf(npi);
  if (history.length > 0) {
    const held = history.find((span) => isWithinSpan(span, day));
    if (held?.status !== 'credentialed') return 'the provider was not credentialed on the day';
  }
  const record = snapshot.provider(npi);
  // Older record sets name no dates.
  return record?.from && !isWithinSpan(record, day) ? 'the provider was not in the network on the day' : '';
}
