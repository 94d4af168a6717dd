import type { ReferenceData } from './snapshot.ts';

/**
 * Lays a later import over earlier ones: a row replaces the row of its key (member id, NPI, payee; code, modifier and
 * first day; locality and first day; a rate table's kind, part and first day), all others stay.
 */
export function mergeReferenceData(earlier: ReferenceData, later: ReferenceData): ReferenceData {
  return {
    members: merge(earlier.members, later.members, ({ memberId }) => memberId),
    providers: merge(earlier.providers, later.providers, ({ npi }) => npi),
    contracts: merge(earlier.contracts, later.contracts, ({ payeeId }) => payeeId),
    rvus: merge(earlier.rvus, later.rvus, ({ code, modifier, from }) => `${code} ${modifier} ${from}`),
    rates: merge(earlier.rates, later.rates, ({ kind, part, from }) => `${kind} ${part} ${from}`),
    gpcis: merge(earlier.gpcis, later.gpcis, ({ locality, from }) => `${locality} ${from}`),
    authorizations: merge(earlier.authorizations, later.authorizations, ({ number }) => number),
    otherCoverages: merge(
      earlier.otherCoverages,
      later.otherCoverages,
      ({ memberId, kind, payerId, from }) => `${memberId} ${kind} ${payerId} ${from}`,
    ),
    programs: merge(
      earlier.programs,
      later.programs,
      ({ memberId, program, from }) => `${memberId} ${program} ${from}`,
    ),
    credentials: merge(earlier.credentials, later.credentials, ({ npi, from }) => `${npi} ${from}`),
    attachments: merge(
      earlier.attachments,
      later.attachments,
      ({ claimNumber, controlNumber, type }) => `${claimNumber} ${controlNumber} ${type}`,
    ),
  };
}

function merge<T>(earlier: readonly T[], later: readonly T[], key: (row: T) => string): readonly T[] {
  if (later.length === 0) return earlier;
  if (earlier.length === 0) return later;
  const rows = new Map(earlier.map((row) => [key(row), row] as const));
  for (const row of later) rows.set(key(row), row);
  return [...rows.values()];
}
