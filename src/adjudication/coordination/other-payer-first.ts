import { pend, type Worksheet } from '../worksheet.ts';

/** CLP02 by SBR01: 1 primary, 2 secondary, 3 tertiary and later. An unknown position is taken as ours alone. */
export function claimStatusOf(payerResponsibility: string): string {
  if (payerResponsibility === 'S') return '2';
  return payerResponsibility === 'T' || /^[A-H]$/.test(payerResponsibility) ? '3' : '1';
}

/**
 * A claim on which another payer comes before us waits for a person: to pay it as if we were first would pay twice.
 */
export function otherPayerFirst(sheet: Worksheet): void {
  if (claimStatusOf(sheet.claim.subscriber.payerResponsibility) === '1') return;
  const rule = sheet.profile.rules.find(({ id }) => id === 'KP-68') ?? { id: 'coordination', section: '' };
  pend(sheet, rule, 'another payer is before us: waits for coordination of benefits');
}
