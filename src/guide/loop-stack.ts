import { type Guide, ROOT } from './guide.ts';

/** The guides nest six deep (2000A/2000B/2000C/2300/2400/2430); the check of the guides keeps it below this. */
const MAXIMUM_DEPTH = 16;

/** Called for each required segment or loop that a loop ends without. */
export type OnMissing = (
  node: number,
  depth: number,
  ordinal: number,
  offsetBytes: number,
  line: number,
) => void;

/** Told as loops begin and end; what it is told about is still open. */
export interface LoopObserver {
  /** @param started false: its first segment is missing */
  opened(loop: number, stack: LoopStack, started: boolean): void;
  closing(loop: number, stack: LoopStack): void;
}

/**
 * The loops that are open, how far each has come, and how often each child has been seen in it.
 * Depth 0 is the transaction set.
 */
export class LoopStack {
  depth = 0;
  readonly loops = new Int32Array(MAXIMUM_DEPTH);
  /** Rank of the last child placed: nothing of a lower rank may follow. */
  readonly ranks = new Int32Array(MAXIMUM_DEPTH);
  /** Per node: times seen in the loop that is open. Written by {@link LoopStack.count} alone. */
  readonly counts: Int32Array;
  /** Depth of the open loop that holds a claim; -1 outside claims, or where its first segment was missing. */
  claimDepth = -1;
  /** End of the segment before: where a missing one is said to be. */
  lastOrdinal = 0;
  lastEndBytes = 0;
  lastLine = 1;

  observer: LoopObserver | undefined;
  readonly #guide: Guide;
  readonly #onMissing: OnMissing;
  /** Index into the required children, past those whose rank has gone by. */
  readonly #nextRequired = new Int32Array(MAXIMUM_DEPTH);
  /** Per node: its absence is not reported, because another finding says why. */
  readonly #excused: Uint8Array;
  /** Of those there are some: rare. */
  #hasExcused = false;
  /** By depth: the children counted since a loop began there, so that only these are set back. */
  readonly #counted: Int32Array;
  readonly #countedEnds = new Int32Array(MAXIMUM_DEPTH);
  readonly #nodes: number;
  /** Per node: where it was expected, written when its rank goes by unseen. */
  readonly #expectedOrdinal: Int32Array;
  readonly #expectedOffset: Float64Array;
  readonly #expectedLine: Int32Array;

  constructor(guide: Guide, onMissing: OnMissing) {
    const nodes = guide.ids.length;
    this.#guide = guide;
    this.#onMissing = onMissing;
    this.counts = new Int32Array(nodes);
    this.#nodes = nodes;
    this.#counted = new Int32Array(nodes * MAXIMUM_DEPTH);
    this.#excused = new Uint8Array(nodes);
    this.#expectedOrdinal = new Int32Array(nodes);
    this.#expectedOffset = new Float64Array(nodes);
    this.#expectedLine = new Int32Array(nodes);
    this.reset();
  }

  reset(): void {
    this.depth = -1;
    this.claimDepth = -1;
    this.lastOrdinal = 0;
    this.lastEndBytes = 0;
    this.lastLine = 1;
    this.#open(ROOT);
  }

  /** Counts a child of the loop at `depth`, which must be the innermost. */
  seen(node: number): void {
    const { rank } = this.#guide;
    const at = rank[node]!;
    if (at > this.ranks[this.depth]!) this.#advance(at);
    this.count(node, this.depth);
  }

  /** Counts a child of the loop at `depth`. */
  count(node: number, depth: number): void {
    const { counts } = this;
    const count = counts[node]!;
    counts[node] = count + 1;
    if (count !== 0) return;
    const end = this.#countedEnds[depth]!;
    this.#counted[depth * this.#nodes + end] = node;
    this.#countedEnds[depth] = end + 1;
  }

