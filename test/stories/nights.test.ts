import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prove835 } from '../../src/remittance/prove-835.ts';
import { cut, reread } from '../acknowledgment/reread.ts';
import { expectedOutbox } from './expected-outbox.ts';
import { shippedNights } from './story.ts';
import { readOutbox, runAt, runStory, type StoryRun } from './story-runner.ts';
import { inOrder, toldClaim, toldFiles, toldPayments } from './told.ts';

const nights = shippedNights();
const textOf = (outbox: ReadonlyMap<string, Buffer>) =>
  [...outbox].map(([name, bytes]) => `${name}\n${bytes.toString('latin1')}`);

describe('the three nights of the demo', () => {
  let run: StoryRun;

  beforeAll(async () => {
    run = await runStory(nights, 0);
  });
  afterAll(() => run?.remove());

  test('each night ends as the demo expects, with closed books', () => {
    expect(run.reports.map(({ exitCode, broken }) => ({ exitCode, broken }))).toEqual(
      nights.steps.map(({ exitCode }) => ({ exitCode, broken: [] })),
    );
  });

  test('what becomes of each file', () => {
    const inText = (files: readonly object[]) => files.map((file) => JSON.stringify(file)).sort();
    expect(inText(toldFiles(run))).toEqual(inText(nights.files));
  });

  test('what becomes of each claim, line and cent', async () => {
    const told = await run.withStore((store) =>
      Promise.all(nights.claims.map(({ claimNumber }) => toldClaim(store, claimNumber))),
    );
    expect(told).toEqual(nights.claims);
  });

  test('what is paid, to whom and from which fund', async () => {
    expect(await run.withStore((store) => toldPayments(store, run))).toEqual(inOrder(nights.payments));
  });

  test('nothing is lost: claims, charges, payments and the ledger agree', async () => {
    await run.withStore(async (store) => {
      const counts = await store.countClaims({});
      const sum = (pick: (count: (typeof counts)[number]) => number) =>
        counts.reduce((all, count) => all + pick(count), 0);
      const expectedCharges = nights.claims.reduce((all, claim) => all + claim.chargeCents, 0);
      const refusedWithCutFile = await refusedOfCutFile(run);
      expect(sum(({ claims }) => claims)).toBe(nights.claims.length + refusedWithCutFile.claims);
      expect(sum(({ chargeCents }) => chargeCents)).toBe(expectedCharges + refusedWithCutFile.chargeCents);

      const balances = await store.accountBalances();
      const of = (kind: string) =>
        balances.filter((row) => row.kind === kind).reduce((all, row) => all + row.balanceCents, 0);
      const paidCents = nights.payments.reduce((all, payment) => all + payment.paidCents, 0);
      // Credits less debits: what left the bank is what the claims cost, and nothing is owed either way.
      expect({
        cash: of('cash'),
        expense: of('claims-expense'),
        payable: of('payable'),
        forwarded: of('forwarded-balance'),
      }).toEqual({ cash: paidCents, expense: -paidCents, payable: 0, forwarded: 0 });
    });
  });

  test('every 835 proves its balances, and BPR02 adds up to the payments; another reader sees the same', () => {
    let paidCents = 0;
    for (const [name, bytes] of run.outbox) {
      if (name.includes('_835_')) {
        const proof = prove835(bytes, name);
        expect({ name, balanced: proof.balanced, findings: proof.findings }).toEqual({
          name,
          balanced: true,
          findings: [],
        });
        for (const set of proof.sets) paidCents += set.totals.bprCents;
      }
      if (name.endsWith('.x12') && !name.includes('_TA1_')) expect(reread(bytes), name).toEqual(cut(bytes));
    }
    expect(paidCents).toBe(nights.payments.reduce((all, payment) => all + payment.paidCents, 0));
  });

  test('the outbox, byte for byte', () => {
    expect(textOf(run.outbox)).toEqual(textOf(expectedOutbox(nights)));
  });

  test.each([1, 2])('the same bytes on %i worker threads', async (workers) => {
    const other = await runStory(nights, workers);
    try {
      expect(textOf(other.outbox)).toEqual(textOf(run.outbox));
    } finally {
      other.remove();
    }
  });

  test('started again, nothing is done twice', async () => {
    for (const step of nights.steps) {
      const report = await runAt(run.settings, step);
      expect(report).toMatchObject({ nothingToDo: true, files: [], paid: [], published: [], exitCode: 0 });
    }
    expect(textOf(readOutbox(run.root))).toEqual(textOf(run.outbox));
  });
});

/** Claims of the interchange that broke off were seen and refused; which of them could be read is not told by hand. */
async function refusedOfCutFile(run: StoryRun): Promise<{ claims: number; chargeCents: number }> {
  return run.withStore(async (store) => {
    let claims = 0;
    let chargeCents = 0;
    for (const file of await store.files()) {
      if (file.state !== 'quarantined') continue;
      for (const { interchangeId } of await store.interchangesOfFile(file.fileId)) {
        for (const count of await store.countClaims({ interchangeId })) {
          expect(count.state).toBe('rejected');
          claims += count.claims;
          chargeCents += count.chargeCents;
        }
      }
    }
    return { claims, chargeCents };
  });
}
