import type { TraceStep } from './decision.ts';

/**
 * A trace in short: per line one step that takes from the payment what all its steps together take. The thread that
 * settles needs no more; the steps themselves stay packed as the pricing thread wrote them.
 */
export function digestOfTrace(trace: readonly TraceStep[]): TraceStep[] {
  const cents = new Map<number, number>();
  for (const { line, reducesCents } of trace) cents.set(line, (cents.get(line) ?? 0) + reducesCents);
  return [...cents].map(([line, reducesCents]) => ({
    rule: '',
    section: '',
    line,
    outcome: 'passed',
    text: '',
    reducesCents,
    isDigest: true,
  }));
}
