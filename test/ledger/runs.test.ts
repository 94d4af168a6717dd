import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountKey, accountOf } from '../../src/ledger/account.ts';
import { Balances, checkBooks } from '../../src/ledger/balance.ts';
import { decisionEntry } from '../../src/ledger/decision-entry.ts';
import { paymentEntry } from '../../src/ledger/payment-entry.ts';
import type { AccountKind, LedgerEntry } from '../../src/ledger/posting.ts';
import { reversalEntry } from '../../src/ledger/reversal-entry.ts';
import { decisionOf } from './decisions.ts';

const asOf = '2025-11-03T08:00:00-08:00';
const FUNDS = ['commercial', 'group:ACME', 'group:BETA', 'fep'];
const PAYEES = ['910000002-2000000010', '910000003-2000000028'];

const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      payee: fc.integer({ min: 0, max: PAYEES.length - 1 }),
      fund: fc.integer({ min: 0, max: FUNDS.length - 1 }),
      paidCents: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9_999_999_999 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pay' as const) }) },
);

/** Plays the acts and pays every payee × fund at each `pay` and once at the end. */
class Night {
  readonly entries: LedgerEntry[] = [];
  readonly balances = new Balances();
  readonly cashCents = new Map<string, number>();
  #decided: LedgerEntry[] = [];
  #run = 0;

  post(entry: LedgerEntry): void {
    this.entries.push(entry);
    this.balances.add(entry.postings);
  }

  of(kind: AccountKind, payeeId: string, fund: string): number {
    return this.balances.of(accountOf(kind, payeeId, fund));
  }

  decide(payeeId: string, fund: string, paidCents: number): void {
    const claimNumber = `C${this.entries.length}`;
    const decision = decisionOf(paidCents, fund, payeeId);
    const entry = decisionEntry({ claimNumber, version: 1, decision, asOf });
    this.#decided.push(entry);
    this.post(entry);
  }

  reverse(which: number): void {
    const original = this.#decided.splice(which % Math.max(this.#decided.length, 1), 1)[0];
    if (original) this.post(reversalEntry({ original, asOf }));
  }

  pay(): void {
    this.#run += 1;
    for (const payeeId of PAYEES) {
      for (const fund of FUNDS) {
        const forwardInCents = this.of('forwarded-balance', payeeId, fund);
        const netCents = -this.of('payable', payeeId, fund) - forwardInCents;
        const paidCents = Math.max(netCents, 0);
        const key = `${payeeId}/${fund}`;
        this.cashCents.set(key, (this.cashCents.get(key) ?? 0) + paidCents);
        this.post(
          paymentEntry({
            payeeId,
            fund,
            runDate: '20251103',
            sequence: this.#run,
            traceNumber: `T${this.#run}`,
            paidCents,
            forwardInCents,
            forwardOutCents: Math.max(-netCents, 0),
            asOf,
          }),
        );
      }
    }
  }
}

describe('any run of decisions, reversals and payments', () => {
  test('books sum to zero, each payment run leaves nothing payable, funds never touch', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const night = new Night();
        for (const one of [...acts, { do: 'pay' as const }]) {
          if (one.do === 'decide') night.decide(PAYEES[one.payee]!, FUNDS[one.fund]!, one.paidCents);
          else if (one.do === 'reverse') night.reverse(one.which);
          else night.pay();
          expect(night.balances.totalCents()).toBe(0);
          if (one.do !== 'pay') continue;
          for (const payeeId of PAYEES) {
            for (const fund of FUNDS) {
              const expenseCents = night.of('claims-expense', payeeId, fund);
              const forwardedCents = night.of('forwarded-balance', payeeId, fund);
              const cashCents = night.cashCents.get(`${payeeId}/${fund}`) ?? 0;
              expect(night.of('payable', payeeId, fund)).toBe(0);
              expect(0 - night.of('cash', payeeId, fund)).toBe(cashCents);
              expect(forwardedCents).toBeGreaterThanOrEqual(0);
              // Money out is what claims cost plus what the payee still owes of the same fund.
              expect(cashCents).toBe(expenseCents + forwardedCents);
            }
          }
        }
        expect(checkBooks(night.entries)).toEqual([]);
        for (const { postings } of night.entries) {
          const funds = new Set(postings.flatMap(({ debit, credit }) => [debit.fund, credit.fund]));
          expect(funds.size).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("an employer group's credit never meets another group's claims", () => {
    const night = new Night();
    const [payeeId] = PAYEES as [string];
    night.decide(payeeId, 'group:ACME', 5000);
    night.pay();
    night.reverse(0);
    night.decide(payeeId, 'group:BETA', 7000);
    night.pay();
    expect(night.of('forwarded-balance', payeeId, 'group:ACME')).toBe(5000);
    expect(0 - night.of('cash', payeeId, 'group:BETA')).toBe(7000);
    expect(new Map([...night.balances.entries()].filter(([, cents]) => cents !== 0))).toEqual(
      new Map([
        [accountKey(accountOf('cash', payeeId, 'group:ACME')), -5000],
        [accountKey(accountOf('forwarded-balance', payeeId, 'group:ACME')), 5000],
        [accountKey(accountOf('claims-expense', payeeId, 'group:BETA')), 7000],
        [accountKey(accountOf('cash', payeeId, 'group:BETA')), -7000],
      ]),
    );
  });
});
