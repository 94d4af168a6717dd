import type { Slice } from './claim.ts';
import type { ClaimPlace } from './claim-builder.ts';

/** Bytes `start`…`end` of {@link Parcel.bytes}, which stand at `offsetBytes` in the file. */
export interface SourceRun {
  readonly start: number;
  readonly end: number;
  readonly offsetBytes: number;
  /** Ordinal in the set and physical line of the run's first segment. */
  readonly firstOrdinal: number;
  readonly firstLine: number;
}

/** A unit that holds at a parcel's beginning, read again there so that its claims know their parents. */
export interface ReplayUnit {
  /** Where the unit stands in the file, up to the next unit. */
  readonly slice: Slice;
  readonly runs: readonly SourceRun[];
}

/**
 * A part of one transaction set that can be read by itself, on any thread: whole units, with what they inherit.
 * Plain data; hand over {@link Parcel.bytes}' buffer in the transfer list.
 */
export interface Parcel extends ClaimPlace {
  /** ST01. */
  readonly setId: string;
  readonly wrapped: boolean;
  /** From 0 in its set. */
  readonly index: number;
  /** Replayed units, then the body. Padding between segments is kept in length, as spaces. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Header, then the open HLs, outermost first; empty in the first parcel. */
  readonly replay: readonly ReplayUnit[];
  /** One run, except where a segment over the limits was left out. */
  readonly body: readonly SourceRun[];
  readonly firstOrdinal: number;
  readonly firstLine: number;
  readonly bodyOffsetBytes: number;
  /** In the file: body of one parcel and the next touch. */
  readonly bodyLengthBytes: number;
  readonly segmentCount: number;
  readonly claimCount: number;
  /** Index in the set of the first claim. */
  readonly firstClaimIndex: number;
}
