import { describe, expect, test } from 'vitest';
import { accountKey, accountOf } from '../../src/ledger/account.ts';
import { checkBooks, checkEntry } from '../../src/ledger/balance.ts';
import { decisionEntry } from '../../src/ledger/decision-entry.ts';
import { canonicalJson, inputHash } from '../../src/ledger/input-hash.ts';
import { paymentEntry } from '../../src/ledger/payment-entry.ts';
import type { Posting } from '../../src/ledger/posting.ts';
import { reversalEntry } from '../../src/ledger/reversal-entry.ts';
import { decisionOf } from './decisions.ts';

const asOf = '2025-11-03T08:00:00-08:00';
const payeeId = '910000002-2000000010';
const told = (postings: readonly Posting[]) =>
  postings.map(({ debit, credit, amountCents }) => `${debit.kind} < ${credit.kind} ${amountCents}`);

test('the account key separates kind, payee and fund', () => {
  expect(accountKey(accountOf('payable', payeeId, 'group:A/B'))).toBe(`payable/${payeeId}/group:A/B`);
});

describe('decisionEntry', () => {
  const entry = decisionEntry({ claimNumber: '2530100000123', version: 1, decision: decisionOf(5000), asOf });

  test('debits claims-expense and credits payable by what is paid', () => {
    expect(entry.key).toBe('2530100000123/1/decide');
    expect(told(entry.postings)).toEqual(['claims-expense < payable 5000']);
    expect(checkEntry(entry)).toEqual([]);
  });

  test('a denial keeps its key and moves nothing', () => {
    const denied = decisionEntry({ claimNumber: '2530100000123', version: 1, decision: decisionOf(0), asOf });
    expect(denied.postings).toEqual([]);
    expect(denied.inputHash).not.toBe(entry.inputHash);
  });

  test('the hash follows the money, not the wording or the instant', () => {
    const step = {
      rule: 'KP-41',
      section: '1',
      line: 1,
      outcome: 'priced',
      text: 'x',
      reducesCents: 0,
    } as const;
    const worded = { ...decisionOf(5000), trace: [step] };
    const later = decisionEntry({
      claimNumber: '2530100000123',
      version: 1,
      decision: worded,
      asOf: '2026-01-01T00:00:00Z',
    });
    expect(later.inputHash).toBe(entry.inputHash);
  });

  test('money that is not whole cents, or a pended claim, is refused', () => {
    const refused = [decisionOf(10.5), decisionOf(-1), { ...decisionOf(0), status: 'pended' as const }];
    for (const decision of refused) {
      expect(() => decisionEntry({ claimNumber: 'C', version: 1, decision, asOf })).toThrow();
    }
  });
});

describe('reversalEntry', () => {
  const original = decisionEntry({
    claimNumber: '2530100000123',
    version: 2,
    decision: decisionOf(5000),
    asOf,
  });

  test('is the negated copy under its own key', () => {
    const reversal = reversalEntry({ original, asOf });
    expect(reversal.key).toBe('2530100000123/2/reverse');
    expect(told(reversal.postings)).toEqual(['payable < claims-expense 5000']);
  });

  test('only a decision is reversed', () => {
    expect(() => reversalEntry({ original: reversalEntry({ original, asOf }), asOf })).toThrow();
  });
});

describe('paymentEntry', () => {
  const base = {
    payeeId,
    fund: 'group:ACME',
    runDate: '20251103',
    sequence: 1,
    traceNumber: 'T1',
    paidCents: 0,
    forwardInCents: 0,
    forwardOutCents: 0,
    asOf,
  };

  test.each([
    [{ paidCents: 5000 }, ['payable < cash 5000']],
    [{ paidCents: 3000, forwardInCents: 2000 }, ['payable < forwarded-balance 2000', 'payable < cash 3000']],
    [{ forwardOutCents: 20000 }, ['forwarded-balance < payable 20000']],
    [
      { forwardInCents: 20000, forwardOutCents: 15000 },
      ['payable < forwarded-balance 20000', 'forwarded-balance < payable 15000'],
    ],
    [{}, []],
  ])('%j', (amounts, postings) => {
    const entry = paymentEntry({ ...base, ...amounts });
    expect(entry.key).toBe(`payment/${payeeId}/group:ACME/20251103/1`);
    expect(told(entry.postings)).toEqual(postings);
  });

  test('money cannot leave and go forward at once', () => {
    expect(() => paymentEntry({ ...base, paidCents: 1, forwardOutCents: 1 })).toThrow();
    expect(() => paymentEntry({ ...base, paidCents: -1 })).toThrow();
  });
});

describe('canonicalJson', () => {
  test('equal inputs give equal text whatever the order of their keys', () => {
    expect(canonicalJson({ b: [2, { d: 1, c: 'x' }], a: null })).toBe('{"a":null,"b":[2,{"c":"x","d":1}]}');
    expect(inputHash({ a: 1, b: 2 })).toBe(inputHash({ b: 2, a: 1 }));
    expect(inputHash({ a: 1, b: 2 })).not.toBe(inputHash({ a: 2, b: 1 }));
    expect(inputHash([1, 2])).not.toBe(inputHash([2, 1]));
  });
});

describe('checkBooks', () => {
  const payable = accountOf('payable', payeeId, 'fep');
  const expense = accountOf('claims-expense', payeeId, 'fep');
  const forwarded = accountOf('forwarded-balance', payeeId, 'fep');
  const entryOf = (posting: Posting, key = 'k') => ({
    key,
    inputHash: '',
    asOf,
    text: '',
    postings: [posting],
  });

  test.each<[string, Posting, RegExp]>([
    ['a zero amount', { debit: expense, credit: payable, amountCents: 0 }, /positive/],
    ['a negative amount', { debit: expense, credit: payable, amountCents: -5 }, /positive/],
    ['half a cent', { debit: expense, credit: payable, amountCents: 0.5 }, /positive/],
    ['one account', { debit: payable, credit: payable, amountCents: 5 }, /one account/],
    [
      'two funds',
      { debit: expense, credit: accountOf('payable', payeeId, 'group:ACME'), amountCents: 5 },
      /crosses funds/,
    ],
    [
      'two payees',
      { debit: expense, credit: accountOf('payable', 'other', 'fep'), amountCents: 5 },
      /crosses payees/,
    ],
    ['money taken that nobody owed', { debit: payable, credit: forwarded, amountCents: 5 }, /below zero/],
  ])('finds %s', (_name, posting, problem) => {
    expect(checkBooks([entryOf(posting)]).join('\n')).toMatch(problem);
  });

  test('finds a key posted twice', () => {
    const entry = entryOf({ debit: expense, credit: payable, amountCents: 5 });
    expect(checkBooks([entry, entry])).toEqual(['k is posted twice']);
    expect(checkBooks([entry, { ...entry, key: 'l' }])).toEqual([]);
  });
});
