import type { Segment } from '../x12/segment.ts';
import { NO_KEY } from '../x12/short-key.ts';
import { type Guide, ROOT } from './guide.ts';
import type { LoopStack } from './loop-stack.ts';
import { matches } from './matching.ts';

/** Nothing fits. */
export const NO_PLACE = -1;

/** Depth and node in one integer; see {@link depthOf} and {@link nodeOf}. */
const DEPTH_BITS = 16;

export function depthOf(place: number): number {
  return place >> DEPTH_BITS;
}

export function nodeOf(place: number): number {
  return place & ((1 << DEPTH_BITS) - 1);
}

const FIRST_FIELDS = 16_384;
/** Of a candidate: its place, the element and component it is selected by, and its only key. */
const FIELDS = 3;
const COMPONENT_BITS = 8;
/** How many candidates, and what element and component they are selected by, or {@link MIXED}. */
const HEAD = 2;
/** They are selected by several elements. */
const MIXED = -1;
/** A power of two: a file uses some hundred combinations of place and qualifier. */
const MEMO_BITS = 12;
/** In place of a key: the node has several, or a long one. */
const SEVERAL = 0;

type Tables = Pick<
  Guide,
  | 'candidateStarts'
  | 'candidates'
  | 'rank'
  | 'parent'
  | 'tagCount'
  | 'selectorElement'
  | 'selectorComponent'
  | 'selectorKeyStarts'
  | 'selectorKeys'
  | 'selectorIsShort'
>;

/**
 * Where a segment may stand after another one, as long as nothing was out of its place before: from the innermost
 * loop outwards, the children that have not gone by. Only how often each was seen is left to ask. Rows are made when
 * they are first needed; every walker of a guide shares them.
 */
