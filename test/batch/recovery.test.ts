import { expect, onTestFinished, test } from 'vitest';
import { decideReconsideration, openReconsideration } from '../../src/batch/payment-appeal.ts';
import type { LineChange } from '../../src/batch/payment-correction.ts';
import {
  actOnRecovery,
  openRecovery,
  type RecoveryMethod,
  recoveries,
  refundRecovery,
} from '../../src/batch/recovery.ts';
import { MoneyOffice } from './money-office.ts';
import { FUNDS, MoneyWorld, PAYEES } from './money-world.ts';
import { toldRemittances } from './told-remittances.ts';

/** Twenty dollars of the first line: above the contract after all. */
const tooMuch: LineChange[] = [{ line: 1, group: 'CO', carc: '45', remarks: [], amountCents: 20_00 }];
const reason = 'paid above the contract';
const [CLINIC] = PAYEES;
const [FUND] = FUNDS as [string];

/** Paid 100.00 on 6 January 2025, the notice of 13 January: contested until 15 February (mail takes three days). */
async function noticed(method: RecoveryMethod = 'with the money') {
  const here = new MoneyWorld();
  onTestFinished(() => here.close());
  const claimNumber = await here.decide(CLINIC, FUND, 100_00);
  await here.pay();
  here.pass(7);
  const key = (await here.act((desk) =>
    openRecovery(desk, { claimNumber, changes: tooMuch, method, reason }),
  ))!;
  const state = async () => (await recoveries(here.store, { key }, here.date))[0]!.standing.state;
  let seen = 1;
  /** Goes to a day, pays, proves, and tells the remittances since. */
  const payOn = async (date: string) => {
    here.date = date;
    await here.pay();
    expect((await here.prove()).problems).toEqual([]);
    const told = await toldRemittances(here.store);
    const fresh = told.slice(seen);
    seen = told.length;
    return fresh;
  };
  return { here, claimNumber, key, state, payOn };
}

test('over a whole installation (KP-86, KP-87): letter with dates and contact, then the money when nobody has contested', async () => {
  const office = await MoneyOffice.open();
  await office.night('2025-11-03', [{ patientControlNumber: 'A1' }]);
  const claimNumber = await office.claimNumber('A1');
  await office.act('2025-11-10', (desk) =>
    openRecovery(desk, { claimNumber, changes: tooMuch, method: 'with the money', reason }),
  );
  const [letter] = office.files('letters');
  expect(letter).toMatch(/^letters_NOTICE_000000001_\d{8}T\d{6}Z\.html$/);
  const text = office.read('letters', letter!);
  for (const told of [claimNumber, '$20.00', '2025-12-13', reason, '30 days', '6 months']) {
    expect(text).toContain(told);
  }
  expect(await office.night('2025-12-14', [])).toMatchObject([
    { paid: '0 NON', claims: [expect.stringContaining('A1 22 -'), expect.stringContaining('A1 1 ')] },
  ]);
});

test('nothing stands on an 835 until the notice counts as accepted; then reversal and correction', async () => {
  const { here, claimNumber, state, payOn } = await noticed();
  expect(await payOn('20250215')).toEqual([]);
  expect(await state()).toBe('noticed');
  await here.decide(CLINIC, FUND, 50_00);
  expect(await payOn('20250216')).toEqual([
    { paid: '30 ACH', claims: ['PC2 1 50', `P${claimNumber} 22 -100`, `P${claimNumber} 1 80`], plb: [] },
  ]);
  expect(await state()).toBe('taken');
});

test('contested, it waits six months from the notice; alone on its remittance it is carried forward', async () => {
  const { here, key, state, payOn } = await noticed();
  here.date = '20250215';
  await here.act((desk) => actOnRecovery(desk, key, 'contested', 'letter'));
  expect(await payOn('20250712')).toEqual([]);
  expect(await state()).toBe('contested');
  expect(await payOn('20250713')).toMatchObject([
    { paid: '0 NON', plb: [expect.stringMatching(/^FB:\d+ -20$/)] },
  ]);
  await here.decide(CLINIC, FUND, 50_00);
  expect(await payOn('20250720')).toMatchObject([
    { paid: '30 ACH', plb: [expect.stringMatching(/^FB:\d+ 20$/)] },
  ]);
});

test('contested, then permitted by the provider: taken on the next remittance', async () => {
  const { here, key, payOn } = await noticed();
  await here.act((desk) => actOnRecovery(desk, key, 'contested', ''));
  await here.act((desk) => actOnRecovery(desk, key, 'permitted', ''));
  expect(await payOn('20250114')).toMatchObject([{ paid: '0 NON' }]);
});

test('what the provider has not been paid yet is not recovered', async () => {
  const here = new MoneyWorld();
  onTestFinished(() => here.close());
  const claimNumber = await here.decide(CLINIC, FUND, 100_00);
  const wanted = { claimNumber, changes: tooMuch, method: 'at once', reason } as const;
  expect(await here.act((desk) => openRecovery(desk, wanted))).toBeUndefined();
  await here.pay();
  expect(await here.act((desk) => openRecovery(desk, wanted))).toBe('recovery-1');
});

test('too late to contest, twice to begin, no money after a withdrawal', async () => {
  const { here, claimNumber, key, payOn } = await noticed();
  const again = { claimNumber, changes: tooMuch, method: 'with the money', reason: '' } as const;
  expect(await here.act((desk) => openRecovery(desk, again))).toBeUndefined();
  here.date = '20250216';
  const acted = (act: 'contested' | 'withdrawn') =>
    here.act(async (desk) => {
      await actOnRecovery(desk, key, act, '');
      return 'done';
    });
  expect(await acted('contested')).toBeUndefined();
  expect(await acted('withdrawn')).toBe('done');
  expect(await payOn('20260101')).toEqual([]);
});

