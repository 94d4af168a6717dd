import type { RvuRow } from './records.ts';

/** Where a fee schedule area lies: five digits of the carrier and two of the locality, `0240202`. */
export type CarrierLocality = string;

/** A drug's limit for one billing unit, in thousandths of a dollar as published. */
export interface AspLimit {
  readonly limitE3: number;
}

/** One row of OPPS Addendum B or A. */
export interface ApcRate {
  /** J1, S, T, N, Q1 … */
  readonly status: string;
  /** Four digits, '' when the code has no group of its own. */
  readonly apc: string;
  /** Thousandths of a dollar; 0 when none is published. */
  readonly rateE3: number;
}

/** One row of ASC Addendum AA or BB. */
export interface AscRate {
  /** A2, G2, J8, N1, K2 … */
  readonly indicator: string;
  readonly isDiscounted: boolean;
  readonly rateE3: number;
}

/** What of a surgical center's payment for a procedure is for its device (ASC Addendum FF). */
export interface DeviceOffset {
  readonly indicator: string;
  /** Thousandths of a dollar; 0 when the procedure has no device to speak of. */
  readonly offsetE3: number;
}

/** How outpatient services of one family and day are paid together. */
export interface Composite {
  readonly family: string;
  /** Group whose rate of Addendum A is paid once. */
  readonly apc: string;
  /** `two`: for two or more services; `above`: where it is less than they come to each on its own. */
  readonly when: 'two' | 'above';
}

/** One diagnosis-related group of a system: MS, CMS, AP, APR or a contract's own. */
export interface DrgWeight {
  readonly weightE4: number;
  /** Geometric mean length of stay, in tenths of a day; 0 when not published. */
  readonly gmlosTenths: number;
  readonly isPostAcute: boolean;
  readonly isSpecialPay: boolean;
}

/** A flat fee of a named schedule: laboratory, gap filler. */
export interface Fee {
  readonly nonFacilityCents: number;
  readonly facilityCents: number;
}

/** MAI 1 limits a line, 2 and 3 the day. */
export interface UnitLimit {
  readonly units: number;
  readonly indicator: '1' | '2' | '3';
}

/** Primary codes of an add-on code. Type 1: closed list; 3: contractors may add; 2: contractors only. */
export interface AddOn {
  readonly type: '1' | '2' | '3';
  readonly primaries: ReadonlySet<string>;
}

/** Years of age, inclusive, and sex a service is for; '' for either sex. */
export interface AgeSexLimit {
  readonly fromYears: number;
  readonly toYears: number;
  readonly sex: 'F' | 'M' | '';
}

/** Days on which a code may be used, CCYYMMDD, '' when open. */
export interface CodeSpan {
  readonly from: string;
  readonly to: string;
}

/** An edit of two codes on one day. */
export interface CodePair {
  /** 0: never together; 1: a modifier may part them; 9: not applied. */
  readonly modifierIndicator: 0 | 1 | 9;
  readonly isMutuallyExclusive: boolean;
}

/** Pairs of codes with their windows, packed: the practitioner table has two and a half million rows. */
export interface CodePairs {
  readonly size: number;
  /** The edit that holds on a day (CCYYMMDD) for column one and column two. */
  on(columnOne: string, columnTwo: string, day: string): CodePair | undefined;
}

/** What each kind of rate table holds. */
export interface RateRows {
  /** By `{code} {modifier}`. */
  readonly pprrvu: ReadonlyMap<string, RvuRow>;
  /** By postal code of five digits. */
  readonly 'zip5-locality': { readonly size: number; get(postalCode: string): CarrierLocality | undefined };
  /** By `{state} {county}` in capital letters; `*` for all or all other counties of the state. */
  readonly 'locality-county': ReadonlyMap<string, CarrierLocality>;
  readonly 'anesthesia-base-units': ReadonlyMap<string, number>;
  /** Ten-thousandths of a dollar, by carrier and locality. */
  readonly 'anesthesia-cf': ReadonlyMap<CarrierLocality, number>;
  readonly 'asp-limits': ReadonlyMap<string, AspLimit>;
  /** By NDC of eleven digits: the procedure codes it is billed with. */
  readonly 'ndc-hcpcs': ReadonlyMap<string, readonly string[]>;
  /** By APC. */
  readonly 'opps-addendum-a': ReadonlyMap<string, ApcRate>;
  readonly 'opps-addendum-b': ReadonlyMap<string, ApcRate>;
  readonly 'asc-addendum-aa': ReadonlyMap<string, AscRate>;
  readonly 'asc-addendum-bb': ReadonlyMap<string, AscRate>;
  readonly 'asc-addendum-ff': ReadonlyMap<string, DeviceOffset>;
  /** By procedure code. */
  readonly 'opps-composites': ReadonlyMap<string, Composite>;
  /** Part: the system. By number, three digits. */
  readonly 'drg-weights': ReadonlyMap<string, DrgWeight>;
  /** Part: the schedule. By `{code} {modifier}`. */
  readonly fees: ReadonlyMap<string, Fee>;
  /** Part: the name of the file, as the table is published in several. */
  readonly 'ncci-pairs': CodePairs;
  /** Part: practitioner or outpatient. */
  readonly mue: ReadonlyMap<string, UnitLimit>;
  readonly 'add-on-codes': ReadonlyMap<string, AddOn>;
  readonly 'age-sex': ReadonlyMap<string, AgeSexLimit>;
  /** Part: the list. */
  readonly 'code-list': ReadonlyMap<string, CodeSpan>;
}

export type RateKind = keyof RateRows;

/** One vintage of a published table, or of one part of it. */
export interface RateTable<K extends RateKind = RateKind> {
  readonly kind: K;
  /** '' for kinds of one part. */
  readonly part: string;
  /** CCYYMMDD; `to` is '' while nothing says when it ends. A newer vintage ends it in any case. */
  readonly from: string;
  readonly to: string;
  readonly rowCount: number;
  /** SHA-256 of the file's text: stands for the rows in the snapshot's digest. */
  readonly digest: string;
  readonly rows: RateRows[K];
}
