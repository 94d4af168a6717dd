import { indexCaseRecords } from './case-records.ts';
import { digestOf } from './digest.ts';
import { MemberTable } from './member-table.ts';
import { RateCatalogue } from './rate-catalogue.ts';
import type { Specs } from './read-specs.ts';
import type { RvuRow } from './records.ts';
import type { ReferenceData, Snapshot } from './snapshot.ts';

/** A payer or receiver id of a profile that answers to any: test profiles. */
const ANY = '*';

/**
 * The day's snapshot over compiled specs and imported rows; look-ups are by hash, dated rows newest first.
 *
 * @param members in place of the rows of `data`
 * @param digest where it is known
 */
export function buildSnapshot(
  specs: Specs,
  data: ReferenceData,
  members: MemberTable = MemberTable.of(data.members),
  digest: string = digestOf(specs, data, members),
): Snapshot {
  const profiles = byKey(specs.profiles, ({ id }) => id);
  const profilesByPayerId = new Map(
    specs.profiles.flatMap((profile) => profile.payerIds.map((payerId) => [payerId, profile] as const)),
  );
  const partners = byKey(specs.partners, ({ id }) => id);
  const plans = byKey(
    specs.profiles.flatMap((profile) => profile.plans),
    ({ id }) => id,
  );
  const providers = byKey(data.providers, ({ npi }) => npi);
  const contracts = byKey(data.contracts, ({ payeeId }) => payeeId);
  const aliased = new Map(
    data.contracts.flatMap((contract) => (contract.aliases ?? []).map((alias) => [alias, contract] as const)),
  );
  const rvus = vintagesByKey(data.rvus, ({ code, modifier }) => rvuKey(code, modifier));
  const gpcis = vintagesByKey(data.gpcis, ({ locality }) => locality);
  const rates = new RateCatalogue(data.rates);
  const rvuOn = (code: string, modifier: string, serviceDate: string): RvuRow | undefined => {
    const short = vintageOn(rvus.get(rvuKey(code, modifier)), serviceDate);
    const published = rates.on('pprrvu', serviceDate)?.rows.get(`${code} ${modifier}`);
    // Both are one table, in its short and its published form: the newer row holds.
    return short === undefined || (published !== undefined && short.from <= published.from)
      ? published
      : short;
  };
  return {
    digest,
    profiles: specs.profiles,
    partners: specs.partners,
    profile: (id) => profiles.get(id),
    profileOfPayerId: (payerId) => profilesByPayerId.get(payerId) ?? profilesByPayerId.get(ANY),
    partner: (id) => partners.get(id),
    plan: (id) => plans.get(id),
    member: (memberId) => members.get(memberId),
    dependentsOf: (subscriberId) => members.dependentsOf(subscriberId),
    provider: (npi) => providers.get(npi),
    contract: (taxId, npi) => contracts.get(`${taxId}-${npi}`) ?? aliased.get(`${taxId}-${npi}`),
    contractOfPayee: (payeeId) => contracts.get(payeeId),
    rvu: rvuOn,
    gpci: (locality, serviceDate) => vintageOn(gpcis.get(locality), serviceDate),
    rates: (kind, serviceDate, part) => rates.on(kind, serviceDate, part),
    rateParts: (kind, serviceDate) => rates.parts(kind, serviceDate),
    cases: indexCaseRecords(data),
  };
}

/** Most look-ups are of a service as a whole: they need no text made of two. */
function rvuKey(code: string, modifier: string): string {
  return modifier === '' ? code : `${code} ${modifier}`;
}

interface Dated {
  readonly from: string;
  readonly to: string;
}

function byKey<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const row of rows) map.set(key(row), row);
  return map;
}

function vintagesByKey<T extends Dated>(
  rows: readonly T[],
  key: (row: T) => string,
): ReadonlyMap<string, T[]> {
  const vintages = new Map<string, T[]>();
  for (const row of rows) {
    const rowKey = key(row);
    const known = vintages.get(rowKey);
    if (known === undefined) vintages.set(rowKey, [row]);
    else known.push(row);
  }
  for (const rowsOfKey of vintages.values()) {
    rowsOfKey.sort((left, right) => (left.from < right.from ? 1 : left.from > right.from ? -1 : 0));
  }
  return vintages;
}

/** The newest row that has begun on the day and has not ended: an open row ends where a newer one begins. */
function vintageOn<T extends Dated>(
  newestFirst: readonly T[] | undefined,
  serviceDate: string,
): T | undefined {
  if (newestFirst === undefined) return undefined;
  const row = newestFirst.find(({ from }) => from <= serviceDate);
  return row !== undefined && (row.to === '' || serviceDate <= row.to) ? row : undefined;
}