test('a replacement by the provider takes the claim away from its recovery', async () => {
  const { here, claimNumber, state, payOn } = await noticed();
  await here.replace(claimNumber, 70_00);
  expect(await payOn('20250216')).toMatchObject([
    { paid: '0 NON', plb: [expect.stringMatching(/^FB:\d+ -30$/)] },
  ]);
  expect(await state()).toBe('withdrawn');
});

test('shown at once and taken later: WO negative now, positive then (835 guide, method 3)', async () => {
  const { here, claimNumber, key, payOn } = await noticed('at once');
  await here.decide(CLINIC, FUND, 50_00);
  expect(await payOn('20250114')).toEqual([
    {
      paid: '50 ACH',
      claims: [`P${claimNumber} 22 -100`, `P${claimNumber} 1 80`, 'PC2 1 50'],
      plb: [`WO:${claimNumber} -20`],
    },
  ]);
  await here.act((desk) => actOnRecovery(desk, key, 'permitted', ''));
  await here.decide(CLINIC, FUND, 25_00);
  expect(await payOn('20250121')).toEqual([
    { paid: '5 ACH', claims: ['PC3 1 25'], plb: [`WO:${claimNumber} 20`] },
  ]);
});

test('a check is acknowledged against it, and what is too much goes back', async () => {
  const { here, claimNumber, key, state, payOn } = await noticed();
  const check = (amountCents: number) =>
    here.act(async (desk) => {
      await refundRecovery(desk, key, { number: 'CHK1', amountCents });
      return 'done';
    });
  expect(await check(0)).toBeUndefined();
  expect(await check(23_00)).toBe('done');
  expect(await payOn('20250120')).toEqual([
    {
      paid: '3 ACH',
      claims: [`P${claimNumber} 22 -100`, `P${claimNumber} 1 80`],
      plb: [`WO:${claimNumber} -20`, '72:CHK1 -20', `WO:${claimNumber} 20`, 'B2:CHK1 -3'],
    },
  ]);
  expect(await state()).toBe('refunded');
});

test.each<[string, RecoveryMethod, number[], string[][], string[], string]>([
  [
    'a part, and the rest is withheld until it may be taken',
    'with the money',
    [15_00],
    [['WO:C1 -20', '72:CHK1 -15', 'WO:C1 15']],
    ['45 WO:C1 5'],
    'taken',
  ],
  [
    'a part of one that is shown already',
    'at once',
    [1],
    [['72:CHK1 -0.01', 'WO:C1 0.01']],
    ['30.01 WO:C1 19.99'],
    'taken',
  ],
  [
    'in parts, the last one too much',
    'with the money',
    [5_00, 5_00, 12_50],
    [
      ['WO:C1 -20', '72:CHK1 -5', 'WO:C1 5'],
      ['72:CHK2 -5', 'WO:C1 5'],
      ['72:CHK3 -10', 'WO:C1 10', 'B2:CHK3 -2.5'],
    ],
    ['50'],
    'refunded',
  ],
])('a check may come for %s', async (_name, method, checks, plbs, rest, end) => {
  const { here, key, state, payOn } = await noticed(method);
  await payOn('20250114');
  for (const [index, amountCents] of checks.entries()) {
    await here.act((desk) => refundRecovery(desk, key, { number: `CHK${index + 1}`, amountCents }));
    expect((await payOn(`2025012${index}`)).map(({ plb }) => plb)).toEqual([plbs[index]]);
  }
  const left = 20_00 - checks.reduce((sum, cents) => sum + cents, 0);
  if (left > 0) {
    expect(await recoveries(here.store, { key }, here.date)).toMatchObject([
      { leftCents: left, isShown: true, standing: { state: 'noticed' } },
    ]);
  }
  await here.decide(CLINIC, FUND, 50_00);
  const last = await payOn('20250216');
  expect(last.map(({ paid, plb }) => [paid.split(' ')[0], ...plb].join(' '))).toEqual(rest);
  expect(await state()).toBe(end);
});

test('a void after a recovery takes back only what is left', async () => {
  const { here, claimNumber, key, payOn } = await noticed();
  await here.act((desk) => actOnRecovery(desk, key, 'permitted', ''));
  await payOn('20250114');
  await here.void(claimNumber);
  expect(await payOn('20250121')).toMatchObject([{ claims: [`P${claimNumber} 22 -80`] }]);
});

test('a reconsideration (KP-93) gives money back on the next remittance; after the deadline it is dismissed', async () => {
  const { here, claimNumber, key, payOn } = await noticed();
  await here.act((desk) => actOnRecovery(desk, key, 'permitted', ''));
  await payOn('20250114');
  // The claim of the world was decided as of a fixed date; the deadline runs from there.
  const open = (level: 1 | 2) =>
    here.act((desk) => openReconsideration(desk, { claimNumber, level, reason: '' }));
  expect(await open(2)).toBeUndefined();
  const appeal = (await open(1))!;
  expect(appeal).toMatchObject({ deadline: '20270106', isLate: false });
  expect(await open(1)).toBeUndefined();
  const back = [{ ...tooMuch[0]!, amountCents: -20_00 }];
  await here.act((desk) => decideReconsideration(desk, appeal.key, 'overturned', back, ''));
  expect(await payOn('20250121')).toMatchObject([
    {
      paid: '0 NON',
      claims: [`P${claimNumber} 22 -80`, `P${claimNumber} 1 100`],
      plb: [expect.stringMatching(/^FB:\d+ 20$/)],
    },
  ]);
  here.date = '20270107';
  expect((await open(1))!.isLate).toBe(true);
});
