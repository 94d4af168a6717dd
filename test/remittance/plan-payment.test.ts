import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimPaidCents } from '../../src/remittance/claim-payment.ts';
import {
  CLAIMS_PER_REMITTANCE,
  claimsByRemittance,
  type OpenForward,
  type PaymentInput,
  planPayment,
} from '../../src/remittance/plan-payment.ts';
import { prove835 } from '../../src/remittance/prove-835.ts';
import type { RemittanceItem } from '../../src/remittance/remittance.ts';
import { writeRemittanceInterchange } from '../../src/remittance/write-835.ts';
import { Fault } from '../../src/x12/fault.ts';
import { claimOf, envelopeOf, paid, payee, payer, reversed } from './fixtures.ts';

function plan(items: RemittanceItem[], openForward?: OpenForward, changes: Partial<PaymentInput> = {}) {
  return planPayment({
    payer,
    payee,
    fund: 'commercial',
    claims: claimsByRemittance(items),
    openForward,
    traceNumber: (ordinal) => `T${ordinal}`,
    paymentDate: '20260115',
    productionDate: '20260113',
    ...changes,
  });
}

/** Cents: a positive claim, or the reversal of one. */
const itemOf = (cents: number) =>
  cents >= 0 ? paid(claimOf(cents, cents)) : reversed(claimOf(-cents, -cents));

describe('KP-81, KP-82: what is paid and what goes forward', () => {
  test.each<[string, number[], OpenForward | undefined, number, string, string[]]>([
    ['payments only', [8000, 12003], undefined, 20003, 'ACH', []],
    ['nothing paid', [0], undefined, 0, 'NON', []],
    ['a reversal that fits', [60000, -20000], undefined, 40000, 'ACH', []],
    ['exactly zero forwards nothing', [80000, -80000], undefined, 0, 'NON', []],
    ['a shortfall goes forward', [60000, -80000], undefined, 0, 'NON', ['FB:T1 -20000']],
    [
      'and is taken in as far as it can be',
      [5000],
      { traceNumber: 'T0', amountCents: 20000 },
      0,
      'NON',
      ['FB:T0 20000', 'FB:T1 -15000'],
    ],
    ['and fully', [50000], { traceNumber: 'T0', amountCents: 20000 }, 30000, 'ACH', ['FB:T0 20000']],
    ['and to the cent', [20000], { traceNumber: 'T0', amountCents: 20000 }, 0, 'NON', ['FB:T0 20000']],
    [
      'two shortfalls become one',
      [-100000],
      { traceNumber: 'T0', amountCents: 10000 },
      0,
      'NON',
      ['FB:T0 10000', 'FB:T1 -110000'],
    ],
    ['a void alone', [-4258], undefined, 0, 'NON', ['FB:T1 -4258']],
  ])('%s', (_name, cents, open, paidCents, method, adjustments) => {
    const { payments, openForward } = plan(cents.map(itemOf), open);
    expect(payments).toHaveLength(1);
    const { remittance, forwardedCents } = payments[0]!;
    expect(remittance.paidCents).toBe(paidCents);
    expect(remittance.method).toBe(method);
    expect(
      remittance.providerAdjustments.map(
        ({ code, reference, amountCents }) => `${code}:${reference} ${amountCents}`,
      ),
    ).toEqual(adjustments);
    expect(openForward).toEqual(
      forwardedCents === 0 ? undefined : { traceNumber: 'T1', amountCents: forwardedCents },
    );
    const bytes = writeRemittanceInterchange([remittance], envelopeOf());
    expect(prove835(bytes)).toMatchObject({ balanced: true, findings: [] });
  });

  test('a balance goes through three remittances under three trace numbers', () => {
    const weeks: [string, number[]][] = [
      ['W1', [60000, -80000]],
      ['W2', [5000]],
      ['W3', [10000]],
      ['W4', [12500]],
    ];
    let open: OpenForward | undefined;
    const story = weeks.map(([week, cents]) => {
      const made = plan(cents.map(itemOf), open, { traceNumber: () => week });
      open = made.openForward;
      const { remittance } = made.payments[0]!;
      const pairs = remittance.providerAdjustments.map(
        ({ reference, amountCents }) => `${reference} ${amountCents}`,
      );
      return `${week}: ${remittance.paidCents} [${pairs.join(', ')}]`;
    });
    expect(story).toEqual([
      'W1: 0 [W1 -20000]',
      'W2: 0 [W1 20000, W2 -15000]',
      'W3: 0 [W2 15000, W3 -5000]',
      'W4: 7500 [W3 5000]',
    ]);
    expect(open).toBeUndefined();
  });

  test('without items nothing is written and the balance stays open', () => {
    const open = { traceNumber: 'T0', amountCents: 5 };
    expect(plan([], open)).toEqual({ payments: [], openForward: open });
  });

  test('a reversal that pays more: 1.57', () => {
    const before = claimOf(3761733, 62797);
    const after = claimOf(3761733, 62954, { claimNumber: 'C2', originalClaimNumber: '26015000001' });
    expect(plan([reversed(before), paid(after)]).payments[0]!.remittance.paidCents).toBe(157);
  });

  test('a correction that pays less leaves 20.16 to the next remittance', () => {
    const before = claimOf(715117, 715117);
    const after = claimOf(715117, 713101, { claimNumber: 'C2', originalClaimNumber: '26015000001' });
    const { payments, openForward } = plan([reversed(before), paid(after)]);
    expect(payments[0]!.remittance.paidCents).toBe(0);
    expect(openForward).toEqual({ traceNumber: 'T1', amountCents: 2016 });
  });

  test('two reversals in a remittance of 5.75', () => {
    expect(plan([itemOf(-4258), itemOf(-8676), itemOf(13509)]).payments[0]!.remittance.paidCents).toBe(575);
  });
});

