import { type Claim, originalClaimNumber, type ServiceLine } from '../claim/claim.ts';
import type { Finding } from '../x12/finding.ts';
import type { BrokenParts } from './broken-parts.ts';
import { lacksDays } from './claim-codes.ts';
import { placeOfClaim, placeOfLine } from './claim-place.ts';
import { type ValidationFindingCode, validationFinding } from './finding-table.ts';

const REPLACEMENT = '7';
const VOID = '8';

/** SV107 counts the composites of the diagnosis HI. */
const DIAGNOSES: ReadonlySet<string> = new Set(['ABK', 'ABF', 'BK', 'BF']);

/** The shape of our claim number, with or without a blank or hyphen between its parts (KP-22). */
const CLAIM_NUMBER = /(?<!\d)\d{5}[ -]?\d{7}[ -]?\d(?!\d)/;

/** SNIP 4 inside a claim and its lines, as far as dates and other payers play no part. */
export function situationFindings(
  claim: Claim,
  physicalLines: readonly number[],
  broken: BrokenParts,
): Finding[] {
  const findings: Finding[] = [];
  if (!broken.has('CLM', 'REF', 'NTE') && lacksOriginalNumber(claim)) {
    const place = { ...placeOfClaim(claim), elementOrdinal: 5, componentOrdinal: 3 };
    findings.push(validationFinding('CLAIM-ORIGINAL-NUMBER', place));
  }
  const isProfessional = claim.part.kind === 'professional';
  const diagnoses = isProfessional ? claim.codes.filter((code) => DIAGNOSES.has(code.qualifier)).length : 0;
  const controlNumbers = new Set<string>();
  claim.lines.forEach((line, index) => {
    const tell = (code: ValidationFindingCode, elementOrdinal: number) =>
      findings.push(validationFinding(code, { ...placeOfLine(claim, line, physicalLines), elementOrdinal }));
    if (
      /^\d+$/.test(line.lineNumber) &&
      !broken.has('LX') &&
      Number(line.lineNumber) !== index + 1 &&
      isFirstOutOfStep(claim.lines, index)
    ) {
      findings.push(validationFinding('LINE-NUMBER', placeOfLx(claim, line, physicalLines)));
    }
    if (isProfessional && broken.has('HI', 'SV1')) return;
    if (isProfessional) checkPointers(line, diagnoses, tell);
    else if (lacksDays(line)) tell('LINE-DAYS-MISSING', 5);
    if (line.controlNumber === '') return;
    if (controlNumbers.has(line.controlNumber)) tell('LINE-CONTROL-NUMBER-TWICE', 1);
    controlNumbers.add(line.controlNumber);
  });
  return findings;
}

function checkPointers(
  { pointers }: ServiceLine,
  diagnoses: number,
  tell: (code: ValidationFindingCode, elementOrdinal: number) => void,
): void {
  if (pointers.some((pointer) => !pointsAtDiagnosis(pointer, diagnoses))) tell('LINE-DIAGNOSIS-POINTER', 7);
  else if (new Set(pointers).size !== pointers.length) tell('LINE-POINTER-TWICE', 7);
}

/** After a line out of step the count goes on from it: one mistake, one finding. */
function isFirstOutOfStep(lines: readonly ServiceLine[], index: number): boolean {
  const previous = index === 0 ? 0 : Number(lines[index - 1]!.lineNumber);
  const own = Number(lines[index]!.lineNumber);
  if (own === previous + 1) return false;
  // The line after one wrong number is right again.
  return !(index > 0 && own === index + 1);
}

function placeOfLx(claim: Claim, line: ServiceLine, physicalLines: readonly number[]) {
  const { segmentOrdinal } = line;
  return { ...placeOfLine(claim, line, physicalLines), segmentOrdinal, segmentId: 'LX', elementOrdinal: 1 };
}

function lacksOriginalNumber(claim: Claim): boolean {
  if (claim.frequency !== REPLACEMENT && claim.frequency !== VOID) return false;
  if (originalClaimNumber(claim).trim() !== '') return false;
  return !claim.notes.some((note) => CLAIM_NUMBER.test(note.text));
}

/** A pointer that is no position at all has its own finding. */
function pointsAtDiagnosis(pointer: string, diagnoses: number): boolean {
  const position = Number(pointer);
  return !(Number.isInteger(position) && position >= 1 && position <= 12) || position <= diagnoses;
}
