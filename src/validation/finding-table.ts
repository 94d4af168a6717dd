import type { AcknowledgmentCodes, Finding, FindingLevel, Severity, SnipType } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';

interface ValidationFinding {
  readonly snip: SnipType;
  readonly level: FindingLevel;
  readonly severity: Severity;
  readonly acknowledgment: AcknowledgmentCodes;
  readonly message: string;
  readonly hint: string;
}

/** As a refusal, but said only. */
function report(...parts: Parameters<typeof refusal>): ValidationFinding {
  return { ...refusal(...parts), severity: 'report' };
}

function refusal(
  snip: SnipType,
  level: FindingLevel,
  acknowledgment: AcknowledgmentCodes,
  message: string,
  hint: string,
): ValidationFinding {
  return { snip, level, severity: 'reject', acknowledgment, message, hint };
}

/**
 * Everything this room finds in a set or claim, with the answer it becomes where no profile names another one and
 * its severity where no partner does.
 */
export const VALIDATION_FINDINGS = Object.freeze({
  'GROUP-UNKNOWN': refusal(
    2,
    'group',
    { ak905: '1' },
    'No transaction set of this functional group is read here.',
    'GS01 is HC for claims.',
  ),
  'GROUP-VERSION': refusal(
    2,
    'group',
    { ak905: '2' },
    'The version of the functional group is not read here.',
    'GS08 is 005010X222A1 for professional, 005010X223A2 for institutional claims.',
  ),
  'SET-OUTSIDE-GROUP': refusal(
    2,
    'set',
    { ik502: '18' },
    'The transaction set does not belong to this functional group.',
    'GS01 names the kind of all its sets: HC for 837, HP for 835.',
  ),
  'SET-GUIDE-UNKNOWN': refusal(
    2,
    'set',
    { ik502: 'I6' },
    'No implementation guide is known for this transaction set and version.',
    'Send 005010X222A1 or 005010X223A2 in ST03 and GS08.',
  ),
  'SET-NOT-TAKEN': refusal(
    2,
    'set',
    { ik502: '1' },
    'This transaction set is known, but nothing here takes it.',
    'Send claims (837), requests for their status (276), or the answer (999) to what was sent to you.',
  ),
  'STATUS-TOO-MANY': refusal(
    2,
    'set',
    { ik502: '5' },
    'A 276 set asks for more than 10,000 claims.',
    'Ask in several sets.',
  ),

  'CLAIM-CHARGE-BALANCE': refusal(
    3,
    'claim',
    { stc: 'A7:400 A7:178' },
    'The claim charge (CLM02) is not the sum of the line charges.',
    'CLM02 is the sum of SV102 or SV203 over all lines.',
  ),

  'CLAIM-ORIGINAL-NUMBER': refusal(
    4,
    'claim',
    { stc: 'A6:464' },
    'A replacement or void names no claim that it replaces or voids.',
    'Send the claim number of the remittance in REF*F8, or in a note.',
  ),
  'CLAIM-DATE-FUTURE': refusal(
    4,
    'claim',
    { stc: 'A7:510 A7:187' },
    'The statement period ends after the claim was received.',
    'Bill a service after it was given.',
  ),
  'LINE-DATE-FUTURE': refusal(
    4,
    'line',
    { stc: 'A7:510 A7:187' },
    'The service date is after the claim was received.',
    'Bill a service after it was given.',
  ),
  'LINE-DIAGNOSIS-POINTER': refusal(
    4,
    'line',
    { stc: 'A8:477' },
    'A diagnosis pointer of the line points at no diagnosis of the claim.',
    'SV107 holds positions in the diagnosis HI, from 1.',
  ),

  'PAYER-LINE-BALANCE': refusal(
    3,
    'line',
    { stc: 'A7:400 A7:672' },
    'What another payer paid and adjusted does not come to the charge of the line.',
    'The line charge is the sum of SVD02 and the CAS amounts of its 2430 loops for that payer.',
  ),
  'PAYER-PAID-BALANCE': refusal(
    3,
    'claim',
    { stc: 'A7:400 A7:672' },
    'The amount another payer paid for the claim does not agree with what it paid for the lines.',
    'AMT*D is the sum of SVD02 over all lines, less the CAS amounts of 2320.',
  ),
  'PAYER-CLAIM-BALANCE': refusal(
    3,
    'claim',
    { stc: 'A7:400 A7:672' },
    'What another payer paid and adjusted does not come to the claim charge.',
    'CLM02 is the sum of AMT*D and all CAS amounts of that payer, at claim and line level.',
  ),
  'PAYER-NON-COVERED': refusal(
    3,
    'claim',
    { stc: 'A7:672' },
    'The amount not covered by another payer is not the claim charge.',
    'AMT*A8 is sent for a payer that was passed over, and equals CLM02.',
  ),

  'CLAIM-DATES-REVERSED': refusal(
    4,
    'claim',
    { stc: 'A7:187' },
    'A period ends before it begins.',
    'RD8 is CCYYMMDD-CCYYMMDD, the earlier day first.',
  ),
  'CLAIM-STATEMENT-REVERSED': refusal(
    4,
    'claim',
    { stc: 'A7:188' },
    'The statement period ends before it begins.',
    'DTP*434 is CCYYMMDD-CCYYMMDD, the earlier day first.',
  ),
  'CLAIM-SPAN-REVERSED': refusal(
    4,
    'claim',
    { stc: 'A7:722' },
    'The period of an occurrence span ends before it begins.',
    'HI*BI is CCYYMMDD-CCYYMMDD, the earlier day first.',
  ),
  'LINE-DATES-REVERSED': refusal(
    4,
    'line',
    { stc: 'A7:187' },
    'A period of the line ends before it begins.',
    'RD8 is CCYYMMDD-CCYYMMDD, the earlier day first.',
  ),
  'LINE-DATE-OUTSIDE-STATEMENT': refusal(
    4,
    'line',
    { stc: 'A7:187 A7:188' },
    'The date of the line is outside the statement period.',
    'Correct DTP*472 or DTP*434.',
  ),
  'CLAIM-ADMISSION-LATE': refusal(
    4,
    'claim',
    { stc: 'A7:189' },
    'The admission is after the end of the statement period.',
    'Correct DTP*435 or DTP*434.',
  ),
  'CLAIM-BEFORE-BIRTH': refusal(
    4,
    'claim',
    { stc: 'A7:158:QC' },
    'The patient was born after the service, or after the claim was received.',
    'Correct DMG02, or the dates of service.',
  ),
  'CLAIM-ACCIDENT-LATE': report(
    4,
    'claim',
    { stc: 'A7:727' },
    'The accident is after the last service.',
    'Correct DTP*439.',
  ),
  'CLAIM-CODES-MIXED': refusal(
    4,
    'claim',
    { stc: 'A7:255' },
    'The claim mixes ICD-9 and ICD-10.',
    'Send all diagnoses and procedures in one version.',
  ),
  'CLAIM-ICD-9-LATE': refusal(
    4,
    'claim',
    { stc: 'A7:255 A7:508' },
    'ICD-9 is not used for services from 2015-10-01.',
    'Send ICD-10: ABK and ABF instead of BK and BF.',
  ),
  'CLAIM-ICD-10-EARLY': refusal(
    4,
    'claim',
    { stc: 'A7:255 A7:700' },
    'ICD-10 is not used for services before 2015-10-01.',
    'Send ICD-9: BK and BF instead of ABK and ABF.',
  ),
  'CLAIM-POA-MISSING': report(
    4,
    'claim',
    { stc: 'A6:688' },
    'A diagnosis of a hospital inpatient does not say whether it was present on admission.',
    'Send Y, N, U or W, unless the code is exempt.',
  ),
  'CLAIM-INTERIM-DISCHARGED': report(
    4,
    'claim',
    { stc: 'A7:234' },
    'An interim bill says that the patient was discharged.',
    'CL103 of a first or continuing interim bill is 30.',
  ),
  'LINE-NUMBER': report(
    4,
    'line',
    { stc: 'A7:247' },
    'LX01 does not count the lines of the claim from 1 without a gap.',
    'Number the lines 1, 2, 3 …',
  ),
  'LINE-POINTER-TWICE': report(
    4,
    'line',
    { stc: 'A7:477' },
    'The line points at one diagnosis twice.',
    'Name each diagnosis once in SV107.',
  ),
  'LINE-DAYS-MISSING': refusal(
    4,
    'line',
    { stc: 'A7:476' },
    'A line of room and board has no days.',
    'SV205 is the number of days.',
  ),
  'LINE-CONTROL-NUMBER-TWICE': report(
    4,
    'line',
    { stc: 'A7:247' },
    'Two lines of the claim have the same control number.',
    'REF*6R is unique within the claim.',
  ),
  'PAYER-ORDER-TWICE': refusal(
    4,
    'claim',
    { stc: 'A7:742' },
    'Two payers of the claim have the same place in the order of payment.',
    'Each SBR01 of 2000B and 2320 stands once, except U.',
  ),
  'PAYER-ID-TWICE': report(
    4,
    'claim',
    { stc: 'A7:479' },
    'Two other payers of the claim have the same id.',
    'SVD01 finds its payer by NM109 of 2330B.',
  ),
  'PAYER-OF-LINE-UNKNOWN': refusal(
    4,
    'line',
    { stc: 'A7:479' },
    'A line was decided by a payer that the claim does not name.',
    'SVD01 is NM109 of a 2330B of the claim.',
  ),
  'PAYER-PRIOR-MISSING': report(
    4,
    'claim',
    { stc: 'A6:286' },
    'The claim is for a later payer, and says nothing of the ones before.',
    'Send a 2320 loop for each payer before this one.',
  ),
  'PAYER-DECISION-DATE': report(
    4,
    'claim',
    { stc: 'A6:286' },
    'Another payer has decided, but the day is not given.',
    'Send DTP*573 in 2330B, or in 2430 for each line.',
  ),

  'PAYER-ID': refusal(
    7,
    'claim',
    { stc: 'A3:116' },
    'The payer of the claim (2010BB NM109) is another one.',
    'Send the claim to its payer, or correct the payer id.',
  ),
  'PAYER-NPI-MISSING': refusal(
    7,
    'claim',
    { stc: 'A6:562:85' },
    'The billing provider has no NPI.',
    'Send NM108 XX and the NPI in NM109 of 2010AA.',
  ),
  'PAYER-NPI-INVALID': refusal(
    7,
    'claim',
    { stc: 'A7:562:85' },
    'The NPI of the billing provider is not ten digits with a right check digit.',
    'Compare it with the national register.',
  ),
  'PAYER-TAX-ID-MISSING': refusal(
    7,
    'claim',
    { stc: 'A6:128:85' },
    'The billing provider has no tax id.',
    'Send REF*EI (or SY) in 2010AA.',
  ),
  'PAYER-TAX-ID-INVALID': refusal(
    7,
    'claim',
    { stc: 'A7:128:85' },
    'The tax id of the billing provider is not nine digits.',
    'Send nine digits.',
  ),
  'PAYER-TAXONOMY-MISSING': refusal(
    7,
    'claim',
    { stc: 'A6:145:85' },
    'The billing provider has no taxonomy code.',
    'Send PRV*BI*PXC in 2000A.',
  ),
  'PAYER-TAXONOMY-INVALID': refusal(
    7,
    'claim',
    { stc: 'A7:145:85' },
    'The taxonomy code of the billing provider is not ten characters.',
    'Send a code of the national taxonomy.',
  ),
  'PAYER-PROVIDER-UNKNOWN': refusal(
    7,
    'claim',
    { stc: 'A7:26:85' },
    'No contract is known for the tax id and NPI of the billing provider.',
    'Enrol the provider, or correct the two numbers.',
  ),
  'PAYER-MEMBER-UNKNOWN': refusal(
    7,
    'claim',
    { stc: 'A7:33:IL' },
    'The member id is not known.',
    'Send the id of the card; zeros in front may be left out.',
  ),
  'PAYER-MEMBER-NAME': refusal(
    7,
    'claim',
    { stc: 'A7:30:IL' },
    'The name of the subscriber is not the one on the card of this id.',
    'Send last, first, middle name and suffix exactly as on the card.',
  ),
  'PAYER-PATIENT-NAME': refusal(
    7,
    'claim',
    { stc: 'A7:30:QC' },
    'No dependent of this subscriber has exactly this name.',
    'Send last, first, middle name and suffix exactly as on the card.',
  ),
} satisfies Record<string, ValidationFinding>);

export type ValidationFindingCode = keyof typeof VALIDATION_FINDINGS;

/** @param stc the answer a payer's profile names instead of the usual one */
export function validationFinding(code: ValidationFindingCode, place: Place, stc?: string): Finding {
  const { snip, level, severity, acknowledgment, message, hint }: ValidationFinding =
    VALIDATION_FINDINGS[code];
  const answer = stc === undefined ? acknowledgment : { stc };
  return { code, severity, snip, level, place, acknowledgment: answer, message, hint };
}
