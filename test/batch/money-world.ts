import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Decision } from '../../src/adjudication/decision.ts';
import { Archive } from '../../src/batch/archive.ts';
import type { MoneyDesk } from '../../src/batch/money-act.ts';
import { MoneyDraft } from '../../src/batch/money-draft.ts';
import { type PayOptions, pay } from '../../src/batch/pay.ts';
import { standingDecision } from '../../src/batch/payment-correction.ts';
import { openProver } from '../../src/batch/prover.ts';
import { type Reconciliation, reconcile } from '../../src/batch/reconcile.ts';
import { recoveries } from '../../src/batch/recovery.ts';
import type { Workplace } from '../../src/batch/workplace.ts';
import { loadGuides } from '../../src/guide/guide-catalogue.ts';
import { decisionEntry } from '../../src/ledger/decision-entry.ts';
import { reversalEntry } from '../../src/ledger/reversal-entry.ts';
import { buildSnapshot } from '../../src/reference/build-snapshot.ts';
import { importReference } from '../../src/reference/importers/import-reference.ts';
import { loadSpecs } from '../../src/reference/load-specs.ts';
import { parseAdjustmentCodes } from '../../src/remittance/adjustment-codes.ts';
import { packOutcome } from '../../src/store/outcome-packing.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { SettledClaim, Store } from '../../src/store/store.ts';
import { addDays } from '../../src/x12/calendar.ts';
import { Fault } from '../../src/x12/fault.ts';
import {
  closeOf,
  closeSetOf,
  decisionOf,
  PROFILE,
  settledClaim,
  stage,
  stagedClaim,
} from '../contract/store-rows.ts';
import { SPECS } from './installation.ts';

/** One paid by transfer over one partner, one by check over another. */
export const PAYEES = ['910000101-2100000019', '910000103-2100000035'] as const;
export const FUNDS = ['commercial', 'group:CEDARMILL', 'group:NORTHFERRY', 'fep'].map(
  (fund) => `${PROFILE}/${fund}`,
);

export const workplace: Workplace = (() => {
  const contracts = readFileSync(join(SPECS, '../edi-samples/reference/contracts.csv'), 'utf8');
  const { data } = importReference('contracts', contracts, { file: 'contracts.csv', effective: '20250101' });
  const codes = readFileSync(join(SPECS, 'codes/adjustment-codes.xml'), 'utf8');
  return {
    guides: loadGuides(join(SPECS, 'guides')),
    snapshot: buildSnapshot(loadSpecs(SPECS), { ...emptyData(), ...data }),
    adjustmentCodes: parseAdjustmentCodes(codes),
    archive: new Archive(tmpdir()),
    close: () => {},
  } as unknown as Workplace;
})();

function emptyData() {
  return importReference('contracts', '', { file: '', effective: '20250101' }).data;
}

/** Payees, claims and days over a store of their own: everything of money but intake and pricing. */
export class MoneyWorld {
  readonly store: Store;
  readonly #spool = mkdtempSync(join(tmpdir(), 'remit-money-'));
  date = '20250106';
  #claims = 0;
  #hour = 0;
  readonly live: string[] = [];
  readonly recoveryKeys: string[] = [];
  readonly holdKeys: string[] = [];
  /** By payee and fund: what came in by check, of it for other payers; and program payments. */
  readonly checksIn = new Map<string, number>();
  readonly forOthers = new Map<string, number>();
  readonly programs = new Map<string, number>();

  constructor(store: Store = openSqliteStore(':memory:')) {
    this.store = store;
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.#spool, { recursive: true, force: true });
  }

  pass(days: number): void {
    this.date = addDays(this.date, days);
    this.#hour = 0;
  }

  /** A new claim, received so many days ago; its number. */
  async decide(
    payeeId: string,
    fund: string,
    paidCents: number,
    daysAgo = 0,
    { carc = '45', patientControlNumber = '' } = {},
  ): Promise<string> {
    const { claimNumber, claimId } = await this.#accept(payeeId, daysAgo);
    const decision = this.#decision(claimNumber, payeeId, fund, paidCents, daysAgo, '', carc);
    if (patientControlNumber !== '')
      Object.assign(decision, { facts: { ...decision.facts, patientControlNumber } });
    await this.#settle(settledClaim(claimId, decision));
    this.live.push(claimNumber);
    return claimNumber;
  }

