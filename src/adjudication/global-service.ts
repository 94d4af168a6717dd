/**
 * A service as the package of a surgery sees it: one that may be in such a package, or has one of its own. Plain data:
 * made where the claim is priced, kept by the store, asked for when later claims are settled.
 */
export interface GlobalService {
  /** Line ordinal. */
  readonly line: number;
  readonly procedure: string;
  readonly modifiers: readonly string[];
  /** CCYYMMDD. */
  readonly day: string;
  /** NPI of who rendered it. */
  readonly providerNpi: string;
  /** Taxonomy of who rendered it, '' when nobody says. */
  readonly specialty: string;
  /** First and last day that the package covers, '' for a service without one. */
  readonly packageFrom: string;
  readonly packageTo: string;
}

/** One that an earlier claim of the same member and payee was paid for. */
export interface PastGlobalService extends GlobalService {
  readonly claimNumber: string;
}

/** Days between a surgery and the farthest service that its package can hold. */
export const GLOBAL_REACH_DAYS = 91;
