import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readChunks } from '../../src/batch/archive.ts';
import { IntakeReading } from '../../src/batch/intake-reading.ts';
import type { Claim, Party, Person } from '../../src/claim/claim.ts';
import type { GuideCatalogue } from '../../src/guide/guide-catalogue.ts';
import { importReference, type ReferenceKind } from '../../src/reference/importers/import-reference.ts';
import { checkParcel } from '../../src/validation/check-parcel.ts';
import { DEFAULT_POLICY } from '../../src/validation/severity.ts';
import { SAMPLE_PARTNER } from './sample-specs.ts';

const MEMBER_COLUMNS =
  'member_id,subscriber_id,last_name,first_name,middle_name,suffix,birth_date,gender,plan_id,line_of_business,employer_group,from,to';
const PROVIDER_COLUMNS = 'npi,tax_id,name,taxonomy,facility,from,to';
const CONTRACT_COLUMNS =
  'tax_id,npi,name,address_line_1,address_line_2,city,state,postal_code,payment_method,bank_routing,bank_account,remittance_partner,line_of_business,claim_kind,pricing_method,conversion_factor,percent_of_charge,from,to';
const BEGIN = '19900101';
const UNKNOWN_BIRTH = '19700101';
const FIRST_DEPENDENT_ID = 90_000_000;

export interface SampleReference {
  readonly members: number;
  readonly payees: number;
  /** What the importers refuse, by their reason without line and column. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/** Every claim of a file that can be read at all, whatever becomes of its set. */
export function claimsOfFile(path: string, name: string, guides: GuideCatalogue): Claim[] {
  const claims: Claim[] = [];
  const reading = new IntakeReading(name, guides);
  const context = { guides, policy: DEFAULT_POLICY, receivedDate: '20991231', profiles: [] };
  const take = (events: ReturnType<IntakeReading['push']>): void => {
    for (const event of events) {
      if (event.kind === 'parcel') checkParcel(event.parcel, context, ({ claim }) => claims.push(claim));
    }
  };
  for (const chunk of readChunks(path)) take(reading.push(chunk));
  take(reading.end().events);
  return claims;
}

/**
 * Members with the names as submitted, and a provider and a contract for every billing pair of tax id and NPI, in the
 * form of the importers. Of people under one id the first is the member; rows an importer refuses are left out.
 */
export function writeSampleReference(claims: readonly Claim[], folder: string): SampleReference {
  const leftOut = new Map<string, number>();
  const members = keep('members', MEMBER_COLUMNS, memberRows(claims), leftOut);
  const payees = new Map<string, Claim>();
  const billers = new Map<string, Claim>();
  for (const claim of claims) {
    const { taxId, npi } = claim.billing;
    if (!payees.has(`${taxId.trim()}-${npi.trim()}`)) payees.set(`${taxId.trim()}-${npi.trim()}`, claim);
    if (!billers.has(npi.trim())) billers.set(npi.trim(), claim);
  }
  const contracts = keep('contracts', CONTRACT_COLUMNS, [...payees.values()].map(contractRows), leftOut);
  const providers = keep('providers', PROVIDER_COLUMNS, [...billers.values()].map(providerRows), leftOut);
  writeTable(join(folder, 'members.csv'), MEMBER_COLUMNS, members);
  writeTable(join(folder, 'contracts.csv'), CONTRACT_COLUMNS, contracts);
  writeTable(join(folder, 'providers.csv'), PROVIDER_COLUMNS, providers);
  return { members: members.flat().length, payees: contracts.length, leftOut };
}

/** One group of rows for every subscriber with its dependents. */
function memberRows(claims: readonly Claim[]): string[][] {
  const families = new Map<string, { readonly rows: string[]; readonly seen: Set<string> }>();
  let nextDependent = FIRST_DEPENDENT_ID;
  for (const { subscriber, patient } of claims) {
    const id = memberIdOf(subscriber);
    let family = families.get(id);
    if (family === undefined) {
      family = { rows: [memberRow(id, id, subscriber)], seen: new Set() };
      families.set(id, family);
    }
    if (patient.relationship === '18') continue;
    const key = JSON.stringify([patient.lastName, patient.firstName, patient.middleName, patient.birthDate]);
    if (family.seen.has(key)) continue;
    family.seen.add(key);
    family.rows.push(memberRow(String(nextDependent), id, patient));
    nextDependent += 1;
  }
  return [...families.values()].map(({ rows }) => rows);
}

/** KP-03: an id of digits is filled with zeros to eight. */
function memberIdOf(person: Person): string {
  const id = person.id.trim();
  return /^\d+$/.test(id) ? id.padStart(8, '0') : id;
}

function memberRow(memberId: string, subscriberId: string, person: Person): string {
  const { lastName, firstName, middleName, suffix, birthDate, gender } = person;
  return row([
    memberId,
    subscriberId,
    lastName,
    firstName,
    middleName,
    suffix,
    /^\d{8}$/.test(birthDate) ? birthDate : UNKNOWN_BIRTH,
    ['F', 'M'].includes(gender) ? gender : 'U',
    'KPWA-HMO',
    'commercial',
    '',
    BEGIN,
    '',
  ]);
}

function providerRows({ billing }: Claim): string[] {
  const taxonomy = /^[A-Z0-9]{9}X$/.test(billing.taxonomy) ? billing.taxonomy : '193200000X';
  return [row([billing.npi.trim(), billing.taxId.trim(), nameOf(billing), taxonomy, 'N', BEGIN, ''])];
}

function contractRows({ billing }: Claim): string[] {
  const { address } = billing;
  const postalCode = address?.postalCode.trim() ?? '';
  const payee = [
    billing.taxId.trim(),
    billing.npi.trim(),
    nameOf(billing),
    address?.lines[0]?.trim() || '1 EXAMPLE ST',
    '',
    address?.city.trim() || 'SEATTLE',
    /^[A-Z]{2}$/.test(address?.state ?? '') ? address!.state : 'WA',
    /^\d{5}(\d{4})?$/.test(postalCode) ? postalCode : '98101',
    'CHK',
    '',
    '',
    SAMPLE_PARTNER,
    '*',
  ];
  return [
    row([...payee, 'professional', 'percent-of-charge', '', '80', BEGIN, '']),
    row([...payee, 'institutional', 'percent-of-charge', '', '60', BEGIN, '']),
  ];
}

function nameOf({ lastName, firstName }: Party): string {
  return (
    [lastName, firstName]
      .filter((part) => part !== '')
      .join(' ')
      .trim() || 'UNNAMED'
  );
}

function row(fields: readonly string[]): string {
  return fields
    .map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',');
}

/** The groups of rows that the importer takes by themselves. */
function keep(
  kind: ReferenceKind,
  columns: string,
  groups: readonly string[][],
  leftOut: Map<string, number>,
): string[][] {
  return groups.filter((group) => {
    const text = `${columns}\n${group.join('\n')}\n`;
    const { problems } = importReference(kind, text, { file: kind, effective: BEGIN });
    const reason = problems[0]?.replace(/^\S+ /, `${kind} `);
    if (reason !== undefined) leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
    return reason === undefined;
  });
}

function writeTable(path: string, columns: string, groups: readonly string[][]): void {
  writeFileSync(path, `${[columns, ...groups.flat()].join('\n')}\n`);
}
