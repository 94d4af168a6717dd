import { describe, expect, onTestFinished, test } from 'vitest';
import { holdPayee, interruptPayment, releasePayee } from '../../src/batch/payment-interruption.ts';
import { payProgram } from '../../src/batch/payment-program.ts';
import { takeRefund } from '../../src/batch/refund.ts';
import { PROFILE } from '../contract/store-rows.ts';
import { FUNDS, MoneyWorld, PAYEES } from './money-world.ts';
import { toldRemittances } from './told-remittances.ts';

const [CLINIC, PEDIATRICS] = PAYEES;
const [COMMERCIAL, CEDARMILL, NORTHFERRY, FEP] = FUNDS as [string, string, string, string];

function world(): MoneyWorld {
  const made = new MoneyWorld();
  onTestFinished(() => made.close());
  return made;
}

/** PLB pairs of every 835 so far, oldest file first: `FB:T -20`. */
const plb = async ({ store }: MoneyWorld) => (await toldRemittances(store)).flatMap((set) => set.plb);

const told = async ({ store }: MoneyWorld) =>
  (await store.payments({})).map(({ fund, method, paidCents, forwardInCents, forwardOutCents }) =>
    [fund, method, paidCents, forwardInCents, forwardOutCents].join(' '),
  );

describe('walls between funds', () => {
  test.each([
    ["an employer group's credit meets its own claims only (KP-83)", CEDARMILL, NORTHFERRY],
    ["the federal employees' credit meets their own claims only (KP-84)", FEP, COMMERCIAL],
    ['and nobody else’s credit meets theirs', COMMERCIAL, FEP],
  ])('%s', async (_name, credited, other) => {
    const here = world();
    const claim = await here.decide(CLINIC, credited, 100_00);
    await here.pay();
    here.pass(7);
    await here.void(claim);
    await here.decide(CLINIC, other, 70_00);
    await here.pay();
    here.pass(7);
    await here.decide(CLINIC, credited, 30_00);
    await here.pay();
    expect(await told(here)).toEqual([
      `${credited} ACH 10000 0 0`,
      ...[`${credited} NON 0 0 10000`, `${other} ACH 7000 0 0`].sort(),
      `${credited} NON 0 10000 7000`,
    ]);
    expect((await here.prove()).problems).toEqual([]);
  });
});

test('a run killed between two files goes on with the bytes it would have written', async () => {
  const night = async (here: MoneyWorld): Promise<void> => {
    for (const payee of PAYEES) {
      for (const fund of FUNDS) await here.decide(payee, fund, 12_34);
    }
  };
  const outbox = async ({ store }: MoneyWorld) =>
    (await store.outboxAll()).map(({ name, sha256 }) => ({ name, sha256 }));
  const undisturbed = world();
  await night(undisturbed);
  await undisturbed.pay();
  const killed = world();
  await night(killed);
  let posts = 0;
  const failing = {
    ...killed.store,
    postPayments: (act: Parameters<MoneyWorld['store']['postPayments']>[0]) => {
      posts += 1;
      if (posts === 2) throw new Error('killed');
      return killed.store.postPayments(act);
    },
  };
  await expect(killed.pay(failing)).rejects.toThrow('killed');
  expect(await killed.store.unpublished()).toEqual([]);
  await killed.pay();
  const names = (await outbox(undisturbed)).map(({ name }) => name.split('_').slice(0, 3).join('_'));
  expect(names).toEqual([
    'harborclear_835_000000001',
    'pinebilling_835_000000001',
    'treasury_REGISTER_000000001',
  ]);
  const bytes = async ({ store }: MoneyWorld) => {
    const files = await store.outboxAll();
    return Promise.all(
      files.map(async ({ outboxId }) => Buffer.from(await store.outboxFile(outboxId)).toString('latin1')),
    );
  };
  // The second attempt is of a later minute: only the times of the envelopes and names differ.
  const timeless = (texts: string[]) => texts.map((text) => text.replace(/_\d{8}T\d{6}Z/g, ''));
  expect(timeless(await bytes(killed))).toEqual(timeless(await bytes(undisturbed)));
  expect((await killed.prove()).problems).toEqual([]);
});

