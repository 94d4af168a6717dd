import type { Delimiters } from './delimiters.ts';
import type { Finding } from './finding.ts';
import type { Segment } from './segment.ts';

/** One ISA–IEA. Filled as it is read: lengths, counts and `closed` hold from its end event on. */
export interface Interchange {
  readonly file: string;
  /** From 0 in its file. */
  readonly index: number;
  /** ISA01 … ISA16 as received, padding and all; fewer when the header was too short. */
  readonly isa: readonly string[];
  readonly delimiters: Delimiters;
  /** ISA13 as received. */
  readonly controlNumber: string;
  readonly offsetBytes: number;
  readonly line: number;
  /** The file is wrapped at a column: slices of it have to be read with `ignoreLineBreaks`. */
  readonly wrapped: boolean;
  /** From the I of ISA through the terminator of IEA. */
  lengthBytes: number;
  /** An IEA of its own ended it. */
  closed: boolean;
  /**
   * What follows is a best reading only (header of the wrong shape, separators that collide, a limit passed): its
   * claims can be counted, but no switch of a partner can make it acceptable.
   */
  refused: boolean;
  groupCount: number;
  /** IEA01; undefined when absent or no number. */
  declaredGroupCount: number | undefined;
  /** Of level interchange. */
  readonly findings: Finding[];
}

/** One GS–GE. Sets that stand in no group get one with empty fields and a finding. */
export interface FunctionalGroup {
  readonly interchange: Interchange;
  /** GS01. */
  readonly functionalId: string;
  /** GS02. */
  readonly sender: string;
  /** GS03. */
  readonly receiver: string;
  /** GS04. */
  readonly date: string;
  /** GS05. */
  readonly time: string;
  /** GS06. */
  readonly controlNumber: string;
  /** GS08. */
  readonly version: string;
  readonly offsetBytes: number;
  readonly line: number;
  lengthBytes: number;
  setCount: number;
  /** GE01; undefined when absent or no number. */
  declaredSetCount: number | undefined;
  closed: boolean;
  /** Of level group. */
  readonly findings: Finding[];
}

/** One ST–SE. */
export interface TransactionSet {
  readonly group: FunctionalGroup;
  /** ST01. */
  readonly id: string;
  /** ST02. */
  readonly controlNumber: string;
  /** ST03, or ''. */
  readonly implementation: string;
  readonly offsetBytes: number;
  readonly line: number;
  /** From the S of ST through the terminator of SE. */
  lengthBytes: number;
  /** ST and SE included. */
  segmentCount: number;
  /** SE01; undefined when absent or no number. */
  declaredSegmentCount: number | undefined;
  closed: boolean;
  /** Of level set. */
  readonly findings: Finding[];
}

/** What a reader tells, in the order of the file, synchronously. Views of segments hold during the call only. */
export interface InterchangeHandler {
  interchangeStart(interchange: Interchange): void;
  /** A TA1 between ISA and IEA, outside groups. */
  ta1?(segment: Segment, interchange: Interchange): void;
  groupStart(group: FunctionalGroup): void;
  setStart(set: TransactionSet): void;
  /** Every segment of a set, ST and SE among them. */
  segment(segment: Segment, set: TransactionSet): void;
  setEnd(set: TransactionSet): void;
  groupEnd(group: FunctionalGroup): void;
  interchangeEnd(interchange: Interchange): void;
  /** Each finding once; those of an interchange, group or set are also in its `findings`. */
  finding(finding: Finding): void;
  /** Whether the handler itself tells that a segment of the set has no data: then the reader does not. */
  tellsNoData?(set: TransactionSet): boolean;
  /** A segment where none belongs (between sets, groups, interchanges), or half a one. So that nothing disappears. */
  stray?(segment: Segment): void;
}

export interface ReadOutcome {
  readonly bytes: number;
  readonly interchanges: number;
  readonly groups: number;
  readonly sets: number;
  /** All of them, also those beyond the limit. */
  readonly findings: number;
  /** Every ISA had its IEA, and nothing else stood in the file. */
  readonly complete: boolean;
  /** There was no ISA that can be read: nothing was told but this. */
  readonly unreadable?: Finding;
}
