import type { Pend } from '../adjudication/priced-claim.ts';
import type { ReviewDecision } from '../adjudication/review-decision.ts';
import type { ReviewRow } from '../store/review-store.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { Archive } from './archive.ts';
import { dataRootAt, prepareDataRoot } from './data-root.ts';
import { readyForAct } from './finish-act.ts';
import { readInstant } from './instant.ts';
import { lockRun } from './run-lock.ts';
import type { Settings } from './settings.ts';

/** A claim that waits, as the person who decides sees it: no amounts (BX-03). */
export interface WaitingClaim {
  readonly claimNumber: string;
  readonly profileId: string;
  readonly kind: 'professional' | 'institutional';
  /** CCYYMMDD. */
  readonly receivedDate: string;
  /** Instant since which it waits. */
  readonly since: string;
  readonly waits: readonly { readonly rule: string; readonly waitsFor: string; readonly text: string }[];
  /** What was decided already; it counts from the next run on. */
  readonly reviews: readonly ReviewRow[];
}

const AMOUNT = /\d[\d,]*\.\d{2}(?!\d)/g;

/** Claims that wait, in settlement order, with why and since when. */
export async function waitingClaims(store: Store, profileId?: string): Promise<WaitingClaim[]> {
  const rows = await store.waitingClaims(profileId);
  const reviews = await store.reviewsOf(rows.map(({ claimId }) => claimId));
  return rows.map(({ claimId, decision, ...row }) => ({
    claimNumber: row.claimNumber,
    profileId: row.profileId,
    kind: row.kind,
    receivedDate: row.receivedDate,
    since: row.since,
    waits: (decision.pends ?? []).map(withoutAmounts),
    reviews: reviews.filter((review) => review.claimId === claimId),
  }));
}

/** BX-03: whoever decides on care must not see what it costs. */
function withoutAmounts({ rule, text, waitsFor = 'person' }: Pend): WaitingClaim['waits'][number] {
  return { rule, waitsFor, text: text.replace(AMOUNT, '(amount)') };
}

export interface ReviewOptions {
  readonly settings: Settings;
  /** An instant with its zone. */
  readonly asOf: string;
  /** Who entered it, where another than the reviewer did. */
  readonly actor: string;
}

/**
 * Records what a licensed person decided on a claim that waits (BX-01), archived as an act. The claim itself is decided
 * by the next run.
 *
 * @throws Fault `CLAIM-NOT-PENDED`, `REVIEW-INCOMPLETE`, `REVIEW-RULE`
 */
export async function decideReview(
  options: ReviewOptions,
  review: Omit<ReviewDecision, 'decidedOn'>,
): Promise<ReviewDecision> {
  const { settings, asOf, actor } = options;
  if ([review.reviewer, review.licence, review.criterion].some((text) => text.trim() === '')) {
    throw refused('REVIEW-INCOMPLETE', 'a decision names its reviewer, licence and criterion');
  }
  const root = dataRootAt(settings.dataRoot);
  prepareDataRoot(root, settings.partners);
  const lock = lockRun(root.lock, { pid: process.pid, command: 'review decide', asOf });
  try {
    const store = openSqliteStore(root.store);
    try {
      await readyForAct({ settings, root, store });
      const waiting = (await waitingClaims(store)).find(
        ({ claimNumber }) => claimNumber === review.claimNumber,
      );
      if (!waiting) throw notPended();
      if (!waiting.waits.some(({ rule }) => rule === review.rule)) {
        const rules = [...new Set(waiting.waits.map(({ rule }) => rule))].join(', ');
        throw refused('REVIEW-RULE', `the claim does not wait for ${review.rule}, but for ${rules}`);
      }
      const decision = { ...review, decidedOn: readInstant(asOf, 'UTC').date };
      const name = `review-${review.claimNumber}-${review.rule}-${asOf.replace(/[^0-9A-Za-z]/g, '')}`;
      new Archive(root.archive).recordAct(name, { act: 'review decide', ...decision, asOf, actor });
      await store.recordReview({ ...decision, asOf });
      return decision;
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

/** As the archive keeps it. */
export interface RecordedReview extends ReviewDecision {
  readonly asOf: string;
}

/** Stores an archived decision, unless it is there. */
export async function storeReview(review: RecordedReview, store: Store): Promise<void> {
  const claim = await store.claimByNumber(review.claimNumber);
  const known = claim === undefined ? [] : await store.reviewsOf([claim.claimId]);
  const isThere = known.some(({ rule, asOf }) => rule === review.rule && asOf === review.asOf);
  // Only a claim that waits can have been decided; one that is decided by now got its review.
  if (claim?.state === 'pended' && !isThere) await store.recordReview(review);
}

function notPended(): Fault {
  return new Fault({
    code: 'CLAIM-NOT-PENDED',
    message: 'no claim that waits has this number',
    hint: 'Call `remit review list` for the claims that wait.',
    exitCode: 2,
  });
}

function refused(code: string, message: string): Fault {
  return new Fault({
    code,
    message,
    hint: 'Call `remit review list` for the claims that wait and why.',
    exitCode: 2,
  });
}
