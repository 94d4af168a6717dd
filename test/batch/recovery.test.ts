import { expect, test } from 'vitest';
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

/** Twenty dollars of the first line: not covered after all. */
const tooMuch: LineChange[] = [{ line: 1, group: 'CO', carc: '45', remarks: [], amountCents: 20_00 }];

async function noticed(method: RecoveryMethod = 'with the money') {
  const office = await MoneyOffice.open();
  const [first] = await office.night('2025-11-03', [{ patientControlNumber: 'A1' }]);
  const claimNumber = await office.claimNumber('A1');
  const key = await office.act('2025-11-10', (desk) =>
    openRecovery(desk, { claimNumber, changes: tooMuch, method, reason: 'paid above the contract' }),
  );
  const paid = Number(first!.paid.split(' ')[0]);
  const state = (day: string) =>
    office.withStore(async (store) => (await recoveries(store, { key }, day))[0]!.standing.state);
  return { office, claimNumber, key, paid, state };
}

const visit = (patientControlNumber: string, day: string) => ({ patientControlNumber, serviceDate: day });

test('a notice goes out with its dates and contact; nothing stands on an 835 until it counts as accepted', async () => {
  const { office, claimNumber, paid, state } = await noticed();
  const [letter] = office.files('letters');
  const text = office.read('letters', letter!);
  expect(letter).toMatch(/^letters_NOTICE_000000001_\d{8}T\d{6}Z\.html$/);
  for (const told of [
    claimNumber,
    '$20.00',
    '2025-12-13',
    'paid above the contract',
    '30 days',
    '6 months',
  ]) {
    expect(text).toContain(told);
  }
  const [before] = await office.night('2025-12-13', [visit('B1', '20251007')]);
  expect(before).toMatchObject({ claims: [expect.stringContaining('B1 1 ')], plb: [] });
  expect(await state('20251213')).toBe('noticed');
  // 10 November, three days of mail, thirty to contest: taken from 14 December on.
  const [taken] = await office.night('2025-12-14', [visit('C1', '20251008')]);
  const [other, reversal, correction] = taken!.claims;
  expect(reversal).toBe(`A1 22 -${paid}`);
  expect(Number(correction!.split(' ')[2])).toBeCloseTo(paid - 20, 2);
  expect(other).toContain('C1 1');
  expect(taken!.plb).toEqual([]);
  expect(await state('20251214')).toBe('taken');
});

test('contested, it waits six months from the notice; alone on its remittance it is carried forward', async () => {
  const { office, key, state } = await noticed();
  await office.act('2025-11-20', (desk) => actOnRecovery(desk, key, 'contested', 'letter of 18 November'));
  expect(await office.night('2026-05-09', [])).toEqual([]);
  expect(await state('20260509')).toBe('contested');
  const [taken] = await office.night('2026-05-10', []);
  expect(taken).toMatchObject({ paid: '0 NON', plb: [expect.stringMatching(/^FB:\d+ -20$/)] });
  const [next] = await office.night('2026-05-17', [visit('B1', '20260504')]);
  expect(next!.plb).toEqual([expect.stringMatching(/^FB:\d+ 20$/)]);
});

test('contested, then permitted by the provider: taken on the next remittance', async () => {
  const { office, key } = await noticed();
  await office.act('2025-11-20', (desk) => actOnRecovery(desk, key, 'contested', ''));
  await office.act('2025-12-01', (desk) => actOnRecovery(desk, key, 'permitted', ''));
  expect(await office.night('2025-12-02', [])).toMatchObject([{ paid: '0 NON' }]);
});

