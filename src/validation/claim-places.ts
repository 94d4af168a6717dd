import type { Claim } from '../claim/claim.ts';
import type { Place } from '../x12/place.ts';
import { type Segment, tagOf } from '../x12/segment.ts';
import { placeOfClaim } from './claim-place.ts';

const SBR = tagOf('SBR');
const SVD = tagOf('SVD');
const HI = tagOf('HI');
const AMT = tagOf('AMT');
const DTP = tagOf('DTP');

/** Kinds of segments whose places are kept: a claim object holds their content, not where each stands. */
export type PlaceKind = 'SBR' | 'AMT*D' | 'AMT*A8' | 'SVD' | 'HI' | 'claim DTP' | 'line DTP';

/** Element and component inside the segment. */
export interface Within {
  readonly elementOrdinal?: number;
  readonly componentOrdinal?: number;
}

const FIELDS = 5;
const PATHS: Readonly<Record<PlaceKind, string>> = {
  SBR: '/2320',
  'AMT*D': '/2320',
  'AMT*A8': '/2320',
  SVD: '/2400/2430',
  HI: '',
  'claim DTP': '',
  'line DTP': '/2400',
};

const FIRST_PLACES = 64;

/** Places of one kind; the room stays from claim to claim. */
class Kept {
  count = 0;
  fields = new Float64Array(FIRST_PLACES * FIELDS);

  add({ ordinal, offsetBytes, lengthBytes, line }: Segment, note: number): void {
    const at = this.count * FIELDS;
    if (at === this.fields.length) {
      const larger = new Float64Array(at * 2);
      larger.set(this.fields);
      this.fields = larger;
    }
    const { fields } = this;
    fields[at] = ordinal;
    fields[at + 1] = offsetBytes;
    fields[at + 2] = lengthBytes;
    fields[at + 3] = line;
    fields[at + 4] = note;
    this.count += 1;
  }

  noteOf(index: number): number {
    return this.fields[index * FIELDS + 4]!;
  }
}

/** Where segments of the claim being read stand, in the order in which they came. */
export class ClaimPlaces {
  readonly #of: Readonly<Record<PlaceKind, Kept>> = {
    SBR: new Kept(),
    'AMT*D': new Kept(),
    'AMT*A8': new Kept(),
    SVD: new Kept(),
    HI: new Kept(),
    'claim DTP': new Kept(),
    'line DTP': new Kept(),
  };
  /** Other payers seen so far: which one an amount belongs to. */
  #payers = 0;

  clear(): void {
    const kept = this.#of;
    kept.SBR.count = 0;
    kept['AMT*D'].count = 0;
    kept['AMT*A8'].count = 0;
    kept.SVD.count = 0;
    kept.HI.count = 0;
    kept['claim DTP'].count = 0;
    kept['line DTP'].count = 0;
    this.#payers = 0;
  }

  /** A segment of a claim in its loop. */
  note(segment: Segment, loopId: string): void {
    switch (segment.tag) {
      case SBR:
        this.#payers += 1;
        this.#of.SBR.add(segment, this.#payers);
        return;
      case SVD:
        this.#of.SVD.add(segment, 0);
        return;
      case HI:
        this.#of.HI.add(segment, segment.elementCount);
        return;
      case AMT:
        if (loopId !== '2320') return;
        if (segment.equals(1, 'D')) this.#of['AMT*D'].add(segment, this.#payers);
        else if (segment.equals(1, 'A8')) this.#of['AMT*A8'].add(segment, this.#payers);
        return;
      case DTP:
        if (loopId === '2300') this.#of['claim DTP'].add(segment, 0);
        else if (loopId === '2400') this.#of['line DTP'].add(segment, 0);
        return;
    }
  }

  /** @param index among its kind, from 0; the claim itself when there is none */
  placeOf(claim: Claim, kind: PlaceKind, index: number, within: Within = {}): Place {
    const { count, fields } = this.#of[kind];
    const at = index * FIELDS;
    const claimPlace = placeOfClaim(claim);
    if (index < 0 || index >= count) return claimPlace;
    return {
      ...claimPlace,
      segmentOrdinal: fields[at]!,
      offsetBytes: fields[at + 1]!,
      lengthBytes: fields[at + 2]!,
      line: fields[at + 3]!,
      segmentId: kind.slice(kind.indexOf(' ') + 1).split('*')[0]!,
      loopPath: `${claimPlace.loopPath}${PATHS[kind]}`,
      ...within,
    };
  }

  /** AMT*D or AMT*A8 of the other payer with this index. */
  placeOfAmount(claim: Claim, kind: 'AMT*D' | 'AMT*A8', payerIndex: number): Place {
    const kept = this.#of[kind];
    for (let index = 0; index < kept.count; index += 1) {
      if (kept.noteOf(index) === payerIndex + 1)
        return this.placeOf(claim, kind, index, { elementOrdinal: 2 });
    }
    return this.placeOf(claim, 'SBR', payerIndex);
  }

  /** The composite of `claim.codes` with this index. */
  placeOfCode(claim: Claim, codeIndex: number, componentOrdinal: number): Place {
    const kept = this.#of.HI;
    let left = codeIndex;
    for (let index = 0; index < kept.count; index += 1) {
      const count = kept.noteOf(index);
      if (left < count)
        return this.placeOf(claim, 'HI', index, { elementOrdinal: left + 1, componentOrdinal });
      left -= count;
    }
    return placeOfClaim(claim);
  }
}
