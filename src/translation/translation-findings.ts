import type { Finding, FindingLevel, Severity, SnipType } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';

interface TranslationFinding {
  readonly severity: Severity;
  readonly snip: SnipType;
  readonly level: FindingLevel;
  readonly message: string;
  readonly hint: string;
}

/** What cannot be carried over into another form, besides what the reader and the guides already say. */
export const TRANSLATION_FINDINGS = Object.freeze({
  'TRANSLATE-SPACING': {
    severity: 'report',
    snip: 1,
    level: 'interchange',
    message: 'What stands between the segments is not the same everywhere and is not kept.',
    hint: 'Written back as X12, every segment is followed by the line break that follows the ISA.',
  },
  'TRANSLATE-SET-UNKNOWN': {
    severity: 'report',
    snip: 2,
    level: 'set',
    message: 'There is no guide for this transaction set: its segments are given without loops and names.',
    hint: 'GS08 or ST03 names the guide; 837P, 837I, 835, 999, 277CA, 276 and 277 of 005010 are known.',
  },
  'TRANSLATE-SET-NOT-IN-VIEW': {
    severity: 'report',
    snip: 2,
    level: 'set',
    message: 'The transaction set has no place in this view and is left out.',
    hint: 'View `claims` holds 837, `remittances` 835, CSV the lines of either; `loops` holds every set.',
  },
  'TRANSLATE-AMOUNT': {
    severity: 'report',
    snip: 1,
    level: 'claim',
    message: 'An amount is no number of dollars and cents and is left out.',
    hint: 'The `loops` view gives it as it came.',
  },
  'TRANSLATE-CLAIM-OUTSIDE': {
    severity: 'report',
    snip: 1,
    level: 'claim',
    message: 'A claim stands outside every transaction set, or in one that cannot be read, and is left out.',
    hint: 'The envelope findings say what is missing: GS, ST, or their trailers.',
  },
  'TRANSLATE-CHARACTER': {
    severity: 'report',
    snip: 1,
    level: 'line',
    message: 'A segment holds a control character that XML does not allow; it is given as U+FFFD.',
    hint: 'JSON carries it as it is.',
  },
  'TRANSLATE-UNWRITABLE': {
    severity: 'reject',
    snip: 1,
    level: 'set',
    message: 'A segment of the document cannot be written as X12 and is left out.',
    hint: 'A value holds a delimiter or a character beyond Latin-1, or an element key is not of its segment.',
  },
  'TRANSLATE-OUTSIDE-INTERCHANGE': {
    severity: 'reject',
    snip: 1,
    level: 'file',
    message: 'A segment of the document comes before the first ISA and is left out.',
    hint: 'The ISA says which delimiters the others are written with.',
  },
  'TRANSLATE-FINDINGS-LIMIT': {
    severity: 'report',
    snip: 1,
    level: 'file',
    message: 'There are more findings than are listed.',
    hint: 'Run `remit validate` on the file; it counts them.',
  },
} as const satisfies Record<string, TranslationFinding>);

export type TranslationFindingCode = keyof typeof TRANSLATION_FINDINGS;

export function translationFinding(code: TranslationFindingCode, place: Place): Finding {
  return { code, ...TRANSLATION_FINDINGS[code], place, acknowledgment: {} };
}
