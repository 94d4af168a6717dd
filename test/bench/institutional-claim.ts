import {
  addOtherPayer,
  type ClaimDraw,
  type ClaimTruth,
  claimId,
  diagnosesOf,
  personName,
  randomNpi,
} from './professional-claim.ts';
import { amount, type SetText, serviceDay } from './set-text.ts';

const DAYS_OF_SERVICE = 280;
const BILL_TYPES = ['11', '11', '13', '13', '13', '14', '83'];
const LINE_COUNTS = [1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 9, 12];
const INPATIENT_REVENUE = ['0250', '0258', '0270', '0300', '0320', '0360', '0370', '0420', '0710'];
/** Revenue code and a procedure that goes with it. */
const OUTPATIENT_SERVICES = [
  ['0300', '36415'],
  ['0320', '71046'],
  ['0320', '73030'],
  ['0402', '76700'],
  ['0420', '97110'],
  ['0450', '99283'],
  ['0450', '99284'],
  ['0480', '93306'],
  ['0510', '99213'],
  ['0730', '93000'],
] as const;
/** A line stays below it, so that no claim of twelve lines reaches the threshold of bill review (KP-52). */
const MOST_LINE_DOLLARS = 1600;

/** CLM and all that follows it in one 837I claim of one to twelve lines. */
export function addInstitutionalClaim(set: SetText, draw: ClaimDraw): ClaimTruth {
  const { random } = draw;
  const billType = random.pick(BILL_TYPES);
  const isInpatient = billType === '11';
  const lines = Array.from({ length: random.pick(LINE_COUNTS) }, () => ({
    chargeCents: random.between(40, MOST_LINE_DOLLARS) * 100 + random.pick([0, 0, 25, 50]),
    units: random.chance(0.2) ? random.between(2, 5) : 1,
  }));
  const chargeCents = lines.reduce((sum, line) => sum + line.chargeCents, 0);
  const day = random.between(0, DAYS_OF_SERVICE);
  const lastDay = day + (isInpatient ? random.between(1, 5) : random.between(0, 1));
  set.add(`CLM*${claimId(random)}*${amount(chargeCents)}***${billType}:A:1**A*Y*Y`);
  if (isInpatient) set.add(`DTP*096*TM*${hour(random.between(8, 20))}`);
  set.add(`DTP*434*RD8*${serviceDay(day)}-${serviceDay(lastDay)}`);
  if (isInpatient) set.add(`DTP*435*DT*${serviceDay(day)}${hour(random.between(0, 23))}`);
  set.add(`CL1*${random.pick(['1', '2', '3'])}*1*01`);
  if (random.chance(0.5)) set.add(`REF*D9*${random.digits(14)}`);
  if (random.chance(0.8)) set.add(`REF*EA*MRN${random.digits(8)}`);
  addCodes(set, draw, isInpatient, day);
  set.add(`NM1*71*1*${personName(random)}****XX*${randomNpi(random)}`);
  set.add('PRV*AT*PXC*208600000X');
  if (isInpatient && random.chance(0.4)) set.add(`NM1*72*1*${personName(random)}****XX*${randomNpi(random)}`);
  if (random.chance(0.07)) addOtherPayer(set, draw);
  lines.forEach((line, index) => {
    set.add(`LX*${index + 1}`);
    if (isInpatient) {
      const isRoom = index === 0;
      const revenue = isRoom ? '0120' : random.pick(INPATIENT_REVENUE);
      const units = isRoom ? `DA*${lastDay - day}` : `UN*${line.units}`;
      set.add(`SV2*${revenue}**${amount(line.chargeCents)}*${units}`);
    } else {
      const [revenue, procedure] = random.pick(OUTPATIENT_SERVICES);
      set.add(`SV2*${revenue}*HC:${procedure}*${amount(line.chargeCents)}*UN*${line.units}`);
      set.add(`DTP*472*D8*${serviceDay(random.between(day, lastDay))}`);
    }
    set.add(`REF*6R*${random.digits(10)}`);
  });
  return { chargeCents, lines: lines.length };
}

function addCodes(set: SetText, { random }: ClaimDraw, isInpatient: boolean, day: number): void {
  const [principal, ...others] = diagnosesOf(random, 8);
  const present = (code: string): string =>
    isInpatient ? `${code}:::::::${random.pick(['Y', 'Y', 'N'])}` : code;
  set.add(`HI*${present(`ABK:${principal}`)}`);
  if (isInpatient) {
    set.add(`HI*ABJ:${principal}`);
    set.add(`HI*DR:${random.between(100, 989)}`);
  }
  if (others.length > 0) set.add(`HI*${others.map((code) => present(`ABF:${code}`)).join('*')}`);
  if (isInpatient && random.chance(0.4)) set.add(`HI*BBR:0DTJ4ZZ:D8:${serviceDay(day)}`);
  if (random.chance(0.1)) set.add(`HI*BI:74:RD8:${serviceDay(day)}-${serviceDay(day + 1)}`);
  if (random.chance(0.3)) set.add(`HI*BH:11:D8:${serviceDay(day)}`);
  if (random.chance(0.4)) set.add(`HI*BE:80:::${random.between(1, 5)}`);
  if (random.chance(0.2)) set.add('HI*BG:09');
}

function hour(value: number): string {
  return `${String(value).padStart(2, '0')}30`;
}
