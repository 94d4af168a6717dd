import type { Segment } from '../x12/segment.ts';
import type { Slice } from './claim.ts';
import type { ClaimPlace } from './claim-builder.ts';
import { PARCEL_BYTES, PARCEL_CLAIMS, REPLAY_UNIT_BYTES, UNIT_BYTES } from './limits.ts';
import type { Parcel, ReplayUnit, SourceRun } from './parcel.ts';
import { CLM, CLP, SE } from './tags.ts';
import { UnitBuffer } from './unit-buffer.ts';
import { HEADER, levelOfUnit, NO_CONTEXT, refuseUnit } from './unit-level.ts';

export type { Parcel } from './parcel.ts';

export interface CutSet extends ClaimPlace {
  /** The file is wrapped at a column: slices of it have to be read without line breaks. Default false. */
  readonly wrapped?: boolean;
}

export interface CutterOptions {
  /** Default 1000. */
  readonly parcelClaims?: number;
  /** Default 1 MiB. A parcel ends at the first unit past it. */
  readonly parcelBytes?: number;
}

/** A unit that later parcels may have to replay. Its bytes are in the body until that is handed over. */
interface KeptUnit {
  readonly slice: Slice;
  start: number;
  end: number;
  kept: { readonly bytes: Uint8Array; readonly runs: readonly SourceRun[] } | undefined;
}

/** A body begins as small as most sets are, and grows. */
const FIRST_BYTES = 64 * 1024;

/**
 * Cuts one transaction set into parcels as its segments come, by their ids alone: header (ST up to the first HL),
 * HL units, claims (CLM up to the next CLM, HL or SE), trailer; an 835 at its LX and CLP. Every byte from ST to the
 * terminator of SE is in exactly one body, in order. Holds one parcel and the open parents, however long the set.
 */
export class ClaimCutter {
  readonly #set: CutSet;
  readonly #parcelClaims: number;
  readonly #parcelBytes: number;
  readonly #onParcel: (parcel: Parcel) => void;
  readonly #body: UnitBuffer;
  /** Header, HL20, HL22, HL23 (835: header, LX) as they hold now. */
  #context: (KeptUnit | undefined)[] = [];
  #replay: readonly (KeptUnit | undefined)[] = [];
  /** ST01: where the set may be cut. */
  #setId = '';
  #parcelIndex = 0;
  #claimCount = 0;
  #firstClaimIndex = 0;
  #segmentCount = 0;
  #first: { offsetBytes: number; ordinal: number; line: number } | undefined;
  #unit: { level: number; start: number; offsetBytes: number; ordinal: number; line: number } | undefined;
  #endOffset = 0;

  constructor(set: CutSet, options: CutterOptions, onParcel: (parcel: Parcel) => void) {
    this.#set = set;
    this.#parcelClaims = options.parcelClaims ?? PARCEL_CLAIMS;
    this.#parcelBytes = options.parcelBytes ?? PARCEL_BYTES;
    this.#onParcel = onParcel;
    this.#body = new UnitBuffer(set.delimiters, Math.min(this.#parcelBytes, FIRST_BYTES) + 4096);
  }

