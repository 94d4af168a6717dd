import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BlockWriter } from './block-writer.ts';
import { addInstitutionalClaim } from './institutional-claim.ts';
import { type Household, inventPopulation, type Population, writeReference } from './population.ts';
import { addProfessionalClaim } from './professional-claim.ts';
import { Random } from './random.ts';
import { SetText } from './set-text.ts';

export interface GenerateOptions {
  readonly type: 'P' | 'I';
  /** Megabytes of 10^6 bytes; the file ends with the first claim that reaches them. */
  readonly megabytes: number;
  readonly out: string;
  readonly seed?: number;
  /** Of members and providers, where they are not this file's own: two files about the same people. */
  readonly peopleSeed?: number;
  readonly claimsPerSet?: number;
  readonly members?: number;
  readonly providers?: number;
  /** Where members.csv, providers.csv and contracts.csv go; none are written without it. */
  readonly reference?: string;
}

/** What a reader of the file must find; written beside it as FILE.truth.json. */
export interface Truth {
  readonly bytes: number;
  readonly sets: number;
  readonly segments: number;
  readonly subscribers: number;
  readonly dependents: number;
  readonly claims: number;
  readonly lines: number;
  readonly chargeCents: number;
}

interface Guide {
  readonly version: string;
  readonly addClaim: typeof addProfessionalClaim;
  readonly billers: (population: Population) => Population['clinics'];
}

const GUIDES: Readonly<Record<'P' | 'I', Guide>> = {
  P: { version: '005010X222A1', addClaim: addProfessionalClaim, billers: ({ clinics }) => clinics },
  I: { version: '005010X223A2', addClaim: addInstitutionalClaim, billers: ({ facilities }) => facilities },
};
const SENDER = 'HARBORCLEAR';
const RECEIVER = '91051';
const FEES = fileURLToPath(new URL('../../edi-samples/reference/fee-schedule-2025.csv', import.meta.url));
const PAYABLE = ['A', 'R', 'T'];
const MOST_SUBSCRIBERS_PER_BILLER = 24;

/** Writes one interchange of invented claims in constant memory; the same options give the same bytes. */
export function generate837(options: GenerateOptions): Truth {
  const seed = options.seed ?? 1;
  const claimsPerSet = options.claimsPerSet ?? 100;
  const population = inventPopulation({
    members: options.members ?? 100_000,
    providers: options.providers ?? 5_000,
    seed: options.peopleSeed ?? seed,
  });
  mkdirSync(dirname(options.out), { recursive: true });
  if (options.reference !== undefined) {
    mkdirSync(options.reference, { recursive: true });
    writeReference(population, options.reference);
  }
  const guide = GUIDES[options.type];
  const controlNumber = String(seed % 1_000_000_000).padStart(9, '0');
  const file = new BlockWriter(options.out);
  file.write(
    `ISA*00*          *00*          *ZZ*${SENDER.padEnd(15)}*ZZ*${RECEIVER.padEnd(15)}*251103*1900*^*00501*${controlNumber}*0*P*:~` +
      `GS*HC*${SENDER}*${RECEIVER}*20251103*1900*${seed}*X*${guide.version}~`,
  );
  const claims = new ClaimStream(guide, population, new Random(seed));
  const limitBytes = options.megabytes * 1e6;
  let sets = 0;
  let segments = 2;
  while (file.lengthBytes < limitBytes) {
    sets += 1;
    const set = claims.nextSet(sets, claimsPerSet, limitBytes - file.lengthBytes);
    segments += set.segments;
    file.write(set.text);
  }
  file.write(`GE*${sets}*${seed}~IEA*1*${controlNumber}~`);
  file.close();
  const truth = { bytes: file.lengthBytes, sets, segments: segments + 2, ...claims.truth };
  writeFileSync(`${options.out}.truth.json`, `${JSON.stringify(truth, undefined, 2)}\n`);
  return truth;
}

class ClaimStream {
  readonly truth = { subscribers: 0, dependents: 0, claims: 0, lines: 0, chargeCents: 0 };
  readonly #guide: Guide;
  readonly #population: Population;
  readonly #random: Random;
  readonly #procedures = payableProcedures();

  constructor(guide: Guide, population: Population, random: Random) {
    this.#guide = guide;
    this.#population = population;
    this.#random = random;
  }

  nextSet(ordinal: number, claims: number, limitBytes: number): SetText {
    const set = new SetText();
    const control = String(ordinal).padStart(4, '0');
    set.add(`ST*837*${control}*${this.#guide.version}`);
    set.add(`BHT*0019*00*BATCH${control}*20251103*1900*CH`);
    set.add(`NM1*41*2*HARBOR CLEAR*****46*${SENDER}`);
    set.add('PER*IC*EDI DESK*TE*2065550100');
    set.add(`NM1*40*2*KAISER PERMANENTE WASHINGTON*****46*${RECEIVER}`);
    const end = this.truth.claims + claims;
    const isFull = (): boolean => this.truth.claims >= end || set.lengthBytes >= limitBytes;
    let level = 0;
    while (!isFull()) {
      level += 1;
      const billingLevel = level;
      this.#addBillingProvider(set, billingLevel);
      const subscribers = this.#random.between(1, MOST_SUBSCRIBERS_PER_BILLER);
      for (let index = 0; index < subscribers && !isFull(); index += 1) {
        level = this.#addSubscriber(set, level + 1, billingLevel, isFull);
      }
    }
    set.add(`SE*${set.segments + 1}*${control}`);
    return set;
  }

