import type { EnvelopeFinding } from './envelope-finding.ts';
import type { Finding, SnipType } from './finding.ts';
import { GROUP_FINDINGS } from './group-findings.ts';
import { INTERCHANGE_FINDINGS } from './interchange-findings.ts';
import type { Place } from './place.ts';

/** All of SNIP type 1: the syntax of the standard. */
const SNIP: SnipType = 1;

/** Everything this room can find, with the acknowledgment code it becomes and its severity where no partner says otherwise. */
export const ENVELOPE_FINDINGS = Object.freeze({ ...INTERCHANGE_FINDINGS, ...GROUP_FINDINGS });

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
