import type { InterestTerms } from '../ledger/interest.ts';
import type { RecoveryTerms } from '../ledger/recovery.ts';
import { actingRule, type PayerProfile } from '../reference/payer-profile.ts';
import type { PaymentCalendar } from './payday.ts';

/** What a payer's profile says of money; a rule it does not have asks for nothing. */
export interface PaymentTerms {
  /** KP-88. */
  readonly calendar: PaymentCalendar;
  readonly minimumCheckCents: number;
  /** Outbox folder of the payment register; '' when none is wanted. */
  readonly registerFolder: string;
  /** KP-90; undefined when the payer pays none. */
  readonly interest: InterestTerms | undefined;
  /** KP-86. */
  readonly recovery: RecoveryTerms;
  /** KP-87: outbox folder of letters to providers. */
  readonly noticeFolder: string;
  /** KP-85: days a credit balance may stand without activity before the provider is asked for a check; 0 for never. */
  readonly refundDemandDays: number;
  /** KP-92: age in days from which an unpaid claim is reported. */
  readonly ageingDays: number;
  /** KP-93, from the decision. */
  readonly reconsideration: {
    readonly months: number;
    readonly coordinationMonths: number;
    /** Medicare Advantage, a provider without a contract: a denial; 0 for the months of everybody else. */
    readonly nonContractDenialDays: number;
    /** The same, of an amount that was paid. */
    readonly nonContractAmountDays: number;
  };
}

export function paymentTerms(profile: PayerProfile): PaymentTerms {
  const text = (rule: string, name: string, otherwise: string): string =>
    actingRule(profile, rule, '')?.parameters.get(name) ?? otherwise;
  const whole = (rule: string, name: string, otherwise: number): number =>
    Number(text(rule, name, String(otherwise)));
  const ratePercent = text('KP-90', 'annualRatePercent', '');
  return {
    calendar: {
      weekday: profile.payWeekday,
      holidays: new Set(text('KP-88', 'holidays', '').split(' ')),
      moves: text('KP-88', 'holidayMoves', 'next') === 'previous' ? 'previous' : 'next',
      monthEnd: text('KP-88', 'monthEnd', 'no') === 'yes',
    },
    minimumCheckCents: whole('KP-88', 'minimumCheckCents', 0),
    registerFolder: text('KP-88', 'register', ''),
    interest:
      ratePercent === ''
        ? undefined
        : { ceilingDays: whole('KP-90', 'days', 60), ratePercent, dayCount: whole('KP-90', 'dayCount', 365) },
    recovery: {
      contestDays: whole('KP-86', 'contestDays', 30),
      waitMonths: whole('KP-86', 'waitMonths', 6),
      mailingDays: whole('KP-86', 'mailingDays', 0),
    },
    noticeFolder: text('KP-87', 'folder', 'letters'),
    refundDemandDays: whole('KP-85', 'days', 0),
    ageingDays: whole('KP-92', 'days', 30),
    reconsideration: {
      months: whole('KP-93', 'months', 24),
      coordinationMonths: whole('KP-93', 'coordinationMonths', 30),
      nonContractDenialDays: whole('KP-93', 'nonContractDenialDays', 0),
      nonContractAmountDays: whole('KP-93', 'nonContractAmountDays', 0),
    },
  };
}
