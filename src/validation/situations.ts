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
  const { lines } = claim;
  const isProfessional = claim.part.kind === 'professional';
  const isPassedOver = isProfessional && broken.has('HI', 'SV1');
  const diagnoses = isProfessional ? countDiagnoses(claim.codes) : 0;
  const controlNumbers = new ControlNumbers(lines);
  const tell = (code: ValidationFindingCode, line: ServiceLine, elementOrdinal: number): void => {
    findings.push(validationFinding(code, { ...placeOfLine(claim, line, physicalLines), elementOrdinal }));
  };
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]!;
    if (isOutOfStep(lines, index) && !broken.has('LX')) {
      findings.push(validationFinding('LINE-NUMBER', placeOfLx(claim, line, physicalLines)));
    }
    if (isPassedOver) continue;
    if (isProfessional) {
      const code = faultOfPointers(line.pointers, diagnoses);
      if (code !== undefined) tell(code, line, 7);
    } else if (lacksDays(line)) tell('LINE-DAYS-MISSING', line, 5);
    if (controlNumbers.isTaken(index)) tell('LINE-CONTROL-NUMBER-TWICE', line, 1);
  }
  return findings;
}

/** Up to so many lines comparing each with each beats a set. */
const FEW_LINES = 16;

/** REF*6R of the lines before: asked in the order of the lines. */
class ControlNumbers {
  readonly #lines: readonly ServiceLine[];
  readonly #seen: Set<string> | undefined;

  constructor(lines: readonly ServiceLine[]) {
    this.#lines = lines;
    this.#seen = lines.length > FEW_LINES ? new Set() : undefined;
  }

  isTaken(index: number): boolean {
    const own = this.#lines[index]!.controlNumber;
    if (own === '') return false;
    if (this.#seen === undefined) {
      for (let before = 0; before < index; before += 1)
        if (this.#lines[before]!.controlNumber === own) return true;
      return false;
    }
    const isTaken = this.#seen.has(own);
    this.#seen.add(own);
    return isTaken;
  }
}

function countDiagnoses(codes: Claim['codes']): number {
  let count = 0;
  for (let index = 0; index < codes.length; index += 1)
    if (DIAGNOSES.has(codes[index]!.qualifier)) count += 1;
  return count;
}

function faultOfPointers(
  pointers: readonly string[],
  diagnoses: number,
): 'LINE-DIAGNOSIS-POINTER' | 'LINE-POINTER-TWICE' | undefined {
  for (let index = 0; index < pointers.length; index += 1)
    if (!pointsAtDiagnosis(pointers[index]!, diagnoses)) return 'LINE-DIAGNOSIS-POINTER';
  for (let index = 1; index < pointers.length; index += 1)
    if (pointers.indexOf(pointers[index]!) < index) return 'LINE-POINTER-TWICE';
  return undefined;
}

/** LX01 is a number, but not the next one. */
function isOutOfStep(lines: readonly ServiceLine[], index: number): boolean {
  const { lineNumber } = lines[index]!;
  if (lineNumber === String(index + 1)) return false;
  return /^\d+$/.test(lineNumber) && Number(lineNumber) !== index + 1 && isFirstOutOfStep(lines, index);
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
