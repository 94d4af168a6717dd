import type { Decision, TraceStep } from '../adjudication/decision.ts';
import { jsonPacking } from '../store/decision-packing.ts';
import type { ClaimRow, PaymentRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

export interface StoryDecision {
  readonly version: number;
  readonly act: string;
  readonly status: string;
  readonly asOf: string;
  /** Absent for a void and an encounter: {@link text} says what became of them. */
  readonly decision?: Decision;
  readonly text: readonly string[];
}

/** Everything that is remembered of one claim. */
export interface ClaimStory {
  readonly row: ClaimRow;
  readonly decisions: readonly StoryDecision[];
  readonly remittances: readonly {
    readonly act: string;
    readonly amountCents: number;
    readonly payment: PaymentRow | undefined;
  }[];
}

export async function claimStory(store: Store, row: ClaimRow): Promise<ClaimStory> {
  const payments = await store.payments({ claimId: row.claimId });
  const items = await store.itemsOfClaim(row.claimId);
  const decisions = await store.decisionsOfClaim(row.claimId);
  return {
    row,
    decisions: decisions.map(({ version, act, status, asOf, body }) => ({
      version,
      act,
      status,
      asOf,
      ...told(body),
    })),
    remittances: items.map(({ act, amountCents, paymentId }) => ({
      act,
      amountCents,
      payment: payments.find((payment) => payment.paymentId === paymentId),
    })),
  };
}

/** A void keeps its original and its trace, an encounter its reason, everything else a decision. */
function told(body: Uint8Array): Pick<StoryDecision, 'decision' | 'text'> {
  const packed = jsonPacking.unpack(body) as Decision | PackedTrace;
  if (!('act' in packed)) return { decision: packed, text: [] };
  if (packed.act === 'record') return { text: [`Recorded only: ${packed.reason}`] };
  return {
    text: [
      `Voids claim ${packed.original.claimNumber}`,
      ...packed.trace.map((step) => `  ${step.rule.padEnd(9)} ${step.outcome.padEnd(7)} ${step.text}`),
    ],
  };
}

type PackedTrace =
  | { readonly act: 'record'; readonly reason: string }
  | {
      readonly act: 'void';
      readonly original: { readonly claimNumber: string };
      readonly trace: readonly TraceStep[];
    };
