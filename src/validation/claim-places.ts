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

/** Where segments of the claim being read stand, in the order in which they came. */
export class ClaimPlaces {
  readonly #of: Readonly<Record<PlaceKind, number[]>> = {
    SBR: [],
    'AMT*D': [],
    'AMT*A8': [],
    SVD: [],
    HI: [],
    'claim DTP': [],
    'line DTP': [],
  };
  /** Other payers seen so far: which one an amount belongs to. */
  #payers = 0;

  clear(): void {
    const kept = this.#of;
    kept.SBR.length = 0;
    kept['AMT*D'].length = 0;
    kept['AMT*A8'].length = 0;
    kept.SVD.length = 0;
    kept.HI.length = 0;
    kept['claim DTP'].length = 0;
    kept['line DTP'].length = 0;
    this.#payers = 0;
  }

  /** A segment of a claim in its loop. */
  note(segment: Segment, loopId: string): void {
    switch (segment.tag) {
      case SBR:
        this.#payers += 1;
        this.#keep(this.#of.SBR, segment, this.#payers);
        return;
      case SVD:
        this.#keep(this.#of.SVD, segment, 0);
        return;
      case HI:
        this.#keep(this.#of.HI, segment, segment.elementCount);
        return;
      case AMT:
        if (loopId !== '2320') return;
        if (segment.equals(1, 'D')) this.#keep(this.#of['AMT*D'], segment, this.#payers);
        else if (segment.equals(1, 'A8')) this.#keep(this.#of['AMT*A8'], segment, this.#payers);
        return;
      case DTP:
        if (loopId === '2300') this.#keep(this.#of['claim DTP'], segment, 0);
        else if (loopId === '2400') this.#keep(this.#of['line DTP'], segment, 0);
        return;
    }
  }

  /** @param index among its kind, from 0; the claim itself when there is none */
  placeOf(claim: Claim, kind: PlaceKind, index: number, within: Within = {}): Place {
    const kept = this.#of[kind];
    const at = index * FIELDS;
    const claimPlace = placeOfClaim(claim);
    if (at < 0 || at >= kept.length) return claimPlace;
    return {
      ...claimPlace,
      segmentOrdinal: kept[at]!,
      offsetBytes: kept[at + 1]!,
      lengthBytes: kept[at + 2]!,
      line: kept[at + 3]!,
      segmentId: kind.slice(kind.indexOf(' ') + 1).split('*')[0]!,
      loopPath: `${claimPlace.loopPath}${PATHS[kind]}`,
      ...within,
    };
  }

  /** AMT*D or AMT*A8 of the other payer with this index. */
  placeOfAmount(claim: Claim, kind: 'AMT*D' | 'AMT*A8', payerIndex: number): Place {
    const kept = this.#of[kind];
    for (let index = 0; index * FIELDS < kept.length; index += 1) {
      if (kept[index * FIELDS + 4] === payerIndex + 1)
        return this.placeOf(claim, kind, index, { elementOrdinal: 2 });
    }
    return this.placeOf(claim, 'SBR', payerIndex);
  }

  /** The composite of `claim.codes` with this index. */
  placeOfCode(claim: Claim, codeIndex: number, componentOrdinal: number): Place {
    const kept = this.#of.HI;
    let left = codeIndex;
    for (let index = 0; index * FIELDS < kept.length; index += 1) {
      const count = kept[index * FIELDS + 4]!;
      if (left < count)
        return this.placeOf(claim, 'HI', index, { elementOrdinal: left + 1, componentOrdinal });
      left -= count;
    }
    return placeOfClaim(claim);
  }

  #keep(kept: number[], { ordinal, offsetBytes, lengthBytes, line }: Segment, note: number): void {
    kept.push(ordinal, offsetBytes, lengthBytes, line, note);
  }
}
