import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adjustmentEntry } from '../../src/ledger/adjustment-entry.ts';
import type { MoneyAct } from '../../src/store/money-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { StoreHarness } from './store-contract.ts';
import {
  AS_OF,
  accept,
  DATE,
  decide,
  decisionOf,
  FUND,
  PAYEE,
  PROFILE,
  paymentOf,
  remit,
  settledClaim,
  stagedClaim,
  waiting,
} from './store-rows.ts';

const own = { profileId: PROFILE, payeeId: PAYEE, fund: FUND };

const adjustment = (key: string, amountCents: number, code = 'CT') => ({
  key,
  ...own,
  code,
  reference: 'R',
  amountCents,
});

const facts = (key: string) =>
  ({
    key,
    kind: 'recovery',
    ...own,
    claimNumber: '1',
    traceNumber: '',
    amountCents: 500,
    details: '{}',
  }) as const;

/** An act in a batch of its own, closed with it unless told otherwise. */
export async function actOn(store: Store, act: Partial<MoneyAct>): Promise<number> {
  const { runId } = (await store.lastRun())!;
  const { batchId } = await store.openBatch(runId, 'act', 'money');
  const nothing = {
    entries: [],
    adjustments: [],
    corrections: [],
    cases: [],
    events: [],
    files: [],
    counters: [],
  };
  await store.postMoney({ batchId, asOf: AS_OF, ...nothing, books: 'done', ...act });
  return batchId;
}

function entered(key: string, amountCents: number, code = 'CT'): Pick<MoneyAct, 'entries' | 'adjustments'> {
  const made = adjustment(key, amountCents, code);
  return { entries: [adjustmentEntry({ ...made, asOf: AS_OF })], adjustments: [made] };
}

