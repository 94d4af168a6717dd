import type { Claim, Period, ServiceLine } from '../claim/claim.ts';
import type { PayerProfile, Rule } from '../reference/payer-profile.ts';
import type { LineOfBusiness } from '../reference/plan.ts';
import type { Contract, Coverage, Member } from '../reference/records.ts';
import type { Snapshot } from '../reference/snapshot.ts';
import type { PriorPayment } from './coordination/prior-payment.ts';
import type { Coordination } from './coordination/secondary-claim.ts';
import type { Adjustment, PriceBasis, TraceStep } from './decision.ts';
import { codesOf } from './disposition.ts';
import type { GlobalService } from './global-service.ts';
import type { Pend, ShareRelief, WaitsFor } from './priced-claim.ts';
import type { ReviewDecision } from './review-decision.ts';

/** The claim lacks information or has billing errors: remarks say which. */
const LACKS_INFORMATION = '16';

/** One line while the rules go over it. */
export interface WorksheetLine {
  readonly line: ServiceLine;
  readonly ordinal: number;
  readonly chargeCents: number;
  /** The line's own date, else the claim's. */
  readonly date: Period;
  allowedCents: number;
  isDenied: boolean;
  benefitCategory: string;
  /** KP-61, KP-62: no copay is asked for it. */
  isCopayFree: boolean;
  /** What payers before us did with it; undefined when we are first. */
  prior: PriorPayment | undefined;
  readonly adjustments: Adjustment[];
  readonly remarks: string[];
}

/** A claim while the rules without history go over it, in the order of `rules.ts`. */
export interface Worksheet {
  readonly claim: Claim;
  readonly profile: PayerProfile;
  readonly snapshot: Snapshot;
  readonly claimNumber: string;
  /** CCYYMMDD. */
  readonly receivedDate: string;
  readonly period: Period;
  readonly chargeCents: number;
  readonly lines: readonly WorksheetLine[];
  readonly trace: TraceStep[];
  readonly pends: Pend[];
  memberId: string;
  subscriberId: string;
  member: Member | undefined;
  contract: Contract | undefined;
  /** See `PricedClaim.canBeAnswered`. */
  canBeAnswered: boolean;
  lineOfBusiness: LineOfBusiness;
  fund: string;
  planId: string;
  secondPlanId: string;
  /** KP-69: coverage by a second plan with a fund of its own; the claim is judged under it too. */
  secondCoverage: Coverage | undefined;
  /** Set where the claim is judged under one of a member's coverages only. */
  readonly onlyCoverage: Coverage | undefined;
  /** CLP02. */
  claimStatus: string;
  /** Set when payers before us have decided. */
  coordination: Coordination | undefined;
  /** The member may not be billed: the share is told with these codes (KP-64). */
  relief: ShareRelief | undefined;
  /** Its services that surgeries of other claims may package, or that package those of others. */
  globalServices: readonly GlobalService[];
  /** CCYYMMDD of the run: what a claim waits for may be overdue. */
  readonly today: string;
  /** What persons have decided on it. */
  readonly reviews: readonly ReviewDecision[];
}

/** A rule without history: looks at the claim, may deny lines, price them or make the claim wait. */
export type WorksheetStep = (sheet: Worksheet) => void;

/** Lines that no rule has refused so far. */
export function openLines({ lines }: Worksheet): readonly WorksheetLine[] {
  return lines.some(isRefused) ? lines.filter((line) => !line.isDenied) : lines;
}

/** Adds a step to the trace; line 0 is the claim. */
export function step(
  sheet: Worksheet,
  rule: Pick<Rule, 'id' | 'section'>,
  line: number,
  outcome: TraceStep['outcome'],
  text: string,
  reducesCents = 0,
  basis?: PriceBasis,
): void {
  const { id, section } = rule;
  sheet.trace.push(
    basis
      ? { rule: id, section, line, outcome, text, reducesCents, basis }
      : { rule: id, section, line, outcome, text, reducesCents },
  );
}

/** Says that a rule was looked at and did nothing. */
export function passed(sheet: Worksheet, rule: Pick<Rule, 'id' | 'section'>, text: string): void {
  step(sheet, rule, 0, 'passed', text);
}

export function pend(
  sheet: Worksheet,
  rule: Pick<Rule, 'id' | 'section'>,
  text: string,
  waitsFor?: WaitsFor,
): void {
  sheet.pends.push({ rule: rule.id, section: rule.section, text, ...(waitsFor && { waitsFor }) });
  step(sheet, rule, 0, 'pend', text);
}

/** Refuses the line: its whole charge goes to one reason. A line already refused keeps its first reason. */
export function denyLine(
  sheet: Worksheet,
  line: WorksheetLine,
  rule: Rule,
  clause: string,
  text: string,
): void {
  const { group, carc, remarks } = codesOf(rule, clause);
  if (line.isDenied) {
    addDefect(sheet, line, rule, carc, remarks, text);
    return;
  }
  line.isDenied = true;
  line.allowedCents = 0;
  if (line.chargeCents !== 0)
    line.adjustments.push({ group, carc, amountCents: line.chargeCents, rule: rule.id });
  line.remarks.push(...remarks);
  step(sheet, rule, line.ordinal, 'deny', `${text}: ${group}-${carc}`, line.chargeCents);
}

/** Refuses every line that is still open for all clauses at once. */
export function denyOpenLines(sheet: Worksheet, rule: Rule, clauses: readonly string[], text: string): void {
  for (const line of openLines(sheet))
    for (const clause of clauses) denyLine(sheet, line, rule, clause, text);
}

/** Lines whose form can still be judged: open, or refused for what they lack (KP-18). */
export function judgedLines({ lines }: Worksheet): readonly WorksheetLine[] {
  return lines.some(isRefused) ? lines.filter((line) => !line.isDenied || lacksSomething(line)) : lines;
}

/** Most claims have no such line, and every second step asks. */
function isRefused({ isDenied }: WorksheetLine): boolean {
  return isDenied;
}

/** KP-18: of a claim that lacks something all defects are told, one remark each, under the one reason code 16. */
function addDefect(
  sheet: Worksheet,
  line: WorksheetLine,
  rule: Rule,
  carc: string,
  remarks: readonly string[],
  text: string,
): void {
  if (carc !== LACKS_INFORMATION || !lacksSomething(line)) return;
  line.remarks.push(...remarks.filter((remark) => !line.remarks.includes(remark)));
  step(sheet, rule, line.ordinal, 'deny', `${text}: told with the same reason`);
}

function lacksSomething({ isDenied, adjustments }: WorksheetLine): boolean {
  return isDenied && adjustments.length > 0 && adjustments.every(({ carc }) => carc === LACKS_INFORMATION);
}

/** `line 1` or `lines 1, 3` for a sentence. */
export function linesPhrase(lines: readonly { readonly ordinal: number }[]): string {
  return `${lines.length === 1 ? 'line' : 'lines'} ${lines.map((line) => line.ordinal).join(', ')}`;
}
