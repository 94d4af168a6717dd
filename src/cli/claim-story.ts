import type { Decision } from '../adjudication/decision.ts';
import { type AnsweredRefusal, answeredRefusal } from '../batch/answered-refusal.ts';
import type { Outcome } from '../store/outcome.ts';
import type { ReviewRow } from '../store/review-store.ts';
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
  /** Of a claim that a 277CA refused. */
  readonly refusal: AnsweredRefusal | undefined;
  readonly decisions: readonly StoryDecision[];
  /** What persons decided while it waited. */
  readonly reviews: readonly ReviewRow[];
  /** Day on which another claim took its place or took it back, CCYY-MM-DD; '' while it stands. */
  readonly followedOn: string;
  /** What retention has taken of it: the instants of the acts, '' where all is there. */
  readonly gone: { readonly detail: string; readonly file: string; readonly traces: boolean };
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
  const follower = row.supersededBy === '' ? undefined : await store.claimByNumber(row.supersededBy);
  const [following] = follower ? await store.decisionsOfClaim(follower.claimId) : [];
  const gone = await goneOf(store, row);
  const isRefused = row.state === 'rejected' || row.state === 'refused';
  return {
    row,
    refusal: isRefused && gone.detail === '' ? await answeredRefusal(store, row) : undefined,
    gone: { ...gone, traces: decisions.some(({ isTraceGone }) => isTraceGone) },
    decisions: decisions.map(({ version, act, status, asOf, outcome }) => ({
      version,
      act,
      status,
      asOf,
      ...told(outcome),
    })),
    reviews: await store.reviewsOf([row.claimId]),
    followedOn: following?.asOf.slice(0, 10) ?? '',
    remittances: items.map(({ act, amountCents, paymentId }) => ({
      act,
      amountCents,
      payment: payments.find((payment) => payment.paymentId === paymentId),
    })),
  };
}

async function goneOf(store: Store, row: ClaimRow): Promise<{ detail: string; file: string }> {
  const file = await store.fileBySha256(row.fileSha256);
  return {
    detail: (await store.goneRows('claimDetail')).get(row.claimId) ?? '',
    file: (file && (await store.goneRows('raw')).get(file.fileId)) ?? '',
  };
}

/** A void keeps its original and its trace, an encounter its reason, everything else a decision. */
function told(outcome: Outcome): Pick<StoryDecision, 'decision' | 'text'> {
  switch (outcome.kind) {
    case 'decision':
      return { decision: outcome.decision, text: [] };
    case 'record':
      return { text: [`Recorded only: ${outcome.reason}`] };
    case 'gone':
      return {
        text: ['Its lines, adjustments and reasons were taken by retention; the amounts are in the ledger'],
      };
    case 'void':
      return {
        text: [
          `Voids claim ${outcome.originalClaimNumber}`,
          ...outcome.trace.map((step) => `  ${step.rule.padEnd(9)} ${step.outcome.padEnd(7)} ${step.text}`),
        ],
      };
  }
}
