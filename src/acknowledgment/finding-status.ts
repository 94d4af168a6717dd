import type { Finding } from '../x12/finding.ts';

/** STC01, STC10 and STC11: what one STC segment can say. */
export const MAX_STATUSES = 3;

/** The fault stands in a 999 that accepted the set with errors; only this claim is returned for it. */
export const TOLD_IN_999 = 'A3:684';

/** Claim status codes that settle the matter alone: whoever reads the answer has nothing to correct inside the claim. */
const WRONG_ADDRESS = new Set(['23', '24', '25', '96', '114', '116', '487', '491', '496', '746']);

/** Claim status codes that say only that something is wrong; they come last. */
const UNSPECIFIC = new Set(['21', '481', '684']);

/**
 * The statuses (`category:code[:entity]`) that answer a refused claim in the 277CA, at most three.
 *
 * Order: A3:684 when a fault of the claim is one the 999 tells, since it says where to read on; then a claim sent to the
 * wrong place; then exact statuses in the order found; then unspecific ones. Findings that refuse count; the rest is
 * looked at only when none refuses. Never empty: without any status of its own a claim is refused by A3:684.
 */
export function claimStatuses(findings: readonly Finding[]): string[] {
  const refusing = findings.filter((finding) => finding.severity === 'reject');
  const reasons = refusing.length > 0 ? refusing : findings;
  const exact = new Set<string>();
  let toldIn999 = false;
  for (const { acknowledgment } of reasons) {
    for (const status of statusesOf(acknowledgment.stc)) exact.add(status);
    if (acknowledgment.ik304 || acknowledgment.ik403) toldIn999 = true;
  }
  exact.delete(TOLD_IN_999);
  const ordered = [...exact].sort((one, other) => rank(one) - rank(other));
  if (toldIn999 || ordered.length === 0) ordered.unshift(TOLD_IN_999);
  return ordered.slice(0, MAX_STATUSES);
}

/** STC01-3 of the billing provider. */
const BILLING_PROVIDER = ':85';

/** The statuses for which a billing provider is refused with all its claims: those that name it as their entity. */
export function providerStatuses(findings: readonly Finding[]): string[] {
  const refusing = findings.filter(({ severity }) => severity === 'reject');
  const statuses = refusing.flatMap(({ acknowledgment }) => statusesOf(acknowledgment.stc));
  return [...new Set(statuses.filter((status) => status.endsWith(BILLING_PROVIDER)))].slice(0, MAX_STATUSES);
}

/** A finding carries up to three, parted by blanks. */
export function statusesOf(stc: string | undefined): readonly string[] {
  return stc === undefined || stc === '' ? [] : stc.split(' ');
}

function rank(status: string): number {
  const code = status.split(':')[1] ?? '';
  if (WRONG_ADDRESS.has(code)) return 0;
  return UNSPECIFIC.has(code) ? 2 : 1;
}
