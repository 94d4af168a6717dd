import type { AcknowledgmentCodes, Finding, FindingLevel, Severity, SnipType } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';

interface GuideFinding {
  readonly snip: SnipType;
  readonly acknowledgment: AcknowledgmentCodes;
  readonly message: string;
  readonly hint: string;
  /** `report`: said, but refuses nothing; without it the finding refuses what it spoils. */
  readonly severity?: Severity;
}

function entry(
  snip: SnipType,
  acknowledgment: AcknowledgmentCodes,
  message: string,
  hint: string,
): GuideFinding {
  return { snip, acknowledgment, message, hint };
}

/**
 * Everything this room can find. Each is of level set where it stands outside a claim, of level claim inside one,
 * and refuses what it spoils.
 */
export const GUIDE_FINDINGS = Object.freeze({
  'GUIDE-SEGMENT-UNKNOWN': entry(
    1,
    { ik304: '1' },
    'The segment id is none of the X12 standard.',
    'Leave the segment out.',
  ),
  'GUIDE-SEGMENT-FOREIGN': entry(
    1,
    { ik304: '6' },
    'The segment does not belong to this transaction set.',
    'Leave the segment out.',
  ),
  'GUIDE-SEGMENT-UNEXPECTED': entry(
    1,
    { ik304: '2' },
    'The segment is not defined at this place.',
    'Is the segment that starts its loop missing?',
  ),
  'GUIDE-SEGMENT-ORDER': entry(
    1,
    { ik304: '7' },
    'The segment comes after one that has to follow it.',
    'Send the segments of a loop in the order of the guide.',
  ),
  'GUIDE-SEGMENT-OVER-MAX': entry(
    2,
    { ik304: '5' },
    'The segment is repeated more often than the guide allows.',
    'Further repetitions in the same loop are not reported.',
  ),
  'GUIDE-LOOP-OVER-MAX': entry(
    2,
    { ik304: '4' },
    'The loop is repeated more often than the guide allows.',
    'Further repetitions in the same loop are not reported.',
  ),
  'GUIDE-SEGMENT-MISSING': entry(
    1,
    { ik304: '3' },
    'A required segment is missing.',
    'The place is where it was expected.',
  ),
  'GUIDE-QUALIFIED-SEGMENT-MISSING': entry(
    2,
    { ik304: 'I8' },
    'A segment the guide requires with this qualifier is missing.',
    'The place is where it was expected.',
  ),
  'GUIDE-LOOP-MISSING': entry(
    2,
    { ik304: 'I7' },
    'A loop the guide requires is missing.',
    'The place is where its first segment was expected.',
  ),
  'GUIDE-LOOP-START-MISSING': entry(
    1,
    { ik304: '3' },
    'The segment that starts a loop is missing; its content was read as the loop.',
    'The place is where it was expected.',
  ),
  'GUIDE-QUALIFIER-NOT-USED': entry(
    2,
    { ik304: '8', ik403: 'I6' },
    'The qualifier is not used in this loop; the segment was not read.',
    'Send a qualifier the guide lists for this loop.',
  ),
  'GUIDE-QUALIFIER-UNKNOWN': entry(
    1,
    { ik304: '8', ik403: '7' },
    'The qualifier is not a code any of the guides knows; the segment was not read.',
    'Send a qualifier the guide lists for this loop.',
  ),

  'GUIDE-HL01-SEQUENCE': {
    ...entry(
      1,
      { ik304: '8', ik403: '7', dataElement: '628' },
      'HL01 does not count the HL segments of the set from 1 without a gap.',
      'Number the HL segments 1, 2, 3 …',
    ),
    severity: 'report',
  },
  'GUIDE-HL02-PARENT': entry(
    1,
    { ik304: '8', ik403: '7', dataElement: '734' },
    'HL02 does not name the level this one stands under.',
    'HL02 is the HL01 of the next higher level before it.',
  ),
  'GUIDE-HL04-CHILDREN': {
    ...entry(
      1,
      { ik304: '8', ik403: '7', dataElement: '736' },
      'HL04 does not agree with the levels that follow.',
      'HL04 is 1 when subordinate levels follow, else 0.',
    ),
    severity: 'report',
  },

  'GUIDE-ELEMENT-MISSING': entry(
    1,
    { ik304: '8', ik403: '1' },
    'A required element is missing.',
    'Fill the element.',
  ),
  'GUIDE-ELEMENT-NOT-USED': entry(
    2,
    { ik304: '8', ik403: 'I10' },
    'An element is sent that the guide does not use.',
    'Leave the element empty.',
  ),
  'GUIDE-ELEMENTS-TOO-MANY': entry(
    1,
    { ik304: '8', ik403: '3' },
    'The segment has more elements than the guide defines.',
    'Is a separator part of a value?',
  ),
  'GUIDE-COMPONENTS-TOO-MANY': entry(
    1,
    { ik304: '8', ik403: '13' },
    'The element has more components than the guide defines.',
    'Is a separator part of a value?',
  ),
  'GUIDE-REPETITIONS-TOO-MANY': entry(
    1,
    { ik304: '8', ik403: '12' },
    'The element is repeated more often than the guide allows.',
    'Is the repetition separator part of a value?',
  ),
  'GUIDE-ELEMENT-TOO-SHORT': entry(
    1,
    { ik304: '8', ik403: '4' },
    'The element is shorter than allowed.',
    'See the lengths in the guide.',
  ),
  'GUIDE-ELEMENT-TOO-LONG': entry(
    1,
    { ik304: '8', ik403: '5' },
    'The element is longer than allowed.',
    'See the lengths in the guide.',
  ),
  'GUIDE-ELEMENT-CHARACTERS': entry(
    1,
    { ik304: '8', ik403: '6' },
    'The element holds a character its type does not allow.',
    'Numbers have digits, a leading minus sign and, for decimals, one point.',
  ),
  'GUIDE-CODE-NOT-USED': entry(
    2,
    { ik304: '8', ik403: 'I6' },
    'The code is known but not used here.',
    'Send a code the guide lists for this element.',
  ),
  'GUIDE-CODE-UNKNOWN': entry(
    1,
    { ik304: '8', ik403: '7' },
    'The code is in none of the lists of the guides for this data element.',
    'Send a code the guide lists for this element.',
  ),
  'GUIDE-ELEMENT-DATE': entry(
    1,
    { ik304: '8', ik403: '8' },
    'The element is no day of the calendar.',
    'D8 is CCYYMMDD, RD8 is CCYYMMDD-CCYYMMDD.',
  ),
  'GUIDE-ELEMENT-FORMAT': entry(
    2,
    { ik304: '8', ik403: 'I12' },
    'The value has not the form that the format qualifier before it announces.',
    'D8 is CCYYMMDD, RD8 CCYYMMDD-CCYYMMDD, DT CCYYMMDDHHMM, TM HHMM.',
  ),
  'GUIDE-ELEMENT-TIME': entry(
    1,
    { ik304: '8', ik403: '9' },
    'The element is no time of day.',
    'Send HHMM, or with seconds.',
  ),
  'GUIDE-SYNTAX-CONDITION': entry(
    1,
    { ik304: '8', ik403: '2' },
    'An element is missing that another one of the segment calls for.',
    'Send both or neither.',
  ),
  'GUIDE-SYNTAX-EXCLUSION': entry(
    1,
    { ik304: '8', ik403: '10' },
    'Two elements are sent that exclude each other.',
    'Send one of them.',
  ),
  'GUIDE-AMOUNT-DIGITS': entry(
    2,
    { stc: 'A7:178' },
    'The amount has more than the ten digits HIPAA allows.',
    'Amounts reach up to 99999999.99.',
  ),
  'GUIDE-AMOUNT-DECIMALS': entry(
    2,
    { stc: 'A7:697 A7:178' },
    'The amount has more than two decimals.',
    'Amounts are dollars and cents.',
  ),
} satisfies Record<string, GuideFinding>);

export type GuideFindingCode = keyof typeof GUIDE_FINDINGS;

/**
 * @param level what is refused: the set, or the claim the place stands in
 * @param dataElement X12 number of the element in error (IK402)
 */
export function guideFinding(
  code: GuideFindingCode,
  place: Place,
  level: FindingLevel,
  dataElement = '',
  severity?: Severity,
): Finding {
  const entry: GuideFinding = GUIDE_FINDINGS[code];
  const { snip, acknowledgment, message, hint } = entry;
  const answer = dataElement === '' ? acknowledgment : { ...acknowledgment, dataElement };
  return {
    code,
    severity: severity ?? entry.severity ?? 'reject',
    snip,
    level,
    place,
    acknowledgment: answer,
    message,
    hint,
  };
}
