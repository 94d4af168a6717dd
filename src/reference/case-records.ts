/** Leave to give a service, granted or refused before the claim came. Dates CCYYMMDD inclusive, `to` '' while open. */
export interface Authorization {
  readonly number: string;
  readonly memberId: string;
  /** NPI it was given to; '' for any provider. */
  readonly npi: string;
  /** Codes and ranges (see `readCodeList`); '' for every service. */
  readonly codes: string;
  readonly status: 'approved' | 'denied';
  readonly from: string;
  readonly to: string;
}

/**
 * `group`: another health plan; `medicare-a` (hospital) and `medicare`; `auto` pays first whoever is at fault, `liability` when
 * another person is; `no-auto`: it is known that no such cover exists; `work`: workers' compensation.
 */
export type OtherCoverageKind =
  | 'group'
  | 'medicare'
  | 'medicare-a'
  | 'auto'
  | 'liability'
  | 'no-auto'
  | 'work';

/** What we know of another payer of a member, from whoever told us. */
export interface OtherCoverage {
  readonly memberId: string;
  readonly kind: OtherCoverageKind;
  /** Whether it pays before us. */
  readonly isBeforeUs: boolean;
  readonly payerId: string;
  readonly from: string;
  readonly to: string;
  /** Day we were told, CCYYMMDD. */
  readonly notified: string;
}

/** `hospice`: Medicare hospice election; `qmb`: owes no Medicare share; `visiting`: member of another region. */
export type Program = 'hospice' | 'qmb' | 'visiting';

export interface ProgramSpan {
  readonly memberId: string;
  readonly program: Program;
  /** Home region of a visiting member; '' otherwise. */
  readonly detail: string;
  readonly from: string;
  readonly to: string;
}

export interface Credential {
  readonly npi: string;
  readonly status: 'credentialed' | 'pending' | 'lapsed' | 'refused';
  readonly from: string;
  readonly to: string;
}

/** A document that has come, with what it names: our claim number, or the control number of the claim's PWK. */
export interface Attachment {
  readonly claimNumber: string;
  readonly controlNumber: string;
  /** PWK01 report type, e.g. `OZ`; `DN` is another carrier's denial. */
  readonly type: string;
  readonly received: string;
}

/** The tables of this file, as imported. */
export interface CaseTables {
  readonly authorizations: readonly Authorization[];
  readonly otherCoverages: readonly OtherCoverage[];
  readonly programs: readonly ProgramSpan[];
  readonly credentials: readonly Credential[];
  readonly attachments: readonly Attachment[];
}

/** The same, looked up by what they belong to. */
export interface CaseRecords {
  authorizationsOf(memberId: string): readonly Authorization[];
  otherCoveragesOf(memberId: string): readonly OtherCoverage[];
  programsOf(memberId: string): readonly ProgramSpan[];
  credentialsOf(npi: string): readonly Credential[];
  /** By our claim number or the sender's attachment control number. */
  attachmentsOf(number: string): readonly Attachment[];
}

export const emptyCaseTables: CaseTables = {
  authorizations: [],
  otherCoverages: [],
  programs: [],
  credentials: [],
  attachments: [],
};

/** Whether a span holds on a day, CCYYMMDD. */
export function isWithinSpan(
  { from, to }: { readonly from: string; readonly to: string },
  day: string,
): boolean {
  return from <= day && (to === '' || day <= to);
}

const NONE: readonly never[] = [];

export function indexCaseRecords(tables: CaseTables): CaseRecords {
  const authorizations = grouped(tables.authorizations, ({ memberId }) => [memberId]);
  const otherCoverages = grouped(tables.otherCoverages, ({ memberId }) => [memberId]);
  const programs = grouped(tables.programs, ({ memberId }) => [memberId]);
  const credentials = grouped(tables.credentials, ({ npi }) => [npi]);
  const attachments = grouped(tables.attachments, ({ claimNumber, controlNumber }) =>
    [...new Set([claimNumber, controlNumber])].filter((number) => number !== ''),
  );
  return {
    authorizationsOf: (memberId) => authorizations.get(memberId) ?? NONE,
    otherCoveragesOf: (memberId) => otherCoverages.get(memberId) ?? NONE,
    programsOf: (memberId) => programs.get(memberId) ?? NONE,
    credentialsOf: (npi) => credentials.get(npi) ?? NONE,
    attachmentsOf: (number) => attachments.get(number) ?? NONE,
  };
}

function grouped<T>(
  rows: readonly T[],
  keys: (row: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows)
    for (const key of keys(row)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [row]);
      else group.push(row);
    }
  return groups;
}
