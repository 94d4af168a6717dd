import { MARK_DIGIT } from '../x12/byte-marks.ts';
import { isDayNumber } from '../x12/date.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import type { Segment } from '../x12/segment.ts';
import { shortKey, shortKeyOf } from '../x12/short-key.ts';
import type { ElementTable } from './element-table.ts';
import { KnownValues } from './known-values.ts';
import {
  NOTE_ALL_OR_NONE,
  NOTE_AT_LEAST_ONE,
  NOTE_AT_MOST_ONE,
  NOTE_FIELDS,
  NOTE_FIRST_NEEDS_ALL,
  QUICK_CODE,
  QUICK_COMPOSITE,
  QUICK_DATE,
  QUICK_DECIMAL,
  QUICK_KNOWN,
  QUICK_LISTED,
  QUICK_PERIOD,
  QUICK_PLACED,
  QUICK_TEXT,
  QUICK_WHOLE,
  ROW_COMPONENTS,
  ROW_DIGITS,
  ROW_END_KEY,
  ROW_FIELDS,
  ROW_FIRST_COMPONENT,
  ROW_FIRST_KEY,
  ROW_IS_NOT_USED,
  ROW_IS_QUALIFIED,
  ROW_IS_REQUIRED,
  ROW_LONGEST,
  ROW_QUICK,
  ROW_QUICK_SHIFT,
  ROW_REFUSED_MARKS,
  ROW_SHORTEST,
} from './packed-row.ts';

/** Elements are counted in the bits of one integer. */
const MOST_ELEMENTS = 30;

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

/**
 * Tells by its bytes whether a value is right; no string is made. What is not right here is looked at again, slower,
 * for what exactly is wrong: an answer of false says nothing.
 */
export class QuickCheck {
  readonly #table: ElementTable;
  /** Per byte: 1 where it may not stand in a text. */
  readonly #isForeign = new Uint8Array(256);
  readonly #known = new KnownValues();
  #component = -1;
  #repetition = -1;

  constructor(table: ElementTable) {
    this.#table = table;
  }

  /** What is right between other delimiters may hold one of these. */
  use({ component, repetition }: Delimiters): void {
    if (component === this.#component && repetition === this.#repetition) return;
    this.#component = component;
    this.#repetition = repetition;
    this.#known.clear();
    this.#isForeign.fill(0);
    this.#isForeign.fill(1, 0, SPACE);
    this.#isForeign[DELETE] = 1;
    this.#isForeign[component] = 1;
    this.#isForeign[repetition] = 1;
  }

  /**
   * True when a segment is plainly right: every element, component and syntax note, each value by its marks, its length
   * and few of its bytes. {@link QuickCheck.use} was told its delimiters.
   *
   * @param node where the segment was placed
   */
  isSegmentRight(node: number, segment: Segment): boolean {
    const { packed, nodeRow, nodeCount, nodeLastRequired, noteStarts, notes } = this.#table;
    const { elementCount, first, starts, marks, source } = segment;
    if (
      elementCount > nodeCount[node]! ||
      elementCount < nodeLastRequired[node]! ||
      elementCount > MOST_ELEMENTS
    )
      return false;
    const row = nodeRow[node]!;
    let at = row * ROW_FIELDS;
    let present = 0;
    let from = starts[first + 1]!;
    for (let n = 1; n <= elementCount; n += 1) {
      const to = starts[first + n + 1]! - 1;
      if (to === from) {
        if ((packed[at]! & ROW_IS_REQUIRED) !== 0) return false;
      } else {
        const mark = marks[first + n]!;
        if ((mark & packed[at + ROW_REFUSED_MARKS]!) !== 0) return false;
        present |= 1 << n;
        if (!this.#isElementRight(row + n - 1, mark, segment, n, source, from, to)) return false;
      }
      from = to + 1;
      at += ROW_FIELDS;
    }
    if (present === 0) return false;
    const end = noteStarts[node + 1]!;
    for (let index = noteStarts[node]!; index < end; index += NOTE_FIELDS) {
      const named = present & notes[index + 1]!;
      if (!isKept(notes[index]!, named, notes[index + 1]!, notes[index + 2]!)) return false;
    }
    return true;
  }

  #isElementRight(
    row: number,
    mark: number,
    segment: Segment,
    n: number,
    bytes: Uint8Array,
    from: number,
    to: number,
  ): boolean {
    const { packed } = this.#table;
    const at = row * ROW_FIELDS;
    const head = packed[at]!;
    switch ((head >> ROW_QUICK_SHIFT) & ROW_QUICK) {
      case QUICK_TEXT:
        return to - from >= packed[at + ROW_SHORTEST]! && to - from <= packed[at + ROW_LONGEST]!;
      case QUICK_PLACED:
        return true;
      case QUICK_COMPOSITE:
        return this.#isCompositeRight(at, bytes, from, to, segment.delimiters.component);
      case QUICK_WHOLE:
      case QUICK_DECIMAL:
        if (mark === MARK_DIGIT) return isNumber(packed, at, to - from);
        return this.isRight(row, bytes, from, to, 0);
      default:
        return this.isRight(row, bytes, from, to, (head & ROW_IS_QUALIFIED) === 0 ? 0 : segment.key(n - 1));
    }
  }

  /** One repetition, its components all plainly right. */
  #isCompositeRight(at: number, bytes: Uint8Array, from: number, to: number, component: number): boolean {
    const { packed } = this.#table;
    const first = packed[at + ROW_FIRST_COMPONENT]!;
    const count = packed[at + ROW_COMPONENTS]!;
    let before = from;
    let start = from;
    let c = 0;
    for (let index = from; index <= to; index += 1) {
      if (index < to && bytes[index] !== component) continue;
      if (c === count) return false;
      const row = first + c;
      const head = packed[row * ROW_FIELDS]!;
      if (index === start) {
        if ((head & ROW_IS_REQUIRED) !== 0) return false;
      } else {
        if ((head & ROW_IS_NOT_USED) !== 0) return false;
        const isQualified = (head & ROW_IS_QUALIFIED) !== 0 && c > 0;
        const qualifier = isQualified ? shortKeyOf(bytes, before, start - 1) : 0;
        if (!this.#isComponentRight(row, bytes, start, index, qualifier)) return false;
      }
      c += 1;
      before = start;
      start = index + 1;
    }
    for (; c < count; c += 1) if ((packed[(first + c) * ROW_FIELDS]! & ROW_IS_REQUIRED) !== 0) return false;
    return true;
  }

  /** As {@link QuickCheck.isRight}, of a value among whose bytes are no marks that a text must not have. */
  #isComponentRight(row: number, bytes: Uint8Array, from: number, to: number, qualifier: number): boolean {
    const { packed } = this.#table;
    const at = row * ROW_FIELDS;
    if (((packed[at]! >> ROW_QUICK_SHIFT) & ROW_QUICK) !== QUICK_TEXT)
      return this.isRight(row, bytes, from, to, qualifier);
    return to - from >= packed[at + ROW_SHORTEST]! && to - from <= packed[at + ROW_LONGEST]!;
  }

