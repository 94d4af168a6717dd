import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideReconsideration, openReconsideration } from '../../src/batch/payment-appeal.ts';
import { holdPayee, interruptPayment, releasePayee } from '../../src/batch/payment-interruption.ts';
import { payProgram } from '../../src/batch/payment-program.ts';
import { actOnRecovery, openRecovery, refundRecovery } from '../../src/batch/recovery.ts';
import { takeRefund } from '../../src/batch/refund.ts';
import { PROFILE } from '../contract/store-rows.ts';
import { FUNDS, MoneyWorld, PAYEES } from './money-world.ts';

const cents = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30_000 }));
const pair = fc.record({ payee: fc.constantFrom(...PAYEES), fund: fc.constantFrom(...FUNDS) });
const pick = fc.nat({ max: 50 });

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      pair,
      cents,
      late: fc.constantFrom(0, 0, 80, 200),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('replace' as const), pick, cents }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('void' as const), pick }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('pay' as const), days: fc.constantFrom(1, 7, 7, 40, 200) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('recover' as const), pick, atOnce: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      pick,
      act: fc.constantFrom('contested' as const, 'permitted' as const, 'withdrawn' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('check' as const),
      pick,
      extra: fc.constantFrom(0, 500, -1, -60),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      pair,
      cents: fc.integer({ min: 100, max: 9_000 }),
      others: fc.constantFrom(0, 50),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('program' as const),
      pair,
      code: fc.constantFrom('CT', 'BN', 'IP', 'IR'),
      cents: fc.integer({ min: 1, max: 20_000 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('interrupt' as const),
      pick,
      act: fc.constantFrom(
        'stopped' as const,
        'returned' as const,
        'voided' as const,
        'reissued' as const,
        'reissued' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold' as const), pair }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('overturn' as const), pick }) },
);

type Step = ReturnType<typeof step.generate>['value'];

async function play(world: MoneyWorld, one: Step): Promise<void> {
  const claim = (at: number): string | undefined => world.live[at % Math.max(world.live.length, 1)];
  const recovery = (at: number) => world.recoveryKeys[at % Math.max(world.recoveryKeys.length, 1)];
  switch (one.do) {
    case 'decide':
      await world.decide(one.pair.payee, one.pair.fund, one.cents, one.late);
      return;
    case 'replace': {
      const original = claim(one.pick);
      if (original) await world.replace(original, one.cents);
      return;
    }
    case 'void': {
      const original = claim(one.pick);
      if (original) await world.void(original);
      return;
    }
    case 'pay':
      world.pass(one.days);
      await world.pay();
      return;
    case 'recover': {
      const claimNumber = claim(one.pick);
      if (!claimNumber) return;
      const changes = [
        { line: 1, group: 'CO' as const, carc: '45', remarks: [], amountCents: 1 + one.pick * 7 },
      ];
      const method = one.atOnce ? ('at once' as const) : ('with the money' as const);
      const key = await world.act((desk) =>
        openRecovery(desk, { claimNumber, changes, method, reason: 'test' }),
      );
      if (key) world.recoveryKeys.push(key);
      return;
    }
    case 'move': {
      const key = recovery(one.pick);
      if (key) await world.act((desk) => actOnRecovery(desk, key, one.act, ''));
      return;
    }
    case 'check': {
      const key = recovery(one.pick);
      if (!key) return;
      const [row] = await world.store.moneyCases({ key });
      const { payeeId, fund, amountCents } = row!.facts;
      const worth = amountCents + one.extra;
      const done = await world.act(async (desk) => {
        await refundRecovery(desk, key, { number: 'CHK', amountCents: worth });
        return true;
      });
      if (done) {
        add(world.checksIn, `${payeeId} ${fund}`, worth);
      }
      return;
    }
    case 'refund': {
      const { payee: payeeId, fund } = one.pair;
      const check = { payeeId, fund, number: 'CHK', amountCents: one.cents, otherPayersCents: one.others };
      if (await world.act((desk) => takeRefund(desk, check))) {
        add(world.checksIn, `${payeeId} ${fund}`, one.cents);
        add(world.forOthers, `${payeeId} ${fund}`, one.others);
      }
      return;
    }
    case 'program': {
      const { payee: payeeId, fund } = one.pair;
      const toProviderCents = one.code === 'IR' ? -one.cents : one.cents;
      const wanted = { payeeId, fund, code: one.code, reference: '', toProviderCents };
      if (await world.act((desk) => payProgram(desk, wanted)))
        add(world.programs, `${payeeId} ${fund}`, toProviderCents);
      return;
    }
    case 'interrupt': {
      const payments = await world.store.payments({});
      const payment = payments[one.pick % Math.max(payments.length, 1)];
      if (payment) await world.act((desk) => interruptPayment(desk, payment.traceNumber, one.act, ''));
      return;
    }
    case 'hold': {
      const key = await world.act((desk) => holdPayee(desk, PROFILE, one.pair.payee, one.pair.fund, ''));
      if (key) world.holdKeys.push(key);
      return;
    }
    case 'release': {
      const key = world.holdKeys.splice(one.pick % Math.max(world.holdKeys.length, 1), 1)[0];
      if (key) await world.act((desk) => releasePayee(desk, key, ''));
      return;
    }
    case 'overturn': {
      const claimNumber = claim(one.pick);
      if (!claimNumber) return;
      const opened = await world.act((desk) =>
        openReconsideration(desk, { claimNumber, level: 1, reason: '' }),
      );
      if (!opened || opened.isLate) return;
      const changes = [
        { line: 1, group: 'CO' as const, carc: '45', remarks: [], amountCents: -(1 + one.pick) },
      ];
      await world.act((desk) => decideReconsideration(desk, opened.key, 'overturned', changes, ''));
    }
  }
}

function add(sums: Map<string, number>, key: string, more: number): void {
  sums.set(key, (sums.get(key) ?? 0) + more);
}

test('whatever happens over the weeks: books agree after each step, and after each payment run every payee has from every fund exactly what it should have', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
      const world = new MoneyWorld();
      try {
        for (const one of [...steps, { do: 'pay' as const, days: 7 as const }]) {
          await play(world, one);
          expect((await world.prove()).problems).toEqual([]);
          if (one.do !== 'pay' || world.holdKeys.length > 0) continue;
          for (const payeeId of PAYEES) {
            for (const fund of FUNDS) {
              const { got, due } = await world.got(payeeId, fund);
              expect({ payeeId, fund, got }).toEqual({ payeeId, fund, got: due });
            }
          }
        }
      } finally {
        await world.close();
      }
    }),
    { numRuns: 12, seed: 20250106 },
  );
}, 60_000);
