import { Fault } from '../../x12/fault.ts';
import { unpackOutcome } from '../outcome-packing.ts';
import type { ReviewRow, ReviewStore, WaitingClaimRow } from '../review-store.ts';
import type { Connection } from './connection.ts';
import type { OutcomePlace, Outcomes } from './outcome-block.ts';

type StoredWaiting = Omit<WaitingClaimRow, 'decision'> & OutcomePlace;

/** Claims that wait, and what persons decided on them. */
export function reviewActs(connection: Connection, outcomes: Outcomes): ReviewStore {
  const prepare = connection.statements('review.sql');
  const waiting = prepare<StoredWaiting>('waitingClaims');
  const insert = prepare('insertReview');
  const reviewsOf = prepare<ReviewRow>('reviewsOf');
  const live = prepare<number>('liveClaims').pluck();

  return {
    waitingClaims: (profileId) =>
      connection.read(() => {
        const bodyAt = outcomes.reader();
        return waiting
          .all({ profileId: profileId ?? null })
          .flatMap(({ blockId, blockIndex, ...row }): WaitingClaimRow[] => {
            const outcome = unpackOutcome(bodyAt({ blockId, blockIndex }));
            return outcome.kind === 'decision' ? [{ ...row, decision: outcome.decision }] : [];
          });
      }),
    recordReview: (review) =>
      connection.act(() => {
        if (insert.run(review).changes === 1) return;
        throw new Fault({
          code: 'CLAIM-NOT-PENDED',
          message: 'no claim that waits has this number',
          hint: 'Call `remit review list` for the claims that wait.',
          exitCode: 2,
        });
      }),
    liveClaims: ({ profileId, memberId = null, payeeId = null, serviceFrom = null, serviceTo = null }) =>
      connection.read(() => live.all({ profileId, memberId, payeeId, serviceFrom, serviceTo })),
    reviewsOf: (claimIds) => connection.read(() => reviewsOf.all(JSON.stringify(claimIds))),
  };
}
