import type { Adjustment, Decision, LineDecision, TraceStep } from '../adjudication/decision.ts';
import { decisionEntry } from '../ledger/decision-entry.ts';
import type { LedgerEntry } from '../ledger/posting.ts';
import { reversalEntry } from '../ledger/reversal-entry.ts';
import { formatCents } from '../money/cents.ts';
import { checkCodes } from '../remittance/code-check.ts';
import type { Correction } from '../store/money-store.ts';
import type { ClaimRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import type { Workplace } from './workplace.ts';

/** Money that moves between what is paid on a line and one adjustment of it. */
export interface LineChange {
  /** From 1. */
  readonly line: number;
  readonly group: Exclude<Adjustment['group'], 'PR'>;
  readonly carc: string;
  /** RARC codes that explain it on the 835. */
  readonly remarks: readonly string[];
  /** Positive: less is paid. Negative: an adjustment of that group and reason is given back. */
  readonly amountCents: number;
}

/** The decision a claim stands on, and where it is. */
export interface StandingDecision {
  readonly row: ClaimRow;
  readonly decisionId: number;
  readonly version: number;
  readonly decision: Decision;
}

/** @throws Fault `CLAIM-UNKNOWN`, `CLAIM-NOT-LIVE` */
export async function standingDecision(store: Store, claimNumber: string): Promise<StandingDecision> {
  const row = await store.claimByNumber(claimNumber);
  if (!row) {
    throw refused('CLAIM-UNKNOWN', 'no claim has this number', 'Find it with `remit find`.');
  }
  const last = (await store.decisionsOfClaim(row.claimId)).at(-1);
  if (last?.outcome.kind === 'gone') {
    throw refused(
      'RETENTION-GONE',
      'retention has taken the detail of the claim',
      'It can no longer be corrected line by line; `remit payment adjust` moves money without a claim.',
    );
  }
  const isLive = (row.state === 'decided' || row.state === 'remitted') && row.supersededBy === '';
  if (!isLive || last?.outcome.kind !== 'decision') {
    throw refused(
      'CLAIM-NOT-LIVE',
      `the claim is ${row.state}: it has no payment that could be corrected`,
      'Look at it with `remit explain`; a claim that was replaced is corrected in its replacement.',
    );
  }
  const { decisionId, version } = last;
  return { row, decisionId, version, decision: last.outcome.decision };
}

/**
 * The decision with money moved on its lines; it balances as the old one did. What the member owes (PR) is never
 * touched, so limits and accumulators stay as they are; the decision keeps what it used of them, for a later void.
 *
 * @param rule the row of the catalogue the correction rests on
 * @throws Fault `CORRECTION-IMPOSSIBLE` when a line is not there or has not that much to give
 */
export function correctDecision(decision: Decision, changes: readonly LineChange[], rule: string): Decision {
  let { lines } = decision;
  const steps: TraceStep[] = [];
  for (const change of changes) {
    const line = lines.find(({ ordinal }) => ordinal === change.line);
    if (!line) throw impossible(`the claim has no line ${change.line}`);
    const changed = changeLine(line, change, rule);
    lines = lines.map((each) => (each === line ? changed : each));
    const { group, carc, amountCents } = change;
    steps.push({
      rule,
      section: '',
      line: change.line,
      outcome: 'reduce',
      text: `${amountCents > 0 ? 'taken back' : 'given back'} after payment: ${group} ${carc}, ${formatCents(Math.abs(amountCents))}`,
      reducesCents: amountCents,
    });
  }
  const takenCents = changes.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const paidCents = decision.paidCents - takenCents;
  const allowedCents = decision.allowedCents - takenCents;
  return {
    ...decision,
    status: paidCents > 0 || allowedCents > 0 ? 'paid' : 'denied',
    paidCents,
    allowedCents,
    lines,
    trace: [...decision.trace, ...steps],
  };
}

function changeLine(line: LineDecision, change: LineChange, rule: string): LineDecision {
  const { group, carc, remarks, amountCents } = change;
  if (!Number.isSafeInteger(amountCents) || amountCents === 0) throw impossible('an amount of nothing');
  if (amountCents > line.paidCents) {
    throw impossible(
      `line ${line.ordinal} was paid ${formatCents(line.paidCents)}, less than is to be taken`,
    );
  }
  const isSame = (each: Adjustment): boolean => each.group === group && each.carc === carc;
  const heldCents = line.adjustments.filter(isSame).reduce((sum, each) => sum + each.amountCents, 0);
  if (amountCents < 0 && heldCents < -amountCents) {
    throw impossible(
      `line ${line.ordinal} was reduced by ${formatCents(heldCents)} for ${group} ${carc}, less than is to be given`,
    );
  }
  const leftCents = heldCents + amountCents;
  const first = line.adjustments.findIndex(isSame);
  const kept = leftCents === 0 ? [] : [{ group, carc, amountCents: leftCents, rule }];
  const adjustments = line.adjustments.filter((each) => !isSame(each));
  adjustments.splice(first < 0 ? adjustments.length : first, 0, ...kept);
  return {
    ...line,
    paidCents: line.paidCents - amountCents,
    allowedCents: line.allowedCents - amountCents,
    adjustments,
    remarks: [...new Set([...line.remarks, ...remarks])],
  };
}

/**
 * KP-80: the credit of the reversal and the debit of the corrected decision, for one act.
 *
 * @throws Fault `CODES-INVALID` when an 835 could not carry the corrected claim on that date
 */
export function correctionOf(
  standing: StandingDecision,
  decision: Decision,
  { workplace, asOf, date }: { readonly workplace: Workplace; readonly asOf: string; readonly date: string },
): {
  readonly correction: Correction;
  readonly entries: readonly LedgerEntry[];
  readonly takenCents: number;
} {
  const problems = checkCodes(
    { items: [{ itemId: 0, act: 'payment', decision }], providerAdjustments: [] },
    date,
    workplace.adjustmentCodes,
  );
  if (problems.length > 0) {
    throw refused(
      'CODES-INVALID',
      problems.join('; '),
      'Choose a reason (and remark) that an 835 may carry.',
    );
  }
  const { claimNumber, claimId } = standing.row;
  const original = decisionEntry({
    claimNumber,
    version: standing.version,
    decision: standing.decision,
    asOf,
  });
  return {
    correction: { claimId, reversedDecisionId: standing.decisionId, decision },
    entries: [
      reversalEntry({ original, asOf }),
      decisionEntry({ claimNumber, version: standing.version + 1, decision, asOf }),
    ],
    takenCents: standing.decision.paidCents - decision.paidCents,
  };
}

function impossible(what: string): Fault {
  return refused('CORRECTION-IMPOSSIBLE', what, 'Look at the lines of the claim with `remit explain`.');
}

/** What a person asked for cannot be done: exit 2, nothing is changed. */
export function refused(code: string, message: string, hint: string): Fault {
  return new Fault({ code, message, hint, exitCode: 2 });
}
