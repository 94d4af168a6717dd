import type { Delimiters } from './delimiters.ts';
import type { X12Limits } from './limits.ts';

/** What stands in the stream but is no segment to hand on. */
export interface Irregularity {
  readonly kind: 'empty-segment' | 'segment-too-long' | 'too-many-elements';
  readonly offsetBytes: number;
  readonly lengthBytes: number;
  readonly line: number;
  /** '' for an empty segment. */
  readonly segmentId: string;
}

/** Where the first byte given to `push` stands, when it is not the first of a file. */
export interface TokenizerStart {
  readonly offsetBytes: number;
  readonly line: number;
  /** Ordinal of the first segment. */
  readonly ordinal: number;
}

export interface TokenizerOptions {
  /** Without delimiters bytes are held, not scanned, until they are set. */
  readonly delimiters?: Delimiters;
  /** Default: offset 0, line 1, ordinal 1. */
  readonly start?: TokenizerStart;
  readonly limits?: X12Limits;
  /** The file is wrapped at a column: CR and LF are no data. Default false. */
  readonly ignoreLineBreaks?: boolean;
  /** Too long and too many still count as a segment in the ordinals; an empty one does not. */
  readonly onIrregularity?: (irregularity: Irregularity) => void;
  /**
   * Called when no delimiters are set and bytes wait (or the input ended): look at them, skip, set delimiters.
   * Returns true when scanning can go on. With this option scanning pauses by itself before an ISA that stands
   * directly after a terminator.
   */
  readonly onPause?: (ended: boolean) => boolean;
}
