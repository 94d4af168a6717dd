/** Whose money pays: each has its own limits, rules and fund (DESIGN decision 11). */
export type LineOfBusiness = 'commercial' | 'medicare-advantage' | 'medicaid' | 'self-funded' | 'fep';

/** What the member owes for one category of service (KP-60). */
export interface CategoryBenefit {
  /** e.g. `office-visit`, `laboratory`, `inpatient`, `outpatient`, `preventive`, `other`. */
  readonly category: string;
  readonly copayCents: number;
  /** Member's share after the deductible, in hundredths of a percent: 2000 = 20 %. */
  readonly coinsuranceBasisPoints: number;
  readonly deductibleApplies: boolean;
  /** Visits covered in a benefit year; absent: as many as there are. */
  readonly visits?: number;
}

export interface PlanBenefits {
  readonly id: string;
  readonly lineOfBusiness: LineOfBusiness;
  /** CLP06 of the 835. */
  readonly claimFilingIndicator: string;
  readonly individualDeductibleCents: number;
  readonly familyDeductibleCents: number;
  readonly individualOutOfPocketCents: number;
  readonly familyOutOfPocketCents: number;
  /** First match wins; a category without a row is `other`. */
  readonly categories: readonly CategoryBenefit[];
}
