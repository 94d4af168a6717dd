import { type AnswerEnvelope, openAnswerGroup } from '../acknowledgment/answer-envelope.ts';
import { Claim277Writer, IMPLEMENTATION_277CA } from '../acknowledgment/claim-277ca.ts';
import { echoedText } from '../acknowledgment/echoed-text.ts';
import { write999 } from '../acknowledgment/functional-999.ts';
import { writeTa1 } from '../acknowledgment/ta1.ts';
import { formatClaimNumber } from '../adjudication/claim-number.ts';
import type { Partner } from '../reference/partner.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import { ID_QUALIFIERS } from '../x12/envelope-checks.ts';
import type { Instant } from './instant.ts';
import type { ValidatedInterchange } from './validated-file.ts';
import { totalsOf, writeClaimSet } from './write-claim-set.ts';

export interface ValidationAnswer {
  readonly type: 'TA1' | '999' | '277CA';
  /** ISA13. */
  readonly number: number;
  readonly bytes: Uint8Array;
}

/**
 * The TA1, 999 and 277CA that intake would send, whatever the partner's wishes: somebody asked to see them. Members,
 * providers and originals are not looked up, so that a claim which is accepted here may be refused there; its number is
 * made up.
 *
 * @param nextNumber gives ISA13 and GS06
 * @param payer who answers; default: the one that the claims name
 */
export async function answerValidated(
  validated: ValidatedInterchange,
  partner: Partner | undefined,
  instant: Instant,
  nextNumber: () => number,
  payer?: PayerProfile,
): Promise<ValidationAnswer[]> {
  const { interchange, fate, note, groups, patientControlNumberOf } = validated;
  const envelope = (): AnswerEnvelope => {
    const number = nextNumber();
    return {
      partner: answeredPartner(validated, partner),
      usage: (interchange.isa[14] ?? '').trim() === 'T' ? 'T' : 'P',
      date8: instant.date,
      date6: instant.date.slice(2),
      time4: instant.time,
      isa13: number,
      gs06: number,
      st02: 1,
    };
  };
  const outer = envelope();
  const ta1 = writeTa1(outer, {
    isa13: interchange.controlNumber,
    isa09: interchange.isa[8] ?? '',
    isa10: interchange.isa[9] ?? '',
    code: fate === 'accepted' ? 'A' : fate === 'accepted with errors' ? 'E' : 'R',
    note,
  });
  const answers: ValidationAnswer[] = [{ type: 'TA1', number: outer.isa13, bytes: ta1 }];
  if (fate === 'rejected' || groups.length === 0) return answers;
  const inner = envelope();
  const functional = write999(inner, groups, { patientControlNumber: patientControlNumberOf });
  answers.push({ type: '999', number: inner.isa13, bytes: functional });
  if (validated.claimSets.length === 0) return answers;
  const outermost = envelope();
  const bytes = await claimAnswers(validated, outermost, instant, payer);
  return [...answers, { type: '277CA', number: outermost.isa13, bytes }];
}

const UNKNOWN = 'UNKNOWN';

async function claimAnswers(
  { claimSets }: ValidatedInterchange,
  envelope: AnswerEnvelope,
  { date }: Instant,
  profile: PayerProfile | undefined,
): Promise<Uint8Array> {
  const writer = openAnswerGroup(envelope, 'HN', IMPLEMENTATION_277CA);
  const sets = new Claim277Writer(writer, envelope);
  const receiptNumber = `${date.slice(2)}R${envelope.isa13}`;
  let sequence = 0;
  for (const [index, { answers, batchReference, payer }] of claimSets.entries()) {
    const numbered = answers.map((answer) => ({ answer, claimNumber: formatClaimNumber(date, ++sequence) }));
    const named = profile
      ? { name: profile.name, id: profile.payerIds.find((id) => id !== '*') ?? profile.id }
      : payer;
    await writeClaimSet(
      sets,
      {
        reference: `${receiptNumber}S${index + 1}`,
        payer: { name: echoedText(named.name, 60) || UNKNOWN, id: idOf(named.id, 80) },
        batchReference,
        receiptNumber,
        receivedDate: date,
        processedDate: date,
      },
      await totalsOf(numbered),
      numbered,
    );
  }
  return writer.end();
}

/** Who is not a partner here is answered under the ids it used. */
function answeredPartner(
  { interchange, senderApplicationId, receiverApplicationId }: ValidatedInterchange,
  partner: Partner | undefined,
): AnswerEnvelope['partner'] {
  if (partner && partner.interchangeId !== '*') return partner;
  const isa = (position: number) => (interchange.isa[position - 1] ?? '').trim();
  return {
    qualifier: qualifierOf(isa(5)),
    interchangeId: isa(6),
    applicationId: senderApplicationId,
    ourQualifier: partner?.ourQualifier ?? qualifierOf(isa(7)),
    ourInterchangeId: partner?.ourInterchangeId ?? idOf(isa(8), 15),
    ourApplicationId: partner?.ourApplicationId ?? idOf(receiverApplicationId, 15),
    newlineAfterSegment: partner?.newlineAfterSegment ?? true,
  };
}

const qualifierOf = (value: string): string => (ID_QUALIFIERS.has(value) ? value : 'ZZ');

const idOf = (value: string, length: number): string =>
  /^[A-Za-z0-9 ._-]{2,}$/.test(value) && value.length <= length ? value : 'UNKNOWN';