export class Successors {
  readonly #tables: Tables;
  /** By node and tag number: where its row begins, 0 where it was not made yet. */
  readonly #starts: Int32Array;
  /** Rows: {@link HEAD}, then so many candidates of {@link FIELDS}. */
  #rows = new Int32Array(FIRST_FIELDS);
  #filled = 1;
  /** By row and key: the first candidate that matches, however often it was seen. */
  readonly #memoAt = new Int32Array(1 << MEMO_BITS);
  readonly #memoKeys = new Int32Array(1 << MEMO_BITS);
  readonly #memoPlaces = new Int32Array(1 << MEMO_BITS);

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#starts = new Int32Array(tables.parent.length * tables.tagCount);
  }

  /**
   * @param after the node placed last, or the loop left last; {@link ROOT} at the beginning
   * @returns a place, or {@link NO_PLACE}
   */
  find(guide: Guide, after: number, counts: Int32Array, tagIndex: number, segment: Segment): number {
    const cell = after * guide.tagCount + tagIndex;
    let at = this.#starts[cell]!;
    if (at === 0) at = this.#make(cell, after, tagIndex);
    const by = this.#rows[at + 1]!;
    if (by !== MIXED) {
      const key = by === 0 ? 0 : keyAt(segment, by);
      const slot = Math.imul(Math.imul(at, 0x9e37_79b1) ^ key, 0x85eb_ca6b) >>> (32 - MEMO_BITS);
      if (this.#memoAt[slot] !== at || this.#memoKeys[slot] !== key) {
        // Of a key that several values have nothing can be remembered.
        if (key === NO_KEY) return this.#search(guide, at, counts, segment);
        this.#memoAt[slot] = at;
        this.#memoKeys[slot] = key;
        this.#memoPlaces[slot] = this.#search(guide, at, undefined, segment);
      }
      const place = this.#memoPlaces[slot]!;
      if (place === NO_PLACE) return NO_PLACE;
      const node = nodeOf(place);
      if (counts[node]! < guide.max[node]!) return place;
    }
    return this.#search(guide, at, counts, segment);
  }

  /**
   * The first candidate of a row that the segment matches.
   *
   * @param counts undefined: however often it was seen
   */
  #search(guide: Guide, at: number, counts: Int32Array | undefined, segment: Segment): number {
    const rows = this.#rows;
    const { max } = guide;
    const end = at + HEAD + rows[at]! * FIELDS;
    // The siblings of one id are told apart by the same element: its key is read once.
    let selector = 0;
    let key = 0;
    for (let index = at + HEAD; index < end; index += FIELDS) {
      const place = rows[index]!;
      const by = rows[index + 1]!;
      if (by !== 0) {
        if (by !== selector) {
          selector = by;
          key = keyAt(segment, by);
        }
        const only = rows[index + 2]!;
        if (only === SEVERAL ? !matches(guide, nodeOf(place), segment) : only !== key) continue;
      }
      const node = nodeOf(place);
      if (counts === undefined || counts[node]! < max[node]!) return place;
    }
    return NO_PLACE;
  }

  #make(cell: number, after: number, tagIndex: number): number {
    const { candidateStarts, candidates, rank, parent, tagCount } = this.#tables;
    const found: number[] = [];
    let child = after;
    for (let loop = after === ROOT ? ROOT : parent[after]!; loop >= ROOT; loop = parent[loop]!) {
      const from = loop * tagCount + tagIndex;
      // The first segment of a loop has gone by when it is open, whatever its own rank.
      const passed = child === ROOT ? 0 : Math.max(rank[child]!, loop === ROOT ? 0 : 1);
      for (let index = candidateStarts[from]!; index < candidateStarts[from + 1]!; index += 1) {
        const node = candidates[index]!;
        if (rank[node]! >= passed)
          found.push((this.#depthOf(loop) << DEPTH_BITS) | node, ...this.#selectorOf(node));
      }
      child = loop;
      if (loop === ROOT) break;
    }
    const at = this.#filled;
    this.#reserve(HEAD + found.length);
    this.#rows[at] = found.length / FIELDS;
    this.#rows[at + 1] = onlySelector(found);
    this.#rows.set(found, at + HEAD);
    this.#filled = at + HEAD + found.length;
    this.#starts[cell] = at;
    return at;
  }

  #selectorOf(node: number): [by: number, key: number] {
    const { selectorElement, selectorComponent, selectorKeyStarts, selectorKeys, selectorIsShort } =
      this.#tables;
    const by = (selectorElement[node]! << COMPONENT_BITS) | selectorComponent[node]!;
    const first = selectorKeyStarts[node]!;
    const isOne = selectorIsShort[node] === 1 && selectorKeyStarts[node + 1]! - first === 1;
    return [by, isOne ? selectorKeys[first]! : SEVERAL];
  }

  #depthOf(loop: number): number {
    let depth = 0;
    for (let at = loop; at !== ROOT; at = this.#tables.parent[at]!) depth += 1;
    return depth;
  }

  #reserve(count: number): void {
    if (this.#filled + count <= this.#rows.length) return;
    const larger = new Int32Array(Math.max(this.#rows.length * 2, this.#filled + count));
    larger.set(this.#rows);
    this.#rows = larger;
  }
}

/** What all candidates of a row are selected by, those by nothing aside; {@link MIXED} where they differ. */
function onlySelector(row: readonly number[]): number {
  let selector = 0;
  for (let index = 1; index < row.length; index += FIELDS) {
    const by = row[index]!;
    if (by === 0) continue;
    if (selector !== 0 && by !== selector) return MIXED;
    selector = by;
  }
  return selector;
}

/** @param by element and component */
function keyAt(segment: Segment, by: number): number {
  const component = by & ((1 << COMPONENT_BITS) - 1);
  const element = by >> COMPONENT_BITS;
  return component === 0 ? segment.key(element) : segment.componentKey(element, component);
}

/** As {@link Successors.find}, whatever went before. */
export function findPlace(guide: Guide, stack: LoopStack, tagIndex: number, segment: Segment): number {
  const { candidateStarts, candidates, rank, max, tagCount } = guide;
  const { loops, ranks, counts } = stack;
  for (let depth = stack.depth; depth >= ROOT; depth -= 1) {
    const cell = loops[depth]! * tagCount + tagIndex;
    const end = candidateStarts[cell + 1]!;
    for (let index = candidateStarts[cell]!; index < end; index += 1) {
      const node = candidates[index]!;
      if (rank[node]! < ranks[depth]! || counts[node]! >= max[node]!) continue;
      if (matches(guide, node, segment)) return (depth << DEPTH_BITS) | node;
    }
  }
  return NO_PLACE;
}
