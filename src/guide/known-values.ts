import { NO_KEY } from '../x12/short-key.ts';

/** A power of two. A file names the same places, providers and codes again and again. */
const ENTRIES = 16384;
/** Kind and length, qualifier, and the value itself. */
const FIELDS = 5;
const LONGEST = 12;

/** Values that were found right, each with its kind and the qualifier before it: the last of each hash. */
export class KnownValues {
  readonly #entries = new Int32Array(ENTRIES * FIELDS);
  /** The value looked for last. */
  #first = 0;
  #second = 0;
  #third = 0;

  clear(): void {
    this.#entries.fill(0);
  }

  /** @param qualifier its short key; a value behind one that has no key is not remembered */
  add(kind: number, value: string, qualifier: number): void {
    const { length } = value;
    if (length > LONGEST || qualifier === NO_KEY) return;
    this.#first = wordOf(value, 0);
    this.#second = wordOf(value, 4);
    this.#third = wordOf(value, 8);
    const entries = this.#entries;
    const at = this.#entryOf(kind, length, qualifier);
    entries[at] = headOf(kind, length);
    entries[at + 1] = qualifier;
    entries[at + 2] = this.#first;
    entries[at + 3] = this.#second;
    entries[at + 4] = this.#third;
  }

  has(kind: number, bytes: Uint8Array, from: number, to: number, qualifier: number): boolean {
    const length = to - from;
    if (length > LONGEST) return false;
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
    const entries = this.#entries;
    const at = this.#entryOf(kind, length, qualifier);
    return (
      entries[at] === headOf(kind, length) &&
      entries[at + 1] === qualifier &&
      entries[at + 2] === first &&
      entries[at + 3] === second &&
      entries[at + 4] === third
    );
  }

  #entryOf(kind: number, length: number, qualifier: number): number {
    let hash = Math.imul(headOf(kind, length) ^ qualifier, 0x9e37_79b1) ^ this.#first;
    hash = Math.imul(hash ^ (hash >>> 15), 0x85eb_ca6b) ^ this.#second;
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35) ^ this.#third;
    hash = Math.imul(hash ^ (hash >>> 16), 0x27d4_eb2f);
    return ((hash >>> 15) & (ENTRIES - 1)) * FIELDS;
  }
}

/** 0 is no entry. */
function headOf(kind: number, length: number): number {
  return ((kind + 1) << 4) | length;
}

function wordOf(value: string, from: number): number {
  const end = Math.min(value.length, from + 4);
  let word = 0;
  for (let index = from; index < end; index += 1) word = (word << 8) | value.charCodeAt(index);
  return word;
}
