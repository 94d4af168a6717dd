import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIRST_NAMES, LAST_NAMES } from './names.ts';
import { Random } from './random.ts';

export interface PopulationOptions {
  readonly members: number;
  readonly providers: number;
  readonly seed: number;
}

export interface InventedPerson {
  readonly memberId: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly birthDate: string;
  readonly gender: string;
  /** PAT01, 18 for the subscriber. */
  readonly relationship: string;
}

export interface Household {
  readonly subscriber: InventedPerson;
  readonly dependents: readonly InventedPerson[];
  readonly coverage: (typeof COVERAGES)[number];
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
}

export interface InventedProvider {
  readonly npi: string;
  readonly taxId: string;
  readonly name: string;
  readonly taxonomy: string;
  readonly isFacility: boolean;
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
}

/** Who is covered and who bills: the claims refer to these and only these, and people come back again and again. */
export interface Population {
  readonly households: readonly Household[];
  readonly clinics: readonly InventedProvider[];
  readonly facilities: readonly InventedProvider[];
}

/** The plans of `specs/payers/91051.xml`, with how often each is drawn. */
const COVERAGES = [
  { planId: 'KPWA-HMO', lineOfBusiness: 'commercial', employerGroup: '', filing: 'HM', weight: 45 },
  { planId: 'KPWA-PPO', lineOfBusiness: 'commercial', employerGroup: '', filing: '12', weight: 20 },
  { planId: 'KPWA-MA', lineOfBusiness: 'medicare-advantage', employerGroup: '', filing: '16', weight: 15 },
  { planId: 'KPWA-MEDICAID', lineOfBusiness: 'medicaid', employerGroup: '', filing: 'MC', weight: 8 },
  {
    planId: 'SELF-CEDARMILL',
    lineOfBusiness: 'self-funded',
    employerGroup: 'CEDARMILL',
    filing: '12',
    weight: 6,
  },
  {
    planId: 'SELF-NORTHFERRY',
    lineOfBusiness: 'self-funded',
    employerGroup: 'NORTHFERRY',
    filing: '12',
    weight: 4,
  },
  { planId: 'KPWA-FEP', lineOfBusiness: 'fep', employerGroup: '', filing: 'OF', weight: 2 },
] as const;
const COVERAGE_DRAW = COVERAGES.flatMap((coverage) => Array<typeof coverage>(coverage.weight).fill(coverage));

const TOWNS = [
  ['SEATTLE', '98101'],
  ['SEATTLE', '98122'],
  ['BELLEVUE', '98004'],
  ['RENTON', '98055'],
  ['TACOMA', '98402'],
  ['OLYMPIA', '98501'],
  ['SPOKANE', '99201'],
  ['EVERETT', '98201'],
] as const;
const STREETS = [
  'ALDER',
  'BIRCH',
  'CEDAR',
  'FERN',
  'HARBOR',
  'LAKE',
  'MAPLE',
  'ORCHARD',
  'RIDGE',
  'SOUND',
] as const;
const FIRST_MEMBER_ID = 20_000_000;
const FIRST_TAX_ID = 910_001_000;
/** One provider in five is a hospital; the rest bill professional claims. */
const FACILITY_EVERY = 5;
const PARTNER = 'harborclear';

export function inventPopulation({ members, providers, seed }: PopulationOptions): Population {
  const random = new Random(seed ^ 0x5eed);
  const households: Household[] = [];
  for (let count = 0; count < members; ) {
    const size = Math.min(members - count, random.pick([1, 1, 1, 2, 2, 3, 4, 5]));
    households.push(inventHousehold(random, FIRST_MEMBER_ID + count, size));
    count += size;
  }
  const all = Array.from({ length: providers }, (_, index) => inventProvider(random, index));
  return {
    households,
    clinics: all.filter(({ isFacility }) => !isFacility),
    facilities: all.filter(({ isFacility }) => isFacility),
  };
}

