import type { Partner } from '../reference/partner.ts';
import type { Finding, FindingLevel, Severity } from '../x12/finding.ts';

/** What a partner may change about findings. */
export type FindingPolicy = Pick<Partner, 'severities' | 'snipTypes' | 'rejectSetOnClaimFault'>;

/** Every type checked, every finding at its own severity: what holds where no partner is named. */
export const DEFAULT_POLICY: FindingPolicy = Object.freeze({
  severities: new Map<string, Severity>(),
  snipTypes: new Set([1, 2, 3, 4, 5, 6, 7]),
  rejectSetOnClaimFault: false,
});

/** The envelope is read whatever a partner wants checked inside the sets. */
const ENVELOPE: ReadonlySet<FindingLevel> = new Set(['file', 'interchange', 'group']);

/** A finding named by the partner has the severity it says; one of a type that is switched off is silent. */
export function severityOf(finding: Finding, policy: FindingPolicy): Severity {
  const named = policy.severities.get(finding.code);
  if (named !== undefined) return named;
  if (!ENVELOPE.has(finding.level) && !policy.snipTypes.has(finding.snip)) return 'ignore';
  return finding.severity;
}

/** The finding as the partner sees it; undefined when it is silent. */
export function applyPolicy(finding: Finding, policy: FindingPolicy): Finding | undefined {
  const severity = severityOf(finding, policy);
  if (severity === 'ignore') return undefined;
  return severity === finding.severity ? finding : { ...finding, severity };
}