  #addBillingProvider(set: SetText, level: number): void {
    const provider = this.#random.pick(this.#guide.billers(this.#population));
    set.add(`HL*${level}**20*1`);
    set.add(`PRV*BI*PXC*${provider.taxonomy}`);
    set.add(`NM1*85*2*${provider.name}*****XX*${provider.npi}`);
    set.add(`N3*${provider.street}`);
    set.add(`N4*${provider.city}*WA*${provider.postalCode}`);
    set.add(`REF*EI*${provider.taxId}`);
  }

  /** One subscriber with the claims of one patient; returns the last HL number used. */
  #addSubscriber(set: SetText, level: number, billingLevel: number, isFull: () => boolean): number {
    const random = this.#random;
    const household = random.pick(this.#population.households);
    // Two thirds of the households have dependents: 0.29 of them gives 18 % of the patients.
    const isDependent = household.dependents.length > 0 && random.chance(0.29);
    const patient = isDependent ? random.pick(household.dependents) : household.subscriber;
    const { subscriber, coverage } = household;
    set.add(`HL*${level}*${billingLevel}*22*${isDependent ? 1 : 0}`);
    set.add(`SBR*P*${isDependent ? '' : '18'}*${coverage.planId}******${coverage.filing}`);
    set.add(`NM1*IL*1*${nameOf(subscriber)}**MI*${subscriber.memberId}`);
    if (!isDependent) addDemographics(set, household, patient);
    set.add(`NM1*PR*2*KAISER PERMANENTE WASHINGTON*****PI*${RECEIVER}`);
    if (isDependent) {
      set.add(`HL*${level + 1}*${level}*23*0`);
      set.add(`PAT*${patient.relationship}`);
      set.add(
        `NM1*QC*1*${patient.lastName}*${patient.firstName}${patient.middleName && `*${patient.middleName}`}`,
      );
      addDemographics(set, household, patient);
      this.truth.dependents += 1;
    }
    this.truth.subscribers += 1;
    const draw = { random, population: this.#population, procedures: this.#procedures, household, patient };
    for (let claims = random.chance(0.06) ? 2 : 1; claims > 0; claims -= 1) {
      const { chargeCents, lines } = this.#guide.addClaim(set, draw);
      this.truth.claims += 1;
      this.truth.lines += lines;
      this.truth.chargeCents += chargeCents;
      if (isFull()) break;
    }
    return isDependent ? level + 1 : level;
  }
}

function nameOf({ lastName, firstName, middleName }: Household['subscriber']): string {
  return `${lastName}*${firstName}*${middleName}*`;
}

function addDemographics(set: SetText, household: Household, person: Household['subscriber']): void {
  set.add(`N3*${household.street}`);
  set.add(`N4*${household.city}*WA*${household.postalCode}`);
  set.add(`DMG*D8*${person.birthDate}*${person.gender}`);
}

/** Codes of the shipped fee schedule with a value in and outside a facility, so that every generated line has a price. */
function payableProcedures(): string[] {
  const [, ...rows] = readFileSync(FEES, 'utf8').trim().split(/\r?\n/);
  return rows.flatMap((row) => {
    const [code, modifier, status, work, nonFacility, facility] = row.split(',');
    const hasValue = Number(work) > 0 && Number(nonFacility) > 0 && Number(facility) > 0;
    return modifier === '' && PAYABLE.includes(status!) && hasValue ? [code!] : [];
  });
}

function main(): void {
  const { values } = parseArgs({
    options: {
      type: { type: 'string', default: 'P' },
      mb: { type: 'string' },
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
      'people-seed': { type: 'string' },
      'per-st': { type: 'string', default: '100' },
      members: { type: 'string', default: '100000' },
      providers: { type: 'string', default: '5000' },
      reference: { type: 'string' },
    },
  });
  if (values.mb === undefined || values.out === undefined || !['P', 'I'].includes(values.type)) {
    console.error(
      'usage: node test/bench/generate-837.ts --type P|I --mb N --out FILE [--seed S] [--people-seed S] [--per-st 100]\n' +
        '         [--members 100000] [--providers 5000] [--reference DIR]',
    );
    process.exitCode = 2;
    return;
  }
  const truth = generate837({
    type: values.type as 'P' | 'I',
    megabytes: Number(values.mb),
    out: values.out,
    seed: Number(values.seed),
    ...(values['people-seed'] !== undefined && { peopleSeed: Number(values['people-seed']) }),
    claimsPerSet: Number(values['per-st']),
    members: Number(values.members),
    providers: Number(values.providers),
    ...(values.reference !== undefined && { reference: values.reference }),
  });
  console.log(JSON.stringify({ file: join(values.out), ...truth }));
}

if (import.meta.main) main();
