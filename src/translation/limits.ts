/** Findings listed for one file; the ones beyond are counted. */
export const FINDINGS_PER_FILE = 10_000;

/**
 * Bytes of the file kept behind the reader. The trailer of a group or interchange is at most one segment (64 KiB)
 * and one scanned piece (64 KiB) behind.
 */
export const KEPT_BYTES = 256 * 1024;

/** One string or number of a JSON document: a segment's longest value, every character of it escaped. */
export const JSON_TOKEN_LENGTH = 512 * 1024;

/** Members or items of one object or list that are held together; a segment has 250 elements. */
export const JSON_ITEMS = 4096;

/** Interchange, group, set, the loops of a guide, segment, element, repetition: each an object in a list. */
export const JSON_DEPTH = 64;

/**
 * Claims of one payment held together. The 835 guide asks senders to stay below 10,000 CLP in a set; a larger set
 * comes in parts.
 */
export const CLAIMS_PER_PART = 10_000;
