import type { AcknowledgmentCodes, FindingLevel, Severity } from './finding.ts';

/** What a code stands for, where no partner says otherwise. */
export interface EnvelopeFinding {
  readonly level: FindingLevel;
  readonly severity: Severity;
  readonly acknowledgment: AcknowledgmentCodes;
  readonly message: string;
  readonly hint: string;
}

export function entry(
  level: FindingLevel,
  severity: Severity,
  acknowledgment: AcknowledgmentCodes,
  message: string,
  hint: string,
): EnvelopeFinding {
  return { level, severity, acknowledgment, message, hint };
}

export const NO_ANSWER: AcknowledgmentCodes = {};
