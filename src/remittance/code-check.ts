import type { Adjustment } from '../adjudication/decision.ts';
import type { AdjustmentCodes } from './adjustment-codes.ts';
import { claimStatusOf, REMARKS_PER_CLAIM } from './claim-payment.ts';
import type { ProviderAdjustment, Remittance, RemittanceItem } from './remittance.ts';

/**
 * KP-89: every code the remittance would carry stands in the dated list on the production date, CARCs under a
 * group they allow and with the remark they demand.
 *
 * @param productionDate CCYYMMDD.
 * @returns What is wrong, each once, with codes and no claim data; [] when it may be published.
 */
export function checkCodes(
  remittance: Pick<Remittance, 'items' | 'providerAdjustments'>,
  productionDate: string,
  codes: AdjustmentCodes,
): string[] {
  const problems = new Set<string>();
  for (const item of remittance.items) checkItem(item, productionDate, codes, problems);
  return [...problems, ...checkAdjustmentCodes(remittance.providerAdjustments, codes)];
}

/** Of the PLBs alone. */
export function checkAdjustmentCodes(
  adjustments: readonly ProviderAdjustment[],
  codes: AdjustmentCodes,
): string[] {
  const problems = new Set<string>();
  for (const { code, reference } of adjustments) {
    const known = codes.providerAdjustments.get(code);
    if (!known) problems.add(`PLB reason ${code} is not in the list`);
    else if (known.needsReference && reference === '') problems.add(`PLB reason ${code} needs a reference`);
  }
  return [...problems];
}

/** Of one claim, added to what was wrong with others. */
export function checkItem(
  item: RemittanceItem,
  date: string,
  codes: AdjustmentCodes,
  problems: Set<string>,
): void {
  const status = claimStatusOf(item);
  if (!codes.claimStatuses.has(status)) problems.add(`claim status ${status} is not in the list`);
  const { decision } = item;
  if (item.act === 'payment' && new Set(decision.remarks).size > REMARKS_PER_CLAIM) {
    problems.add('a claim has more remark codes of its own than an 835 has room for');
  }
  // A reversal repeats the codes of its payment, which may have stopped since, and carries no remarks.
  const onDate = item.act === 'reversal' ? '' : date;
  for (const { adjustments, remarks } of [decision, ...decision.lines]) {
    // A claim-level remark explains line adjustments too.
    const explaining = [remarks, decision.remarks];
    for (const adjustment of adjustments) checkReason(adjustment, explaining, onDate, codes, problems);
    if (item.act === 'reversal') continue;
    for (const remark of remarks) {
      const known = codes.remarks.get(remark);
      if (!known) problems.add(`RARC ${remark} is not in the list`);
      else if (!isInUse(known, onDate)) problems.add(`RARC ${remark} is not in use on ${onDate}`);
    }
  }
}

function checkReason(
  { group, carc, amountCents }: Adjustment,
  remarks: readonly (readonly string[])[],
  date: string,
  codes: AdjustmentCodes,
  problems: Set<string>,
): void {
  if (amountCents === 0) return;
  const known = codes.reasons.get(carc);
  if (!known) {
    problems.add(`CARC ${carc} is not in the list`);
    return;
  }
  if (known.claimOnly) problems.add(`CARC ${carc} does not belong on an 835`);
  if (!isInUse(known, date)) problems.add(`CARC ${carc} is not in use on ${date}`);
  if (known.groups.length > 0 && !known.groups.includes(group)) {
    problems.add(`CARC ${carc} does not go with group ${group}`);
  }
  if (!known.needsRemark || date === '') return;
  const isExplained = remarks.some((some) =>
    some.some((remark) => codes.remarks.get(remark)?.isAlert === false),
  );
  if (!isExplained) problems.add(`CARC ${carc} needs a remark code`);
}

/** @param date '' asks for no date. */
function isInUse(code: { readonly from: string; readonly to: string }, date: string): boolean {
  return date === '' || ((code.from === '' || code.from <= date) && (code.to === '' || date < code.to));
}
