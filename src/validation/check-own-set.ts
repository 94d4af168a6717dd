import { ElementChecker } from '../guide/element-checker.ts';
import type { Guide } from '../guide/guide.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { HlChecker } from '../guide/hl-checker.ts';
import { Walker } from '../guide/walker.ts';
import type { Finding } from '../x12/finding.ts';
import { type InterchangeHandler, InterchangeReader, type TransactionSet } from '../x12/reader.ts';
import { type Segment, tagOf } from '../x12/segment.ts';
import { validationFinding } from './finding-table.ts';

const HL = tagOf('HL');

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

interface Checkers {
  readonly walker: Walker;
  readonly elements: ElementChecker;
  readonly levels: HlChecker;
}

class OwnChecker implements InterchangeHandler {
  readonly findings: Finding[] = [];
  readonly #guides: GuideCatalogue;
  readonly #file: string;
  readonly #emit = (finding: Finding): void => {
    this.findings.push(finding);
  };
  /** What the sets of a guide are checked with, one after the other. */
  readonly #ofGuides = new Map<Guide, Checkers>();
  #checkers: Checkers | undefined;

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
    if (guide === undefined) {
      this.#checkers = undefined;
      const { offsetBytes, lengthBytes, line } = set;
      const place = { ...origin, offsetBytes, lengthBytes, line, segmentOrdinal: 1, segmentId: 'ST' };
      this.#emit(validationFinding('SET-GUIDE-UNKNOWN', place));
      return;
    }
    this.#checkers = this.#checkersOf(guide);
    this.#checkers.walker.reset(origin);
    this.#checkers.levels.reset(origin);
  }

  segment(segment: Segment): void {
    if (this.#checkers === undefined) return;
    const { walker, elements, levels } = this.#checkers;
    if (segment.tag === HL) levels.check(segment).forEach(this.#emit);
    const { findings, node } = walker.step(segment);
    for (let index = 0; index < findings.length; index += 1) this.#emit(findings[index]!);
    if (node !== -1) elements.check(node, segment, walker, this.#emit);
  }

  setEnd(): void {
    if (this.#checkers === undefined) return;
    this.#checkers.levels.end().forEach(this.#emit);
    this.#checkers.walker.end().forEach(this.#emit);
  }

  #checkersOf(guide: Guide): Checkers {
    let checkers = this.#ofGuides.get(guide);
    if (checkers === undefined) {
      const walker = new Walker(guide);
      checkers = { walker, elements: new ElementChecker(guide), levels: new HlChecker(guide) };
      this.#ofGuides.set(guide, checkers);
    }
    return checkers;
  }

  groupEnd(): void {}

  interchangeEnd(): void {}

  finding(finding: Finding): void {
    this.findings.push(finding);
  }
}
