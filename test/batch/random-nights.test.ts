import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLive } from '../../src/adjudication/claim-state.ts';
import type { AccumulatorChange, Decision } from '../../src/adjudication/decision.ts';
import { partsOf } from '../../src/adjudication/decision-parts.ts';
import { reconcile } from '../../src/batch/reconcile.ts';
import { openWorkplace, workplaceOptions } from '../../src/batch/workplace.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { claimsFile, type FileClaim } from './claims-file.ts';
import { type Installation, installation } from './installation.ts';

/** One member with copays only, one whose deductible and coinsurance go by what came before. */
const SUBSCRIBERS = [
  ['SBR*P*18*******HM', 'NM1*IL*1*ALDERWOOD*MIRA*J***MI*10010001', 'DMG*D8*19790314*F'],
  ['SBR*P*18*******12', 'NM1*IL*1*BRACKENRIDGE*ODELL*W***MI*20020001', 'DMG*D8*19821201*M'],
].map(([first = '', second = '', third = '']) => [
  first,
  second,
  'N3*1 SAMPLE WAY',
  'N4*SEATTLE*WA*98109',
  third,
]);

const act = fc.record({
  does: fc.constantFrom('new', 'new', 'new', 'correct', 'void', 'again'),
  names: fc.nat(20),
  subscriber: fc.nat(1),
  procedure: fc.constantFrom('99213', '99214', '11042', '20610', '93000'),
  charge: fc.integer({ min: 10, max: 900 }),
  day: fc.constantFrom('20250903', '20250910', '20250922'),
  assigned: fc.constantFrom('Y' as const, 'Y' as const, 'N' as const),
});
const nights = fc.array(fc.array(act, { minLength: 2, maxLength: 6 }), { minLength: 3, maxLength: 3 });

interface Sent {
  readonly claim: FileClaim;
  readonly subscriber: number;
}

/** What goes into the files of one night: corrections and voids name claims of the nights before. */
function sentOf(
  acts: readonly (typeof act extends fc.Arbitrary<infer Act> ? Act : never)[],
  before: readonly (Sent & { readonly number: string })[],
  night: number,
): Sent[] {
  return acts.map(({ does, names, subscriber, procedure, charge, day, assigned }, index): Sent => {
    const named = before[names % Math.max(1, before.length)];
    const patientControlNumber = `N${night}-${index}`;
    const fresh: FileClaim = {
      patientControlNumber,
      serviceDate: day,
      assigned,
      lines: [[procedure, charge]],
    };
    if (does === 'new' || !named) return { claim: fresh, subscriber };
    const { original: _, ...body } = named.claim;
    if (does === 'again')
      return { claim: { ...body, frequency: '1', patientControlNumber }, subscriber: named.subscriber };
    const changed = does === 'correct' ? fresh : body;
    const frequency = does === 'correct' ? '7' : '8';
    return {
      claim: { ...changed, patientControlNumber, frequency, original: named.number },
      subscriber: named.subscriber,
    };
  });
}

