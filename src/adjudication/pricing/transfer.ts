import { formatCents } from '../../money/cents.ts';
import { formatRate, shareCents } from '../../money/rate.ts';
import { halfUp } from '../../money/rounding.ts';
import { productHalfUp } from '../../money/unit-fee.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { DrgWeight } from '../../reference/rate-tables.ts';
import type { ContractTerm } from '../../reference/records.ts';
import { ruleFor } from '../disposition.ts';
import type { PricedClaim } from '../priced-claim.ts';
import { step, type Worksheet } from '../worksheet.ts';
import { type Ceiling, type Waiting, waits } from './price.ts';
import { codeListOf, oneOfParameter, wordSet } from './rule-values.ts';

export interface TransferOf {
  readonly sheet: Worksheet;
  readonly term: ContractTerm;
  readonly group: string;
  readonly system: string;
  readonly row: DrgWeight;
  readonly fullCents: number;
  readonly days: number;
}

/** The case is paid as a transfer up to the ceiling, or waits; undefined when it is none. */
type Transfer = { readonly outcome: 'ceiling'; readonly ceiling: Ceiling } | Waiting;

const METHODS = ['charge-percent', 'per-diem'] as const;
const FRACTION = 10_000;
const WEIGHT_SCALE = 10_000;

/**
 * FP-40, FP-41: a discharge to another hospital is paid as a transfer, by its discharge status; FP-42: to post-acute
 * care from listed groups. Never more than the group's own payment.
 */
export function transferCeiling(of: TransferOf): Transfer | undefined {
  const { sheet, term, group, row } = of;
  const { part } = sheet.claim;
  if (part.kind !== 'institutional') return undefined;
  const rule = ruleFor(sheet.profile, 'transfer', sheet.lineOfBusiness, sheet.period.to);
  if (!rule || codeListOf(rule, 'excludedGroups').has(group)) return undefined;
  const status = part.dischargeStatus;
  const isAcute = wordSet(rule, 'statuses').has(status);
  const isPostAcute =
    !isAcute && wordSet(rule, 'postAcuteStatuses').has(status) && isPostAcuteGroup(of, rule);
  if (!isAcute && !isPostAcute) {
    noteReceived(sheet, part.admissionSource);
    return undefined;
  }
  if (oneOfParameter(rule, 'method', METHODS, 'per-diem') === 'charge-percent') {
    if (term.transferBasisPoints === undefined) return waits(rule, 'the contract states no transfer percent');
    const priceCents = shareCents(sheet.chargeCents, term.transferBasisPoints);
    const percent = formatRate(term.transferBasisPoints, 2);
    return ceilingOf(of, rule, priceCents, `${percent} % of ${formatCents(sheet.chargeCents)}`);
  }
  if (row.gmlosTenths === 0) return waits(rule, 'no mean length of stay of this group on file');
  const isSpecial = isPostAcute && row.isSpecialPay;
  const fractionE4 = transferFractionE4(
    of.days,
    row.gmlosTenths,
    isSpecial,
    rule.parameters.get('doubleFirstDay') !== 'no',
  );
  const priceCents = productHalfUp(
    WEIGHT_SCALE * FRACTION,
    term.baseRateCents ?? 0,
    row.weightE4,
    fractionE4,
  );
  const words = isSpecial ? 'half and a per diem of the other half' : 'per diem';
  return ceilingOf(of, rule, priceCents, `${words}: ${formatRate(fractionE4, 4)} of the group payment`);
}

/**
 * Share of the group's payment for a transfer, in ten-thousandths, half up, at most the whole: days over the mean
 * length of stay, the first day counted twice (42 CFR 412.4(f)); special-pay groups get half at once.
 */
export function transferFractionE4(
  days: number,
  gmlosTenths: number,
  isSpecial: boolean,
  isFirstDayDoubled: boolean,
): number {
  const paidDaysTenths = (days + (isFirstDayDoubled ? 1 : 0)) * 10;
  if (paidDaysTenths >= gmlosTenths) return FRACTION;
  const fraction = isSpecial
    ? halfUp(FRACTION * (gmlosTenths + paidDaysTenths), 2 * gmlosTenths)
    : halfUp(FRACTION * paidDaysTenths, gmlosTenths);
  return Math.min(FRACTION, fraction);
}

function ceilingOf(of: TransferOf, rule: Rule, cents: number, words: string): Transfer {
  const priceCents = Math.min(cents, of.fullCents);
  const capped = cents > of.fullCents ? `, capped at the group payment ${formatCents(of.fullCents)}` : '';
  return {
    outcome: 'ceiling',
    ceiling: { rule, clause: '', priceCents, text: `transfer: ${words} = ${formatCents(cents)}${capped}` },
  };
}

/** The payer's own list where one holds for the group's system (FP-42), else the flag of the table if it goes by it. */
function isPostAcuteGroup({ sheet, group, system, row }: TransferOf, rule: Rule): boolean {
  const list = ruleFor(sheet.profile, 'post-acute-transfer', sheet.lineOfBusiness, sheet.period.to);
  if (!list) return rule.parameters.get('postAcute') !== 'list' && row.isPostAcute;
  return (list.parameters.get('system') ?? 'MS') === system && codeListOf(list, 'groups').has(group);
}

/** Whether a stay says that it began or ended with a transfer between hospitals. */
export function transfersOf({
  claim: { part },
  profile,
  lineOfBusiness,
  period,
}: Worksheet): Pick<PricedClaim, 'isTransferIn' | 'isTransferOut'> {
  if (part.kind !== 'institutional') return {};
  const has = (kind: string, parameter: string, word: string): boolean => {
    const rule = ruleFor(profile, kind, lineOfBusiness, period.to);
    return rule !== undefined && wordSet(rule, parameter).has(word);
  };
  return {
    ...(has('received-transfer', 'admissionSources', part.admissionSource) && { isTransferIn: true }),
    ...(has('transfer', 'statuses', part.dischargeStatus) && { isTransferOut: true }),
  };
}

/** FP-41: who receives a patient from another hospital is paid the group's normal payment. */
function noteReceived(sheet: Worksheet, admissionSource: string): void {
  const rule = ruleFor(sheet.profile, 'received-transfer', sheet.lineOfBusiness, sheet.period.to);
  if (rule && wordSet(rule, 'admissionSources').has(admissionSource))
    step(sheet, rule, 0, 'passed', 'received from another hospital: the normal group payment');
}
