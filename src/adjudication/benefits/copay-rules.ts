import type { Provider } from '../../claim/claim.ts';
import { codeListOf } from '../code-lists.ts';
import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { linesPhrase, openLines, passed, type Worksheet, type WorksheetLine } from '../worksheet.ts';

/**
 * KP-61: in some categories a copay is asked only when a physician, assistant or nurse practitioner was seen. Known by
 * the taxonomy of who gave the service; a provider whose taxonomy nobody tells leaves the copay as it is.
 */
export function copayByProvider(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'copay-by-provider', sheet.period.from);
  if (!rule) return;
  const categories = listParameter(rule, 'categories');
  const prefixes = listParameter(rule, 'taxonomies');
  const freed = openLines(sheet).filter((line) => {
    if (!categories.includes(line.benefitCategory)) return false;
    const taxonomy = taxonomyOf(sheet, line.line.rendering ?? sheet.claim.rendering);
    return taxonomy !== '' && !prefixes.some((prefix) => taxonomy.startsWith(prefix));
  });
  free(sheet, rule, freed, 'who was seen takes no copay');
}

/** KP-62: services of the second list take no copay, but for those that the first list names. */
export function copayByService(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'copay-lists', sheet.period.from);
  if (!rule) return;
  const isListed = (list: 'with' | 'without', { line }: WorksheetLine): boolean =>
    codeListOf(rule, `procedures.${list}`).has(line.procedure) ||
    codeListOf(rule, `revenueCodes.${list}`).has(line.revenueCode);
  const isOutpatient = sheet.claim.part.kind === 'professional' || !sheet.claim.facilityCode.startsWith('11');
  const freed = openLines(sheet).filter(
    (line) => isOutpatient && isListed('without', line) && !isListed('with', line),
  );
  free(sheet, rule, freed, 'service without a copay');
}

function free(
  sheet: Worksheet,
  rule: { readonly id: string; readonly section: string },
  lines: readonly WorksheetLine[],
  text: string,
): void {
  for (const line of lines) line.isCopayFree = true;
  if (lines.length > 0) passed(sheet, rule, `${text} (${linesPhrase(lines)})`);
}

function taxonomyOf({ snapshot }: Worksheet, provider: Provider | undefined): string {
  if (!provider) return '';
  return provider.taxonomy || (snapshot.provider(provider.npi)?.taxonomy ?? '');
}
