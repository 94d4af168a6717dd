import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assertBalanced } from '../../src/adjudication/assert-balanced.ts';
import type { AccumulatorChange, Decision } from '../../src/adjudication/decision.ts';
import { partsOf } from '../../src/adjudication/decision-parts.ts';
import { sameServiceKey } from '../../src/adjudication/same-service-key.ts';
import type { OtherPayer } from '../../src/claim/claim.ts';
import { Balances, checkBooks } from '../../src/ledger/balance.ts';
import { decisionEntry } from '../../src/ledger/decision-entry.ts';
import type { LedgerEntry } from '../../src/ledger/posting.ts';
import { reversalEntry } from '../../src/ledger/reversal-entry.ts';
import type { Coverage } from '../../src/reference/records.ts';
import {
  Book,
  CHILD,
  type ClaimSpec,
  claimOf,
  type LineSpec,
  plan,
  SUBSCRIBER,
  type World,
  world,
} from './fixtures.ts';
import { adjusted, payerBefore, shipped } from './shipped.ts';

const second = {
  ...plan,
  id: 'SECOND',
  categories: [
    { category: 'other', copayCents: 10_00, coinsuranceBasisPoints: 1000, deductibleApplies: true },
  ],
};
/** Visits to the office are covered twice a year. */
const limited = {
  ...plan,
  categories: plan.categories.map((each) =>
    each.category === 'office-visit' ? { ...each, visits: 2 } : each,
  ),
};
const spans = (planIds: readonly string[]) =>
  planIds.map((planId, index) => ({
    from: `20${20 + index}0101`,
    to: '',
    planId,
    lineOfBusiness: 'commercial' as const,
    employerGroup: '',
  }));
/** The subscriber has two plans of ours, the child one; both of one fund, or each with its own. */
const worldOf = (secondFund: Partial<Coverage>): World => ({
  ...world,
  plans: [limited, second],
  members: world.members.map((each) => ({
    ...each,
    coverages: spans(each.memberId === CHILD ? ['PLAN'] : ['PLAN', 'SECOND']).map((span) =>
      span.planId === 'SECOND' ? { ...span, ...secondFund } : span,
    ),
  })),
});
const worlds = fc.constantFrom(
  worldOf({}),
  worldOf({ lineOfBusiness: 'self-funded', employerGroup: 'CEDARMILL' }),
);

const line: fc.Arbitrary<LineSpec> = fc.record({
  procedure: fc.constantFrom('99213', '99214', '71046', '80053', 'J9035'),
  chargeCents: fc.oneof(fc.nat(60_000), fc.nat(3_000_000)),
  unitsMilli: fc.constantFrom(1000, 1000, 1000, 2000, 500),
  day: fc.constantFrom('20241230', '20250110', '20250310', '20250311'),
  modifiers: fc.constantFrom([], [], [], ['22'], ['59']),
});
const payer: fc.Arbitrary<OtherPayer> = fc
  .record({
    paid: fc.nat(40_000),
    off: fc.nat(20_000),
    left: fc.nat(20_000),
    indicator: fc.constantFrom('CI', 'MB', 'AM'),
  })
  .map(({ paid, off, left, indicator }) =>
    payerBefore({
      indicator,
      paidCents: paid,
      adjustments: [adjusted('CO', '45', off / 100), adjusted('PR', '2', left / 100)],
    }),
  );
const sent: fc.Arbitrary<ClaimSpec> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 3 }),
    child: fc.boolean(),
    payers: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(payer, { minLength: 1, maxLength: 1 }) },
    ),
    benefitsAssigned: fc.constantFrom('Y', 'Y', 'Y', 'N'),
    accident: fc.constantFrom('', '', '', 'AA', 'EM'),
  })
  .map(({ lines, child, payers, benefitsAssigned, accident }) => ({
    lines,
    child,
    note: 'COBZ',
    responsibility: payers.length === 0 ? 'P' : 'S',
    change: (claim) => ({
      ...claim,
      benefitsAssigned,
      otherPayers: payers,
      relatedCauses: accident === '' ? [] : [accident],
      codes: accident === '' ? claim.codes : [...claim.codes, { qualifier: 'ABF', code: 'V4352XA' }],
    }),
  }));
const acts = fc.array(
  fc.record({
    spec: sent,
    frequency: fc.constantFrom('1', '1', '1', '7', '7', '8'),
    names: fc.nat(30),
    isSame: fc.boolean(),
  }),
  { minLength: 1, maxLength: 10 },
);

interface Told {
  readonly number: string;
  readonly spec: ClaimSpec;
}

/** Sends the acts one after the other; what is live, and what went out and came back, in the end. */
function live(
  book: Book,
  story: readonly { spec: ClaimSpec; frequency: string; names: number; isSame: boolean }[],
) {
  const told: Told[] = [];
  const standing = new Map<string, { decision: Decision; key: string }>();
  const books: LedgerEntry[] = [];
  for (const { spec, frequency, names, isSame } of story) {
    const named = told[names % Math.max(1, told.length)];
    const body = named && isSame ? named.spec : spec;
    const whole = frequency === '1' || !named ? body : { ...body, frequency, original: named.number };
    const { number, settlement } = book.take(whole, '20250401');
    told.push({ number, spec: body });
    if (settlement.act === 'replace' || settlement.act === 'void') {
      const { claimNumber } = settlement.original;
      const before = standing.get(claimNumber);
      if (before && before.decision.status !== 'pended')
        books.push(reversalEntry({ original: entryOf(claimNumber, before.decision), asOf: AS_OF }));
      standing.delete(settlement.original.claimNumber);
    }
    if (settlement.act === 'void' || settlement.act === 'record') continue;
    assertBalanced(settlement.decision);
    standing.set(number, { decision: settlement.decision, key: sameServiceKey(claimOf(whole)) });
    if (settlement.decision.status !== 'pended') books.push(entryOf(number, settlement.decision));
  }
  return { told, standing, books };
}

