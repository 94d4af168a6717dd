import type { TraceStep } from './decision.ts';

/** What all steps of a line together take from the payment: line, cents, line, cents …, in the order of their first steps. */
export function lineCentsOf(trace: readonly TraceStep[]): number[] {
  const lineCents: number[] = [];
  let at = 0;
  for (const { line, reducesCents } of trace) {
    // Most steps are of the line of the step before, or of the next.
    if (lineCents[at] !== line && lineCents[at + 2] !== line) {
      at = 0;
      while (at < lineCents.length && lineCents[at] !== line) at += 2;
    } else if (lineCents[at] !== line) at += 2;
    if (at === lineCents.length) lineCents.push(line, reducesCents);
    else lineCents[at + 1]! += reducesCents;
  }
  return lineCents;
}

/** Stands for all steps of pricing on a line. */
export function digestStep(line: number, reducesCents: number): TraceStep {
  return { rule: '', section: '', line, outcome: 'passed', text: '', reducesCents, isDigest: true };
}

/**
 * A trace in short: per line one step that takes from the payment what all its steps together take. The thread that
 * settles needs no more; the steps themselves stay packed as the pricing thread wrote them.
 */
export function digestOfTrace(trace: readonly TraceStep[]): TraceStep[] {
  const lineCents = lineCentsOf(trace);
  const steps: TraceStep[] = [];
  for (let at = 0; at < lineCents.length; at += 2) steps.push(digestStep(lineCents[at]!, lineCents[at + 1]!));
  return steps;
}
