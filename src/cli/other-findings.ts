import type { AcknowledgmentCodes, FindingLevel, SnipType } from '../x12/finding.ts';

interface OtherFinding {
  readonly snip: SnipType;
  readonly level: FindingLevel;
  readonly acknowledgment: AcknowledgmentCodes;
  readonly message: string;
  readonly hint: string;
}

function entry(
  snip: SnipType,
  level: FindingLevel,
  acknowledgment: AcknowledgmentCodes,
  message: string,
  hint: string,
): OtherFinding {
  return { snip, level, acknowledgment, message, hint };
}

/** Findings that stand in no table of their room: of partners, of 835s, and the reasons of quarantine. */
export const OTHER_FINDINGS: Readonly<Record<string, OtherFinding>> = Object.freeze({
  'PARTNER-SENDER': entry(
    7,
    'interchange',
    { ta1: '006' },
    'The sender of the interchange is not the partner of the folder it came through.',
    'Compare ISA05 and ISA06 with the partner’s file.',
  ),
  'PARTNER-RECEIVER': entry(
    7,
    'interchange',
    { ta1: '009' },
    'The receiver of the interchange is not known here.',
    'Compare ISA07 and ISA08 with the partner’s file.',
  ),
  'PARTNER-USAGE': entry(
    7,
    'interchange',
    { ta1: '020' },
    'The usage indicator is not the one agreed on: test and production are not mixed.',
    'Compare ISA15 with the partner’s file.',
  ),
  'PARTNER-DUPLICATE': entry(
    7,
    'interchange',
    { ta1: '025' },
    'Other bytes came under this control number before.',
    'Send it under a new ISA13.',
  ),
  '835-BALANCE-LINE': entry(
    3,
    'claim',
    {},
    'A service line does not balance: SVC02 minus its CAS amounts is not SVC03.',
    'Ask the payer for a corrected remittance.',
  ),
  '835-BALANCE-CLAIM': entry(
    3,
    'claim',
    {},
    'A claim does not balance: CLP03 minus all its CAS amounts is not CLP04, or CLP03 is not the sum of SVC02.',
    'Ask the payer for a corrected remittance.',
  ),
  '835-BALANCE-TRANSACTION': entry(
    3,
    'set',
    {},
    'The remittance does not balance: the sum of CLP04 minus the PLB amounts is not BPR02.',
    'Ask the payer for a corrected remittance.',
  ),
  'FILE-TOO-LARGE': entry(
    1,
    'file',
    {},
    'The file is larger than this installation takes.',
    'Split it, or raise maxFileBytes in remit.json.',
  ),
});
