import type { ElementTable } from './element-table.ts';
import type { Successors } from './find-place.ts';
import type { SituationTable } from './situation-table.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where `max` has no limit. */
export const UNLIMITED = 0x7fff_ffff;

/** The node of the whole transaction set. */
export const ROOT = 0;

/**
 * One implementation guide as flat integer tables. A node is a loop or a segment; node 0 is the set itself; the
 * children of a loop have consecutive numbers. A 837P has about 500 nodes; per-segment work is array reads.
 */
export interface Guide {
  readonly id: string;
  readonly transactionSet: string;
  readonly version: string;
  readonly accepts: readonly string[];
  readonly functionalGroup: string;
  readonly name: string;

  /** Segment id, or loop id. */
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** When a situational segment or loop is sent. */
  readonly conditions: readonly string[];
  /** Loop a segment belongs to; a loop's own id. '' for the root. */
  readonly loopIds: readonly string[];
  /** Loops from the outermost: `2000A/2000B/2300`. */
  readonly paths: readonly string[];

  /** 1: the node is a loop. */
  readonly isLoop: Uint8Array;
  readonly parent: Int32Array;
  /** Order among siblings; equal where they may come in any order. */
  readonly rank: Int32Array;
  readonly max: Int32Array;
  readonly isRequired: Uint8Array;
  /** Packed segment id; of a loop: of the segment that starts it. */
  readonly tag: Int32Array;
  /** Of a loop: the node of the segment that starts it. -1 for a segment and the root. */
  readonly trigger: Int32Array;
  readonly firstChild: Int32Array;
  /** One past the last child. */
  readonly endChild: Int32Array;
  /** 1: a loop that holds one claim. */
  readonly isClaimLoop: Uint8Array;

  /** 0: no selector. A loop has its trigger's. */
  readonly selectorElement: Int32Array;
  readonly selectorComponent: Int32Array;
  readonly selectorCodes: readonly (readonly string[])[];
  /** The codes of a node as short keys: `selectorKeys[starts[node]]` to `selectorKeys[starts[node + 1]]`. */
  readonly selectorKeyStarts: Int32Array;
  readonly selectorKeys: Int32Array;
  /** 1: every code of the node has a short key. */
  readonly selectorIsShort: Uint8Array;

  /** Open-addressed hash of packed segment ids: `tagSlots[slot]` the id, `tagIndexes[slot]` its number. */
  readonly tagSlots: Int32Array;
  readonly tagIndexes: Int32Array;
  readonly tagCount: number;
  /** Candidates of (loop, tag number): `candidates[starts[cell]]` to `candidates[starts[cell + 1]]`. */
  readonly candidateStarts: Int32Array;
  readonly candidates: Int32Array;
  /** The same by the segment that went before. */
  readonly successors: Successors;
  /** Required children of a loop, and those a rule may require, in order of rank; its trigger left out. */
  readonly requiredStarts: Int32Array;
  readonly required: Int32Array;
  /** Of those, by their index in `required`, the ones without which the loop may not end. */
  readonly neededStarts: Int32Array;
  readonly needed: Int32Array;

  readonly elements: ElementTable;
  readonly situations: SituationTable;
  readonly vocabulary: Vocabulary;
}

/** Number of a segment id in this guide's tables; -1 when the guide does not have it. */
export function tagIndexOf(guide: Guide, tag: number): number {
  const mask = guide.tagSlots.length - 1;
  let slot = hashOf(tag) & mask;
  for (;;) {
    const found = guide.tagSlots[slot]!;
    if (found === tag) return guide.tagIndexes[slot]!;
    if (found === 0) return -1;
    slot = (slot + 1) & mask;
  }
}

export function hashOf(tag: number): number {
  return Math.imul(tag, 0x9e37_79b1) >>> 20;
}
