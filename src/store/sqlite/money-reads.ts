import type {
  BalanceRow,
  InterestFactsRow,
  LedgerEntryRow,
  MoneyCaseRow,
  OpenForwardRow,
  UnremittedRow,
  WaitingAdjustmentRow,
} from '../money-rows.ts';
import type { MoneyStore } from '../money-store.ts';
import type { Connection } from './connection.ts';

type MoneyReads = Omit<MoneyStore, 'postMoney' | 'checkpointBalances'>;
type StoredBalance = Omit<BalanceRow, 'keptCents'> & { keptCents: number | null };
type PostingRow = Omit<LedgerEntryRow, 'postings'> & LedgerEntryRow['postings'][number];

/** Reads of what the acts on money left. */
export function moneyReads(connection: Connection): MoneyReads {
  const prepare = connection.statements('money.sql');
  const adjustments = prepare<WaitingAdjustmentRow>('waitingAdjustments');
  const interestFacts = prepare<InterestFactsRow>('interestFacts');
  const paymentsOn = prepare<number>('paymentsOn').pluck();
  const openForwards = prepare<OpenForwardRow>('openForwards');
  const cases = prepare<MoneyCaseRow['facts'] & { caseId: number }>('cases');
  const events = prepare<MoneyCaseRow['events'][number]>('eventsOfCase');
  const postings = prepare<PostingRow>('postingsOfPayee');
  const balances = prepare<StoredBalance>('balances');
  const provedBalances = prepare<StoredBalance>('provedBalances');
  const unremitted = prepare<Omit<UnremittedRow, 'isBlocked'> & { isBlocked: number }>('unremitted');
  const cashPaid = prepare<{ payeeId: string; fund: string; amountCents: number }>('cashPaid');
  const paymentDates = prepare<{ waitingSince: string; lastRun: string }>('paymentDates');
  const stray = prepare<number>('strayDecisions').pluck();
  const aged = prepare<{ claimNumber: string; receivedDate: string; state: string }>('agedClaims');

  return {
    waitingAdjustments: (profileId, payeeId, fund) =>
      connection.read(() => adjustments.all(profileId, payeeId, fund)),
    interestFacts: (itemIds) => connection.read(() => interestFacts.all(JSON.stringify(itemIds))),
    paymentsOn: (payeeId, fund, paymentDate) =>
      connection.read(() => paymentsOn.get(payeeId, fund, paymentDate) ?? 0),
    openForwards: (profileId) => connection.read(() => openForwards.all(profileId)),
    moneyCases: ({ kind = null, profileId = null, key = null }) =>
      connection.read(() =>
        cases
          .all({ kind, profileId, key })
          .map(({ caseId, ...facts }) => ({ facts, events: events.all(caseId) })),
      ),
    ledgerEntries: ({ payeeId, fund = null }) =>
      connection.read(() => entriesOf(postings.all({ payeeId, fund }))),
    balances: () => connection.read(() => balances.all().map(balanceRow)),
    provedBalances: () => connection.read(() => provedBalances.all().map(balanceRow)),
    cashPaid: () => connection.read(() => cashPaid.all()),
    unremitted: (profileId) =>
      connection.read(() =>
        unremitted.all({ profileId }).map((row) => ({ ...row, isBlocked: row.isBlocked === 1 })),
      ),
    paymentDates: (profileId) => connection.read(() => paymentDates.get({ profileId })!),
    strayDecisions: (profileId) => connection.read(() => stray.get(profileId) ?? 0),
    agedClaims: (profileId, receivedBefore) => connection.read(() => aged.all(profileId, receivedBefore)),
  };
}

function balanceRow({ keptCents, ...row }: StoredBalance): BalanceRow {
  return { ...row, keptCents: keptCents ?? undefined };
}

/** The postings of one entry follow one another. */
function entriesOf(rows: readonly PostingRow[]): LedgerEntryRow[] {
  const byKey = Map.groupBy(rows, ({ key }) => key);
  return [...byKey.values()].map((own) => {
    const { key, asOf, text } = own[0]!;
    return {
      key,
      asOf,
      text,
      postings: own.map(({ fund, debit, credit, amountCents }) => ({ fund, debit, credit, amountCents })),
    };
  });
}
