import { ok } from 'node:assert/strict';
import { CUSTOMARY_DELIMITERS, SegmentWriter } from '../x12/writer.ts';
import type { RemittanceItem, WrittenClaims } from './remittance.ts';
import { competingIn, isCustomary, type SegmentSink } from './segment-sink.ts';
import { writeClaimPayment } from './write-claim-payment.ts';

/** Loop 2000: LX, then every claim. */
export function writeClaims(sink: SegmentSink, items: readonly RemittanceItem[]): void {
  if (items.length > 0) sink.segment('LX', '1');
  for (const item of items) writeClaimPayment(sink, item);
}

/** The same ahead of its set; undefined where an id or a name holds a delimiter that somebody uses. */
export function claimsAsBytes(
  items: readonly RemittanceItem[],
  lineBreaks: boolean,
): WrittenClaims | undefined {
  if (competingIn({ items }).size > 0) return undefined;
  const writer = new SegmentWriter(CUSTOMARY_DELIMITERS, { lineBreaks });
  writeClaims(writer, items);
  return { bytes: writer.take(), segments: writer.segmentCount, lineBreaks };
}

export function appendClaims(sink: SegmentSink, { bytes, segments }: WrittenClaims): void {
  ok(isCustomary(sink.delimiters), 'claims written ahead stand among customary delimiters');
  sink.append(bytes, segments);
}
