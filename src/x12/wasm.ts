// As much of WebAssembly as scan-kernel.ts needs: each function gives the bytes of one instruction behind those of its
// operands, so that code reads as expressions do. Opcodes: https://webassembly.github.io/spec/core/appendix/index-instructions.html

/** Bytes of instructions, in nested lists: flattened once, when the module is made. */
export type Code = readonly (number | Code)[];

export const I32 = 0x7f;
export const I64 = 0x7e;
/** A vector of sixteen bytes. */
export const V128 = 0x7b;

export const LANES = 16;

type Unary = (operand: Code) => Code;
type Binary = (left: Code, right: Code) => Code;

/** LEB128: seven bits a byte, the lowest first. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left > 0x7f; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
  bytes.push(left);
  return bytes;
}

/** Of a constant that is not negative: the second highest bit of the last byte is the sign, so one more may be needed. */
function positive(value: number): number[] {
  const bytes = unsigned(value);
  const last = bytes.length - 1;
  if (bytes[last]! > 0x3f) bytes.splice(last, 1, bytes[last]! | 0x80, 0);
  return bytes;
}

function unary(opcode: Code): Unary {
  return (operand) => [operand, opcode];
}

function binary(opcode: Code): Binary {
  return (left, right) => [left, right, opcode];
}

/** @param alignment as a power of two */
function loaded(opcode: Code, alignment: number) {
  return (address: Code, offset: number): Code => [address, opcode, alignment, unsigned(offset)];
}

function stored(opcode: Code, alignment: number) {
  return (address: Code, offset: number, value: Code): Code => [
    address,
    value,
    opcode,
    alignment,
    unsigned(offset),
  ];
}

/** Vector instructions have a number of their own behind a prefix. */
function vector(number: number): Code {
  return [0xfd, unsigned(number)];
}

export const get = (local: number): Code => [0x20, local];
export const set = (local: number, value: Code): Code => [value, 0x21, local];

export const loop = (...body: Code[]): Code => [0x03, 0x40, body, 0x0b];
export const when = (condition: Code, ...body: Code[]): Code => [condition, 0x04, 0x40, body, 0x0b];
/** To the beginning of the innermost loop, from directly inside it. */
export const againIf = (condition: Code): Code => [condition, 0x0d, 0];

// Loads and stores take a constant that is added to the address.

export const i32 = {
  of: (value: number): Code => [0x41, positive(value)],
  add: binary([0x6a]),
  subtract: binary([0x6b]),
  and: binary([0x71]),
  or: binary([0x72]),
  shiftLeft: binary([0x74]),
  shiftRight: binary([0x76]),
  isLess: binary([0x49]),
  isGreater: binary([0x4b]),
  isGreaterOrEqual: binary([0x4f]),
  ofI64: unary([0xa7]),
  load: loaded([0x28], 2),
  load8: loaded([0x2d], 0),
  store: stored([0x36], 2),
  store8: stored([0x3a], 0),
  store16: stored([0x3b], 1),
};

export const i64 = {
  of: (value: number): Code => [0x42, positive(value)],
  subtract: binary([0x7d]),
  and: binary([0x83]),
  or: binary([0x84]),
  shiftLeft: binary([0x86]),
  shiftRight: binary([0x88]),
  /** Zero bits below the lowest one that is set. */
  trailingZeros: unary([0x7a]),
  countOnes: unary([0x7b]),
  ofI32: unary([0xad]),
  load: loaded([0x29], 0),
};

export const bytes16 = {
  of: (byte: number): Code => [vector(12), new Array<number>(LANES).fill(byte)],
  /** The same byte sixteen times. */
  splat: unary(vector(15)),
  load: loaded(vector(0), 0),
  store: stored(vector(11), 0),
  subtract: binary(vector(113)),
  /** 0xff where it holds, 0 elsewhere. */
  isEqual: binary(vector(35)),
  isLess: binary(vector(38)),
  or: binary(vector(80)),
  /** Where the condition has ones the first, elsewhere the second. */
  select: (first: Code, second: Code, condition: Code): Code => [first, second, condition, vector(82)],
  /** The highest bit of each byte, the first byte's lowest. */
  highBits: unary(vector(100)),
};

/** `count` locals of a type. */
export type Locals = readonly (readonly [count: number, type: number])[];

/**
 * A module with one function of i32 parameters that gives an i32, exported under `run`, and one page (64 KiB) of
 * memory, exported under `memory`.
 */
export function moduleOf(parameters: number, locals: Locals, body: Code): Uint8Array {
  const code = [locals.length, ...locals, body, 0x0b];
  const sections = [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    [1, sized([1, 0x60, parameters, new Array<number>(parameters).fill(I32), 1, I32])],
    [3, sized([1, 0])],
    [5, sized([1, 0, 1])],
    [7, sized([2, named('run'), 0, 0, named('memory'), 2, 0])],
    [10, sized([1, sized(code)])],
  ];
  return Uint8Array.from(flat(sections));
}

/** How many bytes, then the bytes. */
function sized(content: Code): Code {
  const bytes = flat(content);
  return [unsigned(bytes.length), bytes];
}

function flat(code: Code): number[] {
  const bytes: number[] = [];
  const add = (part: Code): void => {
    for (const each of part) {
      if (typeof each === 'number') bytes.push(each);
      else add(each);
    }
  };
  add(code);
  return bytes;
}

function named(text: string): Code {
  return sized([...Buffer.from(text, 'latin1')]);
}
