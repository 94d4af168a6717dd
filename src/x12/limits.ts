/** Bytes of one segment without its terminator. The longest legal 837/835 segment (a full CAS or HI) stays below 2 KiB. */
export const SEGMENT_LENGTH_BYTES = 64 * 1024;

/** Data elements of one segment. No segment of the HIPAA guides has more than 30. */
export const ELEMENTS_PER_SEGMENT = 250;

/** Findings handed on for one file; the ones beyond are counted, and the interchange is refused. */
export const FINDINGS_PER_FILE = 10_000;

/** What GE01 (N0, 1/6) can declare. */
export const SETS_PER_GROUP = 999_999;

/** What IEA01 (N0, 1/5) can declare. */
export const GROUPS_PER_INTERCHANGE = 99_999;

/** How far a first ISA is looked for behind foreign text, and how much is looked at to tell a wrapped file. */
export const HEADER_SEARCH_BYTES = 4096;

/** How far the end of an ISA of the wrong length is looked for; a right one takes 106 bytes. */
export const HEADER_LENGTH_BYTES = 512;

/** Bytes scanned at a time: stays in the second-level cache, and the strings cut from it die young. */
export const SCAN_PIECE_BYTES = 64 * 1024;

export interface X12Limits {
  readonly segmentLengthBytes: number;
  readonly elementsPerSegment: number;
  readonly findingsPerFile: number;
  readonly setsPerGroup: number;
  readonly groupsPerInterchange: number;
}

export const DEFAULT_LIMITS: X12Limits = Object.freeze({
  segmentLengthBytes: SEGMENT_LENGTH_BYTES,
  elementsPerSegment: ELEMENTS_PER_SEGMENT,
  findingsPerFile: FINDINGS_PER_FILE,
  setsPerGroup: SETS_PER_GROUP,
  groupsPerInterchange: GROUPS_PER_INTERCHANGE,
});
