import { expect, test } from 'vitest';
import { PackedFacts } from '../../src/guide/packed-facts.ts';
import type { FactTest } from '../../src/guide/situation-table.ts';
import { Tokenizer } from '../../src/x12/tokenizer.ts';
import { DELIMITERS } from '../claim/read-claims.ts';

const SELECTOR = { element: 1, component: 0 };

function isMet(fact: Partial<FactTest>, text: string): boolean {
  const test: FactTest = { nodes: [0], qualifier: '', element: 0, component: 0, codes: [], ...fact };
  const facts = new PackedFacts([test], [SELECTOR]);
  let met: boolean | undefined;
  const tokenizer = new Tokenizer(
    (segment) => {
      met = facts.isMet(0, segment);
    },
    { delimiters: DELIMITERS },
  );
  tokenizer.push(Buffer.from(`${text}~`, 'latin1'));
  tokenizer.end();
  return met!;
}

test.each<[string, Partial<FactTest>, string, boolean]>([
  ['a segment is sent', {}, 'CR1*LB', true],
  ['an element is sent', { element: 2 }, 'SBR*P*18', true],
  ['an element is empty', { element: 2 }, 'SBR*P**X', false],
  ['an element is beyond the last', { element: 3 }, 'SBR*P*18', false],
  ['a long element is sent', { element: 2 }, 'REF*EI*910000001', true],
  ['a component is sent', { element: 1, component: 3 }, 'CLM*11:B:1', true],
  ['a component is empty', { element: 1, component: 2 }, 'CLM*11::1', false],
  ['one of the codes', { element: 2, codes: ['18', '19'] }, 'SBR*P*19', true],
  ['none of the codes', { element: 2, codes: ['18', '19'] }, 'SBR*P*01', false],
  ['an absent element is no code', { element: 2, codes: ['18'] }, 'SBR*P', false],
  ['the code of a component', { element: 1, component: 1, codes: ['11'] }, 'CLM*11:B:1', true],
  ['the qualifier', { qualifier: '435' }, 'DTP*435*D8*20250101', true],
  ['another qualifier', { qualifier: '435' }, 'DTP*096*TM*1200', false],
  ['the qualifier, another code', { qualifier: 'G1', element: 2, codes: ['A'] }, 'REF*G1*B', false],
  ['a code longer than a key', { element: 1, codes: ['005010', 'X'] }, 'ST*005010', true],
  ['not that long code', { element: 1, codes: ['005010', 'X'] }, 'ST*005011', false],
  ['a short code beside a long one', { element: 1, codes: ['005010', 'X'] }, 'ST*X', true],
  ['a long qualifier', { qualifier: '005010', element: 2 }, 'ST*005010*1', true],
  ['another long qualifier', { qualifier: '005010', element: 2 }, 'ST*004010*1', false],
])('%s', (_, fact, text, expected) => {
  expect(isMet(fact, text)).toBe(expected);
});