  async replace(original: string, paidCents: number): Promise<string> {
    const standing = await standingDecision(this.store, original);
    const { payeeId, fund } = standing.decision;
    const { claimNumber, claimId } = await this.#accept(payeeId, 0);
    const decision = this.#decision(claimNumber, payeeId, fund, paidCents, 0, original);
    const settled = settledClaim(claimId, decision);
    await this.#settle({
      ...settled,
      act: 'replace',
      original: { claimNumber: original, state: 'replaced', reversedDecisionId: standing.decisionId },
      entries: [this.#reversal(standing), ...settled.entries],
    });
    this.live.splice(this.live.indexOf(original), 1, claimNumber);
    return claimNumber;
  }

  async void(original: string): Promise<void> {
    const standing = await standingDecision(this.store, original);
    const { payeeId, fund } = standing.decision;
    const { claimNumber, claimId } = await this.#accept(payeeId, 0);
    const settled = settledClaim(claimId, this.#decision(claimNumber, payeeId, fund, 0, 0));
    await this.#settle({
      ...settled,
      act: 'void',
      state: 'applied',
      status: 'voided',
      paidCents: 0,
      outcome: packOutcome({ kind: 'void', originalClaimNumber: original, trace: [] }),
      original: { claimNumber: original, state: 'voided', reversedDecisionId: standing.decisionId },
      entries: [this.#reversal(standing)],
      isRemitted: false,
    });
    this.live.splice(this.live.indexOf(original), 1);
  }

  /** An act of a person; undefined when it was refused, and then nothing has changed. */
  async act<T>(work: (desk: MoneyDesk) => Promise<T>): Promise<T | undefined> {
    const asOf = this.#asOf();
    const instant = {
      text: asOf,
      epochMs: Date.parse(asOf),
      date: this.date,
      time: asOf.slice(11, 16).replace(':', ''),
    };
    const draft = new MoneyDraft(this.store, instant);
    try {
      const result = await work({ store: this.store, workplace, instant, asOf, draft });
      const run = await this.#run(asOf);
      const { batchId } = await this.store.openBatch(run.runId, 'act', 'money');
      await this.store.postMoney(draft.act(batchId, asOf, 'act'));
      return result;
    } catch (error) {
      if (error instanceof Fault && error.exitCode === 2) return undefined;
      throw error;
    }
  }

  async pay(
    store: Store = this.store,
    when: 'now' | 'calendar' = 'now',
    changes: Partial<PayOptions> = {},
  ): Promise<void> {
    const asOf = this.#asOf();
    const instant = { text: asOf, epochMs: Date.parse(asOf), date: this.date, time: '2000' };
    const run = await this.#run(asOf);
    const profile = workplace.snapshot.profile(PROFILE)!;
    const prover = openProver(SPECS, workplace.guides, false);
    await pay(profile, { store, workplace, prover, run, instant, when, spool: this.#spool, ...changes });
  }

  prove(): Promise<Reconciliation> {
    return reconcile(this.store, workplace, this.date);
  }

  /** What a payee has got from a fund, and what it should have: equal after every payment run without holds. */
  async got(payeeId: string, fund: string): Promise<{ readonly got: number; readonly due: number }> {
    const pair = `${payeeId} ${fund}`;
    const isOwn = (row: { readonly payeeId: string; readonly fund: string }): boolean =>
      row.payeeId === payeeId && row.fund === fund;
    let got = 0 - (this.checksIn.get(pair) ?? 0);
    let due = (this.programs.get(pair) ?? 0) - (this.forOthers.get(pair) ?? 0);
    for (const payment of (await this.store.payments({ payeeId })).filter(isOwn)) {
      got += payment.paidCents;
      due += payment.interestCents;
      const [life] = await this.store.moneyCases({ kind: 'payment', key: `payment-${payment.traceNumber}` });
      if (!life) continue;
      got -= payment.paidCents;
      // Issued again it is a payment of its own; until then the money is with us.
      if (life.events.at(-1)!.act !== 'reissued') due -= payment.paidCents;
    }
    for (const claimNumber of this.live) {
      const { decision } = await standingDecision(this.store, claimNumber);
      if (isOwn(decision)) due += decision.paidCents;
    }
    for (const { row, standing, leftCents, isShown } of await recoveries(this.store, {}, this.date)) {
      const isOpen = !['taken', 'refunded', 'withdrawn'].includes(standing.state);
      if (isOwn(row.facts) && isShown && isOpen) due += leftCents;
    }
    due += (await this.store.openForward(payeeId, fund))?.amountCents ?? 0;
    return { got, due };
  }

  #decision(
    claimNumber: string,
    payeeId: string,
    fund: string,
    paidCents: number,
    daysAgo: number,
    original = '',
    carc = '45',
  ): Decision {
    const decision = decisionOf(claimNumber, {
      payeeId,
      fund,
      paidCents,
      status: paidCents > 0 ? 'paid' : 'denied',
      chargeCents: paidCents + 2_500,
    });
    const [line] = decision.lines;
    return {
      ...decision,
      lines: [
        {
          ...line!,
          chargeCents: paidCents + 2_500,
          adjustments: [
            { group: 'CO' as const, carc, amountCents: 1_000, rule: 'KP-40' },
            { group: 'PR' as const, carc: '1', amountCents: 1_500, rule: 'KP-60' },
          ],
        },
      ],
      facts: {
        ...decision.facts,
        patientControlNumber: `P${claimNumber}`,
        originalClaimNumber: original,
        receivedDate: addDays(this.date, -daysAgo),
      },
    };
  }

  #reversal({ row, version, decision }: Awaited<ReturnType<typeof standingDecision>>) {
    const asOf = this.#asOf();
    const { claimNumber } = row;
    return reversalEntry({ original: decisionEntry({ claimNumber, version, decision, asOf }), asOf });
  }

  async #accept(payeeId: string, daysAgo: number): Promise<{ claimNumber: string; claimId: number }> {
    this.#claims += 1;
    const claimNumber = `C${this.#claims}`;
    const { runId } = await this.#run(this.#asOf());
    const sha256 = String(this.#claims).padStart(64, '0');
    const file = { sha256, name: `${this.#claims}.x12`, partnerId: 'clinic', sizeBytes: 1, runId };
    const { fileId } = await this.store.takeFile({ ...file, receivedDate: this.date });
    const claim = stagedClaim(claimNumber, { payeeId, receivedDate: addDays(this.date, -daysAgo) });
    const opened = await stage(this.store, { runId, fileId, controlNumber: sha256.slice(-9) }, [claim]);
    await closeSetOf(this.store, opened.setId);
    await this.store.closeInterchange(closeOf(opened));
    await this.store.closeBatch(opened.batchId, '').catch(() => {});
    return { claimNumber, claimId: (await this.store.claimByNumber(claimNumber))!.claimId };
  }

  async #settle(claim: SettledClaim): Promise<void> {
    const asOf = this.#asOf();
    const { runId } = await this.#run(asOf);
    const { batchId } = await this.store.openBatch(runId, 'adjudicate', PROFILE);
    await this.store.postDecisions({ batchId, asOf, businessDate: this.date, claims: [claim] });
    await this.store.closeBatch(batchId, 'accepted = decided');
  }

  #run(asOf: string) {
    return this.store.beginRun({ asOf, businessDate: this.date, snapshotDigest: '' });
  }

  #asOf(): string {
    this.#hour += 1;
    const minutes = String(this.#hour % 60).padStart(2, '0');
    const hours = String(8 + Math.floor(this.#hour / 60)).padStart(2, '0');
    return `${this.date.slice(0, 4)}-${this.date.slice(4, 6)}-${this.date.slice(6, 8)}T${hours}:${minutes}:00-08:00`;
  }
}
