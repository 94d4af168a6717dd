import type { PaymentAct } from '../ledger/payment-life.ts';
import { adjustClaims, type MassAdjustment } from './mass-adjustment.ts';
import type { MoneyDesk } from './money-act.ts';
import { decideReconsideration, type NewReconsideration, openReconsideration } from './payment-appeal.ts';
import type { LineChange } from './payment-correction.ts';
import { holdPayee, interruptPayment, releasePayee } from './payment-interruption.ts';
import { type ProgramPayment, payProgram } from './payment-program.ts';
import { actOnRecovery, type NewRecovery, openRecovery, refundRecovery } from './recovery.ts';
import { type RefundCheck, takeRefund } from './refund.ts';
import { type ReplayScope, readjudicate } from './replay.ts';

/** An act on a case that says why. */
interface OnCase {
  readonly key: string;
  readonly reason: string;
}

const onRecovery =
  (act: Parameters<typeof actOnRecovery>[2]) =>
  (desk: MoneyDesk, { key, reason }: OnCase): Promise<void> =>
    actOnRecovery(desk, key, act, reason);

const onPayment =
  (act: PaymentAct) =>
  (desk: MoneyDesk, { trace, reason }: { readonly trace: string; readonly reason: string }): Promise<void> =>
    interruptPayment(desk, trace, act, reason);

/**
 * Every act of a person on money by its name in the archive, done from what the archive keeps of it: the command line
 * does it so the first time, `remit rebuild` again, and the next act or run when it was killed half way. A name and the
 * form of what was asked for are kept for as long as archives are.
 */
const MONEY_ACTS = {
  adjust: (desk: MoneyDesk, wanted: MassAdjustment) => adjustClaims(desk, wanted),
  replay: (
    desk: MoneyDesk,
    wanted: { readonly scope: ReplayScope; readonly takesMoneyBack: boolean; readonly reason: string },
  ) => readjudicate(wanted.scope, desk, wanted.takesMoneyBack),
  'appeal open': (desk: MoneyDesk, wanted: NewReconsideration) => openReconsideration(desk, wanted),
  'appeal decide': (
    desk: MoneyDesk,
    wanted: OnCase & { readonly outcome: 'upheld' | 'overturned'; readonly changes: readonly LineChange[] },
  ) => decideReconsideration(desk, wanted.key, wanted.outcome, wanted.changes, wanted.reason),
  'credit refund': (desk: MoneyDesk, check: RefundCheck) => takeRefund(desk, check),
  'payment adjust': (desk: MoneyDesk, wanted: ProgramPayment) => payProgram(desk, wanted),
  'payment hold': (
    desk: MoneyDesk,
    wanted: {
      readonly payeeId: string;
      readonly payer: string;
      readonly fund: string;
      readonly reason: string;
    },
  ) => holdPayee(desk, wanted.payer, wanted.payeeId, wanted.fund, wanted.reason),
  'payment release': (desk: MoneyDesk, { key, reason }: OnCase) => releasePayee(desk, key, reason),
  'payment stopped': onPayment('stopped'),
  'payment returned': onPayment('returned'),
  'payment voided': onPayment('voided'),
  'payment reissued': onPayment('reissued'),
  'recovery open': (desk: MoneyDesk, wanted: NewRecovery) => openRecovery(desk, wanted),
  'recovery received': onRecovery('received'),
  'recovery contested': onRecovery('contested'),
  'recovery permitted': onRecovery('permitted'),
  'recovery withdrawn': onRecovery('withdrawn'),
  'recovery refund': (
    desk: MoneyDesk,
    wanted: {
      readonly key: string;
      readonly check: { readonly number: string; readonly amountCents: number };
    },
  ) => refundRecovery(desk, wanted.key, wanted.check),
};

type Acts = typeof MONEY_ACTS;
export type MoneyActName = keyof Acts;
export type WantedOf<Name extends MoneyActName> = Parameters<Acts[Name]>[1];
export type ResultOf<Name extends MoneyActName> = Awaited<ReturnType<Acts[Name]>>;

export const MONEY_ACT_NAMES = Object.keys(MONEY_ACTS) as readonly MoneyActName[];

export function isMoneyAct(name: string): name is MoneyActName {
  return Object.hasOwn(MONEY_ACTS, name);
}

/** What the act does at the desk. */
export function moneyWork<Name extends MoneyActName>(
  name: Name,
  wanted: WantedOf<Name>,
): (desk: MoneyDesk) => Promise<ResultOf<Name>> {
  const work = MONEY_ACTS[name] as unknown as (
    desk: MoneyDesk,
    wanted: WantedOf<Name>,
  ) => Promise<ResultOf<Name>>;
  return (desk) => work(desk, wanted);
}