const AS_OF = '2025-04-01T20:00:00-07:00';

function entryOf(claimNumber: string, decision: Decision): LedgerEntry {
  return decisionEntry({ claimNumber, version: 1, decision, asOf: AS_OF });
}

/** What is owed to each payee from each fund, by the ledger. */
function owed(books: readonly LedgerEntry[]): Map<string, number> {
  const balances = new Balances();
  for (const { postings } of books) balances.add(postings);
  expect(balances.totalCents()).toBe(0);
  return new Map(
    [...balances.entries()]
      .filter(([account, cents]) => account.startsWith('payable/') && cents !== 0)
      .map(([account, cents]): [string, number] => [account, -cents])
      .sort(),
  );
}

/** The same, by the decisions that stand. */
function earned(decisions: readonly Decision[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { payeeId, fund, paidCents } of decisions.flatMap(partsOf)) {
    const key = `payable/${payeeId}/${fund}`;
    if (paidCents !== 0) sums.set(key, (sums.get(key) ?? 0) + paidCents);
  }
  return new Map([...sums].sort());
}

function sums(changes: readonly AccumulatorChange[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const change of changes) {
    const { category = '', visits = 0, outOfPocketCents, deductibleCents } = change;
    const key = `${change.holder} ${change.scope} ${change.planId} ${change.year} ${category}`;
    totals.set(key, (totals.get(key) ?? 0) + outOfPocketCents * 1_000_000 + deductibleCents + visits);
  }
  return totals;
}

function accumulated(book: Book): Map<string, number> {
  const totals = new Map<string, number>();
  for (const [holder, scope] of [
    [SUBSCRIBER, 'individual'],
    [CHILD, 'individual'],
    [SUBSCRIBER, 'family'],
  ] as const)
    for (const planId of ['PLAN', 'SECOND'])
      for (const year of ['2024', '2025']) {
        const { deductibleCents, outOfPocketCents } = book.history.accumulated(holder, scope, planId, year);
        const total = outOfPocketCents * 1_000_000 + deductibleCents;
        if (total !== 0) totals.set(`${holder} ${scope} ${planId} ${year} `, total);
        const visits = book.history.visits!(holder, planId, 'office-visit', year);
        if (scope !== 'individual') continue;
        expect(visits).toBeLessThanOrEqual(2);
        totals.set(`${holder} ${scope} ${planId} ${year} office-visit`, visits);
      }
  return totals;
}

const sorted = (totals: Map<string, number>) => [...totals].filter(([, total]) => total !== 0).sort();

test('random histories: money is conserved, limits are those of live decisions, no service is paid twice', () => {
  fc.assert(
    fc.property(worlds, acts, (data, story) => {
      const book = new Book(data, shipped);
      const { standing, books } = live(book, story);
      const decisions = [...standing.values()];
      const paid = decisions.filter(({ decision }) => decision.status !== 'pended');
      expect(checkBooks(books)).toEqual([]);
      expect(owed(books)).toEqual(earned(paid.map(({ decision }) => decision)));
      expect(sorted(accumulated(book))).toEqual(
        sorted(sums(paid.flatMap(({ decision }) => decision.accumulators))),
      );
      // A correction may come to bill what another claim bills: only originals are held against each other.
      const firsts = paid.filter(
        ({ decision }) => decision.paidCents > 0 && decision.facts.originalClaimNumber === '',
      );
      expect(new Set(firsts.map(({ key }) => key)).size).toBe(firsts.length);
    }),
    { numRuns: 250 },
  );
});

test('a claim corrected and then voided: as if nothing had ever happened', () => {
  fc.assert(
    fc.property(worlds, acts, sent, sent, (data, story, first, corrected) => {
      const book = new Book(data, shipped);
      const before = live(book, story);
      const owedBefore = owed(before.books);
      const limits = sorted(accumulated(book));
      const original = book.take({ ...first, lines: [{ ...first.lines![0], day: '20250215' }] }, '20250402');
      if (!('decision' in original.settlement) || original.settlement.decision.status === 'pended') return;
      const one = entryOf(original.number, original.settlement.decision);
      const change = { ...corrected, child: first.child ?? false, frequency: '7', original: original.number };
      const second = book.take(change, '20250403');
      if (second.settlement.act !== 'replace' || second.settlement.decision.status === 'pended') return;
      const last = book.take({ ...change, frequency: '8', original: second.number }, '20250404');
      expect(last.settlement.act).toBe('void');
      expect(sorted(accumulated(book))).toEqual(limits);
      const two = entryOf(second.number, second.settlement.decision);
      const all = [one, two, ...[one, two].map((each) => reversalEntry({ original: each, asOf: AS_OF }))];
      expect(owed([...before.books, ...all])).toEqual(owedBefore);
      expect(before.standing.has(second.number)).toBe(false);
    }),
    { numRuns: 150 },
  );
});
