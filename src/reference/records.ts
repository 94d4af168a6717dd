import type { Address } from '../claim/claim.ts';
import type { LineOfBusiness } from './plan.ts';

/** One span of coverage. Dates CCYYMMDD inclusive; `to` is '' while open. */
export interface Coverage {
  readonly from: string;
  readonly to: string;
  readonly planId: string;
  readonly lineOfBusiness: LineOfBusiness;
  /** Employer group of a self-funded plan: its fund is its own; '' otherwise. */
  readonly employerGroup: string;
}

/** A person covered. Dependents carry their subscriber's id. */
export interface Member {
  /** Eight digits (KP-03). */
  readonly memberId: string;
  readonly subscriberId: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly suffix: string;
  /** CCYYMMDD. */
  readonly birthDate: string;
  readonly gender: string;
  readonly coverages: readonly Coverage[];
}

export interface ProviderRecord {
  readonly npi: string;
  /** Nine digits. */
  readonly taxId: string;
  readonly name: string;
  readonly taxonomy: string;
  readonly isFacility: boolean;
  /** Dates in the network, CCYYMMDD, `to` '' while open. */
  readonly from: string;
  readonly to: string;
}

export type PricingMethod =
  | 'rbrvs'
  | 'percent-of-charge'
  | 'asc'
  | 'drg'
  | 'apc'
  | 'per-diem'
  | 'case-rate'
  | 'out-of-network'
  | 'capitation';

/** Where an institutional claim was earned: by its type of bill. */
export type CareSetting = 'inpatient' | 'outpatient';

/** How one line of business is priced for a payee. */
export interface ContractTerm {
  /** '*' for every line of business without its own term. */
  readonly lineOfBusiness: LineOfBusiness | '*';
  readonly kind: 'professional' | 'institutional';
  readonly method: PricingMethod;
  /** Ten-thousandths of a dollar per RVU, e.g. 325000 = $32.5000; 0 when the method has none. */
  readonly conversionFactorE4: number;
  /** Hundredths of a percent of the billed charge; 0 when the method has none. */
  readonly percentBasisPoints: number;
  readonly from: string;
  readonly to: string;
  /** Absent: inpatient and outpatient. */
  readonly setting?: CareSetting;
  /** DRG payment at weight one, one day, or one case. */
  readonly baseRateCents?: number;
  /** Whose groups and weights: MS, CMS, AP, APR or a name of the contract's own. Default: MS. */
  readonly drgSystem?: string;
  /** Ten-thousandths of a dollar for one anesthesia unit; absent: the locality's. */
  readonly anesthesiaFactorE4?: number;
  /** False: a price above the charge is paid in full. Default: true. */
  readonly isLesserOf?: boolean;
  /** Percent of charges for a transfer that is priced by charges, in basis points (FP-40). */
  readonly transferBasisPoints?: number;
  /** Outlier: what costs exceed the group's payment by more than the threshold is paid at the share. */
  readonly outlierThresholdCents?: number;
  readonly outlierBasisPoints?: number;
  /** Share of charges that counts as cost. Default: all. */
  readonly costToChargeBasisPoints?: number;
  /** Percent of the charge where no table has a fee (KP-42). */
  readonly defaultBasisPoints?: number;
  /** The contract asks for review of every large bill (KP-52). */
  readonly isReviewed?: boolean;
}

/** The payee (DESIGN decision 11): TIN + pay-to NPI. */
export interface Contract {
  /** `{taxId}-{npi}`. */
  readonly payeeId: string;
  readonly taxId: string;
  readonly npi: string;
  /** What else it bills under, `{taxId}-{npi}` each, none of them its own; absent: nothing. */
  readonly aliases?: readonly string[];
  readonly name: string;
  readonly address: Address;
  readonly paymentMethod: 'ACH' | 'CHK';
  readonly bankRouting: string;
  readonly bankAccount: string;
  /** Partner id that receives this payee's 835s. */
  readonly remittancePartner: string;
  readonly terms: readonly ContractTerm[];
}

/** One row of the professional fee schedule. RVUs in hundredths. */
export interface RvuRow {
  readonly code: string;
  /** '', 26, TC or 53. */
  readonly modifier: string;
  /** A, R, T … of the published table. */
  readonly status: string;
  readonly workHundredths: number;
  readonly nonFacilityPracticeHundredths: number;
  readonly facilityPracticeHundredths: number;
  readonly malpracticeHundredths: number;
  readonly from: string;
  readonly to: string;
  /** Absent in the short form of the table: a modifier that changes the payment then waits for a person. */
  readonly indicators?: RvuIndicators;
}

/** How a service may be billed, by the published table's own digits. */
export interface RvuIndicators {
  /** PC/TC indicator. */
  readonly professionalTechnical: string;
  /** 000, 010, 090, XXX, YYY, ZZZ, MMM. */
  readonly globalDays: string;
  readonly preOperativePercent: number;
  readonly intraOperativePercent: number;
  readonly postOperativePercent: number;
  readonly multipleProcedure: string;
  readonly bilateral: string;
  readonly assistant: string;
  readonly coSurgeon: string;
  readonly team: string;
  /** Base code of an endoscopic family, '' for none. */
  readonly endoscopicBase: string;
  readonly imagingFamily: string;
}

/** Geographic practice cost indices of a locality, in thousandths. */
export interface GpciRow {
  /** Two digits, or seven with the carrier in front when the table names carriers. */
  readonly locality: string;
  readonly workThousandths: number;
  readonly practiceThousandths: number;
  readonly malpracticeThousandths: number;
  readonly from: string;
  readonly to: string;
}
