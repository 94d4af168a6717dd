import type { Claim, HealthCode, OtherPayer } from '../../claim/claim.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import { actingRuleOfKind, listParameter } from '../disposition.ts';
import { denyOpenLines, passed, pend, step, type Worksheet } from '../worksheet.ts';
import type { CoordinationMethod } from './coordinated-payment.ts';
import { isCoordinated, payersBeforeUs } from './payers-before-us.ts';
import { priorPayments } from './prior-payment.ts';

/** The note that says the primary paid nothing (KP-67). */
const PAID_ZERO = /COB\s*=?\s*Z/i;
/** SBR09 of Medicare: its claims cross over from the carrier and need no proof of payment. */
const MEDICARE: ReadonlySet<string> = new Set(['MA', 'MB', '16']);
/** External causes stand apart on an 837I, among the diagnoses on an 837P. */
const isCause = ({ qualifier, code }: HealthCode): boolean =>
  qualifier === 'ABN' || qualifier === 'BN' || (qualifier.startsWith('AB') && /^[VWXY]/.test(code));

/** How a claim is coordinated; plain data, it goes to settlement. */
export interface Coordination {
  readonly rule: string;
  readonly section: string;
  readonly method: CoordinationMethod;
  /** The first payer is Medicare. */
  readonly isAfterMedicare: boolean;
  /** We referred the service: after Medicare all balances are ours (KP-66). */
  isShareFree: boolean;
}

/**
 * KP-67: a claim that comes to us after another payer must say who it is and what it paid; all that is missing is told
 * at once. KP-68: the formula by plan.
 */
export function coordinateClaim(sheet: Worksheet): void {
  const { claim, profile, period } = sheet;
  if (!isCoordinated(claim)) return;
  const required = actingRuleOfKind(profile, 'secondary-fields', period.from);
  const rule = actingRuleOfKind(profile, 'coordination', period.from);
  if (!rule) {
    pend(
      sheet,
      { id: 'coordination', section: '' },
      'another payer is before us: waits for coordination of benefits',
    );
    return;
  }
  if (required) {
    const missing = missingClauses(claim, required);
    if (missing.length > 0) {
      denyOpenLines(sheet, required, missing, 'what the payer before us did is not told');
      return;
    }
    passed(sheet, required, 'the claim says what the payer before us did');
  }
  const [first] = payersBeforeUs(claim);
  const method = coordinationMethod(sheet, rule);
  sheet.coordination = {
    rule: rule.id,
    section: rule.section,
    method,
    isAfterMedicare: first !== undefined && MEDICARE.has(first.claimFilingIndicator),
    isShareFree: false,
  };
  const rows = priorPayments(claim);
  for (const [index, line] of sheet.lines.entries()) line.prior = rows[index];
  step(sheet, rule, 0, 'passed', `coordinated: ${method}`);
}

/** The formula of a plan that comes after another (KP-68). */
export function coordinationMethod(
  { planId, lineOfBusiness }: Pick<Worksheet, 'planId' | 'lineOfBusiness'>,
  rule: Rule,
): CoordinationMethod {
  if (lineOfBusiness === 'medicare-advantage') return 'medicare-secondary';
  if (lineOfBusiness === 'medicaid') return 'last-resort';
  if (!listParameter(rule, 'maintenancePlans').includes(planId)) return 'standard';
  return rule.parameters.get('maintenanceBase') === 'allowed' ? 'maintenance-allowed' : 'maintenance';
}

/** Clauses of KP-67 that the claim trips, each once, in the order of the rule. */
function missingClauses(claim: Claim, rule: Rule): string[] {
  const before = payersBeforeUs(claim);
  const missing = new Set<string>();
  if (before.length === 0) missing.add('primary');
  const exempt = listParameter(rule, 'exemptIndicators');
  for (const payer of before) {
    if (exempt.includes(payer.claimFilingIndicator)) continue;
    if (!payer.payer?.lastName || !payer.payer.id) missing.add('primary');
    if (!payer.subscriber?.lastName || !payer.subscriber.id) missing.add('plan');
    const paidCents = paidBy(claim, payer);
    const saysZero = claim.notes.some(({ text }) => PAID_ZERO.test(text));
    if (paidCents === undefined || (paidCents === 0 && !saysZero)) missing.add('paid');
  }
  if (claim.relatedCauses.length > 0 && !claim.codes.some(isCause)) missing.add('cause');
  return ['primary', 'plan', 'paid', 'cause'].filter((clause) => missing.has(clause));
}

/** AMT*D of the claim, else the sum over its lines; undefined when neither is there, which is not zero. */
function paidBy(claim: Claim, payer: OtherPayer): number | undefined {
  if (payer.paidCents !== undefined) return payer.paidCents;
  const onLines = claim.lines.flatMap((line) =>
    line.adjudications.filter(({ payerId }) => payerId === payer.payer?.id),
  );
  return onLines.length === 0 ? undefined : onLines.reduce((sum, { paidCents }) => sum + paidCents, 0);
}