  #uncount(node: number, depth: number): void {
    this.counts[node] = this.counts[node]! - 1;
    if (this.counts[node] !== 0) return;
    const first = depth * this.#nodes;
    const last = first + this.#countedEnds[depth]! - 1;
    const at = this.#counted.indexOf(node, first);
    this.#counted[at] = this.#counted[last]!;
    this.#countedEnds[depth] = last - first;
  }

  /** Opens a loop that was {@link seen}; `started` is false when its first segment is missing. */
  enter(loop: number, started: boolean): void {
    this.#open(loop);
    this.count(this.#guide.trigger[loop]!, this.depth);
    this.ranks[this.depth] = 1;
    if (started && this.#guide.isClaimLoop[loop] === 1) this.claimDepth = this.depth;
    this.observer?.opened(loop, this, started);
  }

  /** Closes all loops deeper than `depth`. */
  leaveTo(depth: number): void {
    while (this.depth > depth) {
      this.#close();
      this.depth -= 1;
      if (this.depth < this.claimDepth) this.claimDepth = -1;
    }
  }

  /** Closes everything, the set itself too. */
  leaveAll(): void {
    this.leaveTo(ROOT);
    this.#close();
  }

  /** True when every loop deeper than `depth` has all it requires. */
  isCompleteBelow(depth: number): boolean {
    for (let at = this.depth; at > depth; at -= 1) {
      const loop = this.loops[at]!;
      for (
        let index = this.#guide.requiredStarts[loop]!;
        index < this.#guide.requiredStarts[loop + 1]!;
        index += 1
      ) {
        const node = this.#guide.required[index]!;
        if (this.counts[node] === 0 && this.#guide.isRequired[node] === 1) return false;
      }
    }
    return true;
  }

  isExcused(node: number): boolean {
    return this.#excused[node] === 1;
  }

  /** Where a required or watched child was expected; of one whose rank has not gone by, the end of the last segment. */
  expectedOrdinal(node: number): number {
    return this.#hasGoneBy(node) ? this.#expectedOrdinal[node]! : this.lastOrdinal + 1;
  }

  expectedOffset(node: number): number {
    return this.#hasGoneBy(node) ? this.#expectedOffset[node]! : this.lastEndBytes;
  }

  expectedLine(node: number): number {
    return this.#hasGoneBy(node) ? this.#expectedLine[node]! : this.lastLine;
  }

  #hasGoneBy(node: number): boolean {
    const parent = this.#guide.parent[node]!;
    for (let depth = this.depth; depth >= ROOT; depth -= 1) {
      if (this.loops[depth] === parent) return this.#guide.rank[node]! < this.ranks[depth]!;
    }
    return false;
  }

  /** Leaves the absence of a child of an open loop unreported. */
  excuse(node: number): void {
    this.#excused[node] = 1;
    this.#hasExcused = true;
  }

  /** Tells nothing more of what the innermost loop lacks: its own first segment is missing, and that is the finding. */
  excuseAll(): void {
    const { requiredStarts, required } = this.#guide;
    const loop = this.loops[this.depth]!;
    for (let index = requiredStarts[loop]!; index < requiredStarts[loop + 1]!; index += 1) {
      this.excuse(required[index]!);
    }
  }

  /**
   * Takes back loops that were understood wrongly: what lies deeper than `depth` ends without a word, and the loop
   * there goes on at an earlier rank.
   */
  takeBack(depth: number, loop: number, rank: number): void {
    this.depth = depth;
    if (this.depth < this.claimDepth) this.claimDepth = -1;
    this.#uncount(loop, depth);
    this.ranks[depth] = rank;
    const at = this.loops[depth]!;
    let next = this.#guide.requiredStarts[at]!;
    const end = this.#guide.requiredStarts[at + 1]!;
    while (next < end && this.#guide.rank[this.#guide.required[next]!]! < rank) next += 1;
    this.#nextRequired[depth] = next;
  }

  /** Passes over the required children before a rank: their absence follows from a missing first segment. */
  skipTo(rank: number): void {
    const { depth } = this;
    const end = this.#guide.requiredStarts[this.loops[depth]! + 1]!;
    let next = this.#nextRequired[depth]!;
    for (; next < end && this.#guide.rank[this.#guide.required[next]!]! < rank; next += 1) {
      this.excuse(this.#guide.required[next]!);
    }
    this.#nextRequired[depth] = next;
  }

  #open(loop: number): void {
    const depth = this.depth + 1;
    this.depth = depth;
    this.loops[depth] = loop;
    this.ranks[depth] = 0;
    this.#nextRequired[depth] = this.#guide.requiredStarts[loop]!;
    const first = depth * this.#nodes;
    const end = first + this.#countedEnds[depth]!;
    for (let index = first; index < end; index += 1) this.counts[this.#counted[index]!] = 0;
    this.#countedEnds[depth] = 0;
    if (this.#hasExcused) this.#excuseNone(loop);
  }

  #excuseNone(loop: number): void {
    const { firstChild, endChild } = this.#guide;
    this.#excused.fill(0, firstChild[loop]!, endChild[loop]!);
    this.#hasExcused = this.#excused.includes(1);
  }

  #advance(rank: number): void {
    const { depth } = this;
    this.ranks[depth] = rank;
    const end = this.#guide.requiredStarts[this.loops[depth]! + 1]!;
    let next = this.#nextRequired[depth]!;
    for (; next < end; next += 1) {
      const node = this.#guide.required[next]!;
      if (this.#guide.rank[node]! >= rank) break;
      if (this.counts[node] === 0) this.#expectHere(node);
    }
    this.#nextRequired[depth] = next;
  }

  #expectHere(node: number): void {
    this.#expectedOrdinal[node] = this.lastOrdinal + 1;
    this.#expectedOffset[node] = this.lastEndBytes;
    this.#expectedLine[node] = this.lastLine;
  }

  /** What is missing may still have come out of order, so it is told only when the loop ends. */
  #close(): void {
    const loop = this.loops[this.depth]!;
    this.observer?.closing(loop, this);
    const { neededStarts, needed, required } = this.#guide;
    const end = neededStarts[loop + 1]!;
    for (let at = neededStarts[loop]!; at < end; at += 1) {
      const index = needed[at]!;
      const node = required[index]!;
      if (this.counts[node] !== 0 || this.#excused[node] === 1) continue;
      if (index >= this.#nextRequired[this.depth]!) this.#expectHere(node);
      this.#onMissing(
        node,
        this.depth,
        this.#expectedOrdinal[node]!,
        this.#expectedOffset[node]!,
        this.#expectedLine[node]!,
      );
    }
  }
}
