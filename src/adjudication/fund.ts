import type { LineOfBusiness } from '../reference/plan.ts';

/** Fund key of a coverage: its line of business, or its own for each employer group (KP-83, KP-84; DESIGN decision 11). */
export function fundKey(lineOfBusiness: LineOfBusiness, employerGroup: string): string {
  return lineOfBusiness === 'self-funded' ? `group:${employerGroup.trim()}` : lineOfBusiness;
}
