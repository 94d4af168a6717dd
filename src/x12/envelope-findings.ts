import type { AcknowledgmentCodes, Finding, FindingLevel, Severity, SnipType } from './finding.ts';
import type { Place } from './place.ts';

interface EnvelopeFinding {
  readonly level: FindingLevel;
  readonly severity: Severity;
  readonly acknowledgment: AcknowledgmentCodes;
  readonly message: string;
  readonly hint: string;
}

/** All of SNIP type 1: the syntax of the standard. */
const SNIP: SnipType = 1;

function entry(
  level: FindingLevel,
  severity: Severity,
  acknowledgment: AcknowledgmentCodes,
  message: string,
  hint: string,
): EnvelopeFinding {
  return { level, severity, acknowledgment, message, hint };
}

const NO_ANSWER: AcknowledgmentCodes = {};

/** Everything this room can find, with the acknowledgment code it becomes and its severity where no partner says otherwise. */
export const ENVELOPE_FINDINGS = Object.freeze({
  'X12-FILE-EMPTY': entry(
    'file',
    'reject',
    NO_ANSWER,
    'The file has no content.',
    'Ask the sender to transmit it again.',
  ),
  'X12-FILE-GZIP': entry(
    'file',
    'reject',
    NO_ANSWER,
    'The file is compressed with gzip.',
    'Unpack it and hand it in again.',
  ),
  'X12-FILE-ZIP': entry(
    'file',
    'reject',
    NO_ANSWER,
    'The file is a zip archive.',
    'Unpack it and hand it in again.',
  ),
  'X12-FILE-UTF16': entry(
    'file',
    'reject',
    NO_ANSWER,
    'The file is encoded in UTF-16.',
    'Save it with one byte per character (ASCII or Latin-1).',
  ),
  'X12-FILE-EBCDIC': entry(
    'file',
    'reject',
    NO_ANSWER,
    'The file is encoded in EBCDIC.',
    'Transfer it in text mode so that it arrives as ASCII.',
  ),
  'X12-ISA-NOT-FOUND': entry(
    'file',
    'reject',
    NO_ANSWER,
    'No interchange header (ISA) at the beginning of the file.',
    'Is this an X12 file? It must begin with ISA.',
  ),
  'X12-ISA-UNREADABLE': entry(
    'file',
    'reject',
    NO_ANSWER,
    'The interchange header (ISA) breaks off or its separators cannot be told.',
    'The ISA must be 106 bytes long, terminator included, and be followed by GS or TA1.',
  ),
  'X12-JUNK-BEFORE-ISA': entry(
    'file',
    'report',
    NO_ANSWER,
    'Foreign text stands before the interchange header; it was passed over.',
    'Ask the sender to leave transport headers out.',
  ),
  'X12-JUNK-AFTER-IEA': entry(
    'file',
    'report',
    { ta1: '022' },
    'Data that belongs to no interchange stands after an IEA.',
    'Nothing of it was processed. Ask the sender what it is.',
  ),
  'X12-LINES-WRAPPED': entry(
    'file',
    'report',
    NO_ANSWER,
    'The file is wrapped at a column; its line breaks were left out.',
    'Ask the sender to transmit without wrapping.',
  ),
  'X12-FINDINGS-LIMIT': entry(
    'interchange',
    'reject',
    { ta1: '022' },
    'The file has more findings than are kept; further ones are only counted.',
    'Mend the ones listed and hand the file in again.',
  ),

  'X12-ISA-LENGTH': entry(
    'interchange',
    'reject',
    { ta1: '022' },
    'The interchange header (ISA) does not have its fixed layout of 106 bytes.',
    'Pad every ISA element to its length; nothing of this interchange is accepted.',
  ),
  'X12-ISA-TERMINATOR': entry(
    'interchange',
    'reject',
    { ta1: '004' },
    'The segment terminator is also another separator.',
    'Choose four different separators.',
  ),
  'X12-ISA01-QUALIFIER': entry(
    'interchange',
    'reject',
    { ta1: '010', dataElement: 'I01' },
    'ISA01 is none of the codes 00 and 03.',
    'Send 00 when there is no authorization information.',
  ),
  'X12-ISA02-AUTHORIZATION': entry(
    'interchange',
    'reject',
    { ta1: '011', dataElement: 'I02' },
    'ISA02 holds characters that cannot stand there, or is blank though announced.',
    'Send ten spaces with ISA01 00.',
  ),
  'X12-ISA03-QUALIFIER': entry(
    'interchange',
    'reject',
    { ta1: '012', dataElement: 'I03' },
    'ISA03 is none of the codes 00 and 01.',
    'Send 00 when there is no security information.',
  ),
  'X12-ISA04-SECURITY': entry(
    'interchange',
    'reject',
    { ta1: '013', dataElement: 'I04' },
    'ISA04 holds characters that cannot stand there, or is blank though announced.',
    'Send ten spaces with ISA03 00.',
  ),
  'X12-ISA05-QUALIFIER': entry(
    'interchange',
    'reject',
    { ta1: '005', dataElement: 'I05' },
    'The qualifier of the sender id (ISA05) is not in the list of the guides.',
    'Send 01, 14, 20, 27, 28, 29, 30, 33 or ZZ.',
  ),
  'X12-ISA06-SENDER': entry(
    'interchange',
    'reject',
    { ta1: '006', dataElement: 'I06' },
    'The sender id (ISA06) is blank.',
    'Send the id agreed upon, padded to 15 characters.',
  ),
  'X12-ISA07-QUALIFIER': entry(
    'interchange',
    'reject',
    { ta1: '007', dataElement: 'I05' },
    'The qualifier of the receiver id (ISA07) is not in the list of the guides.',
    'Send 01, 14, 20, 27, 28, 29, 30, 33 or ZZ.',
  ),
  'X12-ISA08-RECEIVER': entry(
    'interchange',
    'reject',
    { ta1: '008', dataElement: 'I07' },
    'The receiver id (ISA08) is blank.',
    'Send the id agreed upon, padded to 15 characters.',
  ),
  'X12-ISA09-DATE': entry(
    'interchange',
    'reject',
    { ta1: '014', dataElement: 'I08' },
    'The interchange date (ISA09) is no day of the calendar.',
    'Send YYMMDD.',
  ),
  'X12-ISA10-TIME': entry(
    'interchange',
    'reject',
    { ta1: '015', dataElement: 'I09' },
    'The interchange time (ISA10) is no time of day.',
    'Send HHMM.',
  ),
  'X12-ISA11-REPETITION': entry(
    'interchange',
    'report',
    { ta1: '022', dataElement: 'I65' },
    'ISA11 is a letter, digit or space; the interchange is read as having no repetition separator.',
    'Version 00501 has its repetition separator there, customarily ^.',
  ),
  'X12-ISA11-COLLISION': entry(
    'interchange',
    'reject',
    { ta1: '022', dataElement: 'I65' },
    'The repetition separator (ISA11) is also another separator.',
    'Choose four different separators.',
  ),
  'X12-ISA12-UNSUPPORTED': entry(
    'interchange',
    'reject',
    { ta1: '003', dataElement: 'I11' },
    'The version of the envelope (ISA12) is known but not supported.',
    'Send 00501.',
  ),
  'X12-ISA12-VERSION': entry(
    'interchange',
    'reject',
    { ta1: '017', dataElement: 'I11' },
    'The version of the envelope (ISA12) is unknown.',
    'Send 00501.',
  ),
  'X12-ISA13-CONTROL-NUMBER': entry(
    'interchange',
    'reject',
    { ta1: '018', dataElement: 'I12' },
    'The interchange control number (ISA13) is not nine digits greater than zero.',
    'Send nine digits, padded with zeros.',
  ),
  'X12-ISA14-ACKNOWLEDGMENT': entry(
    'interchange',
    'reject',
    { ta1: '019', dataElement: 'I13' },
    'ISA14 is neither 0 nor 1.',
    'Send 1 to ask for a TA1, else 0.',
  ),
  'X12-ISA15-USAGE': entry(
    'interchange',
    'reject',
    { ta1: '020', dataElement: 'I14' },
    'ISA15 is neither P nor T.',
    'Send P for production, T for test.',
  ),
  'X12-ISA16-COMPONENT': entry(
    'interchange',
    'reject',
    { ta1: '027', dataElement: 'I15' },
    'The component separator (ISA16) is missing, a letter, digit or space, or also another separator.',
    'Choose four different separators, customarily * ^ : ~.',
  ),
  'X12-GS-MISSING': entry(
    'interchange',
    'reject',
    { ta1: '022' },
    'A transaction set stands outside any functional group.',
    'Each ST–SE must be enclosed in GS–GE.',
  ),
  'X12-SEGMENT-OUTSIDE-GROUP': entry(
    'interchange',
    'reject',
    { ta1: '022' },
    'A segment other than GS and TA1 stands between ISA and IEA outside any functional group.',
    'Only functional groups and TA1 may stand there.',
  ),
  'X12-GROUPS-LIMIT': entry(
    'interchange',
    'reject',
    { ta1: '021' },
    'The interchange has more functional groups than IEA01 can declare.',
    'Split it into several interchanges.',
  ),
  'X12-IEA-MISSING': entry(
    'interchange',
    'reject',
    { ta1: '023' },
    'The next interchange begins before this one has ended with IEA.',
    'The sender has to transmit this interchange again.',
  ),
  'X12-FILE-CUT': entry(
    'interchange',
    'reject',
    { ta1: '023' },
    'The file ends inside the interchange: no IEA.',
    'The transmission was cut. The sender has to transmit it again.',
  ),
  'X12-IEA-UNTERMINATED': entry(
    'interchange',
    'report',
    NO_ANSWER,
    'The last segment terminator, that of the IEA, is missing.',
    'The interchange is whole; ask the sender to end each segment with the terminator.',
  ),
  'X12-IEA01-COUNT': entry(
    'interchange',
    'reject',
    { ta1: '021', dataElement: 'I16' },
    'IEA01 does not agree with the functional groups counted.',
    'IEA01 counts GS–GE; TA1 segments are none.',
  ),
  'X12-IEA02-CONTROL-NUMBER': entry(
    'interchange',
    'reject',
    { ta1: '001', dataElement: 'I12' },
    'IEA02 is not the control number of the header (ISA13).',
    'Both must be the same number.',
  ),
  'X12-GS04-DATE': entry(
    'interchange',
    'reject',
    { ta1: '024', dataElement: '373' },
    'The group date (GS04) is no day of the calendar.',
    'Send CCYYMMDD.',
  ),
  'X12-GS05-TIME': entry(
    'interchange',
    'reject',
    { ta1: '024', dataElement: '337' },
    'The group time (GS05) is no time of day.',
    'Send HHMM, or with seconds.',
  ),
  'X12-GS07-AGENCY': entry(
    'interchange',
    'reject',
    { ta1: '024', dataElement: '455' },
    'The responsible agency (GS07) is not X.',
    'Send X.',
  ),

  'X12-GS01-FUNCTIONAL-ID': entry(
    'group',
    'reject',
    { ak905: '1', dataElement: '479' },
    'The functional id (GS01) is not two characters.',
    'Send HC for 837, HP for 835.',
  ),
  'X12-GS02-SENDER': entry(
    'group',
    'reject',
    { ak905: '14', dataElement: '142' },
    'The application sender (GS02) is not 2 to 15 characters.',
    'Send the code agreed upon.',
  ),
  'X12-GS03-RECEIVER': entry(
    'group',
    'reject',
    { ak905: '13', dataElement: '124' },
    'The application receiver (GS03) is not 2 to 15 characters.',
    'Send the code agreed upon.',
  ),
  'X12-GS06-CONTROL-NUMBER': entry(
    'group',
    'reject',
    { ak905: '6', dataElement: '28' },
    'The group control number (GS06) is not a number of 1 to 9 digits.',
    'Send digits only.',
  ),
  'X12-GS06-DUPLICATE': entry(
    'group',
    'reject',
    { ak905: '19', dataElement: '28' },
    'The group control number (GS06) was used before in this interchange.',
    'Number the groups of an interchange differently.',
  ),
  'X12-GS08-VERSION': entry(
    'group',
    'reject',
    { ak905: '2', dataElement: '480' },
    'The version of the group (GS08) is missing or longer than 12 characters.',
    'Send the id of the implementation guide.',
  ),
  'X12-GE-MISSING': entry(
    'group',
    'reject',
    { ak905: '3' },
    'The functional group has no trailer (GE).',
    'Each GS must be ended by a GE.',
  ),
  'X12-GE01-COUNT': entry(
    'group',
    'reject',
    { ak905: '5', dataElement: '97' },
    'GE01 does not agree with the transaction sets counted.',
    'GE01 counts ST–SE.',
  ),
  'X12-GE02-CONTROL-NUMBER': entry(
    'group',
    'reject',
    { ak905: '4', dataElement: '28' },
    'GE02 is not the control number of the header (GS06).',
    'Both must be the same number.',
  ),
  'X12-SEGMENT-OUTSIDE-SET': entry(
    'group',
    'reject',
    { ak905: '5' },
    'A segment stands in the functional group outside any transaction set.',
    'Only ST–SE may stand between GS and GE.',
  ),
  'X12-SETS-LIMIT': entry(
    'group',
    'reject',
    { ak905: '5' },
    'The functional group has more transaction sets than GE01 can declare.',
    'Split it into several groups.',
  ),

  'X12-ST01-ID': entry(
    'set',
    'reject',
    { ik502: '6', dataElement: '143' },
    'The transaction set id (ST01) is not three characters.',
    'Send 837 or 835.',
  ),
  'X12-ST02-CONTROL-NUMBER': entry(
    'set',
    'reject',
    { ik502: '7', dataElement: '329' },
    'The control number of the set (ST02) is not 4 to 9 characters.',
    'Pad it with zeros to four digits.',
  ),
  'X12-ST02-DUPLICATE': entry(
    'set',
    'reject',
    { ik502: '23', dataElement: '329' },
    'The control number of the set (ST02) was used before in this group.',
    'Number the sets of a group differently.',
  ),
  'X12-SE-MISSING': entry(
    'set',
    'reject',
    { ik502: '2' },
    'The transaction set has no trailer (SE).',
    'Each ST must be ended by an SE.',
  ),
  'X12-SE01-COUNT': entry(
    'set',
    'reject',
    { ik502: '4', dataElement: '96' },
    'SE01 does not agree with the segments counted.',
    'SE01 counts ST and SE too.',
  ),
  'X12-SE02-CONTROL-NUMBER': entry(
    'set',
    'reject',
    { ik502: '3', dataElement: '329' },
    'SE02 is not the control number of the header (ST02).',
    'Both must be the same text.',
  ),
  'X12-SE02-PADDING': entry(
    'set',
    'report',
    { ik502: '3', dataElement: '329' },
    'SE02 and ST02 are the same number with different padding.',
    'Both must be the same text, leading zeros and all.',
  ),
  'X12-SEGMENT-EMPTY': entry(
    'set',
    'report',
    { ik304: '1' },
    'Two segment terminators follow each other: an empty segment, not counted.',
    'Leave it out.',
  ),
  'X12-SEGMENT-NO-DATA': entry(
    'set',
    'report',
    { ik304: '8' },
    'A segment has no data.',
    'Leave it out, or fill it.',
  ),
  'X12-SEGMENT-TOO-LONG': entry(
    'set',
    'reject',
    { ik502: '5', ik304: '8' },
    'A segment is longer than the limit; it was not read.',
    'Is a segment terminator missing?',
  ),
  'X12-SEGMENT-TOO-MANY-ELEMENTS': entry(
    'set',
    'reject',
    { ik502: '5', ik304: '8', ik403: '3' },
    'A segment has more elements than the limit; it was not read.',
    'Is a segment terminator missing?',
  ),
} satisfies Record<string, EnvelopeFinding>);

export type EnvelopeFindingCode = keyof typeof ENVELOPE_FINDINGS;

export type FindingOverrides = Partial<
  Pick<Finding, 'level' | 'severity' | 'acknowledgment' | 'message' | 'hint'>
>;

export function makeFinding(
  code: EnvelopeFindingCode,
  place: Place,
  overrides: FindingOverrides = {},
): Finding {
  const known: EnvelopeFinding = ENVELOPE_FINDINGS[code];
  return {
    code,
    severity: overrides.severity ?? known.severity,
    snip: SNIP,
    level: overrides.level ?? known.level,
    place,
    acknowledgment: overrides.acknowledgment ?? known.acknowledgment,
    message: overrides.message ?? known.message,
    hint: overrides.hint ?? known.hint,
  };
}
