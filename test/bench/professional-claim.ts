import { FIRST_NAMES, LAST_NAMES } from './names.ts';
import type { Household, InventedPerson, Population } from './population.ts';
import { npiOf } from './population.ts';
import type { Random } from './random.ts';
import { amount, type SetText, serviceDay } from './set-text.ts';

/** What a generated claim adds to the truth file. */
export interface ClaimTruth {
  readonly chargeCents: number;
  readonly lines: number;
}

export interface ClaimDraw {
  readonly random: Random;
  readonly population: Population;
  /** Procedure codes with a payable fee. */
  readonly procedures: readonly string[];
  readonly household: Household;
  readonly patient: InventedPerson;
}

const DAYS_OF_SERVICE = 290;
const VISITS = ['99202', '99203', '99204', '99212', '99213', '99213', '99213', '99214', '99214', '99215'];
export const DIAGNOSES =
  'E119 I10 J029 J069 J189 K219 M545 M25511 N390 R0789 R1031 R509 R5383 Z0000 Z23 E785 F411 G43909 H6691 L309 M1711 S93401A'.split(
    ' ',
  );
const LINE_COUNTS = [1, 1, 2, 2, 3, 3, 3, 4, 5, 6];
const NDCS = ['00000000101', '00000000202', '00000000303', '00000000404'];

/** CLM and all that follows it in one 837P claim of one to six lines. */
export function addProfessionalClaim(set: SetText, draw: ClaimDraw): ClaimTruth {
  const { random } = draw;
  const lines = Array.from({ length: random.pick(LINE_COUNTS) }, (_, index) => ({
    procedure: index === 0 ? random.pick(VISITS) : random.pick(draw.procedures),
    chargeCents: random.between(25, 480) * 100 + random.pick([0, 0, 0, 25, 50, 75]),
    units: random.chance(0.1) ? random.between(2, 4) : 1,
  }));
  const chargeCents = lines.reduce((sum, line) => sum + line.chargeCents, 0);
  const place = random.pick(['11', '11', '11', '11', '22', '21']);
  const day = random.between(0, DAYS_OF_SERVICE);
  set.add(`CLM*${claimId(random)}*${amount(chargeCents)}***${place}:B:1*Y*A*Y*Y`);
  if (random.chance(0.15)) set.add(`DTP*431*D8*${serviceDay(Math.max(0, day - random.between(0, 20)))}`);
  if (place === '21') set.add(`DTP*435*D8*${serviceDay(day)}`);
  if (random.chance(0.05)) set.add(`AMT*F5*${amount(random.between(10, 40) * 100)}`);
  if (random.chance(0.06)) set.add(`REF*G1*AUTH${random.digits(8)}`);
  if (random.chance(0.6)) set.add(`REF*D9*${random.digits(14)}`);
  if (random.chance(0.05)) set.add('NTE*ADD*SEEN AND TREATED THE SAME DAY');
  const diagnoses = diagnosesOf(random, 6);
  set.add(`HI*${diagnoses.map((code, index) => `${index === 0 ? 'ABK' : 'ABF'}:${code}`).join('*')}`);
  if (random.chance(0.2)) set.add(`NM1*DN*1*${personName(random)}****XX*${randomNpi(random)}`);
  if (random.chance(0.7)) {
    set.add(`NM1*82*1*${personName(random)}****XX*${randomNpi(random)}`);
    set.add('PRV*PE*PXC*207Q00000X');
  }
  if (random.chance(0.15)) {
    set.add(`NM1*77*2*${random.pick(LAST_NAMES)} EXAMPLE HALL*****XX*${randomNpi(random)}`);
    set.add(`N3*${random.between(1, 999)} ORCHARD AVE`);
    set.add('N4*SEATTLE*WA*981010001');
  }
  if (random.chance(0.07)) addOtherPayer(set, draw);
  lines.forEach((line, index) => {
    const isVisit = line.procedure.startsWith('992');
    const modifier = isVisit && lines.length > 1 && random.chance(0.3) ? ':25' : '';
    const pointers = diagnoses.length > 1 && random.chance(0.4) ? '1:2' : '1';
    set.add(`LX*${index + 1}`);
    set.add(`SV1*HC:${line.procedure}${modifier}*${amount(line.chargeCents)}*UN*${line.units}***${pointers}`);
    set.add(
      random.chance(0.08)
        ? `DTP*472*RD8*${serviceDay(day)}-${serviceDay(day + random.between(1, 3))}`
        : `DTP*472*D8*${serviceDay(day)}`,
    );
    set.add(`REF*6R*${random.digits(10)}`);
    if (random.chance(0.03)) {
      set.add(`LIN**N4*${random.pick(NDCS)}`);
      set.add(`CTP****${random.between(1, 30)}*${random.pick(['ML', 'UN', 'GR'])}`);
    }
  });
  return { chargeCents, lines: lines.length };
}

/** 2320 with 2330A and 2330B: a second payer after ours. */
export function addOtherPayer(set: SetText, { random, household }: ClaimDraw): void {
  const { subscriber, street, city, postalCode } = household;
  set.add(`SBR*S*18*GRP${random.digits(4)}******CI`);
  set.add('OI***Y***Y');
  set.add(`NM1*IL*1*${subscriber.lastName}*${subscriber.firstName}****MI*X${random.digits(9)}`);
  set.add(`N3*${street}`);
  set.add(`N4*${city}*WA*${postalCode}`);
  set.add('NM1*PR*2*SECOND EXAMPLE PLAN*****PI*SECOND01');
}

/** CLM01 at random: sequential ids would flatter any index on them. */
export function claimId(random: Random): string {
  const part = (): string => Math.floor(random.next() * 36 ** 6).toString(36);
  return `${part()}-${part()}`.toUpperCase();
}

export function diagnosesOf(random: Random, most: number): string[] {
  const codes = new Set([random.pick(DIAGNOSES)]);
  for (let extra = random.pick([0, 0, 1, 1, 2, 3, most - 1]); extra > 0; extra -= 1)
    codes.add(random.pick(DIAGNOSES));
  return [...codes];
}

export function personName(random: Random): string {
  return `${random.pick(LAST_NAMES)}*${random.pick(FIRST_NAMES)}`;
}

export function randomNpi(random: Random): string {
  return npiOf(random.between(290_000_000, 290_009_999));
}
