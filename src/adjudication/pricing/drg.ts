import { formatCents } from '../../money/cents.ts';
import { formatRate, shareCents } from '../../money/rate.ts';
import { productHalfUp } from '../../money/unit-fee.ts';
import type { ContractTerm } from '../../reference/records.ts';
import { actingRuleOfKind, listParameter, ruleFor, wholeParameter } from '../disposition.ts';
import { step, type Worksheet } from '../worksheet.ts';
import { lengthOfStay } from './length-of-stay.ts';
import { byContract, type Ceiling, type Price, waits } from './price.ts';
import { transferCeiling } from './transfer.ts';

const DEFAULT_SYSTEM = 'MS';
const WEIGHT_SCALE = 10_000;

/** KP-51: base rate × weight of the claim's group; transfers (FP-40 …) and outliers after it. */
export function drg(sheet: Worksheet, term: ContractTerm): Price {
  const { part } = sheet.claim;
  const day = sheet.period.to;
  const rule = ruleFor(sheet.profile, 'drg', sheet.lineOfBusiness, day);
  if (!rule) return waits(byContract, 'the payer does not price by groups');
  const group = part.kind === 'institutional' ? part.drg.padStart(3, '0') : '000';
  if (group === '000') return waits(rule, 'no diagnosis-related group on the claim');
  const system = term.drgSystem ?? DEFAULT_SYSTEM;
  const table = sheet.snapshot.rates('drg-weights', day, system);
  const row = table?.rows.get(group);
  if (!table || !row) return waits(rule, 'no weight of this group on file');
  const baseRateCents = term.baseRateCents ?? 0;
  const fullCents = productHalfUp(WEIGHT_SCALE, baseRateCents, row.weightE4);
  const days = lengthOfStay(sheet);
  const transfer = transferCeiling({ sheet, term, group, system, row, fullCents, days });
  if (transfer?.outcome === 'pend') return transfer;
  const groupCents = transfer?.ceiling ? Math.min(transfer.ceiling.priceCents, fullCents) : fullCents;
  const outlierCents = outlierOf(sheet, term, groupCents);
  const review = outlierCents > 0 ? outlierReview(sheet) : undefined;
  if (review) return review;
  const ceilings: Ceiling[] = transfer?.ceiling
    ? [{ ...transfer.ceiling, priceCents: groupCents + outlierCents }]
    : [];
  if (outlierCents > 0)
    step(sheet, rule, 0, 'priced', `outlier: ${formatCents(outlierCents)} beyond the group payment`);
  const priceCents = fullCents + outlierCents;
  return {
    outcome: 'priced',
    by: rule,
    priceCents,
    text:
      `group ${group} (${system}): ${formatCents(baseRateCents)} x ${formatRate(row.weightE4, 4)} = ` +
      `${formatCents(fullCents)} (weights of ${table.from}, ${days} ${days === 1 ? 'day' : 'days'})`,
    basis: {
      method: 'drg',
      table: `${table.kind} ${system}`,
      vintage: table.from,
      row: group,
      factors: { baseRateCents, weightE4: row.weightE4, gmlosTenths: row.gmlosTenths, days, outlierCents },
      rounding: 'price-cents',
    },
    ceilings,
  };
}

/** What costs exceed the payment by more than the threshold, at the contract's share. */
function outlierOf(sheet: Worksheet, term: ContractTerm, paymentCents: number): number {
  const { outlierThresholdCents, outlierBasisPoints, costToChargeBasisPoints } = term;
  if (outlierThresholdCents === undefined || outlierBasisPoints === undefined) return 0;
  const costCents =
    costToChargeBasisPoints === undefined
      ? sheet.chargeCents
      : shareCents(sheet.chargeCents, costToChargeBasisPoints);
  const excessCents = costCents - paymentCents - outlierThresholdCents;
  return excessCents > 0 ? shareCents(excessCents, outlierBasisPoints) : 0;
}

/** KP-52: an outlier on a large bill is reviewed before it is paid. */
function outlierReview(sheet: Worksheet): Price | undefined {
  const rule = actingRuleOfKind(sheet.profile, 'bill-review', sheet.period.from);
  if (!rule || !listParameter(rule, 'methods').includes('drg-outlier')) return undefined;
  const threshold = wholeParameter(rule, 'thresholdCents');
  if (sheet.chargeCents <= threshold) return undefined;
  return waits(rule, `bill review: outlier on a bill over ${formatCents(threshold)}`);
}
