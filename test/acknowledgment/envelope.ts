import type { AnswerEnvelope } from '../../src/acknowledgment/answer-envelope.ts';

/** An answer to the clearinghouse SENDER, given on 2026-01-15 at 9:30. */
export const ENVELOPE: AnswerEnvelope = {
  partner: {
    qualifier: 'ZZ',
    interchangeId: 'SENDER',
    applicationId: 'SENDERAPP',
    ourQualifier: '30',
    ourInterchangeId: '911234567',
    ourApplicationId: '91051',
    newlineAfterSegment: false,
  },
  usage: 'P',
  date8: '20260115',
  date6: '260115',
  time4: '0930',
  isa13: 45,
  gs06: 7,
  st02: 1,
};
