import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReceivedAnswer } from '../../src/store/received-answer-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { StoreHarness } from './store-contract.ts';
import {
  AS_OF,
  accept,
  beginWithFile,
  closeOf,
  closeSetOf,
  decide,
  decisionOf,
  PAYEE,
  paymentOf,
  remit,
  settledClaim,
  stage,
  stagedClaim,
  waiting,
} from './store-rows.ts';

const ISA =
  'ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *251103*0600*^*00501*000000012*0*P*:~';
const answerFile = (name: string, text = `${ISA}\nGS*HP*PAYER*CLINIC*20251103*0600*34*X*005010X221A1~`) =>
  ({ name, partnerId: 'clinic', type: '835', bytes: Buffer.from(text) }) as const;

/** Look-ups by what people have in hand, and what partners answer to our own files. */
export function findContract(name: string, harness: StoreHarness): void {
  describe(`looking up: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await harness.open();
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
    const numbersOf = (rows: readonly { claimNumber: string }[]) => rows.map((row) => row.claimNumber);

    test('claims of a member stand together by their key; others with the same beginning are left out', async () => {
      await accept(store, [
        stagedClaim('1', { memberId: 'M1', sameServiceKey: 'abc1' }),
        stagedClaim('2', { memberId: 'M1', sameServiceKey: 'abcf' }),
        stagedClaim('3', { memberId: 'M2', sameServiceKey: 'abc2' }),
        stagedClaim('4', { memberId: 'M1', sameServiceKey: 'abd1' }),
      ]);
      expect(numbersOf(await store.claimsOfMember('abc', 'M1', 9))).toEqual(['2', '1']);
      expect(numbersOf(await store.claimsOfMember('abc', 'M1', 1))).toEqual(['2']);
    });

    test('claims of a provider by NPI and by tax id, newest first', async () => {
      await accept(store, [
        stagedClaim('1', { billingNpi: 'N1', taxId: 'T1' }),
        stagedClaim('2', { billingNpi: 'N2', taxId: 'T1' }),
        stagedClaim('3', { billingNpi: 'N1', taxId: 'T1' }),
        stagedClaim('4', { billingNpi: 'N1', taxId: 'T2' }),
      ]);
      expect(numbersOf(await store.claimsOfProvider({ billingNpi: 'N1' }, 9))).toEqual(['4', '3', '1']);
      expect(numbersOf(await store.claimsOfProvider({ taxId: 'T1' }, 2))).toEqual(['3', '2']);
      expect(await store.claimsOfProvider({ billingNpi: 'N9' }, 9)).toEqual([]);
    });

    test('a dropped interchange leaves no provider behind', async () => {
      const at = await beginWithFile(store);
      await stage(store, at, [stagedClaim('1', { billingNpi: 'N1' })]);
      await store.dropOpenInterchanges(at.fileId);
      const again = await stage(store, at, [stagedClaim('1', { billingNpi: 'N2' })]);
      await closeSetOf(store, again.setId);
      await store.closeInterchange(closeOf(again));
      expect(await store.claimsOfProvider({ billingNpi: 'N1' }, 9)).toEqual([]);
      expect(numbersOf(await store.claimsOfProvider({ billingNpi: 'N2' }, 9))).toEqual(['1']);
    });

    test('files, interchanges and sets by name and number', async () => {
      await accept(store, [stagedClaim('1')]);
      const [file] = await store.filesNamed('aaaa.x12', 9);
      expect(file).toMatchObject({ partnerId: 'clinic', sha256: 'a'.repeat(64) });
      const [interchange] = await store.interchangesNumbered(['1', '000000001'], 9);
      expect(interchange).toMatchObject({ fileName: 'aaaa.x12', ordinal: 1, state: 'closed' });
      expect(await store.interchangeById(interchange!.interchangeId)).toEqual(interchange);
      const [set] = await store.setsNumbered({ interchange: ['000000001'], group: ['1'], set: ['0001'] }, 9);
      expect(set).toMatchObject({
        fileName: 'aaaa.x12',
        interchangeControlNumber: '000000001',
        batchReference: 'B1',
      });
      expect(await store.setById(set!.setId)).toEqual(set);
      expect(await store.setsNumbered({ batchReference: 'B1' }, 9)).toEqual([set]);
      expect(await store.setsNumbered({ group: ['1'], set: ['0002'] }, 9)).toEqual([]);
      expect(await store.interchangesNumbered(['2'], 9)).toEqual([]);
    });

    test('files of ours by name, hash, ISA13 and GS06, and their payments', async () => {
      const ids = await accept(store, [stagedClaim('1')]);
      await decide(store, [settledClaim(ids.get('1')!, decisionOf('1', { paidCents: 900 }))]);
      const [item] = await waiting(store);
      const payment = paymentOf('T1', [item!.itemId], { claimsCents: 900 });
      await remit(store, 'plain.x12', [payment]);
      const [plain] = await store.outboxFound({ name: 'plain.x12' }, 9);
      expect(plain).toMatchObject({ isa13: 0, gs06: 0 });
      const paid = await store.paymentByTrace('T1');
      expect(paid).toMatchObject({ outboxName: 'plain.x12', paidCents: 900 });
      expect(await store.paymentById(paid!.paymentId)).toEqual(paid);
      expect(await store.paymentsOfFile(plain!.outboxId)).toEqual([paid]);
      expect(await store.paymentsOfPayee(PAYEE, 9)).toEqual([paid]);
      expect(await store.paymentByTrace('T2')).toBeUndefined();

      const opened = await stage(store, await beginWithFile(store, 'b'.repeat(64)), []);
      await closeSetOf(store, opened.setId);
      await store.closeInterchange(
        closeOf(opened, { answers: [answerFile('a.x12'), answerFile('ta1.x12', `${ISA}TA1*1*~`)] }),
      );
      const [sent] = await store.outboxFound({ name: 'a.x12' }, 9);
      expect(sent).toMatchObject({ isa13: 12, gs06: 34, partnerId: 'clinic' });
      expect(await store.outboxFound({ gs06: 34 }, 9)).toEqual([sent]);
      expect(await store.outboxFound({ sha256: sent!.sha256 }, 9)).toEqual([sent]);
      expect(await store.outboxFound({ outboxId: sent!.outboxId }, 9)).toEqual([sent]);
      expect((await store.outboxFound({ isa13: 12 }, 9)).map((row) => row.name)).toEqual([
        'ta1.x12',
        'a.x12',
      ]);
      expect(await store.sentFile('clinic', { gs06: 34 })).toEqual({ outboxId: sent!.outboxId, type: '835' });
      expect(await store.sentFile('other', { gs06: 34 })).toBeUndefined();
      expect(await store.sentFile('clinic', { gs06: 0 })).toBeUndefined();
    });

    test('what a partner says of our file is kept; a refusal stays open until somebody has seen to it', async () => {
      const opened = await stage(store, await beginWithFile(store), []);
      await closeSetOf(store, opened.setId);
      const refused: ReceivedAnswer = {
        type: '999',
        controlNumber: '34',
        setControlNumber: '0001',
        result: 'rejected',
        reasons: '5',
      };
      const passed: ReceivedAnswer = {
        ...refused,
        setControlNumber: '0002',
        result: 'accepted',
        reasons: '',
      };
      await store.closeInterchange(closeOf(opened, { received: [refused, passed] }));
      expect((await store.receivedAnswers({})).map((row) => row.result)).toEqual(['accepted', 'rejected']);
      const [open] = await store.receivedAnswers({ open: true });
      expect(open).toMatchObject({ ...refused, partnerId: 'clinic', fileName: 'aaaa.x12', outboxName: '' });
      expect(open).not.toHaveProperty('resolution');
      const resolution = { actor: 'desk', reason: 'sent again', asOf: AS_OF };
      await store.resolveAnswer({ answerId: open!.answerId, ...resolution });
      expect(await store.receivedAnswers({ open: true })).toEqual([]);
      expect((await store.receivedAnswers({})).at(-1)).toMatchObject({ resolution });
      await expect(store.resolveAnswer({ answerId: open!.answerId, ...resolution })).rejects.toMatchObject({
        code: 'REFUSAL-UNKNOWN',
      });
    });
  });
}
