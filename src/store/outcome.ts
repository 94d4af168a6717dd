import type { Decision, TraceStep } from '../adjudication/decision.ts';

/** What the store keeps of a settled claim: a closed union, as {@link Settlement} has it. */
export type Outcome =
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'void'; readonly originalClaimNumber: string; readonly trace: readonly TraceStep[] }
  | { readonly kind: 'record'; readonly reason: string }
  /** Retention has taken it; its amounts are in the ledger. */
  | { readonly kind: 'gone' };
