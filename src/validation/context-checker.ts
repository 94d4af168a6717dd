import { CLM, CLP, HL, LX, SE } from '../claim/tags.ts';
import type { Guide } from '../guide/guide.ts';
import { HlChecker } from '../guide/hl-checker.ts';
import { type Origin, Walker } from '../guide/walker.ts';
import type { Finding } from '../x12/finding.ts';
import { type Segment, tagOf } from '../x12/segment.ts';
import { validationFinding } from './finding-table.ts';

const PLB = tagOf('PLB');

/**
 * The structure of a set above its claims, followed on the main thread while the set is cut: the HL numbers, and
 * what is missing, surplus or out of place there. Looks at context segments and the first of each claim only; what
 * stands in claims, and every element, is checked with the parcels. Together they find what one walk would.
 */
export class ContextChecker {
  readonly #walker: Walker | undefined;
  readonly #levels: HlChecker | undefined;
  #origin: Origin = { file: '' };
  #onFinding!: (finding: Finding) => void;
  #inClaim = false;

  /** @param guide undefined: no guide is known for the set, which is its one finding */
  constructor(guide: Guide | undefined) {
    if (guide === undefined) return;
    this.#walker = new Walker(guide, 'context');
    this.#levels = new HlChecker(guide);
  }

  /** Before each transaction set: one serves any number of sets of its guide, one after the other. */
  begin(origin: Origin, onFinding: (finding: Finding) => void): void {
    this.#origin = origin;
    this.#onFinding = onFinding;
    this.#inClaim = false;
    this.#walker?.reset(origin);
    this.#levels?.reset(origin);
  }

  segment(segment: Segment): void {
    if (this.#walker === undefined) {
      this.#refuseUnknown(segment);
      return;
    }
    switch (segment.tag) {
      case CLM:
      case CLP:
        this.#inClaim = true;
        break;
      case HL:
        this.#inClaim = false;
        for (const finding of this.#levels!.check(segment)) this.#onFinding(finding);
        break;
      case SE:
      case PLB:
        this.#inClaim = false;
        break;
      case LX:
        // An 835 has its claims inside LX, an 837 its lines inside claims.
        if (this.#walker.guide.transactionSet === '835') this.#inClaim = false;
        else if (this.#inClaim) return;
        break;
      default:
        if (this.#inClaim) return;
    }
    const { findings } = this.#walker.step(segment);
    for (let index = 0; index < findings.length; index += 1) this.#onFinding(findings[index]!);
  }

  /** After SE, or where the set breaks off. */
  end(): void {
    if (this.#walker === undefined) return;
    for (const finding of this.#levels!.end()) this.#onFinding(finding);
    for (const finding of this.#walker.end()) this.#onFinding(finding);
  }

  #refuseUnknown(segment: Segment): void {
    if (segment.ordinal !== 1) return;
    const { offsetBytes, lengthBytes, line, ordinal, id } = segment;
    const place = { ...this.#origin, offsetBytes, lengthBytes, line, segmentOrdinal: ordinal, segmentId: id };
    this.#onFinding(validationFinding('SET-GUIDE-UNKNOWN', place));
  }
}
