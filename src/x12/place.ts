/**
 * Where something stands in an input. Every finding, claim slice and decision line carries one.
 * `file` is a file name, never a path with patient data; positions count from the start of that file.
 */
export interface Place {
  readonly file: string;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
  /** Physical line, from 1: line feeds seen before the segment, plus one. */
  readonly line: number;
  /** ISA13 as received. */
  readonly interchange?: string;
  /** GS06 as received. */
  readonly group?: string;
  /** ST02 as received. */
  readonly set?: string;
  /** Position in the transaction set as IK302 counts it: ST is 1. */
  readonly segmentOrdinal?: number;
  readonly segmentId?: string;
  /** Loops from the outermost, e.g. `2000A/2000B/2300/2400`. */
  readonly loopPath?: string;
  readonly elementOrdinal?: number;
  readonly componentOrdinal?: number;
  readonly repetitionOrdinal?: number;
}
