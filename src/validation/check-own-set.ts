import { ElementChecker } from '../guide/element-checker.ts';
import type { Guide } from '../guide/guide.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { HlChecker } from '../guide/hl-checker.ts';
import { Walker } from '../guide/walker.ts';
import type { Finding } from '../x12/finding.ts';
import { type InterchangeHandler, InterchangeReader, type TransactionSet } from '../x12/reader.ts';
import type { Segment } from '../x12/segment.ts';
import { validationFinding } from './finding-table.ts';

/**
 * What is wrong with a file we are about to publish: envelope, structure, elements and HL numbers of every set (999,
 * 277CA, 835, 277; a TA1 has an envelope alone), by the same engine that reads partners' files. Empty for what may
 * go out; the balances of an 835 are proved elsewhere.
 *
 * @param bytes the whole file
 */
export function checkOwnSet(bytes: Uint8Array, guides: GuideCatalogue, file = 'own'): Finding[] {
  const checker = new OwnChecker(guides, file);
  const reader = new InterchangeReader(file, checker);
  reader.push(bytes);
  const { unreadable } = reader.end();
  // Every reason for which a file cannot be read is a finding as well.
  if (unreadable && checker.findings.length === 0) throw new Error('an unreadable file without a finding');
  return checker.findings;
}

class OwnChecker implements InterchangeHandler {
  readonly findings: Finding[] = [];
  readonly #guides: GuideCatalogue;
  readonly #file: string;
  readonly #emit = (finding: Finding): void => {
    this.findings.push(finding);
  };
  #guide: Guide | undefined;
  #walker: Walker | undefined;
  #elements: ElementChecker | undefined;
  #levels: HlChecker | undefined;

  constructor(guides: GuideCatalogue, file: string) {
    this.#guides = guides;
    this.#file = file;
  }

  interchangeStart(): void {}

  groupStart(): void {}

  setStart(set: TransactionSet): void {
    const { group } = set;
    const guide = this.#guides.find(set.id, set.implementation || group.version);
    const origin = {
      file: this.#file,
      interchange: group.interchange.controlNumber,
      group: group.controlNumber,
      set: set.controlNumber,
    };
    this.#guide = guide;
    if (guide === undefined) {
      const { offsetBytes, lengthBytes, line } = set;
      const place = { ...origin, offsetBytes, lengthBytes, line, segmentOrdinal: 1, segmentId: 'ST' };
      this.#emit(validationFinding('SET-GUIDE-UNKNOWN', place));
      return;
    }
    this.#walker = new Walker(guide);
    this.#walker.reset(origin);
    this.#elements = new ElementChecker(guide);
    this.#levels = new HlChecker(guide, origin);
  }

  segment(segment: Segment): void {
    if (this.#guide === undefined) return;
    if (segment.id === 'HL') this.#levels!.check(segment).forEach(this.#emit);
    const walker = this.#walker!;
    const { findings, node } = walker.step(segment);
    findings.forEach(this.#emit);
    if (node !== -1) this.#elements!.check(node, segment, walker, this.#emit);
  }

  setEnd(): void {
    if (this.#guide === undefined) return;
    this.#levels!.end().forEach(this.#emit);
    this.#walker!.end().forEach(this.#emit);
  }

  groupEnd(): void {}

  interchangeEnd(): void {}

  finding(finding: Finding): void {
    this.findings.push(finding);
  }
}
