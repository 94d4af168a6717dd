import type { Claim } from '../claim/claim.ts';
import { isDate8 } from '../x12/date.ts';
import type { Rule } from './payer-profile.ts';
import type { Member } from './records.ts';
import type { Snapshot } from './snapshot.ts';

/** PAT01: child. */
const CHILD = '19';
const DAY_MS = 86_400_000;

/**
 * OW-03: a child of a member, so young on the day of service that it may not be enrolled yet: such a claim comes under
 * the parent's id. Days since birth on that day; undefined when the patient is no newborn.
 */
export function newbornDays(claim: Claim, rule: Rule, day: string): number | undefined {
  const { relationship, birthDate } = claim.patient;
  if (relationship !== CHILD || !isDate8(birthDate) || !isDate8(day)) return undefined;
  const days = (instantOf(day) - instantOf(birthDate)) / DAY_MS;
  return days >= 0 && days <= Number(rule.parameters.get('recognizedDays') ?? 0) ? days : undefined;
}

/**
 * Whose record a newborn's claim is judged by: that of the one child on file born on that day, which a hospital may call
 * by no name yet; else the parent's. Two born on one day cannot be told apart.
 */
export function recordOfNewborn(claim: Claim, parent: Member, snapshot: Snapshot): Member {
  const born = snapshot
    .dependentsOf(parent.memberId)
    .filter(({ birthDate }) => birthDate === claim.patient.birthDate);
  return born.length === 1 ? born[0]! : parent;
}

function instantOf(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)));
}
