import type { Partner } from '../reference/partner.ts';
import { EnvelopeWriter } from '../x12/writer.ts';
import { echoedText } from './echoed-text.ts';

/** Stands for an id that the file answered does not give. */
const UNKNOWN = 'UNKNOWN';

/** ZZ: mutually defined. */
const ANY_QUALIFIER = 'ZZ';

/** Whom an answer goes to and under which numbers and instant. Numbers are reserved by the caller. */
export interface AnswerEnvelope {
  /** For a partner that may send any id (`*`), the ids of the ISA and GS that are answered. */
  readonly partner: Pick<
    Partner,
    | 'qualifier'
    | 'interchangeId'
    | 'applicationId'
    | 'ourQualifier'
    | 'ourInterchangeId'
    | 'ourApplicationId'
    | 'newlineAfterSegment'
  >;
  /** ISA15 of the interchange answered. */
  readonly usage: 'P' | 'T';
  /** CCYYMMDD, YYMMDD and HHMM of one instant. */
  readonly date8: string;
  readonly date6: string;
  readonly time4: string;
  readonly isa13: number;
  readonly gs06: number;
  /** ST02 of the first set; the others follow. */
  readonly st02: number;
}

/** A writer with the interchange of an answer open: our ids as sender, the partner's as receiver. */
export function openAnswer({ partner, usage, date6, time4, isa13 }: AnswerEnvelope): EnvelopeWriter {
  const writer = new EnvelopeWriter(undefined, { lineBreaks: partner.newlineAfterSegment });
  const qualifier = echoedText(partner.qualifier, 2);
  writer.beginInterchange({
    senderQualifier: partner.ourQualifier,
    senderId: partner.ourInterchangeId,
    receiverQualifier: qualifier.length === 2 ? qualifier : ANY_QUALIFIER,
    receiverId: echoedText(partner.interchangeId, 15) || UNKNOWN,
    date6,
    time4,
    controlNumber: isa13,
    usage,
  });
  return writer;
}

/** The same with a functional group open: `FA` for 999s, `HN` for 277CAs. */
export function openAnswerGroup(
  envelope: AnswerEnvelope,
  functionalId: 'FA' | 'HN',
  version: string,
): EnvelopeWriter {
  const { partner, date8, time4, gs06 } = envelope;
  const writer = openAnswer(envelope);
  const receiver = echoedText(partner.applicationId, 15);
  writer.beginGroup({
    functionalId,
    sender: partner.ourApplicationId,
    receiver: receiver.length < 2 ? UNKNOWN : receiver,
    date8,
    time: time4,
    controlNumber: gs06,
    version,
  });
  return writer;
}

/** ST02 of the set with this index (from 0) in the answer. */
export function setControlNumber(envelope: AnswerEnvelope, index: number): string {
  return String(envelope.st02 + index).padStart(4, '0');
}