test('a code that no 835 may carry (KP-89) stops the whole run before anything is posted', async () => {
  const here = world();
  await here.decide(CLINIC, COMMERCIAL, 10_00);
  await here.decide(PEDIATRICS, COMMERCIAL, 10_00, 0, { carc: '9999' });
  await expect(here.pay()).rejects.toMatchObject({ code: 'CODES-INVALID', exitCode: 4 });
  expect(await here.store.payments({})).toEqual([]);
  expect(await here.store.outboxAll()).toEqual([]);
  expect((await here.store.batches({ stage: 'pay' })).map(({ state }) => state)).toEqual(['broken']);
  expect((await here.prove()).waiting).toMatchObject([{ items: 1 }, { items: 1 }]);
});

test('postings that no longer add up to the balances kept stop the next run', async () => {
  const here = world();
  await here.decide(CLINIC, COMMERCIAL, 10_00);
  await here.pay();
  here.pass(7);
  await here.decide(CLINIC, COMMERCIAL, 20_00);
  const lying = {
    ...here.store,
    balances: async () =>
      (await here.store.balances()).map((row) => ({ ...row, openingCents: row.openingCents + 1 })),
  };
  await expect(here.pay(lying)).rejects.toMatchObject({ code: 'BOOKS-OPEN', exitCode: 4 });
  expect(await here.store.payments({})).toHaveLength(1);
});

test('a stopped check is paid again as an adjustment under its old number; a payee on hold waits', async () => {
  const here = world();
  await here.decide(PEDIATRICS, COMMERCIAL, 55_00);
  await here.pay();
  const { traceNumber } = (await here.store.payments({}))[0]!;
  expect(await here.act((desk) => interruptPayment(desk, traceNumber, 'reissued', ''))).toBeUndefined();
  await here.act((desk) => interruptPayment(desk, traceNumber, 'stopped', 'lost'));
  await here.act((desk) => interruptPayment(desk, traceNumber, 'reissued', ''));
  const hold = await here.act((desk) => holdPayee(desk, PROFILE, PEDIATRICS, '', 'address in doubt'));
  here.pass(7);
  await here.pay();
  expect(await here.store.payments({})).toHaveLength(1);
  expect((await here.prove()).waiting).toMatchObject([{ adjustments: 1, reason: 'the payee is on hold' }]);
  await here.act((desk) => releasePayee(desk, hold!, ''));
  here.pass(7);
  await here.pay();
  expect(await told(here)).toEqual([`${COMMERCIAL} CHK 5500 0 0`, `${COMMERCIAL} CHK 5500 0 0`]);
  expect(await plb(here)).toEqual([`CS:${traceNumber} -55`]);
});

test('capitation needs no claim; a levy is taken from the next payment', async () => {
  const here = world();
  const entered = { payeeId: CLINIC, fund: COMMERCIAL, reference: '2025-01' };
  await here.act((desk) => payProgram(desk, { ...entered, code: 'CT', toProviderCents: 1092_46 }));
  await here.pay();
  await here.act((desk) => payProgram(desk, { ...entered, code: 'IR', toProviderCents: -75_00 }));
  expect(
    await here.act((desk) => payProgram(desk, { ...entered, code: 'FB', toProviderCents: 1 })),
  ).toBeUndefined();
  here.pass(7);
  await here.decide(CLINIC, COMMERCIAL, 100_00);
  await here.pay();
  expect(await told(here)).toEqual([`${COMMERCIAL} ACH 109246 0 0`, `${COMMERCIAL} ACH 2500 0 0`]);
  expect(await plb(here)).toEqual(['CT:2025-01 -1092.46', 'IR:2025-01 75']);
});

