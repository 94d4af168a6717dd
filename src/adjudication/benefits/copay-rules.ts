import type { Provider } from '../../claim/claim.ts';
import type { CodeList } from '../../reference/code-list.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import { codeListOf } from '../code-lists.ts';
import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { readOnce } from '../rule-reading.ts';
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

/** Procedure and revenue codes of one kind of service. */
interface Services {
  readonly procedures: CodeList;
  readonly revenueCodes: CodeList;
}

const servicesOf = readOnce((rule) => ({
  withCopay: listedAs(rule, 'with'),
  withoutCopay: listedAs(rule, 'without'),
}));

function listedAs(rule: Rule, list: 'with' | 'without'): Services {
  return {
    procedures: codeListOf(rule, `procedures.${list}`),
    revenueCodes: codeListOf(rule, `revenueCodes.${list}`),
  };
}

function isListed({ procedures, revenueCodes }: Services, { line }: WorksheetLine): boolean {
  return procedures.has(line.procedure) || revenueCodes.has(line.revenueCode);
}

/** KP-62: services of the second list take no copay, but for those that the first list names. */
export function copayByService(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'copay-lists', sheet.period.from);
  if (!rule) return;
  const isOutpatient = sheet.claim.part.kind === 'professional' || !sheet.claim.facilityCode.startsWith('11');
  if (!isOutpatient) return;
  const { withCopay, withoutCopay } = servicesOf(rule);
  const freed = openLines(sheet).filter((line) => isListed(withoutCopay, line) && !isListed(withCopay, line));
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
