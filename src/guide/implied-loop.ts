import type { Segment } from '../x12/segment.ts';
import { type Guide, ROOT } from './guide.ts';
import type { LoopStack } from './loop-stack.ts';
import { findChild } from './matching.ts';

/** A loop whose first segment was left out, and where it would stand. */
export interface ImpliedLoop {
  /** Of the loop around it. */
  readonly depth: number;
  readonly loop: number;
  /** The child of it that the segment is. */
  readonly node: number;
}

/**
 * The loop that a segment without a place belongs to, first segment or not: an open one that its required segment
 * begins again, then one that is still required here, then any that may begin here whose required segment this is.
 * Inside a claim the loops around it are not looked at: claims are judged apart from them.
 */
export function findImpliedLoop(
  guide: Guide,
  stack: LoopStack,
  tagIndex: number,
  segment: Segment,
): ImpliedLoop | undefined {
  return (
    repeatedLoop(guide, stack, tagIndex, segment) ??
    childLoop(guide, stack, tagIndex, segment, true) ??
    childLoop(guide, stack, tagIndex, segment, false)
  );
}

function repeatedLoop(
  guide: Guide,
  stack: LoopStack,
  tagIndex: number,
  segment: Segment,
): ImpliedLoop | undefined {
  const isRequiredSegment = (child: number) => guide.isLoop[child] === 0 && guide.isRequired[child] === 1;
  for (let depth = stack.depth; depth > Math.max(stack.claimDepth, ROOT); depth -= 1) {
    const loop = stack.loops[depth]!;
    const node = findChild(guide, loop, tagIndex, segment, isRequiredSegment);
    if (node === -1 || stack.counts[loop]! >= guide.max[loop]!) continue;
    if (guide.rank[loop]! < stack.ranks[depth - 1]!) continue;
    return { depth: depth - 1, loop, node };
  }
  return undefined;
}

function childLoop(
  guide: Guide,
  stack: LoopStack,
  tagIndex: number,
  segment: Segment,
  requiredLoop: boolean,
): ImpliedLoop | undefined {
  const fits = (child: number) => requiredLoop || guide.isRequired[child] === 1;
  for (let depth = stack.depth; depth >= Math.max(stack.claimDepth, ROOT); depth -= 1) {
    const parent = stack.loops[depth]!;
    for (let loop = guide.firstChild[parent]!; loop < guide.endChild[parent]!; loop += 1) {
      if (guide.isLoop[loop] === 0 || guide.rank[loop]! < stack.ranks[depth]!) continue;
      if (stack.counts[loop]! >= guide.max[loop]!) continue;
      if (requiredLoop && (guide.isRequired[loop] === 0 || stack.counts[loop] !== 0)) continue;
      const node = findChild(guide, loop, tagIndex, segment, fits);
      if (node !== -1) return { depth, loop, node };
    }
  }
  return undefined;
}
