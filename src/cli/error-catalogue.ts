import { GUIDE_FINDINGS } from '../guide/guide-findings.ts';
import { TRANSLATION_FINDINGS } from '../translation/translation-findings.ts';
import { VALIDATION_FINDINGS } from '../validation/finding-table.ts';
import { ENVELOPE_FINDINGS } from '../x12/envelope-findings.ts';
import type { Fault } from '../x12/fault.ts';
import type { AcknowledgmentCodes, Severity, SnipType } from '../x12/finding.ts';
import { FAULTS } from './fault-table.ts';
import { MONEY_FAULTS } from './money-faults.ts';
import { OTHER_FINDINGS } from './other-findings.ts';
import { REVIEW_FAULTS } from './review-faults.ts';
import { TOOL_FAULTS } from './tool-faults.ts';

/** What a code stands for: something wrong in a partner's data, or something wrong here. */
export type KnownError =
  | {
      readonly kind: 'finding';
      readonly code: string;
      readonly severity: Severity;
      readonly snip: SnipType;
      /** '' where the place decides. */
      readonly level: string;
      readonly acknowledgment: AcknowledgmentCodes;
      readonly message: string;
      readonly hint: string;
    }
  | {
      readonly kind: 'fault';
      readonly code: string;
      readonly exitCode: Fault['exitCode'];
      readonly message: string;
      readonly hint: string;
    };

interface Row {
  readonly severity?: Severity;
  readonly snip?: SnipType;
  readonly level?: string;
  readonly acknowledgment?: AcknowledgmentCodes;
  readonly message: string;
  readonly hint: string;
}

/** Every code the program prints, by code; findings first. */
export const ERROR_CATALOGUE: ReadonlyMap<string, KnownError> = new Map(
  [
    ...findings(ENVELOPE_FINDINGS, 1),
    ...findings(GUIDE_FINDINGS, 2),
    ...findings(VALIDATION_FINDINGS, 7),
    ...findings(OTHER_FINDINGS, 7),
    ...findings(TRANSLATION_FINDINGS, 1),
    ...Object.entries({ ...FAULTS, ...TOOL_FAULTS, ...MONEY_FAULTS, ...REVIEW_FAULTS }).map(
      ([code, known]): KnownError => ({ kind: 'fault', code, ...known }),
    ),
  ].map((known) => [known.code, known]),
);

function findings(table: Readonly<Record<string, Row>>, snip: SnipType): KnownError[] {
  return Object.entries(table).map(([code, row]) => ({
    kind: 'finding',
    code,
    severity: row.severity ?? 'reject',
    snip: row.snip ?? snip,
    level: row.level ?? '',
    acknowledgment: row.acknowledgment ?? {},
    message: row.message,
    hint: row.hint,
  }));
}
