import { ok } from 'node:assert/strict';
import type { LineOfBusiness } from '../reference/plan.ts';

/**
 * Whose money pays: `commercial`, `medicare-advantage`, `medicaid`, `fep`, or `group:NAME` for each self-funded
 * employer. A payment is payee × fund (DESIGN decision 11), so KP-83 (an employer's credit meets only its own
 * claims) and KP-84 (likewise FEP) hold without a rule that could be forgotten.
 */
export function fundOf(lineOfBusiness: LineOfBusiness, employerGroup: string): string {
  if (lineOfBusiness !== 'self-funded') return lineOfBusiness;
  const name = employerGroup.trim();
  ok(name !== '', 'a self-funded coverage names its employer group');
  return `group:${name}`;
}