async function inStore<T>(here: Installation, use: (store: Store) => Promise<T>): Promise<T> {
  const store = openSqliteStore(here.root.store);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** The decisions that stand, read back from the store. */
async function standing(store: Store, sent: readonly { readonly number: string }[]): Promise<Decision[]> {
  const decisions: Decision[] = [];
  for (const { number } of sent) {
    const row = await store.claimByNumber(number);
    if (!row || row.state === 'staged' || row.state === 'refused' || !isLive(row.state)) continue;
    const last = (await store.decisionsOfClaim(row.claimId)).at(-1)?.outcome;
    if (last?.kind === 'decision' && last.decision.status !== 'pended') decisions.push(last.decision);
  }
  return decisions;
}

type Limit = Pick<AccumulatorChange, 'holder' | 'scope' | 'planId' | 'year'>;

const LIMITS: readonly Limit[] = [
  ['10010001', 'KPWA-HMO'],
  ['20020001', 'SELF-CEDARMILL'],
].flatMap(([holder = '', planId = '']) =>
  (['individual', 'family'] as const).map((scope) => ({ holder, scope, planId, year: '2025' })),
);

const keyOf = ({ holder, scope, planId, year }: Limit): string => `${holder} ${scope} ${planId} ${year}`;

function sumsOf(changes: readonly AccumulatorChange[]): Map<string, AccumulatorChange> {
  const sums = new Map<string, AccumulatorChange>();
  for (const change of changes) {
    const key = keyOf(change);
    const before = sums.get(key);
    sums.set(key, {
      ...change,
      deductibleCents: change.deductibleCents + (before?.deductibleCents ?? 0),
      outOfPocketCents: change.outOfPocketCents + (before?.outOfPocketCents ?? 0),
    });
  }
  return sums;
}

/** Per payee and fund: what left, and what it still owes from before. */
async function received(store: Store): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  const add = (key: string, cents: number): void => void sums.set(key, (sums.get(key) ?? 0) + cents);
  for (const { payeeId, fund, paidCents } of await store.payments({})) add(`${payeeId} ${fund}`, paidCents);
  for (const { payeeId, fund, amountCents } of await store.openForwards('91051'))
    add(`${payeeId} ${fund}`, -amountCents);
  return sums;
}

test('random nights: what every payee has is what its standing claims earned, limits are theirs, no service is paid twice, the books agree', async () => {
  await fc.assert(
    fc.asyncProperty(nights, async (story) => {
      const here = await installation();
      const all: (Sent & { readonly number: string })[] = [];
      for (const [night, acts] of story.entries()) {
        const sent = sentOf(acts, all, night);
        for (const [subscriber, segments] of SUBSCRIBERS.entries()) {
          const claims = sent.filter((each) => each.subscriber === subscriber).map(({ claim }) => claim);
          if (claims.length === 0) continue;
          const controlNumber = `00000${night}${subscriber}01`;
          const text = claimsFile(claims, { controlNumber, subscriber: segments });
          here.drop('harborclear', `n${night}-${subscriber}.x12`, text);
        }
        const report = await here.run(`2025-11-0${3 + night}T20:00:00-08:00`);
        expect(report.broken).toEqual([]);
        await inStore(here, async (store) => {
          for (const each of sent) {
            const [row] = await store.claimsByPatientControlNumber(each.claim.patientControlNumber);
            all.push({ ...each, number: row!.claimNumber });
          }
        });
      }
      await inStore(here, async (store) => {
        const decisions = await standing(store, all);
        const earned = new Map<string, number>();
        for (const { payeeId, fund, paidCents } of decisions.flatMap(partsOf))
          earned.set(`${payeeId} ${fund}`, (earned.get(`${payeeId} ${fund}`) ?? 0) + paidCents);
        for (const [pair, cents] of await received(store))
          expect({ pair, cents }).toEqual({ pair, cents: earned.get(pair) ?? 0 });
        const used = sumsOf(decisions.flatMap(({ accumulators }) => accumulators));
        for (const key of LIMITS) {
          const none = { ...key, deductibleCents: 0, outOfPocketCents: 0 };
          expect(await store.accumulators([key])).toEqual([used.get(keyOf(key)) ?? none]);
        }
        const firsts = decisions.filter(
          ({ allowedCents, facts }) => allowedCents > 0 && facts.originalClaimNumber === '',
        );
        const services = firsts.map(({ memberId, lines }) => {
          const { procedure, chargeCents, serviceDate } = lines[0]!;
          return `${memberId} ${procedure} ${chargeCents} ${serviceDate.from}`;
        });
        expect(new Set(services).size).toBe(services.length);
        const workplace = openWorkplace(await workplaceOptions(here.settings, here.root, store));
        const { problems } = await reconcile(store, workplace, '20251106').finally(() => workplace.close());
        expect(problems).toEqual([]);
      });
    }),
    { numRuns: 3 },
  );
}, 120_000);