  /** @param qualifier short key of the value before, where the row needs it */
  isRight(row: number, bytes: Uint8Array, from: number, to: number, qualifier: number): boolean {
    const { packed } = this.#table;
    const at = row * ROW_FIELDS;
    switch ((packed[at]! >> ROW_QUICK_SHIFT) & ROW_QUICK) {
      case QUICK_TEXT:
        return this.#isText(at, bytes, from, to);
      case QUICK_PLACED:
        return true;
      case QUICK_CODE:
        return this.#isCode(packed[at + ROW_FIRST_KEY]!, packed[at + ROW_END_KEY]!, bytes, from, to);
      case QUICK_KNOWN:
        return this.#known.has(packed[at + ROW_FIRST_KEY]!, bytes, from, to, qualifier);
      case QUICK_LISTED:
        return this.#isListed(row, bytes, from, to, qualifier);
      case QUICK_WHOLE:
        return isNumber(packed, at, digitsIn(bytes, from, to, 0));
      case QUICK_DECIMAL:
        return isNumber(
          packed,
          at,
          digitsIn(bytes, from, to, packed[at + ROW_DIGITS]! > 0 ? 2 : MOST_DECIMALS),
        );
      case QUICK_DATE:
        return to - from === DATE_LENGTH && isDay(bytes, from);
      case QUICK_PERIOD: {
        const length = to - from;
        if (length < packed[at + ROW_SHORTEST]! || length > packed[at + ROW_LONGEST]!) return false;
        if (qualifier === D8) return length === DATE_LENGTH && isDay(bytes, from);
        if (qualifier !== RD8 || length !== PERIOD_LENGTH || bytes[from + DATE_LENGTH] !== MINUS)
          return false;
        return isDay(bytes, from) && isDay(bytes, from + DATE_LENGTH + 1);
      }
      default:
        return false;
    }
  }

  #isText(at: number, bytes: Uint8Array, from: number, to: number): boolean {
    const { packed } = this.#table;
    const length = to - from;
    if (length < packed[at + ROW_SHORTEST]! || length > packed[at + ROW_LONGEST]!) return false;
    const isForeign = this.#isForeign;
    for (let index = from; index < to; index += 1) if (isForeign[bytes[index]!] === 1) return false;
    return true;
  }

  #isListed(row: number, bytes: Uint8Array, from: number, to: number, qualifier: number): boolean {
    const { packed, codeKeys, bytesChecks } = this.#table;
    const at = row * ROW_FIELDS;
    const length = to - from;
    if (length < packed[at + ROW_SHORTEST]! || length > packed[at + ROW_LONGEST]!) return false;
    const end = packed[at + ROW_END_KEY]!;
    for (let index = packed[at + ROW_FIRST_KEY]!; index < end; index += 1)
      if (codeKeys[index] === qualifier) return bytesChecks[row]!(bytes, from, to);
    return this.#isText(at, bytes, from, to);
  }

  /** True where {@link QuickCheck.remember} is of use. */
  canKnow(row: number): boolean {
    return ((this.#table.packed[row * ROW_FIELDS]! >> ROW_QUICK_SHIFT) & ROW_QUICK) === QUICK_KNOWN;
  }

  /** The value is right, and will be wherever it stands behind the same qualifier. */
  remember(row: number, value: string, qualifier: number): void {
    if (this.canKnow(row)) this.#known.add(this.#kindOf(row), value, qualifier);
  }

  #kindOf(row: number): number {
    return this.#table.packed[row * ROW_FIELDS + ROW_FIRST_KEY]!;
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

/** @param named the elements of a syntax note that are present, `all` the ones it names, `first` the first of them */
function isKept(kind: number, named: number, all: number, first: number): boolean {
  switch (kind) {
    case NOTE_ALL_OR_NONE:
      return named === 0 || named === all;
    case NOTE_AT_LEAST_ONE:
      return named !== 0;
    case NOTE_AT_MOST_ONE:
      return (named & (named - 1)) === 0;
    case NOTE_FIRST_NEEDS_ALL:
      return (named & first) === 0 || named === all;
    default:
      return (named & first) === 0 || named !== first;
  }
}

function isNumber(packed: Int32Array, at: number, digits: number): boolean {
  if (digits < packed[at + ROW_SHORTEST]! || digits > packed[at + ROW_LONGEST]!) return false;
  return packed[at + ROW_DIGITS] === 0 || digits <= packed[at + ROW_DIGITS]!;
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
