import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assertBalanced } from '../../src/adjudication/assert-balanced.ts';
import type { Decision } from '../../src/adjudication/decision.ts';
import { Book, type ClaimSpec, decide, type LineSpec, SUBSCRIBER } from './fixtures.ts';

const line: fc.Arbitrary<LineSpec> = fc.record({
  procedure: fc.constantFrom('99213', '99214', '71046', '80053', 'G9999'),
  chargeCents: fc.oneof(fc.nat(50_000), fc.nat(9_999_999)),
  unitsMilli: fc.oneof(fc.constant(1000), fc.constantFrom(0, 500, 2000, 3000, 40_000)),
  day: fc.constantFrom('20231230', '20240301', '20241231', '20250101', '20250310', '20260105'),
  place: fc.constantFrom('', '11', '22'),
  revenueCode: fc.constantFrom('0300', '0250'),
});
const claim: fc.Arbitrary<ClaimSpec> = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 5 }),
  kind: fc.constantFrom('professional' as const, 'institutional' as const),
  child: fc.boolean(),
  postalCode: fc.constantFrom('98101', '99001'),
  subscriberId: fc.constantFrom('12345', '12345', '12345', '999'),
});
/** A claim, then what its provider sends later: corrections and voids of earlier ones by position. */
const story = fc.array(
  fc.record({
    claim,
    frequency: fc.constantFrom('1', '1', '1', '7', '8'),
    names: fc.nat(20),
    isSame: fc.boolean(),
  }),
  {
    minLength: 1,
    maxLength: 8,
  },
);

test('random histories: every decision balances, limits hold, accumulators are those of live decisions', () => {
  fc.assert(
    fc.property(story, (acts) => {
      const book = new Book();
      const sent: { number: string; spec: ClaimSpec }[] = [];
      const live = new Map<string, Decision>();
      for (const { claim: spec, frequency, names, isSame } of acts) {
        const named = sent[names % Math.max(1, sent.length)];
        const body = named && isSame ? named.spec : spec;
        const sentSpec = frequency === '1' || !named ? body : { ...body, frequency, original: named.number };
        const { number, settlement } = book.take(sentSpec, '20250401');
        sent.push({ number, spec: body });
        if (settlement.act === 'replace' || settlement.act === 'void')
          live.delete(settlement.original.claimNumber);
        if (settlement.act === 'void' || settlement.act === 'record') continue;
        const { decision } = settlement;
        assertBalanced(decision);
        live.set(number, decision);
        if (decision.status === 'pended') continue;
        const shares = decision.lines.flatMap((each) =>
          each.adjustments.filter((adjustment) => ['1', '2', '3'].includes(adjustment.carc)),
        );
        const share = shares.reduce((sum, adjustment) => sum + adjustment.amountCents, 0);
        expect(share).toBe(decision.allowedCents - decision.paidCents);
        expect(share).toBeLessThanOrEqual(decision.allowedCents);
      }
      for (const year of ['2024', '2025']) {
        const used = book.history.accumulated(SUBSCRIBER, 'family', 'PLAN', year);
        const changes = [...live.values()]
          .flatMap((decision) => decision.accumulators)
          .filter((change) => change.scope === 'family' && change.year === year);
        expect(used.outOfPocketCents).toBe(changes.reduce((sum, change) => sum + change.outOfPocketCents, 0));
        expect(used.deductibleCents).toBeLessThanOrEqual(800_00);
        expect(used.outOfPocketCents).toBeLessThanOrEqual(3000_00);
      }
    }),
    { numRuns: 150 },
  );
});

test('an unbalanced decision is a bug, and caught', () => {
  const decision = decide({});
  expect(() => assertBalanced(decision)).not.toThrow();
  expect(() => assertBalanced({ ...decision, paidCents: decision.paidCents + 1 })).toThrow('payments add up');
  expect(() =>
    assertBalanced({ ...decision, lines: decision.lines.map((each) => ({ ...each, adjustments: [] })) }),
  ).toThrow('adjustments');
  expect(() => assertBalanced({ ...decision, trace: [] })).toThrow('trace');
});
