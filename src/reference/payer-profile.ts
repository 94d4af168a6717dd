import type { Address } from '../claim/claim.ts';
import type { PlanBenefits } from './plan.ts';

/** How a rule of a payer's manual stands (DESIGN decision 9): never silently absent. */
export type RuleStanding = 'acts' | 'records' | 'out of reach';

/** What a rule does to a claim or line when it trips, from gravest to mildest. */
export type Outcome = 'reject' | 'deny' | 'reduce' | 'pend' | 'flag';

export type AdjustmentGroup = 'CO' | 'OA' | 'PI' | 'PR';

/** The answer of a rule: codes for the 277CA (`stc`) or for the 835 (`group`, `carc`, `remarks`). */
export interface Disposition {
  /** Which clause of the rule, `''` when it has only one. */
  readonly clause: string;
  readonly outcome: Outcome;
  readonly group?: AdjustmentGroup;
  readonly carc?: string;
  readonly remarks: readonly string[];
  /** Category:code[:entity] of a 277CA STC, e.g. `A7:33:IL`. */
  readonly stc?: string;
  /** TA105 when the whole interchange is refused, three digits. */
  readonly ta1?: string;
}

/** One rule of the catalogue as the profile states it. The kind is code, everything else is data. */
export interface Rule {
  /** Catalogue id, e.g. `KP-32`. */
  readonly id: string;
  /** Name of the code that acts, e.g. `duplicate`, `timely-filing`; '' for rules that act nowhere yet. */
  readonly kind: string;
  readonly standing: RuleStanding;
  /** Our own short words, shown by `explain`. */
  readonly title: string;
  /** Section of the source manual. */
  readonly section: string;
  /** Why a rule is `records` or `out of reach`. */
  readonly reason: string;
  /** Service dates from which and up to which it holds, CCYYMMDD, '' when open. */
  readonly from: string;
  readonly to: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly dispositions: readonly Disposition[];
}

export interface PayerContact {
  readonly name: string;
  /** TE, EM or UR. */
  readonly qualifier: string;
  readonly number: string;
}

/** `specs/payers/*.xml`, compiled. */
export interface PayerProfile {
  readonly id: string;
  readonly name: string;
  /** NM109 values of 2010BB that mean this payer; the first is ours to send. */
  readonly payerIds: readonly string[];
  /** ISA08/GS03 values that mean this payer. */
  readonly receiverIds: readonly string[];
  /** EIN, nine digits: BPR10 and TRN03 are `1` + this. */
  readonly taxId: string;
  /** NAIC code for REF*NF, '' when none. */
  readonly naic: string;
  readonly address: Address;
  /** PER*BL of the 835: at least one. */
  readonly technicalContacts: readonly PayerContact[];
  readonly businessContact?: PayerContact;
  /** The payer's own bank for ACH. */
  readonly bank: { readonly routing: string; readonly account: string };
  /** 1 Monday … 7 Sunday: the weekly payment run (KP-88). */
  readonly payWeekday: number;
  /** IANA zone of the payer's business dates. */
  readonly timeZone: string;
  readonly source: string;
  readonly rules: readonly Rule[];
  readonly plans: readonly PlanBenefits[];
  /** Postal codes (five digits or a prefix) → pricing locality, longest match first; '' is the default. */
  readonly localities: ReadonlyMap<string, string>;
}

/** The rule that holds on a service date, or undefined when the profile has none that acts. */
export function actingRule(profile: PayerProfile, id: string, serviceDate: string): Rule | undefined {
  return profile.rules.find(
    (rule) =>
      rule.id === id &&
      rule.standing === 'acts' &&
      (rule.from === '' || serviceDate === '' || rule.from <= serviceDate) &&
      (rule.to === '' || serviceDate === '' || serviceDate <= rule.to),
  );
}

/** The same by kind: at most one of a kind holds on a date, whatever payer's catalogue its id is of. */
export function actingKind(profile: PayerProfile, kind: string, serviceDate: string): Rule | undefined {
  return profile.rules.find(
    (rule) =>
      rule.kind === kind &&
      rule.standing === 'acts' &&
      (rule.from === '' || serviceDate === '' || rule.from <= serviceDate) &&
      (rule.to === '' || serviceDate === '' || serviceDate <= rule.to),
  );
}
