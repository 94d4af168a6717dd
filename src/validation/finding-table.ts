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
    'Send claims (837), or the answer (999) to what was sent to you.',
  ),

  'CLAIM-CHARGE-BALANCE': refusal(
    3,
    'claim',
    { stc: 'A7:400' },
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
    { stc: 'A7:510' },
    'The statement period ends after the claim was received.',
    'Bill a service after it was given.',
  ),
  'LINE-DATE-FUTURE': refusal(
    4,
    'line',
    { stc: 'A7:510' },
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
