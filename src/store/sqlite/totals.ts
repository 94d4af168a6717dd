import { ok } from 'node:assert/strict';
import type { DecisionPart } from '../../adjudication/decision-parts.ts';
import type { ClaimCounts } from '../rows.ts';
import type { PostPayments, SettledClaim } from '../store.ts';
import type { TotalsStore } from '../totals-store.ts';
import type { Connection } from './connection.ts';

/** Reads of the totals that acts keep. */
export function totalsReads(connection: Connection): TotalsStore {
  const prepare = connection.statements('totals.sql');
  type Row<Name extends keyof TotalsStore> = Awaited<ReturnType<TotalsStore[Name]>>[number];
  const claims = prepare<
    Omit<ClaimCounts, 'isTest' | 'isEncounter'> & { isTest: number; isEncounter: number }
  >('claimTotals');
  const decided = prepare<Row<'decidedTotals'>>('decidedTotals');
  const adjustments = prepare<Row<'adjustmentTotals'>>('adjustmentTotals');
  const items = prepare<Row<'itemTotals'>>('itemTotals');
  const payments = prepare<Row<'paymentTotals'>>('paymentTotals');
  const outbox = prepare<Row<'outboxTotals'>>('outboxTotals');
  return {
    claimTotals: () =>
      connection.read(() =>
        claims.all().map((row) => ({ ...row, isTest: row.isTest === 1, isEncounter: row.isEncounter === 1 })),
      ),
    decidedTotals: () => connection.read(() => decided.all()),
    adjustmentTotals: (runId) => connection.read(() => adjustments.all({ runId: runId ?? null })),
    itemTotals: () => connection.read(() => items.all()),
    paymentTotals: () => connection.read(() => payments.all()),
    outboxTotals: () => connection.read(() => outbox.all()),
    differingTotals: () => connection.read(() => prepare<string>('differingTotals').pluck().all()),
  };
}

/** Claims of one state and kind. */
type Standing = [state: string, isTest: number, isEncounter: number, claims: number, chargeCents: number];

/** Keeps the claims of each state, inside the acts that move them. */
export interface ClaimTotals {
  /** After the claims of an interchange have come to their first state. */
  closed(interchangeId: number): void;
  /** Before claims, ids as JSON, come from the states they are in to another. */
  move(claimIds: string, to: string): void;
  /** The same of one claim by its number. */
  moveOne(claimNumber: string, to: string): void;
}

export function claimTotals(connection: Connection): ClaimTotals {
  const prepare = connection.statements('totals.sql');
  const insert = prepare('addClaims');
  const drop = prepare('dropClaims');
  const ofInterchange = prepare<Standing>('settledOfInterchange').raw();
  const ofClaims = prepare<Standing>('standingOfClaims').raw();
  const ofNumber = prepare<Standing>('standingOfNumber').raw();
  const move = (standing: readonly Standing[], to: string): void => {
    for (const [from, isTest, isEncounter, claims, cents] of standing) {
      ok(drop.run(claims, cents, from, isTest, isEncounter).changes === 1, 'claims that move were counted');
      insert.run(to === 'remitted' ? 'decided' : to, isTest, isEncounter, claims, cents);
    }
  };
  return {
    closed(interchangeId) {
      for (const standing of ofInterchange.all(interchangeId) as Standing[]) insert.run(...standing);
    },
    move: (claimIds, to) => move(ofClaims.all(claimIds) as Standing[], to),
    moveOne: (claimNumber, to) => move(ofNumber.all(claimNumber) as Standing[], to),
  };
}

type Decided = Pick<SettledClaim, 'status' | 'chargeCents' | 'paidCents' | 'outcome'>;

/** Adds the decisions of one act. */
export function decisionTotals(connection: Connection): (claims: readonly Decided[]) => void {
  const insert = connection.statements('totals.sql')('addDecisions');
  return (claims) => {
    for (const [status, own] of Map.groupBy(claims, (claim) => claim.status)) {
      let chargeCents = 0;
      let paidCents = 0;
      for (const claim of own) {
        chargeCents += claim.chargeCents;
        paidCents += claim.paidCents;
      }
      insert.run(status, own.length, chargeCents, paidCents);
    }
  };
}

/** Adds the adjustments of decisions of one act; of those that are neither paid nor denied none counts. */
export function adjustmentTotals(
  connection: Connection,
): (batchId: number, claims: readonly Pick<Decided, 'status' | 'outcome'>[]) => void {
  const insert = connection.statements('totals.sql')('addAdjustments');
  return (batchId, claims) => {
    const sums = new Map<string, Map<string, number>>();
    for (const { status, outcome } of claims) {
      if (status !== 'paid' && status !== 'denied') continue;
      for (const { group, carc, amountCents } of outcome.adjusted) {
        let codes = sums.get(group);
        if (codes === undefined) {
          codes = new Map();
          sums.set(group, codes);
        }
        codes.set(carc, (codes.get(carc) ?? 0) + amountCents);
      }
    }
    for (const [group, codes] of sums)
      for (const [carc, cents] of codes) insert.run(batchId, group, carc, cents);
  };
}

/** Remittance items as they are put where they wait. */
export interface ItemTotals {
  paid(parts: Iterable<Pick<DecisionPart, 'part' | 'paidCents'>>): void;
  /** The items of a decision, taken back. */
  reversed(decisionId: number | bigint, claimId: number): void;
}

export function itemTotals(connection: Connection): ItemTotals {
  const prepare = connection.statements('totals.sql');
  const insert = prepare('addItems');
  const insertReversed = prepare('addReversedItems');
  return {
    paid(parts) {
      const cents = new Map<number, number>();
      for (const { part, paidCents } of parts) cents.set(part, (cents.get(part) ?? 0) + paidCents);
      for (const [part, paidCents] of cents) insert.run('payment', part, paidCents);
    },
    reversed: (decisionId, claimId) => void insertReversed.run(decisionId, claimId),
  };
}

/** Adds the payments of one act. */
export function paymentTotals(connection: Connection): (payments: PostPayments['payments']) => void {
  const insert = connection.statements('totals.sql')('addPayments');
  return (payments) => {
    for (const [profileId, own] of Map.groupBy(payments, (payment) => payment.profileId)) {
      let claimsCents = 0;
      let paidCents = 0;
      for (const payment of own) {
        claimsCents += payment.claimsCents;
        paidCents += payment.paidCents;
      }
      insert.run(profileId, own.length, claimsCents, paidCents);
    }
  };
}
