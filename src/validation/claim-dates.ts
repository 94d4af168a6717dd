import { type Claim, type Period, type ServiceLine, servicePeriod } from '../claim/claim.ts';
import { isDate8 } from '../x12/date.ts';
import type { Finding } from '../x12/finding.ts';
import { placeOfClaim, placeOfLine } from './claim-place.ts';
import type { ClaimPlaces } from './claim-places.ts';
import { validationFinding } from './finding-table.ts';

/** DTP01. */
const SERVICE = '472';
const STATEMENT = '434';
const ACCIDENT = '439';

/**
 * Dates against each other and against the day of receipt. Only real days are compared; what is none has its own
 * finding.
 *
 * @param receivedDate CCYYMMDD
 */
export function dateFindings(
  claim: Claim,
  receivedDate: string,
  physicalLines: readonly number[],
  places: ClaimPlaces,
): Finding[] {
  const findings: Finding[] = [];
  for (let index = 0; index < claim.dates.length; index += 1) {
    const date = claim.dates[index]!;
    if (!isReversed(date)) continue;
    const code = date.qualifier === STATEMENT ? 'CLAIM-STATEMENT-REVERSED' : 'CLAIM-DATES-REVERSED';
    findings.push(validationFinding(code, places.placeOf(claim, 'claim DTP', index, { elementOrdinal: 3 })));
  }
  const { part } = claim;
  if (part.kind === 'institutional') statementFindings(claim, receivedDate, places, findings);
  let dateIndex = 0;
  for (const line of claim.lines) {
    lineFindings(claim, line, dateIndex, receivedDate, physicalLines, places, findings);
    dateIndex += line.dates.length;
  }
  codeFindings(claim, places, findings);
  birthFindings(claim, receivedDate, findings);
  return findings;
}

function lineFindings(
  claim: Claim,
  line: ServiceLine,
  firstDate: number,
  receivedDate: string,
  physicalLines: readonly number[],
  places: ClaimPlaces,
  findings: Finding[],
): void {
  for (let index = 0; index < line.dates.length; index += 1) {
    if (!isReversed(line.dates[index]!)) continue;
    const place = places.placeOf(claim, 'line DTP', firstDate + index, { elementOrdinal: 3 });
    findings.push(validationFinding('LINE-DATES-REVERSED', place));
  }
  const { serviceDate } = line;
  if (serviceDate === undefined || isReversed(serviceDate)) return;
  if (isAfter(serviceDate.to, receivedDate)) {
    findings.push(validationFinding('LINE-DATE-FUTURE', placeOfLine(claim, line, physicalLines)));
    return;
  }
  const { part } = claim;
  if (part.kind !== 'institutional' || part.statementPeriod === undefined || isReversed(part.statementPeriod))
    return;
  if (
    isAfter(part.statementPeriod.from, serviceDate.from) ||
    isAfter(serviceDate.to, part.statementPeriod.to)
  ) {
    const index = firstDate + line.dates.findIndex(({ qualifier }) => qualifier === SERVICE);
    const place = places.placeOf(claim, 'line DTP', index, { elementOrdinal: 3 });
    findings.push(validationFinding('LINE-DATE-OUTSIDE-STATEMENT', place));
  }
}

function statementFindings(
  claim: Claim,
  receivedDate: string,
  places: ClaimPlaces,
  findings: Finding[],
): void {
  const { part } = claim;
  if (part.kind !== 'institutional' || part.statementPeriod === undefined) return;
  const { to } = part.statementPeriod;
  if (isAfter(to, receivedDate)) findings.push(validationFinding('CLAIM-DATE-FUTURE', placeOfClaim(claim)));
  if (isAfter(part.admissionDate, to)) {
    const index = claim.dates.findIndex(({ qualifier }) => qualifier === '435');
    findings.push(
      validationFinding(
        'CLAIM-ADMISSION-LATE',
        places.placeOf(claim, 'claim DTP', index, { elementOrdinal: 3 }),
      ),
    );
  }
}

function codeFindings(claim: Claim, places: ClaimPlaces, findings: Finding[]): void {
  for (let index = 0; index < claim.codes.length; index += 1) {
    const { period } = claim.codes[index]!;
    if (period !== undefined && isReversed(period)) {
      findings.push(validationFinding('CLAIM-SPAN-REVERSED', places.placeOfCode(claim, index, 4)));
    }
  }
}

function birthFindings(claim: Claim, receivedDate: string, findings: Finding[]): void {
  const { birthDate } = claim.patient;
  if (!isDate8(birthDate)) return;
  const { from, to } = servicePeriod(claim);
  if (birthDate > receivedDate || (isDate8(from) && birthDate > from)) {
    findings.push(validationFinding('CLAIM-BEFORE-BIRTH', placeOfClaim(claim)));
  }
  if (claim.dates.length === 0) return;
  const accident = claim.dates.find(({ qualifier }) => qualifier === ACCIDENT);
  if (accident !== undefined && isAfter(accident.from, to)) {
    findings.push(validationFinding('CLAIM-ACCIDENT-LATE', placeOfClaim(claim)));
  }
}

function isReversed({ from, to }: Period): boolean {
  return from !== to && isDate8(from) && isDate8(to) && from > to;
}

function isAfter(date: string | undefined, other: string): boolean {
  return date !== undefined && date.length === 8 && other.length === 8 && date > other && isDate8(date);
}
