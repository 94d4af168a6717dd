import type { Claim, OtherPayer, ReportedAdjustment } from '../../claim/claim.ts';
import { sumCents } from '../../money/cents.ts';
import { payersBeforeUs } from './payers-before-us.ts';

/** What the payers before us did with one line. */
export interface PriorPayment {
  readonly paidCents: number;
  /** What the provider wrote off for them: CO, PI and OA, but not OA-23, which is a payment reported again. */
  readonly contractualCents: number;
  /** PR of the last payer before us: what it left to the member. */
  readonly shareCents: number;
}

const NONE: PriorPayment = { paidCents: 0, contractualCents: 0, shareCents: 0 };

/**
 * Line by line what came before us: from 2430 where a payer reported lines, from 2320 in proportion to the charges
 * where it reported the claim only.
 *
 * @returns one row per line, in the order of the lines
 */
export function priorPayments(claim: Claim): PriorPayment[] {
  const rows = claim.lines.map(() => ({ ...NONE }));
  const payers = payersBeforeUs(claim);
  const charges = claim.lines.map((line) => Math.max(0, line.chargeCents ?? 0));
  for (const payer of payers) {
    const isLast = payer === payers.at(-1);
    const isOnLines = claim.lines.some((line) =>
      line.adjudications.some((each) => isOf(each.payerId, payer, payers)),
    );
    if (isOnLines) {
      for (const [index, line] of claim.lines.entries()) {
        for (const each of line.adjudications) {
          if (!isOf(each.payerId, payer, payers)) continue;
          add(rows[index]!, each.paidCents, each.adjustments, isLast);
        }
      }
    } else spread(rows, charges, payer.paidCents ?? 0, 'paidCents');
    // Adjustments of 2320 stand for the claim as a whole, beside those of the lines.
    const { contractualCents, shareCents } = sumsOf(payer.adjustments);
    spread(rows, charges, contractualCents, 'contractualCents');
    if (isLast) spread(rows, charges, shareCents, 'shareCents');
  }
  return rows;
}

/** What the payers before us took off the charge: their payment and what was written off for them (OA-23). */
export function impactOf({ paidCents, contractualCents }: PriorPayment): number {
  return paidCents + contractualCents;
}

type Draft = { -readonly [Key in keyof PriorPayment]: PriorPayment[Key] };

function isOf(payerId: string, payer: OtherPayer, payers: readonly OtherPayer[]): boolean {
  return payerId === payer.payer?.id || (payers.length === 1 && !payer.payer?.id);
}

function add(
  row: Draft,
  paidCents: number,
  adjustments: readonly ReportedAdjustment[],
  isLast: boolean,
): void {
  const { contractualCents, shareCents } = sumsOf(adjustments);
  row.paidCents += paidCents;
  row.contractualCents += contractualCents;
  if (isLast) row.shareCents += shareCents;
}

function sumsOf(adjustments: readonly ReportedAdjustment[]) {
  const sum = (isWanted: (each: ReportedAdjustment) => boolean): number =>
    sumCents(adjustments.filter(isWanted).map((each) => each.amountCents));
  return {
    contractualCents: sum(({ group, reason }) => group !== 'PR' && !(group === 'OA' && reason === '23')),
    shareCents: sum(({ group }) => group === 'PR'),
  };
}

/** In proportion to the charges; cents that remain go to the first lines, so the parts add up to the whole. */
function spread(
  rows: readonly Draft[],
  charges: readonly number[],
  totalCents: number,
  name: keyof Draft,
): void {
  if (totalCents === 0 || rows.length === 0) return;
  const total = sumCents(charges);
  const parts = charges.map((charge) =>
    total === 0 ? 0 : Number((BigInt(totalCents) * BigInt(charge)) / BigInt(total)),
  );
  const rest = totalCents - sumCents(parts);
  const step = Math.sign(rest);
  for (const [index, row] of rows.entries()) {
    row[name] += (parts[index] ?? 0) + (index < Math.abs(rest) ? step : 0);
  }
}
