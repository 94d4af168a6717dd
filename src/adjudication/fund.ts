import type { LineOfBusiness } from '../reference/plan.ts';

/**
 * Fund key of a coverage: whose money pays, e.g. `91051/commercial` or `91051/group:NAME` (DESIGN decision 11). Each
 * employer group and FEP has its own, so KP-83 and KP-84 hold without a rule that could be forgotten; the payer
 * stands first, so two payers on one data root share no account either.
 */
export function fundKey(profileId: string, lineOfBusiness: LineOfBusiness, employerGroup: string): string {
  const fund = lineOfBusiness === 'self-funded' ? `group:${employerGroup.trim()}` : lineOfBusiness;
  return `${profileId}/${fund}`;
}

const GROUP = '/group:';

/** The employer group whose own money a fund is; '' for any other fund. */
export function employerGroupOf(fund: string): string {
  return fund.includes(GROUP) ? fund.split(GROUP)[1]! : '';
}

/** Whether a fund is one of this payer's. */
export function isFundOf(profileId: string, fund: string): boolean {
  return fund.startsWith(`${profileId}/`);
}
