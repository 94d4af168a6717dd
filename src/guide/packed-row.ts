import {
  MARK_COMPONENT,
  MARK_CONTROL,
  MARK_DIGIT,
  MARK_MINUS,
  MARK_POINT,
  MARK_REPETITION,
} from '../x12/byte-marks.ts';

/** How the value of a row is looked at by its bytes: not at all, or as one of these. */
export const QUICK_NONE = 0;
export const QUICK_TEXT = 1;
export const QUICK_WHOLE = 2;
export const QUICK_DECIMAL = 3;
/** One of a few short codes. */
export const QUICK_CODE = 4;
/** CCYYMMDD. */
export const QUICK_DATE = 5;
/** A date or period in the format that the value before it tells. */
export const QUICK_PERIOD = 6;
/** Right when the same value was found right before. */
export const QUICK_KNOWN = 7;
/** Of a list that knows its values by their bytes, behind certain qualifiers; a text behind others. */
export const QUICK_LISTED = 8;
/** The walker has looked at it. */
export const QUICK_PLACED = 9;
/** Its components are looked at. */
export const QUICK_COMPOSITE = 10;

/**
 * A packed row: usage, kind and flags; marks that are not plainly right; shortest and longest; digits; first and end of
 * its code keys (of a value that is known by what was found before: its kind); row and number of components.
 */
export const ROW_FIELDS = 9;
export const ROW_USAGE = 3;
export const ROW_IS_REQUIRED = 1;
export const ROW_IS_NOT_USED = 2;
export const ROW_QUICK_SHIFT = 2;
export const ROW_QUICK = 15;
/** What is right depends on the value before. */
export const ROW_IS_QUALIFIED = 64;
export const ROW_IS_COMPOSITE = 128;
export const ROW_REFUSED_MARKS = 1;
export const ROW_SHORTEST = 2;
export const ROW_LONGEST = 3;
export const ROW_DIGITS = 4;
export const ROW_FIRST_KEY = 5;
export const ROW_END_KEY = 6;
export const ROW_FIRST_COMPONENT = 7;
export const ROW_COMPONENTS = 8;

const ALL_MARKS = 0xff;
const REFUSED_IN_TEXT = MARK_CONTROL | MARK_COMPONENT | MARK_REPETITION;
const REFUSED_IN_COMPOSITE = MARK_CONTROL | MARK_REPETITION;

/** Marks (byte-marks.ts) with which a value of this kind has to be looked at more closely; every value has some. */
export function refusedMarks(quick: number, isUsed: boolean): number {
  if (!isUsed) return ALL_MARKS;
  switch (quick) {
    case QUICK_COMPOSITE:
      return REFUSED_IN_COMPOSITE;
    case QUICK_WHOLE:
    case QUICK_DATE:
      return ALL_MARKS & ~MARK_DIGIT;
    case QUICK_DECIMAL:
      return ALL_MARKS & ~(MARK_DIGIT | MARK_POINT | MARK_MINUS);
    case QUICK_PERIOD:
      return ALL_MARKS & ~(MARK_DIGIT | MARK_MINUS);
    default:
      return REFUSED_IN_TEXT;
  }
}

/** A packed syntax note: its kind, the elements it names and the first of them as bits. */
export const NOTE_FIELDS = 3;
export const NOTE_KINDS = 'PRECL';
export const NOTE_ALL_OR_NONE = 0;
export const NOTE_AT_LEAST_ONE = 1;
export const NOTE_AT_MOST_ONE = 2;
export const NOTE_FIRST_NEEDS_ALL = 3;
