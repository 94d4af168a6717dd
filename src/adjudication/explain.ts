import { formatCents } from '../money/cents.ts';
import type { Decision, LineDecision, TraceStep } from './decision.ts';

export interface ExplainOptions {
  /** Shows patient control number and member id; masked otherwise (DESIGN decision 16). */
  readonly phi: boolean;
  /** Columns. Default: 80. */
  readonly width?: number;
}

const STATUS_WORDS = { paid: 'decided', denied: 'denied', pended: 'waits for a person' } as const;

/** The decision as a clerk reads it: what was checked, in order; per line from charge to paid, every cent with its reason. */
export function explainDecision(decision: Decision, options: ExplainOptions): string[] {
  const width = options.width ?? 80;
  const { facts } = decision;
  const shown = (value: string): string => (options.phi ? value : '*'.repeat(Math.min(value.length, 8)));
  const head = [
    `Claim ${facts.claimNumber}, received ${day(facts.receivedDate)}: ${STATUS_WORDS[decision.status]}`,
    `Patient account ${shown(facts.patientControlNumber)}, member ${shown(decision.memberId)}, plan ${decision.planId || 'none'}`,
    `Service ${day(facts.period.from)} to ${day(facts.period.to)}, payee ${decision.payeeId}, fund ${decision.fund}`,
  ];
  if (facts.originalClaimNumber !== '') head.push(`Corrects claim ${facts.originalClaimNumber}`);
  const lines = head.flatMap((row) => wrap('', row, width));
  if (decision.pendReason !== '') lines.push(...wrap('Waits for: ', decision.pendReason, width));
  lines.push(...explainPlan(decision, width));
  const { secondPlan } = decision;
  if (secondPlan)
    lines.push(
      '',
      ...wrap('', `Second plan ${secondPlan.planId}, from fund ${secondPlan.fund}`, width),
      ...explainPlan(secondPlan, width),
    );
  return lines;
}

/** One plan's decision: what was checked, each line, the sums. */
function explainPlan(decision: Decision, width: number): string[] {
  const lines = ['', 'Checked, in order'];
  for (const step of decision.trace) if (step.line === 0) lines.push(...explainStep(step, width));
  for (const line of decision.lines) lines.push('', ...explainLine(decision, line, width));
  lines.push(
    '',
    amountLine('Charged', decision.chargeCents, width),
    amountLine('Allowed', decision.allowedCents, width),
    amountLine("Member's share and liability", decision.patientResponsibilityCents, width),
    amountLine('Paid', decision.paidCents, width),
  );
  const { memberPayment, remarks } = decision;
  if (memberPayment) lines.push(amountLine('Paid to the member', memberPayment.amountCents, width));
  if (remarks.length > 0) lines.push(`Remarks: ${remarks.join(' ')}`);
  return lines;
}

function explainLine(decision: Decision, line: LineDecision, width: number): string[] {
  const service = [line.revenueCode, line.procedure, ...line.modifiers]
    .filter((part) => part !== '')
    .join(' ');
  const units = line.unitsMilli / 1000;
  const lines = [
    amountLine(
      `Line ${line.ordinal}: ${service}, ${units} ${units === 1 ? 'unit' : 'units'}, ${day(line.serviceDate.from)}`,
      line.chargeCents,
      width,
    ),
  ];
  for (const step of decision.trace) {
    // What is paid stands in the row after the steps.
    if (step.line === line.ordinal && step.outcome !== 'paid') lines.push(...explainStep(step, width));
  }
  lines.push(amountLine('  = paid', line.paidCents, width));
  if (line.remarks.length > 0) lines.push(`  remarks: ${line.remarks.join(' ')}`);
  return lines;
}

function explainStep(step: TraceStep, width: number): string[] {
  const section = step.section === '' ? '' : ` [${step.section}]`;
  const head = `  ${step.rule.padEnd(9)} ${step.outcome.padEnd(7)} `;
  const { reducesCents } = step;
  const sign = reducesCents < 0 ? '+' : '-';
  const amount = reducesCents === 0 ? '' : `${sign}${formatCents(Math.abs(reducesCents))}`;
  const lines = wrap(head, step.text + section, width - (amount === '' ? 0 : amount.length + 1));
  if (amount !== '') lines[0] = (lines[0] ?? '').padEnd(width - amount.length) + amount;
  return lines;
}

/** Text behind a head; further rows are indented to stand under it. */
function wrap(head: string, text: string, width: number): string[] {
  const rows: string[] = [];
  const indent = ' '.repeat(head.length);
  let row = head;
  for (const word of text.split(' ')) {
    const begins = row === head || row === indent;
    if (!begins && row.length + 1 + word.length > width) {
      rows.push(row);
      row = indent + word;
    } else row += begins ? word : ` ${word}`;
  }
  rows.push(row);
  return rows;
}

function amountLine(label: string, cents: number, width: number): string {
  const amount = formatCents(cents);
  return label.padEnd(width - amount.length) + amount;
}

/** CCYYMMDD → CCYY-MM-DD. */
function day(date: string): string {
  return date.length === 8 ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : date;
}
