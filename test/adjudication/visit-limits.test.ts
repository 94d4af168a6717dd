import { describe, expect, test } from 'vitest';
import { settle } from '../../src/adjudication/settle.ts';
import { digestOfTrace } from '../../src/adjudication/trace-digest.ts';
import { packOutcome, packTrace, unpackOutcome } from '../../src/store/outcome-packing.ts';
import {
  Book,
  CHILD,
  type ClaimSpec,
  codes,
  decisionIn,
  plan,
  profile,
  SUBSCRIBER,
  snapshotOf,
  world,
} from './fixtures.ts';

/** Three visits to the office a year; a copay of 25.00 for each. */
const limited = {
  ...plan,
  categories: plan.categories.map((each) =>
    each.category === 'office-visit' ? { ...each, visits: 3 } : each,
  ),
};
const data = { ...world, plans: [limited] };
const PAID = 'CO-45 2640, PR-3 2500';
const USED_UP = 'PR-119 15000';

const visits = (...days: string[]): ClaimSpec => ({ lines: days.map((day) => ({ day: `2025${day}` })) });
const usedBy = (book: Book, memberId = SUBSCRIBER, year = '2025') =>
  book.history.visits!(memberId, 'PLAN', 'office-visit', year);
const told = (book: Book, spec: ClaimSpec) => {
  const decision = decisionIn(book.take(spec).settlement);
  return decision.lines.map(({ ordinal }) => codes(decision, ordinal));
};

describe('KP-60 a benefit of so many visits a year', () => {
  test('the last one is covered, the next is the member’s', () => {
    const book = new Book(data);
    expect(told(book, visits('0303', '0304'))).toEqual([PAID, PAID]);
    expect(told(book, visits('0305', '0306'))).toEqual([PAID, USED_UP]);
    expect(told(book, visits('0307'))).toEqual([USED_UP]);
    expect(usedBy(book)).toBe(3);
  });

  test('lines of one day are one visit', () => {
    const book = new Book(data);
    const second = { day: '20250303', procedure: '99214', chargeCents: 300_00 };
    told(book, { lines: [{ day: '20250303' }, second] });
    expect(usedBy(book)).toBe(1);
  });

  test('another member, another year and another category have their own', () => {
    const book = new Book(data);
    told(book, visits('0303', '0304', '0305'));
    expect(told(book, { ...visits('0306'), child: true })).toEqual([PAID]);
    expect(usedBy(book, CHILD)).toBe(1);
    expect(told(book, { lines: [{ day: '20241230' }] })).toEqual([PAID]);
    expect(told(book, { lines: [{ procedure: '80053', day: '20250306' }] })[0]).toMatch(/^CO-45/);
  });

  test('a claim all of whose visits are beyond the limit is denied', () => {
    const book = new Book(data);
    book.take(visits('0303', '0304', '0305'));
    const decision = decisionIn(book.take(visits('0306')).settlement);
    expect(decision).toMatchObject({
      status: 'denied',
      allowedCents: 0,
      paidCents: 0,
      patientResponsibilityCents: 150_00,
      accumulators: [],
    });
  });

  test('a visit that was refused for something else uses none', () => {
    const book = new Book(data);
    told(book, { lines: [{ day: '20250303', unitsMilli: 0 }] });
    expect(usedBy(book)).toBe(0);
  });

  test('the trace as it is kept, its steps of pricing packed apart, explains every cent', () => {
    const book = new Book(data);
    book.take(visits('0303', '0304'));
    const priced = book.price(visits('0305', '0306'));
    const short = { ...priced, trace: digestOfTrace(priced.trace) };
    const settlement = settle(short, book.history, { profile, snapshot: snapshotOf(data) });
    const { body, trace } = packOutcome({ kind: 'decision', decision: decisionIn(settlement) });
    const kept = unpackOutcome(String(body), String(trace), packTrace(priced.trace));
    if (kept.kind !== 'decision') throw new Error('a decision was kept');
    for (const { ordinal, chargeCents, paidCents } of kept.decision.lines) {
      const steps = kept.decision.trace.filter(({ line }) => line === ordinal);
      expect(steps.reduce((sum, { reducesCents }) => sum + reducesCents, 0)).toBe(chargeCents - paidCents);
    }
  });

  test('a void gives its visits back', () => {
    const book = new Book(data);
    const first = book.take(visits('0303', '0304', '0305'));
    expect(told(book, visits('0306'))).toEqual([USED_UP]);
    book.take({ ...visits('0303', '0304', '0305'), frequency: '8', original: first.number });
    expect(usedBy(book)).toBe(0);
    expect(told(book, visits('0307'))).toEqual([PAID]);
  });

  test('a correction gives them back before it uses its own', () => {
    const book = new Book(data);
    const first = book.take(visits('0303', '0304', '0305'));
    const corrected = { ...visits('0303', '0304', '0310'), frequency: '7', original: first.number };
    expect(told(book, corrected)).toEqual([PAID, PAID, PAID]);
    expect(usedBy(book)).toBe(3);
  });
});
