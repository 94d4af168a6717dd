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

/** The same ahead of its set, claim by claim. */
export class ClaimsBytes {
  readonly #writer: SegmentWriter;
  #isWritable = true;

  constructor(lineBreaks: boolean) {
    this.#writer = new SegmentWriter(CUSTOMARY_DELIMITERS, { lineBreaks });
  }

  add(item: RemittanceItem): void {
    this.#isWritable &&= competingIn([item]).size === 0;
    if (!this.#isWritable) return;
    if (this.#writer.segmentCount === 0) this.#writer.segment('LX', '1');
    writeClaimPayment(this.#writer, item);
  }

  /** Undefined where an id or a name holds a delimiter that somebody uses. */
  end(): WrittenClaims | undefined {
    if (!this.#isWritable) return undefined;
    return { bytes: this.#writer.take(), segments: this.#writer.segmentCount };
  }
}

export function appendClaims(sink: SegmentSink, { bytes, segments }: WrittenClaims): void {
  ok(isCustomary(sink.delimiters), 'claims written ahead stand among customary delimiters');
  ok(bytes.length > 0, 'claims written ahead are not given back before they stand in their set');
  sink.append(bytes, segments);
}
