import {
  MARK_COMPONENT,
  MARK_CONTROL,
  MARK_DIGIT,
  MARK_MINUS,
  MARK_POINT,
  MARK_REPETITION,
  MARK_TEXT,
} from './byte-marks.ts';
import {
  againIf,
  bytes16,
  type Code,
  get,
  I32,
  I64,
  i32,
  i64,
  LANES,
  loop,
  moduleOf,
  set,
  V128,
  when,
} from './wasm.ts';

/** Bytes looked at by one call: stays in the first-level cache, and what is read twice after an ISA is short. */
export const BLOCK_BYTES = 4096;

/** Sixteen bytes four times: as many as an i64 has bits. */
const STRIDE = 4 * LANES;

// Where things lie in the memory of the module. Vectors may reach a few bytes behind the block.
const BYTES = 0;
const MARKS_OF_BYTES = BYTES + BLOCK_BYTES + STRIDE;
export const STARTS = MARKS_OF_BYTES + BLOCK_BYTES + STRIDE;
const START_BYTES = 4;
export const MARKS = STARTS + START_BYTES * (BLOCK_BYTES + STRIDE);
export const BREAKS = MARKS + BLOCK_BYTES + STRIDE;

/** Ends are written eight at a time, whether there are so many left or not. */
const ENDS_AT_A_TIME = 8;

/** In place of a mark: the byte ends something. The highest bit, so that one instruction finds all. */
const END = 0x80;
/** It is no element separator. */
const BREAK = 0xc0;
const BREAK_SHIFT = 6;

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const DELETE = 0x7f;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

// Parameters, then locals.
const length = 0;
const element = 1;
const terminator = 2;
const component = 3;
const repetition = 4;
/** What a byte's index in the block is counted from, plus one. */
const base = 5;
const at = 6;
/** Behind the last start; of the start being written. */
const startsEnd = 7;
const writtenAt = 8;
const breaksEnd = 9;
const from = 10;
const to = 11;
const left = 12;
/** One bit for each of 64 bytes: it ends something. */
const isEnd = 13;
/** Marks of eight bytes. */
const eight = 14;
const elements = 15;
const terminators = 16;
const components = 17;
const repetitions = 18;
const sixteen = 19;
const marks = 20;
const PARAMETERS = 6;
const LOCALS = [
  [7, I32],
  [2, I64],
  [6, V128],
] as const;

/** The bytes for which the condition holds have this mark, whatever they had. */
function marked(mark: number, condition: Code): Code {
  return set(marks, bytes16.select(bytes16.of(mark), get(marks), condition));
}

/** The marks of sixteen bytes, written to memory; their ends added to `isEnd`. The later mark wins. */
function markSixteen(offset: number): Code[] {
  const { of, isEqual, isLess, or, subtract } = bytes16;
  const is = (byte: number): Code => isEqual(get(sixteen), of(byte));
  const isOneOf = (local: number): Code => isEqual(get(sixteen), get(local));
  return [
    set(sixteen, bytes16.load(get(at), BYTES + offset)),
    set(marks, of(MARK_TEXT)),
    marked(MARK_CONTROL, or(isLess(get(sixteen), of(SPACE)), is(DELETE))),
    // What is below '0' wraps around to more than 9.
    marked(MARK_DIGIT, isLess(subtract(get(sixteen), of(ZERO)), of(10))),
    marked(MARK_MINUS, is(MINUS)),
    marked(MARK_POINT, is(POINT)),
    marked(MARK_COMPONENT, isOneOf(components)),
    marked(MARK_REPETITION, isOneOf(repetitions)),
    marked(END, isOneOf(elements)),
    marked(BREAK, or(is(LINE_FEED), isOneOf(terminators))),
    bytes16.store(get(at), MARKS_OF_BYTES + offset, get(marks)),
    set(isEnd, i64.or(get(isEnd), i64.shiftLeft(i64.ofI32(bytes16.highBits(get(marks))), i64.of(offset)))),
  ];
}

/** What begins behind the lowest end, written down; the end taken out of `isEnd`. Of no end, a number that is overwritten. */
function writeStart(n: number): Code[] {
  const index = i32.add(get(to), i32.ofI64(i64.trailingZeros(get(isEnd))));
  return [
    i32.store(get(writtenAt), STARTS + n * START_BYTES, index),
    set(isEnd, i64.and(get(isEnd), i64.subtract(get(isEnd), i64.of(1)))),
  ];
}

/**
 * Finds the ends among 64 bytes after 64 bytes. How many they hold is hard to foretell, and a branch foretold wrongly
 * costs as much as eight ends: so eight are written each time, and only then is asked whether more are left.
 */
