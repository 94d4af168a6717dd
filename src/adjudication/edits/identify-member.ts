import { Buffer } from 'node:buffer';
import type { Claim } from '../../claim/claim.ts';
import { newbornDays, recordOfNewborn } from '../../reference/newborn.ts';
import type { Member } from '../../reference/records.ts';
import type { Snapshot } from '../../reference/snapshot.ts';
import { actingRuleOfKind, wholeParameter } from '../disposition.ts';
import { denyLine, passed, type Worksheet } from '../worksheet.ts';

/** KP-03: an id of digits only is filled with zeros in front to eight; any other stays as it came. */
export function normalizeMemberId(id: string): string {
  const trimmed = id.trim();
  return /^\d{1,7}$/.test(trimmed) ? trimmed.padStart(8, '0') : trimmed;
}

/**
 * The person who was treated: the subscriber by id; a dependent, who has no id of their own on an 837, by the
 * subscriber's id, name and birth date.
 */
export function memberOfClaim(claim: Claim, snapshot: Snapshot): Member | undefined {
  const subscriberId = normalizeMemberId(claim.subscriber.id);
  const { patient } = claim;
  if (patient.relationship === '18') return snapshot.member(subscriberId);
  return snapshot
    .dependentsOf(subscriberId)
    .find(
      (member) =>
        member.birthDate === patient.birthDate &&
        isSameName(member.firstName, patient.firstName) &&
        isSameName(member.lastName, patient.lastName),
    );
}

export function identifyMember(sheet: Worksheet): void {
  const rule = actingRuleOfKind(sheet.profile, 'member-id', sheet.period.from);
  const member = memberOfClaim(sheet.claim, sheet.snapshot) ?? newbornUnderParent(sheet);
  if (member) {
    sheet.member = member;
    sheet.memberId = member.memberId;
    sheet.subscriberId = member.subscriberId === '' ? member.memberId : member.subscriberId;
    if (rule) passed(sheet, rule, 'the patient is a member');
    return;
  }
  if (!rule) return;
  // Only for this is a claim "denied" in CLP02; every other denial was processed (835 RFI 1079, 1423).
  sheet.claimStatus = '4';
  for (const line of sheet.lines)
    denyLine(sheet, line, rule, 'vanished', 'the patient is no longer a member');
}

/**
 * OW-03: a newborn that is not enrolled is covered with its parent for the first days, and its claims stand under the
 * parent's id; lines of later days are refused as services without newborn coverage.
 */
function newbornUnderParent(sheet: Worksheet): Member | undefined {
  const { claim, snapshot } = sheet;
  const rule = actingRuleOfKind(sheet.profile, 'newborn', sheet.period.from);
  if (!rule || newbornDays(claim, rule, sheet.period.from) === undefined) return undefined;
  const parent = snapshot.member(normalizeMemberId(claim.subscriber.id));
  if (!parent) return undefined;
  const record = recordOfNewborn(claim, parent, snapshot);
  if (record !== parent) return record;
  const covered = wholeParameter(rule, 'days');
  for (const line of sheet.lines) {
    const days = newbornDays(claim, rule, line.date.from);
    if (days === undefined || days > covered)
      denyLine(sheet, line, rule, 'after', `not enrolled within ${covered} days of birth`);
  }
  if (sheet.lines.some(({ isDenied }) => !isDenied))
    passed(sheet, rule, 'a newborn, covered with its parent for its first days');
  return parent;
}

/** Elements are bytes read as Latin-1; a partner may have written the table's spelling in either encoding (DESIGN 3). */
function isSameName(tableName: string, received: string): boolean {
  return tableName === received || Buffer.from(tableName, 'utf8').toString('latin1') === received;
}
