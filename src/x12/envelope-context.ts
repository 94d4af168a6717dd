import { type EnvelopeFindingCode, type FindingOverrides, makeFinding } from './envelope-findings.ts';
import type { Finding } from './finding.ts';
import type { FunctionalGroup, Interchange, InterchangeHandler, TransactionSet } from './interchange.ts';
import type { X12Limits } from './limits.ts';
import type { Place } from './place.ts';
import type { Segment } from './segment.ts';

/** Which interchange, group and set are open: what gives each finding its place and its owner. */
export class EnvelopeContext {
  readonly file: string;
  interchange: Interchange | undefined;
  group: FunctionalGroup | undefined;
  set: TransactionSet | undefined;
  /** All of them, also those beyond the limit. */
  findingCount = 0;
  readonly #handler: InterchangeHandler;
  readonly #findingsPerFile: number;

  constructor(file: string, handler: InterchangeHandler, limits: X12Limits) {
    this.file = file;
    this.#handler = handler;
    this.#findingsPerFile = limits.findingsPerFile;
  }

  tell(code: EnvelopeFindingCode, place: Place, overrides?: FindingOverrides): void {
    this.findingCount += 1;
    if (this.findingCount <= this.#findingsPerFile) {
      this.#hand(makeFinding(code, place, overrides));
      return;
    }
    if (this.interchange !== undefined) this.interchange.refused = true;
    if (this.findingCount === this.#findingsPerFile + 1) this.#hand(makeFinding('X12-FINDINGS-LIMIT', place));
  }

  placeOf(segment: Segment): Place {
    const place = this.place(segment.offsetBytes, segment.lengthBytes, segment.line, segment.id);
    return segment.ordinal === 0 ? place : { ...place, segmentOrdinal: segment.ordinal };
  }

  place(offsetBytes: number, lengthBytes: number, line: number, segmentId?: string): Place {
    return {
      file: this.file,
      offsetBytes,
      lengthBytes,
      line,
      ...(this.interchange === undefined ? {} : { interchange: this.interchange.controlNumber }),
      ...(this.group === undefined ? {} : { group: this.group.controlNumber }),
      ...(this.set === undefined ? {} : { set: this.set.controlNumber }),
      ...(segmentId === undefined ? {} : { segmentId }),
    };
  }

  /** To the object it belongs to: its level's, or the next one around it that is open. */
  #hand(finding: Finding): void {
    const { level } = finding;
    if (level === 'set' && this.set !== undefined) this.set.findings.push(finding);
    else if ((level === 'set' || level === 'group') && this.group !== undefined)
      this.group.findings.push(finding);
    else if (level !== 'file') this.interchange?.findings.push(finding);
    this.#handler.finding(finding);
  }
}
