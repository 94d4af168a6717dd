import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decisionEntry } from '../../src/ledger/decision-entry.ts';
import type { StagedClaim, Store } from '../../src/store/store.ts';
import {
  ANSWERS,
  AS_OF,
  accept,
  beginWithFile,
  closeOf,
  closeSetOf,
  DATE,
  decide,
  decisionOf,
  FUND,
  finding,
  PAYEE,
  PROFILE,
  paymentOf,
  remit,
  reversalOf,
  settledClaim,
  stage,
  stagedClaim,
  waiting,
} from './store-rows.ts';

/** How the suite gets at one kind of store. */
export interface StoreHarness {
  /** A store with nothing in it. */
  open(): Promise<Store>;
  /** The same store again, opened anew. */
  reopen(): Promise<Store>;
  discard(): Promise<void>;
}

const answer = (name: string) =>
  ({ name, partnerId: 'clinic', type: '999', bytes: Buffer.from('ISA*00') }) as const;

/** What every store promises, whatever database keeps it. */
export function storeContract(name: string, harness: StoreHarness): void {
  describe(`store contract: ${name}`, () => {
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
    const statesOf = async (numbers: readonly string[]) =>
      Promise.all(numbers.map(async (number) => (await store.claimByNumber(number))?.state));

    describe('runs', () => {
      const run = (asOf: string) => ({ asOf, businessDate: DATE, snapshotDigest: 'digest' });

      test('an unfinished run of the same instant is returned again, however the instant is written', async () => {
        const first = await store.beginRun(run('2025-11-03T06:00:00-08:00'));
        expect((await store.beginRun(run('2025-11-03T14:00:00Z'))).runId).toBe(first.runId);
        await store.finishRun(first.runId, 0);
        expect(await store.lastRun()).toEqual({ ...first, finished: true, exitCode: 0 });
        expect((await store.beginRun(run('2025-11-03T14:00:00Z'))).runId).not.toBe(first.runId);
      });

      test('a run before the last finished one is refused', async () => {
        const { runId } = await store.beginRun(run('2025-11-03T06:00:00-08:00'));
        await store.beginRun(run('2025-11-01T06:00:00-08:00'));
        await store.finishRun(runId, 0);
        await expect(store.beginRun(run('2025-11-03T13:59:59Z'))).rejects.toMatchObject({
          code: 'RUN-BACKWARDS',
        });
      });

      test('an open batch is returned again by its stage and subject, a closed one is not', async () => {
        const { runId } = await store.beginRun(run(AS_OF));
        const batch = await store.openBatch(runId, 'pay', PROFILE);
        expect((await store.openBatch(runId, 'adjudicate', PROFILE)).batchId).not.toBe(batch.batchId);
        expect(await store.openBatch(runId, 'pay', PROFILE)).toEqual(batch);
        await store.closeBatch(batch.batchId, 'books');
        expect((await store.openBatch(runId, 'pay', PROFILE)).batchId).not.toBe(batch.batchId);
        expect(await store.batches({ state: 'closed' })).toEqual([
          { ...batch, state: 'closed', books: 'books' },
        ]);
        await expect(store.breakBatch(batch.batchId, 'late')).rejects.toThrow('a closed batch is not broken');
      });
    });

    describe('files and imports', () => {
      test('a file is taken, read, and found by its bytes', async () => {
        const { fileId } = await beginWithFile(store);
        expect((await store.fileBySha256('a'.repeat(64)))?.fileId).toBe(fileId);
        expect(await store.unreadFiles()).toHaveLength(1);
        await store.finishFile(fileId, 'quarantined', 'no IEA');
        expect(await store.unreadFiles()).toEqual([]);
        expect(await store.file(fileId)).toMatchObject({ state: 'quarantined', reason: 'no IEA' });
      });

      test('a held upload keeps the instant of the first look', async () => {
        expect(await store.holdFile('clinic', 'a.x12', AS_OF)).toBe(AS_OF);
        expect(await store.holdFile('clinic', 'a.x12', '2025-11-04T06:00:00-08:00')).toBe(AS_OF);
        expect(await store.heldFiles()).toEqual([{ partnerId: 'clinic', name: 'a.x12', firstSeen: AS_OF }]);
        await store.releaseHold('clinic', 'a.x12');
        expect(await store.heldFiles()).toEqual([]);
      });

      test('an import of the same bytes and date is recorded once', async () => {
        const row = { kind: 'members', name: 'm.csv', sha256: 'b', effective: DATE, asOf: AS_OF };
        expect(await store.recordImport(row)).toBe(true);
        expect(await store.recordImport({ ...row, name: 'again.csv' })).toBe(false);
        expect(await store.imports()).toMatchObject([row]);
      });
    });

    describe('intake', () => {
      const cases: readonly (readonly [
        string,
        'staged' | 'refused',
        'accepted' | 'rejected',
        'accepted' | 'rejected',
        string,
      ])[] = [
        ['a good claim', 'staged', 'accepted', 'accepted', 'accepted'],
        ['a refused claim of a good set', 'refused', 'accepted', 'accepted', 'rejected'],
        ['a good claim of a rejected set', 'staged', 'rejected', 'accepted', 'rejected'],
        ['a good claim of a rejected interchange', 'staged', 'accepted', 'rejected', 'rejected'],
      ];
      for (const [title, state, setFate, fate, expected] of cases) {
        test(`${title} is ${expected}`, async () => {
          const opened = await stage(store, await beginWithFile(store), [stagedClaim('1', { state })]);
          await closeSetOf(store, opened.setId, setFate);
          await store.closeInterchange(closeOf(opened, { fate }));
          expect(await store.claimByNumber('1')).toMatchObject({ state: expected });
          expect(await store.stagedAnswers(opened.setId, 0)).toBeUndefined();
        });
      }

      test('closing an interchange commits states, answers, findings and counters together', async () => {
        const opened = await stage(store, await beginWithFile(store), [stagedClaim('1')]);
        expect(await store.claimByNumber('1')).toMatchObject({ state: 'staged' });
        expect(await store.stagedAnswers(opened.setId, 0)).toEqual({
          lastClaimId: 1,
          answers: ANSWERS,
        });
        await closeSetOf(store, opened.setId);
        await store.closeInterchange(
          closeOf(opened, {
            findings: [
              { finding: finding('X12-A') },
              { finding: finding('X12-A'), setId: opened.setId, claimNumber: '1' },
              { finding: finding('X12-B'), setId: opened.setId },
            ],
            answers: [answer('clinic_999_1.x12')],
            counters: [{ scope: 'isa13/clinic', from: 0, to: 3 }],
          }),
        );
        expect(await store.findingsOfInterchange(opened.interchangeId)).toEqual([
          { code: 'X12-A', severity: 'report', count: 2 },
          { code: 'X12-B', severity: 'report', count: 1 },
        ]);
        expect(await store.counter('isa13/clinic')).toBe(3);
        expect(await store.unpublished()).toMatchObject([{ name: 'clinic_999_1.x12', sizeBytes: 6 }]);
        expect(await store.batches({ stage: 'intake' })).toMatchObject([
          { state: 'closed', books: 'seen = accepted' },
        ]);
        expect(await store.countClaims({ interchangeId: opened.interchangeId })).toEqual([
          { state: 'accepted', isTest: false, isEncounter: false, claims: 1, chargeCents: 10_000 },
        ]);
      });

      test('a counter that has moved refuses the whole act', async () => {
        const opened = await stage(store, await beginWithFile(store), [stagedClaim('1')]);
        await closeSetOf(store, opened.setId);
        const act = closeOf(opened, {
          findings: [{ finding: finding('X12-A') }],
          answers: [answer('clinic_999_1.x12')],
          counters: [
            { scope: 'gs06/clinic', from: 0, to: 1 },
            { scope: 'isa13/clinic', from: 7, to: 8 },
          ],
        });
        await expect(store.closeInterchange(act)).rejects.toMatchObject({ code: 'STORE-COUNTER-MOVED' });
        expect(await store.counter('gs06/clinic')).toBe(0);
        expect(await statesOf(['1'])).toEqual(['staged']);
        expect(await store.outboxAll()).toEqual([]);
        expect(await store.findingsOfInterchange(opened.interchangeId)).toEqual([]);
        expect(await store.batches({ stage: 'intake' })).toMatchObject([{ state: 'open' }]);
      });

      test('an act that fails at its end leaves nothing of its beginning', async () => {
        const opened = await stage(store, await beginWithFile(store), [stagedClaim('1')]);
        await closeSetOf(store, opened.setId);
        const counters = [{ scope: 'isa13/clinic', from: 0, to: 1 }];
        const answers = [answer('same.x12'), answer('same.x12')];
        await expect(store.closeInterchange(closeOf(opened, { answers, counters }))).rejects.toThrow();
        expect(await store.counter('isa13/clinic')).toBe(0);
        expect(await store.outboxAll()).toEqual([]);
        expect(await statesOf(['1'])).toEqual(['staged']);
      });

      test('a parcel with one number given twice is not staged at all', async () => {
        const opened = await stage(store, await beginWithFile(store), []);
        const { interchangeId, setId } = opened;
        const set = { interchangeId, setId, groupControlNumber: '1', controlNumber: '0001', guideId: '837P' };
        const parcels = [{ claims: [stagedClaim('1'), stagedClaim('1')], answers: ANSWERS }];
        await expect(store.stageSets([{ ...set, parcels }])).rejects.toThrow();
        expect(await store.claimsOfSet(opened.setId, 0, 10)).toEqual([]);
      });

      test('a set without a fate keeps its interchange open', async () => {
        const opened = await stage(store, await beginWithFile(store), [stagedClaim('1')]);
        await expect(store.closeInterchange(closeOf(opened))).rejects.toThrow('every set has a fate');
      });

      test('open interchanges are dropped with everything staged; closed ones of the file stay', async () => {
        const at = await beginWithFile(store);
        const done = await stage(store, at, [stagedClaim('1')]);
        await closeSetOf(store, done.setId);
        await store.closeInterchange(closeOf(done));
        await stage(store, { ...at, ordinal: 2 }, [stagedClaim('2'), stagedClaim('3')]);
        await store.dropOpenInterchanges(at.fileId);
        expect(await statesOf(['1', '2', '3'])).toEqual(['accepted', undefined, undefined]);
        expect(await store.interchangesOfFile(at.fileId)).toMatchObject([{ ordinal: 1, state: 'closed' }]);
        expect(await store.batches({ state: 'open' })).toEqual([]);
        const again = await stage(store, { ...at, ordinal: 2 }, [stagedClaim('2')]);
        expect(await store.claimsOfSet(again.setId, 0, 10)).toHaveLength(1);
      });

      const seen: readonly (readonly [string, 'accepted' | 'rejected' | 'open', string, boolean])[] = [
        ['accepted', 'accepted', DATE, true],
        ['accepted, received before the look-back', 'accepted', '20251104', false],
        ['rejected: it was never processed', 'rejected', DATE, false],
        ['still open', 'open', DATE, false],
      ];
      for (const [title, fate, since, expected] of seen) {
        test(`an interchange ${title}: seen = ${expected}`, async () => {
          const opened = await stage(store, await beginWithFile(store), []);
          await closeSetOf(store, opened.setId);
          if (fate !== 'open') await store.closeInterchange(closeOf(opened, { fate }));
          expect(await store.interchangeWasSeen('ZZ/CLINIC/PAYER', '000000001', since)).toBe(expected);
          expect(await store.interchangeWasSeen('ZZ/CLINIC/PAYER', '000000002', since)).toBe(false);
        });
      }

      test('the claims of a set come in pages, with their context', async () => {
        const claims = ['1', '2', '3'].map((number) => stagedClaim(number, { isEncounter: number === '2' }));
        const opened = await stage(store, await beginWithFile(store), claims);
        const [first, second] = await store.claimsOfSet(opened.setId, 0, 2);
        const rest = await store.claimsOfSet(opened.setId, second!.claimId, 2);
        expect([first, second, ...rest].map((row) => row?.claimNumber)).toEqual(['1', '2', '3']);
        expect(second).toMatchObject({
          isEncounter: true,
          isTest: false,
          fileSha256: 'a'.repeat(64),
          guideId: '005010X222A1',
          interchangeControlNumber: '000000001',
          setControlNumber: '0001',
        });
        expect(JSON.parse(second!.delimiters)).toMatchObject({ terminator: 126 });
        const ids = [rest[0]!.claimId, first!.claimId];
        const rows = await store.claims(ids);
        expect(rows.map((row) => row.claimId)).toEqual(ids);
        const toPrice = await store.claimsToPrice(ids);
        expect(toPrice.map((row) => row.claimId)).toEqual(ids);
        for (const [index, row] of toPrice.entries()) expect(rows[index]).toMatchObject(row);
      });
    });

    test('claims are decided in the one settlement order', async () => {
      const order: readonly Partial<StagedClaim>[] = [
        { receivedDate: '20251101', frequencyRank: 2, serviceFrom: '20251005' },
        { receivedDate: '20251102', frequencyRank: 0, serviceFrom: '20251005' },
        { receivedDate: '20251102', frequencyRank: 0, serviceFrom: '20251006', payeeId: 'B' },
        { receivedDate: '20251102', frequencyRank: 0, serviceFrom: '20251006', payeeId: 'a' },
        {
          receivedDate: '20251102',
          frequencyRank: 1,
          serviceFrom: '20251001',
          memberId: 'M1',
          patientControlNumber: '9',
        },
        {
          receivedDate: '20251102',
          frequencyRank: 1,
          serviceFrom: '20251001',
          memberId: 'M2',
          patientControlNumber: '10',
        },
        {
          receivedDate: '20251102',
          frequencyRank: 1,
          serviceFrom: '20251001',
          memberId: 'M2',
          patientControlNumber: '9',
          sliceHash: 'a',
        },
        {
          receivedDate: '20251102',
          frequencyRank: 1,
          serviceFrom: '20251001',
          memberId: 'M2',
          patientControlNumber: '9',
          sliceHash: 'b',
          offsetBytes: 9,
        },
        {
          receivedDate: '20251102',
          frequencyRank: 1,
          serviceFrom: '20251001',
          memberId: 'M2',
          patientControlNumber: '9',
          sliceHash: 'b',
          offsetBytes: 10,
        },
      ];
      const claims = order.map((over, index) => stagedClaim(`N${index}`, over));
      await accept(store, [
        ...claims.toReversed(),
        stagedClaim('other payer', { profileId: 'other' }),
        stagedClaim('refused', { state: 'refused' }),
      ]);
      const rows = await store.claims([...(await store.claimsToDecide(PROFILE))]);
      expect(rows.map((row) => row.claimNumber)).toEqual(claims.map((claim) => claim.claimNumber));
    });

    test('claims with the same slice come in the order of their files', async () => {
      const twin = { sliceHash: 'same', patientControlNumber: 'A1' };
      await accept(store, [stagedClaim('second', twin)], 'b'.repeat(64));
      await accept(store, [stagedClaim('first', twin)], 'a'.repeat(64));
      const rows = await store.claims([...(await store.claimsToDecide(PROFILE))]);
      expect(rows.map((row) => row.claimNumber)).toEqual(['first', 'second']);
    });

    describe('adjudication', () => {
      test('a decision changes claim, history, ledger, accumulators and what waits', async () => {
        const ids = await accept(store, [stagedClaim('1'), stagedClaim('2')]);
        const used = { holder: 'M1', scope: 'individual', planId: 'P1', year: '2025' } as const;
        const accumulators = [{ ...used, deductibleCents: 1_500, outOfPocketCents: 1_500 }];
        const batchId = await decide(store, [
          settledClaim(ids.get('1')!, decisionOf('1'), { accumulators }),
          settledClaim(ids.get('2')!, decisionOf('2', { paidCents: 0, status: 'denied' }), { accumulators }),
        ]);
        expect(await store.claimsToDecide(PROFILE)).toHaveLength(0);
        expect(await store.claimByNumber('1')).toMatchObject({ state: 'decided', decidedDate: DATE });
        expect(await store.accumulators([used, { ...used, year: '2026' }])).toEqual([
          { ...used, deductibleCents: 3_000, outOfPocketCents: 3_000 },
          { ...used, year: '2026', deductibleCents: 0, outOfPocketCents: 0 },
        ]);
        expect(await store.decisionTotals(batchId)).toEqual([
          { act: 'decide', status: 'denied', claims: 1, chargeCents: 10_000, paidCents: 0 },
          { act: 'decide', status: 'paid', claims: 1, chargeCents: 10_000, paidCents: 6_000 },
        ]);
        expect(await waiting(store)).toMatchObject([
          { act: 'payment', claimNumber: '1', amountCents: 6_000, decision: decisionOf('1') },
          { act: 'payment', claimNumber: '2', amountCents: 0 },
        ]);
        expect(await store.waitingPairs(PROFILE)).toEqual([
          { payeeId: PAYEE, fund: FUND, items: 2, reversals: 0, amountCents: 6_000 },
        ]);
        expect(await store.accountBalances()).toEqual([
          { kind: 'claims-expense', payeeId: PAYEE, fund: FUND, balanceCents: -6_000 },
          { kind: 'payable', payeeId: PAYEE, fund: FUND, balanceCents: 6_000 },
        ]);
        expect(await store.adjustmentTotals()).toEqual([
          { group: 'CO', carc: '45', amountCents: 2_500 + 8_500 },
          { group: 'PR', carc: '1', amountCents: 3_000 },
        ]);
        expect(await store.adjustmentTotals(99)).toEqual([]);
      });

      test('a pended claim is decided later as its next version', async () => {
        const ids = await accept(store, [stagedClaim('1')]);
        const pended = decisionOf('1', { status: 'pended', paidCents: 0, pendReason: 'review' });
        await decide(store, [settledClaim(ids.get('1')!, pended)]);
        const [before] = await store.pastClaims({ claimNumbers: ['1'], sameServiceKeys: [] });
        expect(before).toMatchObject({ state: 'pended', decidedDate: '' });
        expect(before?.decision).toBeUndefined();
        expect(await waiting(store)).toEqual([]);
        await decide(store, [settledClaim(ids.get('1')!, decisionOf('1'))]);
        const decisions = await store.decisionsOfClaim(ids.get('1')!);
        expect(decisions.map(({ version, status }) => [version, status])).toEqual([
          [1, 'pended'],
          [2, 'paid'],
        ]);
        const [after] = await store.pastClaims({ claimNumbers: ['1'], sameServiceKeys: [] });
        expect(after).toMatchObject({
          state: 'decided',
          version: 2,
          decisionId: decisions[1]!.decisionId,
          decision: decisionOf('1'),
        });
      });

      test('services around global periods are found by member, payee and day, while their claim is paid', async () => {
        const ids = await accept(
          store,
          ['1', '2', '3', '4', '5'].map((number) => stagedClaim(number)),
        );
        const service = (day: string, packageTo = '') => ({
          line: 1,
          procedure: '27000',
          modifiers: ['58', 'LT'],
          day,
          providerNpi: '2000000022',
          specialty: '',
          packageFrom: packageTo && day,
          packageTo,
        });
        const holding = (day: string, packageTo?: string) => ({
          globalServices: { memberId: 'M1', services: [service(day, packageTo)] },
        });
        const lines = decisionOf('3').lines.map((line) => ({ ...line, allowedCents: 0 }));
        const unpaid = decisionOf('3', { lines });
        await decide(store, [
          settledClaim(ids.get('1')!, decisionOf('1'), holding('20251001', '20251011')),
          settledClaim(ids.get('2')!, decisionOf('2'), holding('20251005')),
          // Nothing is allowed for its line.
          settledClaim(ids.get('3')!, unpaid, holding('20251005')),
          settledClaim(ids.get('4')!, decisionOf('4'), holding('20251002', '20251012')),
        ]);
        const span = { memberId: 'M1', payeeId: PAYEE, hasPackage: true, from: '20251001', to: '20251031' };
        const numbersIn = async (...spans: Parameters<Store['globalServices']>[0]) =>
          (await store.globalServices(spans)).map(({ claimNumber }) => claimNumber);
        expect(await store.globalServices([{ ...span, to: '20251001' }])).toEqual([
          { ...service('20251001', '20251011'), claimNumber: '1', memberId: 'M1', payeeId: PAYEE },
        ]);
        expect(await numbersIn(span, span)).toEqual(['1', '4']);
        expect(await numbersIn({ ...span, from: '20251002' })).toEqual(['4']);
        expect(await numbersIn({ ...span, hasPackage: false })).toEqual(['2']);
        expect(await numbersIn({ ...span, memberId: 'M2' }, { ...span, payeeId: 'other' })).toEqual([]);
        const [reversed] = await store.decisionsOfClaim(ids.get('1')!);
        await decide(store, [
          settledClaim(ids.get('5')!, decisionOf('5'), {
            act: 'replace',
            original: { claimNumber: '1', state: 'replaced', reversedDecisionId: reversed!.decisionId },
            entries: [reversalOf(decisionOf('1'))],
          }),
        ]);
        expect(await numbersIn(span)).toEqual(['4']);
      });

      test('a claim is not settled twice', async () => {
        const ids = await accept(store, [stagedClaim('1')]);
        await decide(store, [settledClaim(ids.get('1')!, decisionOf('1'))]);
        await expect(decide(store, [settledClaim(ids.get('1')!, decisionOf('1'))])).rejects.toThrow(
          'from accepted or pended',
        );
        expect(await store.decisionsOfClaim(ids.get('1')!)).toHaveLength(1);
      });

      test('the past is found by number and by service, and followed to the live claim', async () => {
        const same = { sameServiceKey: 'same' };
        const ids = await accept(store, [
          stagedClaim('1', same),
          stagedClaim('2', { frequency: '7', frequencyRank: 1 }),
          stagedClaim('3', { frequency: '7', frequencyRank: 1, serviceFrom: '20251002' }),
          stagedClaim('not settled yet', same),
          stagedClaim('unrelated'),
          stagedClaim('test', { ...same, isTest: true }),
        ]);
        const id = (number: string) => ids.get(number)!;
        await decide(store, [
          settledClaim(id('1'), decisionOf('1')),
          settledClaim(id('unrelated'), decisionOf('unrelated')),
          settledClaim(id('test'), decisionOf('test')),
        ]);
        for (const [number, original] of [
          ['2', '1'],
          ['3', '2'],
        ] as const) {
          const [decided] = await store.decisionsOfClaim(id(original));
          await decide(store, [
            settledClaim(id(number), decisionOf(number), {
              act: 'replace',
              original: { claimNumber: original, state: 'replaced', reversedDecisionId: decided!.decisionId },
            }),
          ]);
        }
        const chain = [
          ['1', 'replaced', '2'],
          ['2', 'replaced', '3'],
          ['3', 'decided', ''],
        ];
        for (const lookup of [
          { claimNumbers: ['1'], sameServiceKeys: [] },
          { claimNumbers: [], sameServiceKeys: ['same'] },
          { claimNumbers: ['1', '3', 'nothing'], sameServiceKeys: ['same'] },
        ]) {
          const past = await store.pastClaims(lookup);
          expect(past.map((claim) => [claim.claimNumber, claim.state, claim.supersededBy])).toEqual(chain);
        }
      });

      test('a replacement puts its reversal before its payment, with the amount that was decided', async () => {
        const ids = await accept(store, [stagedClaim('1'), stagedClaim('2', { frequencyRank: 1 })]);
        await decide(store, [settledClaim(ids.get('1')!, decisionOf('1'))]);
        const [decided] = await store.decisionsOfClaim(ids.get('1')!);
        const replacement = settledClaim(ids.get('2')!, decisionOf('2', { paidCents: 2_000 }), {
          act: 'replace',
          original: { claimNumber: '1', state: 'replaced', reversedDecisionId: decided!.decisionId },
        });
        const entries = [reversalOf(decisionOf('1'))];
        await decide(store, [{ ...replacement, entries }]);
        expect(await waiting(store)).toMatchObject([
          { act: 'payment', claimNumber: '1', amountCents: 6_000 },
          { act: 'reversal', claimNumber: '1', amountCents: -6_000, decision: decisionOf('1') },
          { act: 'payment', claimNumber: '2', amountCents: 2_000 },
        ]);
        expect(await store.waitingTotals(PROFILE)).toMatchObject({ items: 3, amountCents: 2_000 });
        const payable = (await store.accountBalances()).find((row) => row.kind === 'payable');
        expect(payable?.balanceCents).toBe(2_000);
      });

      test('a void reverses and has no payment of its own', async () => {
        const ids = await accept(store, [stagedClaim('1'), stagedClaim('2', { frequencyRank: 2 })]);
        await decide(store, [settledClaim(ids.get('1')!, decisionOf('1'))]);
        const [decided] = await store.decisionsOfClaim(ids.get('1')!);
        const act = settledClaim(ids.get('2')!, decisionOf('2', { paidCents: 0 }), {
          act: 'void',
          state: 'applied',
          status: 'voided',
          isRemitted: false,
          entries: [reversalOf(decisionOf('1'))],
          original: { claimNumber: '1', state: 'voided', reversedDecisionId: decided!.decisionId },
        });
        await decide(store, [act]);
        expect(await statesOf(['1', '2'])).toEqual(['voided', 'applied']);
        expect(await store.itemsOfClaim(ids.get('1')!)).toEqual([
          { act: 'payment', amountCents: 6_000 },
          { act: 'reversal', amountCents: -6_000 },
        ]);
        expect(await store.itemsOfClaim(ids.get('2')!)).toEqual([]);
      });

      test('the items of a batch that is open or broken are never offered for payment, but the ledger owes them', async () => {
        const ids = await accept(store, [stagedClaim('1')]);
        const { runId } = (await store.lastRun())!;
        const { batchId } = await store.openBatch(runId, 'adjudicate', PROFILE);
        const claims = [settledClaim(ids.get('1')!, decisionOf('1'))];
        await store.postDecisions({ batchId, asOf: AS_OF, businessDate: DATE, claims });
        expect(await waiting(store)).toEqual([]);
        await store.breakBatch(batchId, 'one claim is missing');
        expect(await store.waitingPairs(PROFILE)).toEqual([]);
        expect(await store.waitingTotals(PROFILE)).toMatchObject({ items: 1, amountCents: 6_000 });
      });

      test.each(['voided', 'remitted', 'rejected', 'withdrawn'] as const)(
        'an accepted claim is never %s by its decision: the act is undone',
        async (state) => {
          const ids = await accept(store, [stagedClaim('1')]);
          const claim = settledClaim(ids.get('1')!, decisionOf('1'), { state });
          await expect(decide(store, [claim])).rejects.toThrow();
          expect(await statesOf(['1'])).toEqual(['accepted']);
          expect(await waiting(store)).toEqual([]);
        },
      );

      test('visits of a limited category are used and given back, apart from the limits of money', async () => {
        const ids = await accept(store, [stagedClaim('1'), stagedClaim('2')]);
        const key = { holder: 'M1', scope: 'individual', planId: 'P1', year: '2025' } as const;
        const visits = (count: number) => [
          { ...key, category: 'therapy', deductibleCents: 0, outOfPocketCents: 0, visits: count },
        ];
        const wanted = [{ ...key, category: 'therapy' }, key];
        await decide(store, [settledClaim(ids.get('1')!, decisionOf('1'), { accumulators: visits(3) })]);
        expect(await store.accumulators(wanted)).toEqual([
          ...visits(3),
          { ...key, deductibleCents: 0, outOfPocketCents: 0 },
        ]);
        const less = settledClaim(ids.get('2')!, decisionOf('2'), { accumulators: visits(-2) });
        await decide(store, [less]);
        expect(await store.accumulators(wanted.slice(0, 1))).toEqual(visits(1));
      });

      test('a decision that pays several payees puts an item for each, as that payee reads it; a void takes back all', async () => {
        const ids = await accept(store, [stagedClaim('1'), stagedClaim('2', { frequency: '8' })]);
        const member = 'member-000000000001';
        const plain = decisionOf('1');
        const paidToMember = {
          ...plain,
          paidCents: 0,
          memberPayment: { payeeId: member, amountCents: 6_000, rule: 'R' },
          lines: plain.lines.map((line) => ({
            ...line,
            paidCents: 0,
            adjustments: [
              ...line.adjustments,
              { group: 'PR', carc: '100', amountCents: line.paidCents, rule: 'R' } as const,
            ],
          })),
        };
        const secondPlan = decisionOf('1', { fund: 'group:B', claimStatus: '2', paidCents: 500 });
        await decide(store, [settledClaim(ids.get('1')!, { ...paidToMember, secondPlan })]);
        const told = async (payeeId: string, fund: string) =>
          (await store.waitingItems(PROFILE, payeeId, fund, 0, 10)).map(({ act, amountCents, decision }) => [
            act,
            amountCents,
            decision.paidCents,
            decision.claimStatus,
          ]);
        expect(await told(PAYEE, FUND)).toEqual([['payment', 0, 0, '1']]);
        expect(await told(member, FUND)).toEqual([['payment', 6_000, 6_000, '1']]);
        expect(await told(PAYEE, 'group:B')).toEqual([['payment', 500, 500, '2']]);
        expect(await store.itemTotals()).toEqual([
          { act: 'payment', part: 0, amountCents: 0 },
          { act: 'payment', part: 1, amountCents: 6_000 },
          { act: 'payment', part: 2, amountCents: 500 },
        ]);
        const [item] = await store.waitingItems(PROFILE, PAYEE, FUND, 0, 1);
        await decide(store, [
          {
            ...settledClaim(ids.get('2')!, decisionOf('2')),
            act: 'void',
            state: 'applied',
            status: 'voided',
            original: { claimNumber: '1', state: 'voided', reversedDecisionId: item!.decisionId },
            entries: [],
            isRemitted: false,
          },
        ]);
        expect(await store.waitingTotals(PROFILE)).toMatchObject({ items: 6, amountCents: 0 });
        expect(await told(member, FUND)).toEqual([
          ['payment', 6_000, 6_000, '1'],
          ['reversal', -6_000, 6_000, '1'],
        ]);
      });

      test('an accumulator below zero undoes the act', async () => {
        const ids = await accept(store, [stagedClaim('1')]);
        const below = {
          holder: 'M1',
          scope: 'family',
          planId: 'P1',
          year: '2025',
          deductibleCents: -1,
          outOfPocketCents: 0,
        } as const;
        const claim = settledClaim(ids.get('1')!, decisionOf('1'), { accumulators: [below] });
        await expect(decide(store, [claim])).rejects.toThrow('never below zero');
        expect(await statesOf(['1'])).toEqual(['accepted']);
        expect(await store.accumulators([below])).toMatchObject([{ deductibleCents: 0 }]);
      });

      test('a ledger key with the same input is a no-op, with other input an error', async () => {
        const ids = await accept(store, [stagedClaim('1'), stagedClaim('2'), stagedClaim('3')]);
        const own = { decision: decisionOf('1'), version: 2, claimNumber: '1', asOf: AS_OF };
        const entries = [decisionEntry(own)];
        const first = settledClaim(ids.get('1')!, decisionOf('1'), { postings: [], entries });
        const second = settledClaim(ids.get('2')!, decisionOf('2'), { postings: [], entries });
        await decide(store, [first, second]);
        const payable = async () =>
          (await store.accountBalances()).find((row) => row.kind === 'payable')?.balanceCents;
        expect(await payable()).toBe(6_000);
        const changed = entries.map((entry) => ({ ...entry, inputHash: 'other' }));
        const third = settledClaim(ids.get('3')!, decisionOf('3'), { entries: changed });
        await expect(decide(store, [third])).rejects.toMatchObject({ code: 'LEDGER-KEY-REUSED' });
        expect(await statesOf(['3'])).toEqual(['accepted']);
        expect(await payable()).toBe(6_000);
      });
    });

    describe('payment', () => {
      const decided = async (): Promise<number[]> => {
        const ids = await accept(store, [stagedClaim('1'), stagedClaim('2')]);
        await decide(store, [
          settledClaim(ids.get('1')!, decisionOf('1')),
          settledClaim(ids.get('2')!, decisionOf('2', { paidCents: 0, status: 'denied' })),
        ]);
        return (await waiting(store)).map((item) => item.itemId);
      };

      test('a payment remits its items, settles the payable and puts the 835 into the outbox', async () => {
        const itemIds = await decided();
        const batchId = await remit(store, 'a.x12', [paymentOf('T1', itemIds, { claimsCents: 6_000 })]);
        expect(await statesOf(['1', '2'])).toEqual(['remitted', 'remitted']);
        expect(await waiting(store)).toEqual([]);
        const claimId = (await store.claimByNumber('1'))!.claimId;
        const [payment] = await store.payments({ claimId });
        expect(payment).toMatchObject({ batchId, outboxName: 'a.x12', paidCents: 6_000, claimCount: 2 });
        expect(await store.payments({ payeeId: 'nobody' })).toEqual([]);
        expect(await store.itemsOfClaim(claimId)).toEqual([
          { act: 'payment', amountCents: 6_000, paymentId: payment!.paymentId },
        ]);
        const balances = await store.accountBalances();
        expect(balances.map(({ kind, balanceCents }) => [kind, balanceCents])).toEqual([
          ['cash', 6_000],
          ['claims-expense', -6_000],
          ['payable', 0],
        ]);
        expect(await store.outboxOfBatch(batchId)).toMatchObject([{ type: '835', state: 'committed' }]);
      });

      test('an item is paid once', async () => {
        const itemIds = await decided();
        await remit(store, 'a.x12', [paymentOf('T1', itemIds, { claimsCents: 6_000 })]);
        const again = remit(store, 'b.x12', [paymentOf('T2', itemIds, { claimsCents: 6_000 })]);
        await expect(again).rejects.toMatchObject({ code: 'STORE-ITEM-NOT-WAITING' });
        expect(await store.payments({})).toHaveLength(1);
        expect(await store.outboxAll()).toHaveLength(1);
      });

      test('a payment that differs from its items is refused', async () => {
        const itemIds = await decided();
        const wrong = remit(store, 'a.x12', [paymentOf('T1', itemIds, { claimsCents: 5_999 })]);
        await expect(wrong).rejects.toThrow('what its items add up to');
        expect(await store.waitingTotals(PROFILE)).toMatchObject({ items: 2, amountCents: 6_000 });
      });

      test('a forwarded balance stays open until a later payment takes it in, and may be forwarded on', async () => {
        const ids = await accept(
          store,
          ['1', '2', '3', '4'].map((number) => stagedClaim(number)),
        );
        const act = async (number: string, over: Parameters<typeof settledClaim>[2]) =>
          decide(store, [settledClaim(ids.get(number)!, decisionOf(number, { paidCents: 1_000 }), over)]);
        const forwardOf = () => store.openForward(PAYEE, FUND);
        const itemIds = async () => (await waiting(store)).map((item) => item.itemId);
        await decide(store, [settledClaim(ids.get('1')!, decisionOf('1'))]);
        await remit(store, 'a.x12', [paymentOf('T1', await itemIds(), { claimsCents: 6_000 })]);
        expect(await forwardOf()).toBeUndefined();

        const [first] = await store.decisionsOfClaim(ids.get('1')!);
        await act('2', {
          act: 'replace',
          original: { claimNumber: '1', state: 'replaced', reversedDecisionId: first!.decisionId },
        });
        await remit(store, 'b.x12', [paymentOf('T2', await itemIds(), { claimsCents: -5_000 })]);
        expect(await statesOf(['1', '2'])).toEqual(['replaced', 'remitted']);
        expect(await forwardOf()).toEqual({ traceNumber: 'T2', amountCents: 5_000 });
        expect(await store.waitingPairs(PROFILE)).toEqual([]);

        await act('3', {});
        const taken = { claimsCents: 1_000, forwardInCents: 5_000, forwardInTrace: 'T2' };
        const short = paymentOf('T3', await itemIds(), { ...taken, forwardInCents: 4_000 });
        await expect(remit(store, 'c.x12', [short])).rejects.toThrow('taken in whole');
        await remit(store, 'c.x12', [paymentOf('T3', await itemIds(), taken)]);
        expect(await forwardOf()).toEqual({ traceNumber: 'T3', amountCents: 4_000 });

        await act('4', {});
        const again = paymentOf('T4', await itemIds(), taken);
        await expect(remit(store, 'd.x12', [again])).rejects.toThrow('once');
        const last = { claimsCents: 1_000, forwardInCents: 4_000, forwardInTrace: 'T3' };
        await remit(store, 'd.x12', [paymentOf('T4', await itemIds(), last)]);
        expect(await forwardOf()).toEqual({ traceNumber: 'T4', amountCents: 3_000 });
        expect(await store.openForward(PAYEE, 'another fund')).toBeUndefined();
      });
    });

    describe('outbox', () => {
      test('files leave in order, once their batch is closed, from committed to ready to published', async () => {
        const at = await beginWithFile(store);
        for (const ordinal of [1, 2]) {
          const opened = await stage(store, { ...at, ordinal }, []);
          await closeSetOf(store, opened.setId);
          await store.closeInterchange(closeOf(opened, { answers: [answer(`${ordinal}.x12`)] }));
        }
        const [first, second] = await store.unpublished();
        expect([first?.name, second?.name]).toEqual(['1.x12', '2.x12']);
        expect(Buffer.from(await store.outboxFile(first!.outboxId)).toString()).toBe('ISA*00');
        await expect(store.markOutbox(first!.outboxId, 'published')).rejects.toThrow(
          'from committed to ready',
        );
        await store.markOutbox(first!.outboxId, 'ready');
        expect(await store.unpublished()).toMatchObject([{ state: 'ready' }, { state: 'committed' }]);
        await store.markOutbox(first!.outboxId, 'published');
        await expect(store.markOutbox(first!.outboxId, 'ready')).rejects.toThrow('from committed to ready');
        expect((await store.unpublished()).map((row) => row.name)).toEqual(['2.x12']);
        expect(await store.outboxAll()).toHaveLength(2);
      });

      test('money of an open or a broken batch is not published', async () => {
        const { runId } = await beginWithFile(store);
        const { batchId } = await store.openBatch(runId, 'pay', PROFILE);
        const file = { ...answer('a.x12'), type: '835' } as const;
        await store.postPayments({ batchId, file, payments: [], counters: [] });
        const [row] = await store.outboxAll();
        expect(await store.unpublished()).toEqual([]);
        await store.breakBatch(batchId, 'not balanced');
        expect(await store.unpublished()).toEqual([]);
        await expect(store.markOutbox(row!.outboxId, 'ready')).rejects.toThrow('of a closed batch');
      });
    });

    test('opened again, everything is still there', async () => {
      const ids = await accept(store, [stagedClaim('1')]);
      await decide(store, [settledClaim(ids.get('1')!, decisionOf('1'))]);
      const itemIds = (await waiting(store)).map((item) => item.itemId);
      await remit(store, 'a.x12', [paymentOf('T1', itemIds, { claimsCents: 6_000 })]);
      const look = async () => [
        await store.lastRun(),
        await store.files(),
        await store.batches({}),
        await store.claimByNumber('1'),
        await store.payments({}),
        await store.accountBalances(),
        await store.outboxAll(),
      ];
      const before = await look();
      await store.close();
      store = await harness.reopen();
      expect(await look()).toEqual(before);
    });
  });
}
