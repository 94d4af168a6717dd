import { type AnswerEnvelope, openAnswer } from './answer-envelope.ts';
import { isEchoable } from './echoed-text.ts';

/** What a TA1 says of an interchange received. */
export interface InterchangeAnswer {
  /** ISA13, ISA09 and ISA10 as received. */
  readonly isa13: string;
  readonly isa09: string;
  readonly isa10: string;
  /** TA104. */
  readonly code: 'A' | 'E' | 'R';
  /** TA105, three digits; 000 with A. */
  readonly note: string;
}

/** An interchange with one TA1 and no group. Source: X12.5, TA1 of 00501. */
export function writeTa1(envelope: AnswerEnvelope, answer: InterchangeAnswer): Buffer {
  const writer = openAnswer(envelope);
  writer.ta1({
    controlNumber: fixed(answer.isa13, 9),
    date6: fixed(answer.isa09, 6),
    time4: fixed(answer.isa10, 4),
    status: answer.code,
    note: answer.note,
  });
  return writer.end();
}

/** The sender finds its interchange by these fields as it wrote them; zeros stand for one that cannot be written. */
function fixed(value: string, length: number): string {
  return isEchoable(value, length) ? value : '0'.repeat(length);
}
