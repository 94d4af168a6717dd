import type { ClaimPlace } from '../claim/claim-builder.ts';
import type { CutterOptions } from '../claim/claim-cutter.ts';
import { PARCEL_BYTES, PARCEL_CLAIMS, UNIT_BYTES } from '../claim/limits.ts';
import { CLM, CLP, SE } from '../claim/tags.ts';
import { HEADER, levelOfUnit, refuseUnit } from '../claim/unit-level.ts';
import type { Guide } from '../guide/guide.ts';
import type { Segment } from '../x12/segment.ts';
import type { CheckContext, CheckedClaim, ParcelFindings } from './check-parcel.ts';
import { ClaimChecker } from './claim-checker.ts';

/** A thread's checkers that wait for their next set. */
const idleCheckers = new WeakMap<Guide, ClaimChecker[]>();

/**
 * Checks the claims of sets as their segments come, without cutting parcels first. Findings are handed on where a
 * parcel would end, so that neither they nor anything else grows with the set.
 */
export class SetChecker {
  readonly #context: CheckContext;
  readonly #onClaim: (checked: CheckedClaim) => void;
  readonly #onPart: (findings: ParcelFindings) => void;
  readonly #partClaims: number;
  readonly #partBytes: number;
  #place: ClaimPlace | undefined;
  #guide: Guide | undefined;
  /** undefined without a guide: nothing is read. */
  #checker: ClaimChecker | undefined;
  #setId = '';
  #isOpen = false;
  #claims = 0;
  #partOffset = 0;
  #unitOffset = 0;
  #endOffset = 0;

  constructor(
    context: CheckContext,
    onClaim: (checked: CheckedClaim) => void,
    onPart: (findings: ParcelFindings) => void,
    { parcelClaims = PARCEL_CLAIMS, parcelBytes = PARCEL_BYTES }: CutterOptions = {},
  ) {
    this.#partClaims = parcelClaims;
    this.#partBytes = parcelBytes;
    this.#context = context;
    this.#onClaim = onClaim;
    this.#onPart = onPart;
  }

  /** Before each set. */
  start(place: ClaimPlace): void {
    this.#place = place;
    this.#isOpen = false;
    this.#claims = 0;
  }

  segment(segment: Segment): void {
    const level = this.#isOpen ? levelOfUnit(segment, this.#setId) : HEADER;
    if (level !== undefined) this.#beginUnit(segment);
    this.#checker?.take(segment);
    this.#endOffset = segment.offsetBytes + segment.lengthBytes + (segment.terminated ? 1 : 0);
    if (this.#endOffset - this.#unitOffset > UNIT_BYTES) refuseUnit(this.#place!.setControlNumber);
  }

  /** The set is over, with or without an SE. */
  end(): void {
    const checker = this.#checker;
    const guide = this.#guide;
    this.#checker = undefined;
    if (checker === undefined || guide === undefined) return;
    this.#onPart(checker.endPart(this.#endOffset));
    const idle = idleCheckers.get(guide);
    if (idle === undefined) idleCheckers.set(guide, [checker]);
    else idle.push(checker);
  }

  #beginUnit(segment: Segment): void {
    const { tag, offsetBytes } = segment;
    if (!this.#isOpen) this.#open(segment);
    const isFull = this.#claims >= this.#partClaims || offsetBytes - this.#partOffset >= this.#partBytes;
    if (isFull && tag !== SE) {
      if (this.#checker !== undefined) this.#onPart(this.#checker.endPart(offsetBytes));
      this.#claims = 0;
      this.#partOffset = offsetBytes;
    }
    this.#unitOffset = offsetBytes;
    if (tag === CLM || tag === CLP) this.#claims += 1;
  }

  #open(segment: Segment): void {
    const place = this.#place!;
    const { guides } = this.#context;
    this.#isOpen = true;
    this.#setId = segment.element(1);
    this.#partOffset = segment.offsetBytes;
    this.#guide = guides.byId(place.guideId) ?? guides.find(this.#setId, place.guideId);
    if (this.#guide === undefined) return;
    this.#checker = idleCheckers.get(this.#guide)?.pop() ?? new ClaimChecker(this.#guide);
    this.#checker.begin({ ...place, setId: this.#setId }, 0, this.#context, this.#onClaim);
  }
}