test('late claims carry interest, and a correction takes the right part of it back (KP-90)', async () => {
  const here = world();
  // 80 days after receipt: 20 late. 12 % a year on 300.00 for 20 days is 1.97.
  const claim = await here.decide(CLINIC, COMMERCIAL, 300_00, 80);
  await here.pay();
  here.pass(7);
  await here.replace(claim, 150_00);
  await here.pay();
  here.pass(7);
  await here.decide(CLINIC, COMMERCIAL, 200_00, 60);
  await here.pay();
  const [first] = await here.store.payments({});
  // Half of it is left for the same 20 days: 0.99 of the 1.97 stays.
  expect(await plb(here)).toEqual([
    'L6 -1.97',
    'L6 0.98',
    expect.stringMatching(/^FB:\d+ -150.98$/),
    expect.stringMatching(/^FB:\d+ 150.98$/),
  ]);
  expect(first!.interestCents).toBe(1_97);
});

test('a credit that meets no claim for ninety days is asked back once; a check settles it (KP-85)', async () => {
  const here = world();
  const claim = await here.decide(CLINIC, COMMERCIAL, 80_00);
  await here.pay();
  await here.void(claim);
  here.pass(1);
  await here.pay();
  here.pass(89);
  await here.pay();
  expect(await here.store.moneyCases({ kind: 'refund-demand' })).toEqual([]);
  for (const days of [1, 30]) {
    here.pass(days);
    await here.pay();
    const demands = await here.store.moneyCases({ kind: 'refund-demand' });
    expect(demands.map(({ facts }) => facts.amountCents)).toEqual([80_00]);
  }
  expect((await here.store.outboxAll()).filter(({ type }) => type === 'NOTICE')).toHaveLength(1);
  const check = {
    payeeId: CLINIC,
    fund: COMMERCIAL,
    number: 'CHK9',
    amountCents: 95_00,
    otherPayersCents: 10_00,
  };
  await here.act((desk) => takeRefund(desk, check));
  await here.pay();
  expect((await plb(here)).slice(1)).toEqual([
    expect.stringMatching(/^FB:\d+ 80$/),
    '72:CHK9 -90',
    'B3:CHK9 10',
    'B2:CHK9 -5',
  ]);
  expect((await told(here)).at(-1)).toBe(`${COMMERCIAL} ACH 500 8000 0`);
  expect((await here.prove()).problems).toEqual([]);
});

test("by the calendar (KP-88): paid on the payer's day, or on the first banking day after one that was missed", async () => {
  const here = world();
  const waiting = async () => (await here.prove()).waiting.map(({ reason }) => reason);
  const payOn = async (date: string) => {
    here.date = date;
    await here.pay(here.store, 'calendar');
    return (await here.store.payments({})).length;
  };
  // A Monday; the payer pays on Wednesdays.
  await here.decide(CLINIC, COMMERCIAL, 10_00);
  expect(await payOn('20250106')).toBe(0);
  expect(await waiting()).toEqual(["the payer's day"]);
  // Nobody ran on Wednesday; Saturday has no banking.
  expect(await payOn('20250111')).toBe(0);
  here.date = '20250113';
  expect(await waiting()).toEqual(['the next payment run']);
  expect(await payOn('20250113')).toBe(1);
  // Decided after the payday that was missed: waits for the next.
  await here.decide(CLINIC, COMMERCIAL, 20_00);
  expect(await payOn('20250113')).toBe(1);
  expect(await payOn('20250115')).toBe(2);
  // Held back on the payday: released on Thursday it still waits for Wednesday.
  await here.decide(CLINIC, COMMERCIAL, 30_00);
  const hold = await here.act((desk) => holdPayee(desk, PROFILE, CLINIC, '', 'address in doubt'));
  expect(await payOn('20250122')).toBe(2);
  here.date = '20250123';
  await here.act((desk) => releasePayee(desk, hold!, ''));
  expect(await payOn('20250123')).toBe(2);
  expect(await payOn('20250129')).toBe(3);
});
