import type { CaseRecords, CaseTables } from './case-records.ts';
import type { Partner } from './partner.ts';
import type { PayerProfile } from './payer-profile.ts';
import type { PlanBenefits } from './plan.ts';
import type { RateKind, RateTable } from './rate-tables.ts';
import type { Contract, GpciRow, Member, ProviderRecord, RvuRow } from './records.ts';

/**
 * The day's data, read once and never changed during a run: the same snapshot gives the same decisions on any
 * number of workers.
 */
export interface Snapshot {
  /** SHA-256 over everything in it: goes into the trace and the run record. */
  readonly digest: string;
  readonly profiles: readonly PayerProfile[];
  readonly partners: readonly Partner[];
  profile(id: string): PayerProfile | undefined;
  /** The profile that answers to an NM109 of 2010BB. */
  profileOfPayerId(payerId: string): PayerProfile | undefined;
  partner(id: string): Partner | undefined;
  plan(id: string): PlanBenefits | undefined;
  /** By eight-digit id (KP-03). */
  member(memberId: string): Member | undefined;
  dependentsOf(subscriberId: string): readonly Member[];
  provider(npi: string): ProviderRecord | undefined;
  /** By tax id and pay-to NPI, its own or an alias; the payee's contract record. */
  contract(taxId: string, npi: string): Contract | undefined;
  contractOfPayee(payeeId: string): Contract | undefined;
  /** The row of the vintage that holds on the service date (CCYYMMDD). */
  rvu(code: string, modifier: string, serviceDate: string): RvuRow | undefined;
  gpci(locality: string, serviceDate: string): GpciRow | undefined;
  /** The vintage of a published table, or of one part of it, that holds on the service date. */
  rates<K extends RateKind>(kind: K, serviceDate: string, part?: string): RateTable<K> | undefined;
  /** Every part of the vintage that holds. */
  rateParts<K extends RateKind>(kind: K, serviceDate: string): readonly RateTable<K>[];
  /** Authorizations, coverage elsewhere, programs, credentials and documents. */
  readonly cases: CaseRecords;
}

/** What the importers produce and the store keeps; {@link Snapshot} is built from it. */
export interface ReferenceData extends CaseTables {
  readonly members: readonly Member[];
  readonly providers: readonly ProviderRecord[];
  readonly contracts: readonly Contract[];
  readonly rvus: readonly RvuRow[];
  readonly gpcis: readonly GpciRow[];
  readonly rates: readonly RateTable[];
}