test('too late to contest, twice to begin, no money after a withdrawal', async () => {
  const { office, claimNumber, key } = await noticed();
  await expect(
    office.act('2025-12-14', (desk) => actOnRecovery(desk, key, 'contested', '')),
  ).rejects.toMatchObject({ code: 'RECOVERY-REFUSED', message: expect.stringContaining('until 20251213') });
  await expect(
    office.act('2025-12-14', (desk) =>
      openRecovery(desk, { claimNumber, changes: tooMuch, method: 'with the money', reason: '' }),
    ),
  ).rejects.toMatchObject({ code: 'RECOVERY-OPEN' });
  await office.act('2025-12-14', (desk) => actOnRecovery(desk, key, 'withdrawn', 'we were wrong'));
  expect(await office.night('2026-06-30', [])).toEqual([]);
});

test('a replacement by the provider takes the claim away from its recovery', async () => {
  const { office, claimNumber, state } = await noticed();
  await office.night('2025-11-20', [
    { patientControlNumber: 'A1', frequency: '7', original: claimNumber, lines: [['99212', 180]] },
  ]);
  await office.night('2025-12-14', []);
  expect(await state('20251214')).toBe('withdrawn');
});

test('shown at once and taken later: WO negative now, positive then (835 guide, method 3)', async () => {
  const { office, claimNumber, key, paid } = await noticed('at once');
  const [shown] = await office.night('2025-11-11', [visit('B1', '20251007')]);
  expect(shown!.claims.slice(0, 2)).toEqual([`A1 22 -${paid}`, expect.stringContaining('A1 1 ')]);
  expect(shown!.plb).toEqual([`WO:${claimNumber} -20`]);
  await office.act('2025-11-12', (desk) => actOnRecovery(desk, key, 'permitted', ''));
  const [taken] = await office.night('2025-11-13', [visit('C1', '20251008')]);
  expect(taken!.plb).toEqual([`WO:${claimNumber} 20`]);
});

test('a check is acknowledged against it, and what is too much goes back', async () => {
  const { office, claimNumber, key, state } = await noticed();
  await expect(
    office.act('2025-11-20', (desk) => refundRecovery(desk, key, { number: 'CHK1', amountCents: 19_99 })),
  ).rejects.toMatchObject({ code: 'REFUND-TOO-SMALL' });
  await office.act('2025-11-20', (desk) => refundRecovery(desk, key, { number: 'CHK1', amountCents: 23_00 }));
  const [told] = await office.night('2025-11-24', []);
  expect(told).toMatchObject({
    paid: '3 ACH',
    plb: [`WO:${claimNumber} -20`, '72:CHK1 -20', `WO:${claimNumber} 20`, 'B2:CHK1 -3'],
  });
  expect(await state('20251124')).toBe('refunded');
});

test('a void after a recovery takes back only what is left', async () => {
  const { office, claimNumber, key, paid } = await noticed();
  await office.act('2025-11-12', (desk) => actOnRecovery(desk, key, 'permitted', ''));
  await office.night('2025-11-13', []);
  const [told] = await office.night('2025-11-14', [
    { patientControlNumber: 'A1', frequency: '8', original: claimNumber },
  ]);
  expect(Number(told!.claims[0]!.split(' ')[2])).toBeCloseTo(20 - paid, 2);
});

test('a reconsideration gives money back on the next remittance; after the deadline it is dismissed', async () => {
  const { office, claimNumber, key, paid } = await noticed();
  await office.act('2025-11-12', (desk) => actOnRecovery(desk, key, 'permitted', ''));
  await office.night('2025-11-13', []);
  const appeal = await office.act('2025-12-01', (desk) =>
    openReconsideration(desk, { claimNumber, level: 1, reason: 'contract amendment' }),
  );
  expect(appeal).toMatchObject({ deadline: '20271103', isLate: false });
  await office.act('2025-12-05', (desk) =>
    decideReconsideration(desk, appeal.key, 'overturned', [{ ...tooMuch[0]!, amountCents: -20_00 }], ''),
  );
  const [told] = await office.night('2025-12-08', []);
  expect(told!.claims.at(-1)).toBe(`A1 1 ${paid}`);
  const late = await office.act('2027-11-04', (desk) =>
    openReconsideration(desk, { claimNumber, level: 1, reason: 'again' }),
  );
  expect(late.isLate).toBe(true);
});
