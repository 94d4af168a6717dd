import { isDayNumber } from '../x12/date.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import { NO_KEY, shortKey } from '../x12/short-key.ts';
import type { ElementTable } from './element-table.ts';

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

/**
 * A packed row: usage, kind and flags; shortest and longest; digits; first and end of its code keys; row and number of
 * components.
 */
export const ROW_FIELDS = 8;
export const ROW_USAGE = 3;
export const ROW_QUICK_SHIFT = 2;
const ROW_QUICK = 15;
/** What is right depends on the value before. */
export const ROW_IS_QUALIFIED = 64;
export const ROW_IS_COMPOSITE = 128;

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const SPACE = 0x20;
const DELETE = 0x7f;

const D8 = shortKey('D8');
const RD8 = shortKey('RD8');
const DATE_LENGTH = 8;
const PERIOD_LENGTH = 17;

/** Of a quantity: as many as its length leaves room for. */
const MOST_DECIMALS = 18;

/** A power of two. A file names the same places, providers and codes again and again. */
const KNOWN_VALUES = 8192;
/** Row and length, qualifier, and the value itself. */
const FIELDS = 5;
const LONGEST_KNOWN = 12;

/**
 * Tells by its bytes whether a value is right; no string is made. What is not right here is looked at again, slower,
 * for what exactly is wrong: an answer of false says nothing.
 */
export class QuickCheck {
  readonly #table: ElementTable;
  /** Per byte: 1 where it may not stand in a text. */
  readonly #isForeign = new Uint8Array(256);
  readonly #known = new Int32Array(KNOWN_VALUES * FIELDS);
  #component = -1;
  #repetition = -1;
  /** Where the entry of the value looked for last is, or would be. */
  #first = 0;
  #second = 0;
  #third = 0;

  constructor(table: ElementTable) {
    this.#table = table;
  }

  /** What is right between other delimiters may hold one of these. */
  use({ component, repetition }: Delimiters): void {
    if (component === this.#component && repetition === this.#repetition) return;
    this.#component = component;
    this.#repetition = repetition;
    this.#known.fill(0);
    this.#isForeign.fill(0);
    this.#isForeign.fill(1, 0, SPACE);
    this.#isForeign[DELETE] = 1;
    this.#isForeign[component] = 1;
    this.#isForeign[repetition] = 1;
  }

  /** @param qualifier short key of the value before, where the row needs it */
  isRight(row: number, bytes: Uint8Array, from: number, to: number, qualifier: number): boolean {
    const { packed } = this.#table;
    const at = row * ROW_FIELDS;
    switch ((packed[at]! >> ROW_QUICK_SHIFT) & ROW_QUICK) {
      case QUICK_TEXT: {
        const length = to - from;
        if (length < packed[at + 1]! || length > packed[at + 2]!) return false;
        const isForeign = this.#isForeign;
        for (let index = from; index < to; index += 1) if (isForeign[bytes[index]!] === 1) return false;
        return true;
      }
      case QUICK_CODE:
        return this.#isCode(packed[at + 4]!, packed[at + 5]!, bytes, from, to);
      case QUICK_KNOWN:
        return this.#isKnown(row, bytes, from, to, qualifier);
      case QUICK_WHOLE:
        return isNumber(packed, at, digitsIn(bytes, from, to, 0));
      case QUICK_DECIMAL:
        return isNumber(packed, at, digitsIn(bytes, from, to, packed[at + 3]! > 0 ? 2 : MOST_DECIMALS));
      case QUICK_DATE:
        return to - from === DATE_LENGTH && isDay(bytes, from);
      case QUICK_PERIOD: {
        const length = to - from;
        if (length < packed[at + 1]! || length > packed[at + 2]!) return false;
        if (qualifier === D8) return length === DATE_LENGTH && isDay(bytes, from);
        if (qualifier !== RD8 || length !== PERIOD_LENGTH || bytes[from + DATE_LENGTH] !== MINUS)
          return false;
        return isDay(bytes, from) && isDay(bytes, from + DATE_LENGTH + 1);
      }
      default:
        return false;
    }
  }

  /** True where {@link QuickCheck.remember} is of use. */
  canKnow(row: number): boolean {
    return ((this.#table.packed[row * ROW_FIELDS]! >> ROW_QUICK_SHIFT) & ROW_QUICK) === QUICK_KNOWN;
  }

  /** The value is right, and will be wherever it stands behind the same qualifier. */
  remember(row: number, value: string, qualifier: number): void {
    const { length } = value;
    if (!this.canKnow(row) || length > LONGEST_KNOWN || qualifier === NO_KEY) return;
    this.#first = wordOf(value, 0);
    this.#second = wordOf(value, 4);
    this.#third = wordOf(value, 8);
    const known = this.#known;
    const at = this.#entryOf(row, length, qualifier);
    known[at] = headOf(row, length);
    known[at + 1] = qualifier;
    known[at + 2] = this.#first;
    known[at + 3] = this.#second;
    known[at + 4] = this.#third;
  }

  #isKnown(row: number, bytes: Uint8Array, from: number, to: number, qualifier: number): boolean {
    const length = to - from;
    if (length > LONGEST_KNOWN) return false;
    let index = from;
    let first = 0;
    for (const end = Math.min(to, from + 4); index < end; index += 1) first = (first << 8) | bytes[index]!;
    let second = 0;
    for (const end = Math.min(to, from + 8); index < end; index += 1) second = (second << 8) | bytes[index]!;
    let third = 0;
    for (; index < to; index += 1) third = (third << 8) | bytes[index]!;
    this.#first = first;
    this.#second = second;
    this.#third = third;
    const known = this.#known;
    const at = this.#entryOf(row, length, qualifier);
    return (
      known[at] === headOf(row, length) &&
      known[at + 1] === qualifier &&
      known[at + 2] === first &&
      known[at + 3] === second &&
      known[at + 4] === third
    );
  }

  #entryOf(row: number, length: number, qualifier: number): number {
    let hash = Math.imul(headOf(row, length) ^ qualifier, 0x9e37_79b1) ^ this.#first;
    hash = Math.imul(hash ^ (hash >>> 15), 0x85eb_ca6b) ^ this.#second;
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35) ^ this.#third;
    hash = Math.imul(hash ^ (hash >>> 16), 0x27d4_eb2f);
    return ((hash >>> 15) & (KNOWN_VALUES - 1)) * FIELDS;
  }