function findEnds(): Code {
  return loop(
    set(isEnd, i64.of(0)),
    ...[0, 1, 2, 3].flatMap((quarter) => markSixteen(quarter * LANES)),
    // Bytes behind the end of the input are none.
    when(
      i32.isGreater(i32.add(get(at), i32.of(STRIDE)), get(length)),
      set(
        isEnd,
        i64.and(
          get(isEnd),
          i64.subtract(i64.shiftLeft(i64.of(1), i64.ofI32(i32.subtract(get(length), get(at)))), i64.of(1)),
        ),
      ),
    ),
    set(to, i32.add(get(at), get(base))),
    set(writtenAt, get(startsEnd)),
    set(startsEnd, i32.add(get(startsEnd), i32.shiftLeft(i32.ofI64(i64.countOnes(get(isEnd))), i32.of(2)))),
    loop(
      ...Array.from({ length: ENDS_AT_A_TIME }, (_, n) => writeStart(n)).flat(),
      set(writtenAt, i32.add(get(writtenAt), i32.of(ENDS_AT_A_TIME * START_BYTES))),
      againIf(i32.isLess(get(writtenAt), get(startsEnd))),
    ),
    set(at, i32.add(get(at), i32.of(STRIDE))),
    againIf(i32.isLess(get(at), get(length))),
  );
}

/** Per end the marks between it and the end before, eight bytes at a time; the end of the block counts as one. */
function gatherMarks(): Code[] {
  const bits = i64.shiftLeft(i64.ofI32(get(left)), i64.of(3));
  const folded = (by: number): Code => set(eight, i64.or(get(eight), i64.shiftRight(get(eight), i64.of(by))));
  const number = i32.shiftRight(get(at), i32.of(2));
  return [
    i32.store(get(startsEnd), STARTS, i32.add(get(length), get(base))),
    i32.store8(get(length), MARKS_OF_BYTES, i32.of(0)),
    set(at, i32.of(0)),
    loop(
      set(to, i32.subtract(i32.load(get(at), STARTS), get(base))),
      set(left, i32.subtract(get(to), get(from))),
      set(eight, i64.of(0)),
      when(
        i32.isGreater(get(left), i32.of(8)),
        loop(
          set(eight, i64.or(get(eight), i64.load(get(from), MARKS_OF_BYTES))),
          set(from, i32.add(get(from), i32.of(8))),
          set(left, i32.subtract(get(left), i32.of(8))),
          againIf(i32.isGreater(get(left), i32.of(8))),
        ),
      ),
      // Of one to eight bytes: what lies behind them is shifted out. Of none, a shift by 64 would be one by 0.
      when(
        get(left),
        set(
          eight,
          i64.or(
            get(eight),
            i64.shiftLeft(i64.load(get(from), MARKS_OF_BYTES), i64.subtract(i64.of(64), bits)),
          ),
        ),
      ),
      folded(32),
      folded(16),
      folded(8),
      i32.store8(number, MARKS, i32.ofI64(get(eight))),
      // Written whether it is a break or not, and overwritten by the next when it is none: no branch.
      i32.store16(get(breaksEnd), BREAKS, number),
      set(
        breaksEnd,
        i32.add(
          get(breaksEnd),
          i32.and(i32.shiftRight(i32.load8(get(to), MARKS_OF_BYTES), i32.of(BREAK_SHIFT - 1)), i32.of(2)),
        ),
      ),
      set(from, i32.add(get(to), i32.of(1))),
      set(at, i32.add(get(at), i32.of(START_BYTES))),
      againIf(i32.isGreaterOrEqual(get(startsEnd), get(at))),
    ),
  ];
}

/** Bits of the result that count ends; what is above them counts breaks. */
export const COUNT_BITS = 16;

/**
 * The machine code of the scan. It looks at the bytes at the beginning of its memory, of which there are `length`: where
 * element separators, terminators and line feeds stand. From {@link STARTS} on it writes what begins behind each of
 * them (32 bits, the index plus `base`); from {@link MARKS} on the marks before each (a byte), and once more those behind
 * the last; from {@link BREAKS} on which of them are no element separators (16 bits, from 0).
 */
export function kernelCode(): Uint8Array {
  const twoCounts = i32.or(
    i32.shiftRight(get(startsEnd), i32.of(2)),
    i32.shiftLeft(get(breaksEnd), i32.of(COUNT_BITS - 1)),
  );
  return moduleOf(PARAMETERS, LOCALS, [
    set(elements, bytes16.splat(get(element))),
    set(terminators, bytes16.splat(get(terminator))),
    set(components, bytes16.splat(get(component))),
    set(repetitions, bytes16.splat(get(repetition))),
    findEnds(),
    ...gatherMarks(),
    twoCounts,
  ]);
}
