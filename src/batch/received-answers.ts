import type { AnswerFact } from '../acknowledgment/received-answer.ts';
import type { ReceivedAnswer } from '../store/received-answer-store.ts';
import type { OutboxType } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

/** What we send in a group of that kind. */
const SENT_AS: Readonly<Record<string, readonly OutboxType[]>> = {
  HP: ['835'],
  HN: ['277CA', '277'],
  FA: ['999'],
};

/** Facts of a partner's answers with the files of ours that they are about. */
export async function receivedAnswers(
  facts: readonly AnswerFact[],
  partnerId: string,
  store: Store,
): Promise<ReceivedAnswer[]> {
  const answers: ReceivedAnswer[] = [];
  for (const { functionalId, ...fact } of facts) {
    const sent = await sentFile(fact, functionalId, partnerId, store);
    answers.push(sent === undefined ? fact : { ...fact, outboxId: sent });
  }
  return answers;
}

async function sentFile(
  { type, controlNumber }: Pick<AnswerFact, 'type' | 'controlNumber'>,
  functionalId: string,
  partnerId: string,
  store: Store,
): Promise<number | undefined> {
  if (!/^\d{1,9}$/.test(controlNumber)) return undefined;
  const number = Number(controlNumber);
  const sent = await store.sentFile(partnerId, type === 'TA1' ? { isa13: number } : { gs06: number });
  if (sent === undefined) return undefined;
  const isOfKind = type === 'TA1' || (SENT_AS[functionalId] ?? []).includes(sent.type as OutboxType);
  return isOfKind ? sent.outboxId : undefined;
}
