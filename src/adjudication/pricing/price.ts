import type { UnitFee } from '../../money/unit-fee.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { PriceBasis } from '../decision.ts';

/** Who made a price: a rule of the payer, or the contract. */
export type PricedBy = Pick<Rule, 'id' | 'section'>;

/** What a reduction leaves of a price, with the rule whose clause names its code. */
export interface Ceiling {
  readonly rule: Rule;
  readonly clause: string;
  readonly priceCents: number;
  readonly text: string;
}

/** How a line takes its place among others of the day. */
export interface Ranked {
  readonly kind: 'surgery' | 'endoscopy' | 'imaging' | 'component' | 'therapy' | 'facility';
  /** Lines of one key are ranked together: day, and provider where it matters. */
  readonly key: string;
  readonly fee: UnitFee;
  readonly units: number;
  readonly basisPoints: number;
  /** Imaging, diagnostic and therapy lines: cents of one unit by what the reduction takes hold of. */
  readonly professionalCents: number;
  readonly technicalCents: number;
  /** Reduction of what it takes hold of, in basis points. */
  readonly professionalCut: number;
  readonly technicalCut: number;
  /** Base code of an endoscopic family and its fee; '' and 0 otherwise. */
  readonly familyBase: string;
  readonly familyBaseCents: number;
  readonly procedure: string;
}

/** A price with the sentence that shows how it came about, or what happens without one. */
export type Price =
  | {
      readonly outcome: 'priced';
      readonly by: PricedBy;
      readonly priceCents: number;
      readonly text: string;
      readonly basis: PriceBasis;
      readonly ceilings?: readonly Ceiling[];
      readonly ranked?: Ranked;
    }
  | { readonly outcome: 'pend'; readonly by: PricedBy; readonly text: string }
  | { readonly outcome: 'deny'; readonly rule: Rule; readonly clause: string; readonly text: string };

/** The claim waits for a person. */
export type Waiting = Extract<Price, { readonly outcome: 'pend' }>;

export function waits(by: PricedBy, text: string): Waiting {
  return { outcome: 'pend', by, text };
}

export function denied(rule: Rule, clause: string, text: string): Price {
  return { outcome: 'deny', rule, clause, text };
}

/** The contract as the maker of a price, where the payer states no rule. */
export const byContract: PricedBy = { id: 'contract', section: '' };
