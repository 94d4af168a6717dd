import type { Partner } from '../reference/partner.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import { actingKind } from '../reference/payer-profile.ts';
import type { Finding } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';
import type { Interchange } from '../x12/reader.ts';

/** What only a partner file, a profile or the past can say of an interchange header. */
export interface SenderContext {
  readonly partner: Partner;
  readonly profiles: readonly PayerProfile[];
  /** Same sender, receiver and control number within the partner's look-back. */
  readonly wasSeen: boolean;
}

/** Sender, receiver, usage and duplicate of one interchange: each becomes a TA1 note (envelope guide, notes 006, 009, 020, 025). */
export function senderFindings(interchange: Interchange, context: SenderContext): Finding[] {
  const { partner } = context;
  const findings: Finding[] = [];
  const [qualifier, sender, receiver, usage] = [5, 6, 8, 15].map((position) =>
    (interchange.isa[position - 1] ?? '').trim(),
  );
  const isSender =
    partner.interchangeId === '*' ||
    (sender!.toUpperCase() === partner.interchangeId.toUpperCase() &&
      (partner.qualifier === '*' || qualifier === partner.qualifier));
  if (!isSender) {
    findings.push(
      finding(
        interchange,
        6,
        'PARTNER-SENDER',
        '006',
        'The sender is not the partner of this folder.',
        'Check ISA05 and ISA06, or send to the right folder.',
      ),
    );
  }
  if (!isOurs(receiver!, context)) {
    findings.push(
      finding(
        interchange,
        8,
        'PARTNER-RECEIVER',
        '009',
        'The receiver is not known here.',
        'Check ISA07 and ISA08 against the companion guide.',
      ),
    );
  }
  if (partner.usage !== '*' && usage !== partner.usage) {
    findings.push(
      finding(
        interchange,
        15,
        'PARTNER-USAGE',
        '020',
        'Test and production are not mixed: the usage indicator is not the agreed one.',
        'Check ISA15.',
      ),
    );
  }
  if (context.wasSeen) {
    findings.push(
      finding(
        interchange,
        13,
        'PARTNER-DUPLICATE',
        '025',
        'The interchange control number was used before with other bytes.',
        'Send it under a new ISA13; nothing of it was processed.',
      ),
    );
  }
  return findings.map((each) => ({ ...each, severity: partner.severities.get(each.code) ?? each.severity }));
}

/** KP-01: ours by the partner's file or by a profile whose rule on payer ids acts. */
function isOurs(receiver: string, context: SenderContext): boolean {
  const { partner } = context;
  if (partner.ourInterchangeId === '*') return true;
  if (receiver.toUpperCase() === partner.ourInterchangeId.toUpperCase()) return true;
  return context.profiles.some(
    (profile) =>
      actingKind(profile, 'payer-id', '') !== undefined &&
      (profile.receiverIds.includes(receiver) || profile.receiverIds.includes('*')),
  );
}

function finding(
  interchange: Interchange,
  elementOrdinal: number,
  code: string,
  ta1: string,
  message: string,
  hint: string,
): Finding {
  const place: Place = {
    file: interchange.file,
    offsetBytes: interchange.offsetBytes,
    lengthBytes: 106,
    line: interchange.line,
    interchange: interchange.controlNumber,
    segmentId: 'ISA',
    elementOrdinal,
  };
  return {
    code,
    severity: 'reject',
    snip: 7,
    level: 'interchange',
    place,
    acknowledgment: { ta1 },
    message,
    hint,
  };
}
