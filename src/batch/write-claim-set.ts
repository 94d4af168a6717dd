import { type AnswerTotals, addTotals, NO_TOTALS } from '../acknowledgment/answer-totals.ts';
import type { Claim277Writer } from '../acknowledgment/claim-277ca.ts';
import { ACCEPTED_FOR_PROCESSING, type AcknowledgedSet } from '../acknowledgment/claim-answer.ts';
import type { NumberedAnswer } from './staged-answer.ts';

/** What is known of a claim set before its claims are gone through. */
export type ClaimSet = Omit<AcknowledgedSet, 'submitter' | 'refusal'>;

/** From a store, or as they are. */
type Answers = Iterable<NumberedAnswer> | AsyncIterable<NumberedAnswer>;

export interface SetTotals {
  readonly all: AnswerTotals;
  /** By offset of the provider's loop. */
  readonly ofProvider: ReadonlyMap<number, AnswerTotals>;
}

/** The totals stand before what they sum up, so the answers of a set are gone through twice. */
export async function totalsOf(answers: Answers): Promise<SetTotals> {
  let all = NO_TOTALS;
  const ofProvider = new Map<number, AnswerTotals>();
  for await (const { answer } of answers) {
    const cents = answer.claim.chargeCents ?? 0;
    const own: AnswerTotals =
      answer.refusal.length === 0
        ? { ...NO_TOTALS, acceptedCount: 1, acceptedCents: cents }
        : { ...NO_TOTALS, rejectedCount: 1, rejectedCents: cents };
    all = addTotals(all, own);
    ofProvider.set(answer.providerOffset, addTotals(ofProvider.get(answer.providerOffset) ?? NO_TOTALS, own));
  }
  return { all, ofProvider };
}

/** One 277CA set, whole: it has at least one claim. */
export async function writeClaimSet(
  writer: Claim277Writer,
  set: ClaimSet,
  totals: SetTotals,
  answers: Answers,
): Promise<void> {
  let provider: number | undefined;
  for await (const { claimNumber, answer } of answers) {
    if (provider === undefined) writer.begin({ ...set, submitter: answer.submitter }, totals.all);
    if (provider !== answer.providerOffset) {
      provider = answer.providerOffset;
      const ofProvider = totals.ofProvider.get(provider)!;
      // Refused with all its claims, and the first of them says that it is the provider's own fault.
      const isRefused = ofProvider.acceptedCount === 0 && answer.providerRefusal.length > 0;
      const refusal = isRefused ? { refusal: answer.providerRefusal } : {};
      writer.provider({ ...answer.provider, ...refusal }, ofProvider);
    }
    const isAccepted = answer.refusal.length === 0;
    writer.claim({
      ...answer.claim,
      status: isAccepted ? 'accepted' : 'rejected',
      statuses: isAccepted ? [ACCEPTED_FOR_PROCESSING] : answer.refusal,
      claimNumber,
    });
  }
  writer.end();
}