/** What every store promises about acts on money. */
export function moneyContract(name: string, harness: StoreHarness): void {
  describe(`money contract: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await harness.open();
      const ids = await accept(store, [stagedClaim('1')]);
      await decide(store, [settledClaim(ids.get('1')!, decisionOf('1'))]);
    });
    afterEach(async () => {
      // Whatever was done: what is kept is what the rows add up to.
      const kept = await store.differingTotals();
      const balances = await store.balances();
      const proved = await store.provedBalances();
      await store.close();
      await harness.discard();
      expect({ kept, balances }).toEqual({ kept: [], balances: proved });
    });

    test('an adjustment waits with the claims, is owed at once, and stands on one remittance', async () => {
      await actOn(store, entered('program-1', -1_000));
      expect(await store.waitingPairs(PROFILE)).toEqual([
        { payeeId: PAYEE, fund: FUND, items: 1, reversals: 0, amountCents: 7_000 },
      ]);
      expect(await store.waitingTotals(PROFILE)).toEqual({
        items: 1,
        amountCents: 6_000,
        adjustments: 1,
        adjustmentCents: -1_000,
      });
      expect((await store.accountBalances()).find(({ kind }) => kind === 'payable')?.balanceCents).toBe(
        7_000,
      );
      const { adjustmentId } = (await store.waitingAdjustments(PROFILE, PAYEE, FUND))[0]!;
      const itemIds = (await waiting(store)).map(({ itemId }) => itemId);
      const paid = { claimsCents: 6_000, adjustmentCents: -1_000, adjustmentIds: [adjustmentId] };
      await expect(
        remit(store, 'a.x12', [paymentOf('T1', itemIds, { ...paid, adjustmentIds: [] })]),
      ).rejects.toThrow('adjustments add up');
      await remit(store, 'a.x12', [paymentOf('T1', itemIds, paid)]);
      expect(await store.waitingAdjustments(PROFILE, PAYEE, FUND)).toEqual([]);
      expect((await store.payments({ traceNumber: 'T1' }))[0]).toMatchObject({
        paidCents: 7_000,
        adjustmentCents: -1_000,
      });
      await expect(
        remit(store, 'b.x12', [
          paymentOf('T2', [], { adjustmentCents: -1_000, adjustmentIds: [adjustmentId] }),
        ]),
      ).rejects.toMatchObject({ code: 'STORE-ITEM-NOT-WAITING' });
    });

    test('what an open batch has entered is owed but not offered', async () => {
      const { runId } = (await store.lastRun())!;
      const { batchId } = await store.openBatch(runId, 'act', 'money');
      const { books: _open, ...act } = { books: '', ...entered('program-1', -1_000) };
      await store.postMoney({
        batchId,
        asOf: AS_OF,
        corrections: [],
        cases: [],
        events: [],
        files: [],
        counters: [],
        ...act,
      });
      expect(await store.waitingAdjustments(PROFILE, PAYEE, FUND)).toEqual([]);
      expect(
        (await store.unremitted(PROFILE)).map(({ isBlocked, adjustments }) => ({ isBlocked, adjustments })),
      ).toEqual([
        { isBlocked: false, adjustments: 0 },
        { isBlocked: true, adjustments: 1 },
      ]);
      expect((await store.batches({ state: 'open' })).map((batch) => batch.batchId)).toEqual([batchId]);
    });

    test('since when money waits, and when it was paid last', async () => {
      expect(await store.paymentDates(PROFILE)).toEqual({ waitingSince: DATE, lastRun: '' });
      expect(await store.paymentDates('another')).toEqual({ waitingSince: '', lastRun: '' });
      const itemIds = (await waiting(store)).map(({ itemId }) => itemId);
      await remit(store, 'a.x12', [paymentOf('T1', itemIds, { claimsCents: 6_000 })]);
      expect(await store.paymentDates(PROFILE)).toEqual({ waitingSince: '', lastRun: DATE });
      await actOn(store, entered('program-1', -1_000));
      expect(await store.paymentDates(PROFILE)).toEqual({ waitingSince: DATE, lastRun: DATE });
    });

    test('an act happens whole or not at all, and once', async () => {
      await actOn(store, { ...entered('program-1', -1_000), cases: [facts('recovery-1')] });
      await expect(
        actOn(store, { ...entered('program-2', -5), cases: [facts('recovery-1')] }),
      ).rejects.toThrow();
      await expect(actOn(store, { ...entered('program-1', -2_000) })).rejects.toMatchObject({
        code: 'LEDGER-KEY-REUSED',
      });
      await expect(
        actOn(store, { ...entered('program-3', -5), counters: [{ scope: 'case/x', from: 7, to: 8 }] }),
      ).rejects.toMatchObject({ code: 'STORE-COUNTER-MOVED' });
      expect(await store.waitingTotals(PROFILE)).toMatchObject({ adjustments: 1, adjustmentCents: -1_000 });
    });

    test('a case keeps its facts and its acts in order', async () => {
      const event = (act: string, date: string) => ({ key: 'recovery-1', act, date, reason: '' });
      await actOn(store, { cases: [facts('recovery-1')], events: [event('noticed', DATE)] });
      await actOn(store, { events: [event('contested', '20251110')] });
      await expect(
        actOn(store, { events: [{ ...event('taken', DATE), key: 'recovery-9' }] }),
      ).rejects.toThrow('case');
      const [row, ...others] = await store.moneyCases({ kind: 'recovery', profileId: PROFILE });
      expect(others).toEqual([]);
      expect(row!.facts).toEqual(facts('recovery-1'));
      expect(row!.events.map(({ act, date }) => `${act} ${date}`)).toEqual([
        `noticed ${DATE}`,
        'contested 20251110',
      ]);
      expect(await store.moneyCases({ kind: 'hold' })).toEqual([]);
      expect(await store.moneyCases({ key: 'recovery-1' })).toHaveLength(1);
    });

    test('a correction reverses what stands and takes its place (KP-80); what no longer stands is refused', async () => {
      const { claimId } = (await store.claimByNumber('1'))!;
      const [first] = await store.decisionsOfClaim(claimId);
      const decision = decisionOf('1', { paidCents: 4_000 });
      const correction = { claimId, reversedDecisionId: first!.decisionId, decision };
      await actOn(store, { corrections: [correction] });
      expect((await store.decisionsOfClaim(claimId)).map(({ version, act }) => `${version} ${act}`)).toEqual([
        '1 decide',
        '2 correct',
      ]);
      expect((await waiting(store)).map(({ act, amountCents }) => `${act} ${amountCents}`)).toEqual([
        'payment 6000',
        'reversal -6000',
        'payment 4000',
      ]);
      await expect(actOn(store, { corrections: [correction] })).rejects.toMatchObject({
        code: 'CLAIM-NOT-LIVE',
      });
      const [past] = await store.pastClaims({ claimNumbers: ['1'], sameServiceKeys: [] });
      expect(past).toMatchObject({ version: 2, decision: { paidCents: 4_000 } });
      expect(await store.strayDecisions(PROFILE)).toBe(0);
    });

    test('payees that an undone act has made are made anew, and money goes to whom it is owed', async () => {
      const ids = await accept(store, [stagedClaim('2'), stagedClaim('3')], 'b'.repeat(64));
      await decide(
        store,
        ['2', '3'].map((number) => settledClaim(ids.get(number)!, decisionOf(number))),
      );
      const correct = async (number: string, payeeId: string) => {
        const claimId = ids.get(number)!;
        const [{ decisionId } = { decisionId: 0 }] = await store.decisionsOfClaim(claimId);
        const memberPayment = { rule: 'OW-01', payeeId, amountCents: 1_000 };
        return { claimId, reversedDecisionId: decisionId, decision: decisionOf(number, { memberPayment }) };
      };
      const undone = [await correct('2', 'M-A'), await correct('3', 'M-A')];
      await expect(
        actOn(store, {
          corrections: undone,
          events: [{ key: 'none', act: 'taken', date: DATE, reason: '' }],
        }),
      ).rejects.toThrow('case');
      await actOn(store, { corrections: [await correct('2', 'M-B')] });
      await actOn(store, { corrections: [await correct('3', 'M-A')] });
      const owed = (await store.waitingPairs(PROFILE)).filter(({ payeeId }) => payeeId.startsWith('M-'));
      expect(owed.map(({ payeeId, amountCents }) => `${payeeId} ${amountCents}`).sort()).toEqual([
        'M-A 1000',
        'M-B 1000',
      ]);
    });

    test('interest stays with the item that carried it', async () => {
      const [item] = await waiting(store);
      const interest = [{ itemId: item!.itemId, interestCents: 12, centDays: 6_000 }];
      await expect(
        remit(store, 'a.x12', [
          paymentOf('T1', [item!.itemId], { claimsCents: 6_000, interestCents: 13, interest }),
        ]),
      ).rejects.toThrow('interest adds up');
      await remit(store, 'a.x12', [
        paymentOf('T1', [item!.itemId], { claimsCents: 6_000, interestCents: 12, interest }),
      ]);
      expect(await store.interestFacts([item!.itemId])).toEqual([
        {
          itemId: item!.itemId,
          decisionId: item!.decisionId,
          outstandingDays: 0,
          interestCents: 12,
          centDays: 6_000,
        },
      ]);
      expect(await store.paymentsOn(PAYEE, FUND, DATE)).toBe(1);
      expect(await store.cashPaid()).toEqual([{ payeeId: PAYEE, fund: FUND, amountCents: 6_012 }]);
    });

    test('days between a pend and its decision are told: nobody had the information (KP-91)', async () => {
      const ids = await accept(store, [stagedClaim('2')], 'b'.repeat(64));
      const claimId = ids.get('2')!;
      await decide(store, [
        settledClaim(claimId, decisionOf('2', { status: 'pended', pendReason: 'KP-52' })),
      ]);
      const asOf = '2025-12-03T06:00:00-08:00';
      const { runId } = await store.beginRun({ asOf, businessDate: '20251203', snapshotDigest: 'digest' });
      const { batchId } = await store.openBatch(runId, 'adjudicate', PROFILE);
      const claims = [settledClaim(claimId, decisionOf('2'))];
      await store.postDecisions({ batchId, asOf, businessDate: '20251203', claims });
      await store.closeBatch(batchId, 'decided');
      const [first, second] = await waiting(store);
      const facts = await store.interestFacts([second!.itemId, first!.itemId]);
      expect(facts.map(({ itemId, outstandingDays }) => [itemId, outstandingDays])).toEqual([
        [second!.itemId, 30],
        [first!.itemId, 0],
      ]);
    });

    test('balances are kept and derived again', async () => {
      const batchId = await remit(store, 'a.x12', [
        paymentOf(
          'T1',
          (await waiting(store)).map(({ itemId }) => itemId),
          { claimsCents: 6_000 },
        ),
      ]);
      expect((await store.balances()).every(({ keptCents }) => keptCents === undefined)).toBe(true);
      await store.checkpointBalances(batchId);
      await store.checkpointBalances(batchId);
      await actOn(store, entered('program-1', -1_000));
      const rows = (await store.balances()).map(({ kind, balanceCents, openingCents, keptCents }) =>
        [kind, balanceCents, openingCents, keptCents].join(' '),
      );
      expect(rows).toEqual([
        'cash 6000 6000 6000',
        'claims-expense -6000 -6000 -6000',
        'payable 1000 0 0',
        'program-expense -1000 0 ',
      ]);
      expect((await store.ledgerEntries({ payeeId: PAYEE })).map(({ key }) => key)).toEqual([
        '1/1/decide',
        expect.stringContaining('payment/'),
        'adjustment/program-1',
      ]);
    });

    test('balances of run after run are those of all postings', async () => {
      const itemIds = (await waiting(store)).map(({ itemId }) => itemId);
      const first = await remit(store, 'a.x12', [paymentOf('T1', itemIds, { claimsCents: 6_000 })]);
      const second = await actOn(store, entered('program-1', -1_000));
      const third = await actOn(store, entered('program-2', -500));
      await actOn(store, entered('program-3', -50));
      // A run that was cut keeps its balances after one that began later.
      for (const batchId of [third, first, second]) {
        await store.checkpointBalances(batchId);
        await actOn(store, entered(`program-${batchId}-after`, -7));
        expect(await store.balances()).toEqual(await store.provedBalances());
      }
      expect((await store.accountBalances()).find(({ kind }) => kind === 'payable')?.balanceCents).toBe(
        1_571,
      );
    });

    test('claims nobody has decided are told by age (KP-92)', async () => {
      await accept(store, [stagedClaim('2', { receivedDate: '20251001' })], 'b'.repeat(64));
      expect(await store.agedClaims(PROFILE, '20251001')).toEqual([]);
      expect(await store.agedClaims(PROFILE, '20251002')).toEqual([
        { claimNumber: '2', receivedDate: '20251001', state: 'accepted' },
      ]);
    });
  });
}
