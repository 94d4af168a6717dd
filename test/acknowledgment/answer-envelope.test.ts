import { expect, test } from 'vitest';
import type { AnswerEnvelope } from '../../src/acknowledgment/answer-envelope.ts';
import { write999 } from '../../src/acknowledgment/functional-999.ts';
import { ENVELOPE } from './envelope.ts';
import { cut } from './reread.ts';

/** ISA05–08, ISA13 and ISA15; GS02 and GS03; ST02 of an answer with one empty group. */
function addresses(envelope: AnswerEnvelope): string {
  const group = {
    functionalId: 'HC',
    controlNumber: '1',
    version: '005010X222A1',
    receivedSetCount: 0,
    rejected: true,
    ak905: [],
    sets: [],
  };
  const [isa, gs, st] = cut(write999(envelope, [group])).map((segment) => segment.split('*'));
  return [isa?.[5], isa?.[6], isa?.[7], isa?.[8], isa?.[13], isa?.[15], gs?.[2], gs?.[3], st?.[2]]
    .map((value) => value?.trimEnd())
    .join(' ');
}

const partner = ENVELOPE.partner;

test.each<[string, AnswerEnvelope, string]>([
  ['we send, the partner receives', ENVELOPE, '30 911234567 ZZ SENDER 000000045 P 91051 SENDERAPP 0001'],
  [
    'a test answered as a test, numbers going on',
    { ...ENVELOPE, usage: 'T', isa13: 123456789, st02: 1200 },
    '30 911234567 ZZ SENDER 123456789 T 91051 SENDERAPP 1200',
  ],
  [
    'ids that no ISA and GS can carry',
    { ...ENVELOPE, partner: { ...partner, qualifier: '', interchangeId: '', applicationId: 'A' } },
    '30 911234567 ZZ UNKNOWN 000000045 P 91051 UNKNOWN 0001',
  ],
  [
    'ids with delimiters of ours in them',
    { ...ENVELOPE, partner: { ...partner, interchangeId: 'A:B^C', applicationId: 'A*B' } },
    '30 911234567 ZZ A B C 000000045 P 91051 A B 0001',
  ],
])('%s', (_name, envelope, expected) => {
  expect(addresses(envelope)).toBe(expected);
});
