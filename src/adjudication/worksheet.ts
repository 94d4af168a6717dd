import type { Claim, Period, ServiceLine } from '../claim/claim.ts';
import type { PayerProfile, Rule } from '../reference/payer-profile.ts';
import type { LineOfBusiness } from '../reference/plan.ts';
import type { Contract, Member } from '../reference/records.ts';
import type { Snapshot } from '../reference/snapshot.ts';
import type { Adjustment, TraceStep } from './decision.ts';
import { codesOf } from './disposition.ts';
import type { Pend } from './priced-claim.ts';

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
  readonly adjustments: Adjustment[];
  readonly remarks: string[];
}

/** A claim while the rules without history go over it, in the order of `rules.ts`. */
export interface Worksheet {
  readonly claim: Claim;
  readonly profile: PayerProfile;
  readonly snapshot: Snapshot;
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
  /** CLP02. */
  claimStatus: string;
}

/** A rule without history: looks at the claim, may deny lines, price them or make the claim wait. */
export type WorksheetStep = (sheet: Worksheet) => void;

export function openLines(sheet: Worksheet): readonly WorksheetLine[] {
  return sheet.lines.filter((line) => !line.isDenied);
}

/** Adds a step to the trace; line 0 is the claim. */
export function step(
  sheet: Worksheet,
  rule: Pick<Rule, 'id' | 'section'>,
  line: number,
  outcome: TraceStep['outcome'],
  text: string,
  reducesCents = 0,
): void {
  sheet.trace.push({ rule: rule.id, section: rule.section, line, outcome, text, reducesCents });
}

/** Says that a rule was looked at and did nothing. */
export function passed(sheet: Worksheet, rule: Pick<Rule, 'id' | 'section'>, text: string): void {
  step(sheet, rule, 0, 'passed', text);
}

export function pend(sheet: Worksheet, rule: Pick<Rule, 'id' | 'section'>, text: string): void {
  sheet.pends.push({ rule: rule.id, section: rule.section, text });
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
  if (line.isDenied) return;
  const { group, carc, remarks } = codesOf(rule, clause);
  line.isDenied = true;
  line.allowedCents = 0;
  if (line.chargeCents !== 0)
    line.adjustments.push({ group, carc, amountCents: line.chargeCents, rule: rule.id });
  line.remarks.push(...remarks);
  step(sheet, rule, line.ordinal, 'deny', `${text}: ${group}-${carc}`, line.chargeCents);
}

/** `line 1` or `lines 1, 3` for a sentence. */
export function linesPhrase(lines: readonly { readonly ordinal: number }[]): string {
  return `${lines.length === 1 ? 'line' : 'lines'} ${lines.map((line) => line.ordinal).join(', ')}`;
}