  #isCode(first: number, end: number, bytes: Uint8Array, from: number, to: number): boolean {
    const { codeKeys } = this.#table;
    if (to - from > 4) return false;
    let key = 0;
    for (let index = from; index < to; index += 1) {
      const byte = bytes[index]!;
      if (byte === 0) return false;
      key = (key << 8) | byte;
    }
    for (let index = first; index < end; index += 1) if (codeKeys[index] === key) return true;
    return false;
  }
}

function isNumber(packed: Int32Array, at: number, digits: number): boolean {
  if (digits < packed[at + 1]! || digits > packed[at + 2]!) return false;
  return packed[at + 3] === 0 || digits <= packed[at + 3]!;
}

/** 0 is no entry. */
function headOf(row: number, length: number): number {
  return ((row + 1) << 4) | length;
}

function wordOf(value: string, from: number): number {
  const end = Math.min(value.length, from + 4);
  let word = 0;
  for (let index = from; index < end; index += 1) word = (word << 8) | value.charCodeAt(index);
  return word;
}

/** Digits of a value that is a number, with at most `decimals` of them behind a point; -1 when it is none. */
function digitsIn(bytes: Uint8Array, from: number, to: number, decimals: number): number {
  let index = bytes[from] === MINUS ? from + 1 : from;
  let digits = 0;
  let behind = -1;
  for (; index < to; index += 1) {
    const byte = bytes[index]!;
    if (byte >= ZERO && byte <= NINE) {
      digits += 1;
      if (behind >= 0) behind += 1;
    } else if (byte === POINT && behind < 0 && decimals > 0) behind = 0;
    else return -1;
  }
  return behind > decimals || digits === 0 ? -1 : digits;
}

/** True for a day of the calendar as CCYYMMDD. */
function isDay(bytes: Uint8Array, from: number): boolean {
  let number = 0;
  for (let index = from; index < from + DATE_LENGTH; index += 1) {
    const digit = bytes[index]! - ZERO;
    if (digit < 0 || digit > 9) return false;
    number = number * 10 + digit;
  }
  return isDayNumber(number);
}