describe('how it is paid', () => {
  test('by check where the contract says so', () => {
    const { payments } = plan([itemOf(100)], undefined, { payee: { ...payee, paymentMethod: 'CHK' } });
    expect(payments[0]!.remittance.method).toBe('CHK');
  });

  test.each([{ bankRouting: '' }, { bankAccount: '' }])(
    'ACH without an account is a fault: %j',
    (missing) => {
      const payeeWithout = { ...payee, ...missing };
      expect(() => plan([itemOf(100)], undefined, { payee: payeeWithout })).toThrow(Fault);
      expect(plan([itemOf(0)], undefined, { payee: payeeWithout }).payments[0]!.remittance.method).toBe(
        'NON',
      );
    },
  );
});

describe('the order of the claims', () => {
  const item = (act: 'payment' | 'reversal', claimNumber: string, original = '', control = claimNumber) => {
    const decision = claimOf(100, 100, {
      claimNumber,
      originalClaimNumber: original,
      patientControlNumber: control,
    });
    return act === 'payment' ? paid(decision) : reversed(decision);
  };
  const order = (items: RemittanceItem[]) =>
    plan(items).payments[0]!.remittance.items.map(
      ({ act, decision }) => `${act === 'reversal' ? '-' : '+'}${decision.facts.claimNumber}`,
    );

  test.each<[string, RemittanceItem[], string]>([
    ['as given', [item('payment', 'B'), item('payment', 'A')], '+B +A'],
    [
      'a reversal right before the correction that names it',
      [item('reversal', 'A'), item('payment', 'X'), item('payment', 'B', 'A')],
      '+X -A +B',
    ],
    [
      'also when it came after',
      [item('payment', 'B', 'A'), item('payment', 'X'), item('reversal', 'A')],
      '-A +B +X',
    ],
    [
      'the same patient control number links where no number does',
      [item('reversal', 'A', '', 'P'), item('payment', 'X'), item('payment', 'B', '', 'P')],
      '+X -A +B',
    ],
    [
      'a correction of another claim is not taken for it',
      [item('reversal', 'A', '', 'P'), item('payment', 'X'), item('payment', 'B', 'Z', 'P')],
      '-A +X +B',
    ],
    [
      'a void stays where it is',
      [item('payment', 'X'), item('reversal', 'A'), item('payment', 'Y')],
      '+X -A +Y',
    ],
    [
      'paid, corrected and corrected again in one run',
      [
        item('reversal', 'A', '', 'P'),
        item('payment', 'B', 'A', 'P'),
        item('reversal', 'B', 'A', 'P'),
        item('payment', 'C', 'B', 'P'),
      ],
      '-A +B -B +C',
    ],
    ['paid and voided in one run', [item('payment', 'A'), item('reversal', 'A')], '+A -A'],
  ])('%s', (_name, items, expected) => {
    expect(order(items).join(' ')).toBe(expected);
  });
});

describe('more than one remittance', () => {
  test('a new one begins at the limit of claims, never between a reversal and its correction', () => {
    const decision = claimOf(100, 100);
    const items = Array.from({ length: CLAIMS_PER_REMITTANCE - 1 }, (_, index) => ({
      itemId: index,
      act: 'payment' as const,
      decision,
    }));
    const before = claimOf(300, 300, { claimNumber: 'A' });
    const after = claimOf(300, 50, { claimNumber: 'B', originalClaimNumber: 'A' });
    const { payments, openForward } = plan([...items, reversed(before), paid(after)]);
    expect(payments.map(({ remittance }) => remittance.items.length)).toEqual([CLAIMS_PER_REMITTANCE - 1, 2]);
    expect(payments.map(({ remittance }) => remittance.traceNumber)).toEqual(['T1', 'T2']);
    expect(openForward).toEqual({ traceNumber: 'T2', amountCents: 250 });
  });

  test('a new one begins before BPR02 needs an eleventh digit', () => {
    const dear = 6_000_000_000;
    const { payments } = plan([itemOf(dear), itemOf(dear), itemOf(100)]);
    expect(payments.map(({ remittance }) => remittance.paidCents)).toEqual([dear, dear + 100]);
  });

  test('any items: money in is money out, and every remittance balances as written', () => {
    const cents = fc.oneof(fc.constant(0), fc.integer({ min: -9_999_999, max: 9_999_999 }));
    const forward = fc.option(fc.integer({ min: 1, max: 9_999_999 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 12 }), forward, (amounts, amountCents) => {
        const open = amountCents === undefined ? undefined : { traceNumber: 'T0', amountCents };
        const { payments, openForward } = plan(amounts.map(itemOf), open);
        const out = payments.reduce((sum, { remittance }) => sum + remittance.paidCents, 0);
        const items = payments.flatMap(({ remittance }) => remittance.items);
        const earned = items.reduce((sum, item) => sum + claimPaidCents(item), 0);
        expect(out - (openForward?.amountCents ?? 0)).toBe(earned - (open?.amountCents ?? 0));
        expect(items).toHaveLength(amounts.length);
        const bytes = writeRemittanceInterchange(
          payments.map(({ remittance }) => remittance),
          envelopeOf(),
        );
        expect(prove835(bytes).findings).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