function inventHousehold(random: Random, firstId: number, size: number): Household {
  const lastName = random.pick(LAST_NAMES);
  const person = (index: number): InventedPerson => {
    const isChild = index > 1;
    const year = isChild ? random.between(2008, 2023) : random.between(1945, 2004);
    return {
      memberId: String(firstId + index),
      lastName,
      firstName: random.pick(FIRST_NAMES),
      middleName: random.chance(0.3) ? random.pick(['A', 'B', 'C', 'J', 'L', 'M']) : '',
      birthDate: `${year}${twoDigits(random.between(1, 12))}${twoDigits(random.between(1, 28))}`,
      gender: random.pick(['F', 'M']),
      relationship: index === 0 ? '18' : isChild ? '19' : '01',
    };
  };
  const [city, postalCode] = random.pick(TOWNS);
  const people = Array.from({ length: size }, (_, index) => person(index));
  return {
    subscriber: people[0]!,
    dependents: people.slice(1),
    coverage: random.pick(COVERAGE_DRAW),
    street: `${random.between(1, 9999)} ${random.pick(STREETS)} ST`,
    city,
    postalCode,
  };
}

function inventProvider(random: Random, index: number): InventedProvider {
  const isFacility = index % FACILITY_EVERY === FACILITY_EVERY - 1;
  const [city, postalCode] = random.pick(TOWNS);
  const word = random.pick(LAST_NAMES);
  return {
    npi: npiOf(200_000_000 + index),
    taxId: String(FIRST_TAX_ID + index),
    name: isFacility ? `${word} EXAMPLE HOSPITAL ${index}` : `${word} EXAMPLE CLINIC ${index}`,
    taxonomy: isFacility
      ? '282N00000X'
      : random.pick(['207Q00000X', '207R00000X', '208000000X', '193200000X']),
    isFacility,
    street: `${random.between(1, 9999)} ${random.pick(STREETS)} AVE`,
    city,
    postalCode: `${postalCode}0001`,
  };
}

/** Nine digits with the check digit of a National Provider Identifier. */
export function npiOf(nineDigits: number): string {
  const text = String(nineDigits);
  // 24 is what the issuer prefix 80840 adds; in the ten digits the even positions from the left are doubled.
  let sum = 24;
  for (let index = 0; index < 9; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return `${text}${(10 - (sum % 10)) % 10}`;
}

/** Writes members.csv, providers.csv and contracts.csv in the form of the importers. */
export function writeReference(population: Population, folder: string): void {
  const members = [
    'member_id,subscriber_id,last_name,first_name,middle_name,suffix,birth_date,gender,plan_id,line_of_business,employer_group,from,to',
  ];
  for (const { subscriber, dependents, coverage } of population.households) {
    const cover = `${coverage.planId},${coverage.lineOfBusiness},${coverage.employerGroup},20240101,`;
    for (const person of [subscriber, ...dependents]) {
      const { memberId, lastName, firstName, middleName, birthDate, gender } = person;
      members.push(
        `${memberId},${subscriber.memberId},${lastName},${firstName},${middleName},,${birthDate},${gender},${cover}`,
      );
    }
  }
  const providers = ['npi,tax_id,name,taxonomy,facility,from,to'];
  const contracts = [
    'tax_id,npi,name,address_line_1,address_line_2,city,state,postal_code,payment_method,bank_routing,bank_account,remittance_partner,line_of_business,claim_kind,pricing_method,conversion_factor,percent_of_charge,from,to',
  ];
  for (const provider of [...population.clinics, ...population.facilities]) {
    const { npi, taxId, name, taxonomy, isFacility, street, city, postalCode } = provider;
    providers.push(`${npi},${taxId},${name},${taxonomy},${isFacility ? 'Y' : 'N'},20200101,`);
    const payee = `${taxId},${npi},${name},${street},,${city},WA,${postalCode},ACH,990000026,${taxId}1,${PARTNER}`;
    contracts.push(`${payee},*,professional,rbrvs,54.2500,,20240101,`);
    contracts.push(`${payee},medicare-advantage,professional,rbrvs,32.3465,,20240101,`);
    contracts.push(`${payee},*,institutional,percent-of-charge,,62.50,20240101,`);
  }
  writeFileSync(join(folder, 'members.csv'), `${members.join('\n')}\n`);
  writeFileSync(join(folder, 'providers.csv'), `${providers.join('\n')}\n`);
  writeFileSync(join(folder, 'contracts.csv'), `${contracts.join('\n')}\n`);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
