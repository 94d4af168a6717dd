import type { Decision, TraceStep } from './decision.ts';
import type { PastClaim } from './history.ts';

/** What settlement does with one claim, in the one order: a closed union (DESIGN decisions 6 and 10). */
export type Settlement =
  /** Decided or pended on its own. */
  | { readonly act: 'decide'; readonly decision: Decision }
  /** KP-20: the original is reversed in full (when it was decided) and this claim decided in its place. */
  | { readonly act: 'replace'; readonly original: PastClaim; readonly decision: Decision }
  /** KP-23: the original is reversed in full; this claim has no decision of its own. */
  | { readonly act: 'void'; readonly original: PastClaim; readonly trace: readonly TraceStep[] }
  /** Encounters (BHT06 = RP): recorded only. */
  | { readonly act: 'record'; readonly reason: string };
