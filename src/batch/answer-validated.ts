import type { AnswerEnvelope } from '../acknowledgment/answer-envelope.ts';
import { write999 } from '../acknowledgment/functional-999.ts';
import { writeTa1 } from '../acknowledgment/ta1.ts';
import type { Partner } from '../reference/partner.ts';
import { ID_QUALIFIERS } from '../x12/envelope-checks.ts';
import type { Instant } from './instant.ts';
import type { ValidatedInterchange } from './validate-file.ts';

export interface ValidationAnswer {
  readonly type: 'TA1' | '999';
  /** ISA13. */
  readonly number: number;
  readonly bytes: Uint8Array;
}

/**
 * The TA1 and 999 that intake would send, whatever the partner's wishes: somebody asked to see them. Claims are not
 * answered one by one, since members and providers are not looked up.
 *
 * @param nextNumber gives ISA13 and GS06
 */
export function answerValidated(
  validated: ValidatedInterchange,
  partner: Partner | undefined,
  instant: Instant,
  nextNumber: () => number,
): ValidationAnswer[] {
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
  return [...answers, { type: '999', number: inner.isa13, bytes: functional }];
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
