import { type Claim, originalClaimNumber } from '../claim/claim.ts';
import type { Finding } from '../x12/finding.ts';
import { placeOfClaim, placeOfLine } from './claim-place.ts';
import { validationFinding } from './finding-table.ts';

const REPLACEMENT = '7';
const VOID = '8';

/** SV107 counts the composites of the diagnosis HI. */
const DIAGNOSES: ReadonlySet<string> = new Set(['ABK', 'ABF', 'BK', 'BF']);

/** The shape of our claim number, with or without a blank or hyphen between its parts (KP-22). */
const CLAIM_NUMBER = /(?<!\d)\d{5}[ -]?\d{7}[ -]?\d(?!\d)/;

/** SNIP 4, as far as no table is needed. `receivedDate` is CCYYMMDD. */
export function situationFindings(
  claim: Claim,
  receivedDate: string,
  physicalLines: readonly number[],
): Finding[] {
  const findings: Finding[] = [];
  if (lacksOriginalNumber(claim)) {
    findings.push(validationFinding('CLAIM-ORIGINAL-NUMBER', { ...placeOfClaim(claim), elementOrdinal: 5 }));
  }
  const { part } = claim;
  if (part.kind === 'institutional' && isAfter(part.statementPeriod?.to, receivedDate)) {
    findings.push(validationFinding('CLAIM-DATE-FUTURE', placeOfClaim(claim)));
  }
  const diagnoses = claim.codes.filter((code) => DIAGNOSES.has(code.qualifier)).length;
  for (const line of claim.lines) {
    if (isAfter(line.serviceDate?.to, receivedDate)) {
      findings.push(validationFinding('LINE-DATE-FUTURE', placeOfLine(claim, line, physicalLines)));
    }
    if (line.pointers.some((pointer) => !pointsAtDiagnosis(pointer, diagnoses))) {
      const place = { ...placeOfLine(claim, line, physicalLines), elementOrdinal: 7 };
      findings.push(validationFinding('LINE-DIAGNOSIS-POINTER', place));
    }
  }
  return findings;
}

function lacksOriginalNumber(claim: Claim): boolean {
  if (claim.frequency !== REPLACEMENT && claim.frequency !== VOID) return false;
  if (originalClaimNumber(claim).trim() !== '') return false;
  return !claim.notes.some((note) => CLAIM_NUMBER.test(note.text));
}

/** Only a date of eight digits is compared; another form has its own finding. */
function isAfter(date: string | undefined, receivedDate: string): boolean {
  return date !== undefined && date.length === 8 && date > receivedDate;
}

function pointsAtDiagnosis(pointer: string, diagnoses: number): boolean {
  const position = Number(pointer);
  return Number.isInteger(position) && position >= 1 && position <= diagnoses;
}
