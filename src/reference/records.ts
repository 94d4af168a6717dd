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

export type PricingMethod = 'rbrvs' | 'percent-of-charge';

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
}

/** The payee (DESIGN decision 11): TIN + pay-to NPI. */
export interface Contract {
  /** `{taxId}-{npi}`. */
  readonly payeeId: string;
  readonly taxId: string;
  readonly npi: string;
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
}

/** Geographic practice cost indices of a locality, in thousandths. */
export interface GpciRow {
  readonly locality: string;
  readonly workThousandths: number;
  readonly practiceThousandths: number;
  readonly malpracticeThousandths: number;
  readonly from: string;
  readonly to: string;
}
