import type { CodePair, CodePairs } from './rate-tables.ts';

/** Codes have numbers below this: fifteen bits hold every code that is billed. */
const CODES = 32_768;
/** A window's end that is open, in days. */
const OPEN_DAY = 65_535;
const DAY_MS = 86_400_000;
const MUTUALLY_EXCLUSIVE = 16;

/**
 * Pairs of codes with windows in typed arrays, eleven bytes each: two and a half million are 28 MB where a map of
 * objects takes 400. Sealed once filled.
 */
export class PackedPairs implements CodePairs {
  readonly #numbers = new Map<string, number>();
  /** Millions of rows share some hundred days. */
  readonly #days = new Map<string, number>();
  #keys = new Uint32Array(1024);
  #from = new Uint16Array(1024);
  #to = new Uint16Array(1024);
  #flags = new Uint8Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @param from CCYYMMDD, '' when not stated; `to` the first day it no longer holds, '' while it does */
  add(
    one: string,
    two: string,
    from: string,
    to: string,
    indicator: '0' | '1' | '9',
    isMutuallyExclusive: boolean,
  ): void {
    if (this.#size === this.#keys.length) this.#resize(this.#size * 2);
    const at = this.#size;
    this.#keys[at] = this.#numberOf(one) * CODES + this.#numberOf(two);
    this.#from[at] = from === '' ? 0 : this.#daysOf(from);
    this.#to[at] = to === '' ? OPEN_DAY : Math.min(this.#daysOf(to), OPEN_DAY);
    this.#flags[at] = Number(indicator) + (isMutuallyExclusive ? MUTUALLY_EXCLUSIVE : 0);
    this.#size += 1;
  }

  /** Sorts by pair, newest window first. @returns the index as added of a row whose window meets another of its pair */
  seal(): number | undefined {
    // Key and index in one number below 2^53 sort without a comparison function: a second for the whole table.
    const order = Float64Array.from({ length: this.#size }, (_, at) => this.#keys[at]! * 2 ** 23 + at).sort();
    const indexes = Uint32Array.from(order, (each) => each % 2 ** 23);
    this.#keys = indexes.map((at) => this.#keys[at]!);
    const pick = <T extends Uint16Array | Uint8Array>(column: T, into: T): T => {
      for (let at = 0; at < indexes.length; at += 1) into[at] = column[indexes[at]!]!;
      return into;
    };
    this.#from = pick(this.#from, new Uint16Array(this.#size));
    this.#to = pick(this.#to, new Uint16Array(this.#size));
    this.#flags = pick(this.#flags, new Uint8Array(this.#size));
    for (let at = 1; at < this.#size; at += 1) {
      for (let other = at - 1; other >= 0 && this.#keys[other] === this.#keys[at]; other -= 1) {
        // Where no effective date is published, windows of one pair are told apart by their ends alone.
        const isApart =
          this.#from[at] === 0 || this.#from[other] === 0
            ? this.#to[at] !== this.#to[other]
            : this.#to[at]! <= this.#from[other]! || this.#to[other]! <= this.#from[at]!;
        if (!isApart) return indexes[at];
      }
    }
    return undefined;
  }

  on(columnOne: string, columnTwo: string, day: string): CodePair | undefined {
    const one = this.#numbers.get(columnOne);
    const two = one === undefined ? undefined : this.#numbers.get(columnTwo);
    if (one === undefined || two === undefined) return undefined;
    const key = one * CODES + two;
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#keys[middle]! < key) low = middle + 1;
      else high = middle;
    }
    const days = this.#daysOf(day);
    let found = -1;
    for (let at = low; at < this.#size && this.#keys[at] === key; at += 1) {
      if (this.#from[at]! > days || days >= this.#to[at]!) continue;
      // Without effective dates an older window covers the day of a newer one: the first to end is the one meant.
      if (found === -1 || this.#to[at]! < this.#to[found]!) found = at;
    }
    if (found === -1) return undefined;
    const flags = this.#flags[found]!;
    return {
      modifierIndicator: (flags % MUTUALLY_EXCLUSIVE) as 0 | 1 | 9,
      isMutuallyExclusive: flags >= MUTUALLY_EXCLUSIVE,
    };
  }

  #daysOf(day: string): number {
    let days = this.#days.get(day);
    if (days === undefined) this.#days.set(day, (days = daysOf(day)));
    return days;
  }

  #numberOf(code: string): number {
    const known = this.#numbers.get(code);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    if (number >= CODES) throw new RangeError(`More than ${CODES} codes in one table of pairs.`);
    this.#numbers.set(code, number);
    return number;
  }

  #resize(length: number): void {
    const grow = <T extends Uint32Array | Uint16Array | Uint8Array>(column: T, into: T): T => {
      into.set(column);
      return into;
    };
    this.#keys = grow(this.#keys, new Uint32Array(length));
    this.#from = grow(this.#from, new Uint16Array(length));
    this.#to = grow(this.#to, new Uint16Array(length));
    this.#flags = grow(this.#flags, new Uint8Array(length));
  }
}

/** Days since 1970, which fit sixteen bits until 2149. */
function daysOf(day: string): number {
  const date = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8)));
  return Math.max(0, date / DAY_MS);
}