  segment(segment: Segment): void {
    const level = this.#levelOf(segment);
    if (level !== undefined) this.#beginUnit(segment, level);
    this.#body.add(segment);
    this.#segmentCount += 1;
    this.#endOffset = segment.offsetBytes + segment.lengthBytes + (segment.terminated ? 1 : 0);
    if (this.#body.length - this.#unit!.start > UNIT_BYTES) refuseUnit(this.#set.setControlNumber);
  }

  /** The set is over, with or without an SE. */
  end(): void {
    if (this.#segmentCount === 0) return;
    this.#body.end();
    this.#emit(this.#endOffset);
  }

  /** undefined: the segment goes on with the open unit. */
  #levelOf(segment: Segment): number | undefined {
    if (this.#unit === undefined) {
      this.#setId = segment.element(1);
      return HEADER;
    }
    return levelOfUnit(segment, this.#setId);
  }

  #beginUnit(segment: Segment, level: number): void {
    this.#endUnit(segment);
    const isClaim = segment.tag === CLM || segment.tag === CLP;
    const isFull = this.#claimCount >= this.#parcelClaims || this.#body.length >= this.#parcelBytes;
    if (isFull && segment.tag !== SE) {
      this.#emit(segment.offsetBytes);
      this.#replay = this.#context.slice(0, level === NO_CONTEXT ? undefined : level);
    }
    const { offsetBytes, ordinal, line } = segment;
    this.#first ??= { offsetBytes, ordinal, line };
    if (isClaim) this.#claimCount += 1;
    this.#unit = { level, start: this.#body.length, offsetBytes, ordinal, line };
  }

  #endUnit(next: Segment): void {
    const unit = this.#unit;
    if (unit === undefined) return;
    this.#body.endBefore(next);
    if (unit.level === NO_CONTEXT) return;
    this.#context.length = Math.min(this.#context.length, unit.level);
    this.#context[unit.level] = {
      slice: {
        offsetBytes: unit.offsetBytes,
        lengthBytes: next.offsetBytes - unit.offsetBytes,
        firstOrdinal: unit.ordinal,
        firstLine: unit.line,
      },
      start: unit.start,
      end: this.#body.length,
      kept: undefined,
    };
  }

  #emit(endOffset: number): void {
    const first = this.#first!;
    const replay = this.#replay.filter((unit) => unit !== undefined);
    const bodyAt = replay.reduce((length, unit) => length + unit.kept!.bytes.length, 0);
    const bytes = new Uint8Array(bodyAt + this.#body.length);
    const units = copyUnits(replay, bytes);
    this.#body.copyTo(bytes, bodyAt);
    const parcel: Parcel = {
      file: this.#set.file,
      interchangeControlNumber: this.#set.interchangeControlNumber,
      groupControlNumber: this.#set.groupControlNumber,
      setControlNumber: this.#set.setControlNumber,
      guideId: this.#set.guideId,
      delimiters: this.#set.delimiters,
      setId: this.#setId,
      wrapped: this.#set.wrapped ?? false,
      index: this.#parcelIndex,
      bytes,
      replay: units,
      body: this.#body.runs.map((run) => ({ ...run, start: run.start + bodyAt, end: run.end + bodyAt })),
      firstOrdinal: first.ordinal,
      firstLine: first.line,
      bodyOffsetBytes: first.offsetBytes,
      bodyLengthBytes: endOffset - first.offsetBytes,
      segmentCount: this.#segmentCount,
      claimCount: this.#claimCount,
      firstClaimIndex: this.#firstClaimIndex,
    };
    this.#keepContext();
    this.#body.clear();
    this.#first = undefined;
    this.#parcelIndex += 1;
    this.#firstClaimIndex += this.#claimCount;
    this.#claimCount = 0;
    this.#segmentCount = 0;
    this.#onParcel(parcel);
  }

  /** The body is about to be let go: the open parents in it are copied out. */
  #keepContext(): void {
    for (const unit of this.#context) {
      if (unit === undefined || unit.kept !== undefined) continue;
      const end = Math.min(unit.end, unit.start + REPLAY_UNIT_BYTES);
      unit.kept = {
        bytes: this.#body.slice(unit.start, end),
        runs: this.#body.runsOf(unit.start, end, unit.slice),
      };
    }
  }
}

function copyUnits(units: readonly KeptUnit[], target: Uint8Array): ReplayUnit[] {
  let at = 0;
  return units.map((unit) => {
    const start = at;
    target.set(unit.kept!.bytes, start);
    at += unit.kept!.bytes.length;
    return {
      slice: unit.slice,
      runs: unit.kept!.runs.map((run) => ({ ...run, start: run.start + start, end: run.end + start })),
    };
  });
}
