import type { Finding, FindingLevel } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';
import { type Segment, tagOf } from '../x12/segment.ts';
import { depthOf, findPlace, NO_PLACE, nodeOf } from './find-place.ts';
import { type Guide, ROOT, tagIndexOf } from './guide.ts';
import { type GuideFindingCode, guideFinding } from './guide-findings.ts';
import { findImpliedLoop } from './implied-loop.ts';
import { LoopStack } from './loop-stack.ts';
import { findChild, isInside, qualifierFinding, triggersOf } from './matching.ts';
import type { SituationChecker } from './situation-checker.ts';
import { Step } from './step.ts';

/** What the findings of a walk say about the file: the parts of a {@link Place} above the segment. */
export type Origin = Pick<Place, 'file' | 'interchange' | 'group' | 'set'>;

/**
 * Whose findings are given. A set can be shared out: one walker sees the context segments and each CLM (`context`),
 * others the claims, their context replayed (`claims`); together they find exactly what one walk over `all` finds.
 */
export type WalkScope = 'all' | 'context' | 'claims';

const HL = tagOf('HL');
const ST = tagOf('ST');
const SE = tagOf('SE');
const NOTHING: readonly number[] = [];

/**
 * Names the loop of every segment of one transaction set and finds the faults of its structure, one finding for one
 * mistake. 6 to 9 million segments a second; nothing is allocated for a segment that is in its place.
 */
export class Walker {
  readonly guide: Guide;
  readonly #scope: WalkScope;
  readonly #stack: LoopStack;
  readonly #step: Step;
  #origin: Origin = { file: '' };
  #findings: Finding[] = [];
  #muted = false;
  /** Loops that could not be placed: what belongs in them passes without a word. */
  #passed: readonly number[] = NOTHING;
  /** An HL could not be placed: nothing up to the next one can. */
  #lost = false;
  readonly #situations: SituationChecker | undefined;
  /** The loop understood last without its first segment, and the depth it was put at; -1: it was left, or none was. */
  #implied = -1;
  #impliedDepth = -1;

  /** Every segment of the set so far was in its place. */
  #isRegular = true;
  /** Node placed last, or the loop left last. */
  #after = ROOT;

  /** @param situations follows the same walk; undefined: situational rules are not looked at */
  constructor(guide: Guide, scope: WalkScope = 'all', situations?: SituationChecker) {
    this.guide = guide;
    this.#scope = scope;
    this.#situations = situations;
    this.#step = new Step(guide);
    this.#stack = new LoopStack(guide, (node, depth, ordinal, offsetBytes, line) =>
      this.#missing(node, depth, ordinal, offsetBytes, line),
    );
    this.#stack.observer = situations;
  }

  /** Before each transaction set. */
  reset(origin: Origin): void {
    this.#origin = origin;
    this.#passed = NOTHING;
    this.#lost = false;
    this.#implied = -1;
    this.#isRegular = true;
    this.#after = ROOT;
    this.#findings = [];
    this.#situations?.reset(origin);
    this.#stack.reset();
  }

  step(segment: Segment): Step {
    const step = this.#step;
    const stack = this.#stack;
    step.clear();
    const { tag } = segment;
    if (this.#lost && (tag === HL || tag === SE)) this.#lost = false;
    if (!this.#lost) {
      const tagIndex = tagIndexOf(this.guide, tag);
      if (!this.#place(segment, tagIndex)) this.#misplaced(segment, tagIndex);
      if (step.node !== -1) this.#situations?.segment(step.node, segment, stack);
    }
    if (step.node === -1) step.loop = stack.loops[stack.depth]!;
    stack.lastOrdinal = segment.ordinal;
    stack.lastEndBytes = segment.offsetBytes + segment.lengthBytes + 1;
    stack.lastLine = segment.line;
    if (this.#findings.length > 0) step.findings = this.#taken();
    return step;
  }

  /** As {@link Walker.step}, for context another walker has judged. */
  replay(segment: Segment): Step {
    this.#muted = true;
    if (this.#situations) this.#situations.muted = true;
    const step = this.step(segment);
    this.#muted = false;
    if (this.#situations) this.#situations.muted = false;
    return step;
  }

  /** After the last segment of a claim, where no further one of the set follows: what the claim lacks. */
  endClaim(): readonly Finding[] {
    const { claimDepth, loops } = this.#stack;
    if (claimDepth > 0) {
      this.#after = loops[claimDepth]!;
      this.#stack.leaveTo(claimDepth - 1);
    }
    return this.#taken();
  }

  /** After SE: what the set lacks. A missing ST or SE is the envelope's to tell. */
  end(): readonly Finding[] {
    this.#stack.leaveAll();
    return this.#taken();
  }

  /** The situational rules on the elements of the segment stepped last. */
  checkElements(node: number, segment: Segment, isReplayed: boolean): void {
    const situations = this.#situations;
    if (situations === undefined || this.guide.situations.rulesOfElements[node] === undefined) return;
    situations.muted = isReplayed;
    situations.elements(node, segment, this.#stack);
    situations.muted = false;
  }

  /** The fault of a value in the level stepped last spoils the claims below it. */
  inherit(finding: Finding): void {
    this.#situations?.inherit(finding, this.#stack);
  }

  /** What a fault of the segment stepped last would spoil. */
  get level(): FindingLevel {
    return this.#levelAt(this.#stack.depth);
  }

  /** Where the segment stepped last stands. */
  placeOf(segment: Segment): Place {
    const { offsetBytes, lengthBytes, line, ordinal, id } = segment;
    const loopPath = this.guide.paths[this.#stack.loops[this.#stack.depth]!]!;
    return {
      ...this.#origin,
      offsetBytes,
      lengthBytes,
      line,
      segmentOrdinal: ordinal,
      segmentId: id,
      loopPath,
    };
  }

  #taken(): readonly Finding[] {
    const findings = this.#findings;
    if (findings.length > 0) this.#findings = [];
    return findings;
  }

  #place(segment: Segment, tagIndex: number): boolean {
    if (tagIndex < 0) return false;
    const { guide } = this;
    const stack = this.#stack;
    const place = this.#isRegular
      ? guide.successors.find(guide, this.#after, stack.counts, tagIndex, segment)
      : findPlace(guide, stack, tagIndex, segment);
    if (place === NO_PLACE) return false;
    this.#take(depthOf(place), nodeOf(place), true);
    return true;
  }

  /** @param started false: the loop's first segment is missing, `node` is the loop that is understood */
  #take(depth: number, node: number, started: boolean): void {
    const stack = this.#stack;
    const step = this.#step;
    if (depth <= this.#impliedDepth) this.#implied = -1;
    step.left += stack.depth - depth;
    stack.leaveTo(depth);
    stack.seen(node);
    if (this.guide.isLoop[node] === 1) {
      stack.enter(node, started);
      step.entered += 1;
      step.loop = node;
      step.node = this.guide.trigger[node]!;
      this.#passed = NOTHING;
    } else {
      step.node = node;
      step.loop = this.guide.parent[node]!;
    }
    this.#after = step.node;
  }

  #misplaced(segment: Segment, tagIndex: number): void {
    this.#isRegular = false;
    const here = this.#stack.depth;
    if (tagIndex < 0) {
      const known = this.guide.vocabulary.segments.has(segment.tag);
      this.#stray(known ? 'GUIDE-SEGMENT-FOREIGN' : 'GUIDE-SEGMENT-UNKNOWN', segment);
      return;
    }
    if (isInside(this.guide, this.#passed, segment)) return;
    if (
      this.#overMax(segment, tagIndex) ||
      this.#outOfOrder(segment, tagIndex, false) ||
      this.#impliedLoop(segment, tagIndex) ||
      this.#outOfOrder(segment, tagIndex, true) ||
      this.#wrongQualifier(segment, tagIndex)
    ) {
      return;
    }
    this.#stray('GUIDE-SEGMENT-UNEXPECTED', segment);
    this.#pass(triggersOf(this.guide, segment), segment);
    this.#step.loop = this.#stack.loops[here]!;
  }

  /** In its place, but once too often. Told at the first surplus one. */
  #overMax(segment: Segment, tagIndex: number): boolean {
    const { guide } = this;
    for (let depth = this.#stack.depth; depth >= ROOT; depth -= 1) {
      const node = this.#find(
        depth,
        tagIndex,
        segment,
        (child) => guide.rank[child]! >= this.#stack.ranks[depth]!,
      );
      if (node === -1) continue;
      const isLoop = guide.isLoop[node] === 1;
      const level = this.#levelAt(depth);
      const isFirst = this.#stack.counts[node] === guide.max[node];
      this.#take(depth, node, true);
      if (isFirst) this.#tell(isLoop ? 'GUIDE-LOOP-OVER-MAX' : 'GUIDE-SEGMENT-OVER-MAX', segment, level);
      return true;
    }
    return false;
  }

  /**
   * Belongs to an open loop, but before what has been seen there. Inside a claim nothing counts for the loops around
   * it: whoever judges these without the claim must come to the same findings.
   */
  #outOfOrder(segment: Segment, tagIndex: number, usedUp: boolean): boolean {
    const { guide } = this;
    const stack = this.#stack;
    for (let depth = stack.depth; depth >= ROOT; depth -= 1) {
      const node = this.#find(
        depth,
        tagIndex,
        segment,
        (child) => stack.counts[child]! >= guide.max[child]! === usedUp,
      );
      if (node === -1) continue;
      if (this.#wasMisread(depth)) {
        // The stray segment was told; what follows is in its order after all.
        stack.takeBack(depth, this.#implied, guide.rank[node]!);
        this.#implied = -1;
        this.#take(depth, node, true);
        return true;
      }
      this.#stray('GUIDE-SEGMENT-ORDER', segment);
      const isLoop = guide.isLoop[node] === 1;
      if (depth < stack.claimDepth) {
        if (isLoop) this.#passed = [node];
      } else if (isLoop && stack.isCompleteBelow(depth)) this.#take(depth, node, true);
      else {
        stack.count(node, depth);
        if (isLoop) this.#passed = [node];
        else {
          this.#step.node = node;
          this.#step.loop = guide.parent[node]!;
        }
      }
      return true;
    }
    return false;
  }

  /** The segment that starts a loop was left out: of one that may be repeated, or that may begin here. */
  #impliedLoop(segment: Segment, tagIndex: number): boolean {
    const implied = findImpliedLoop(this.guide, this.#stack, tagIndex, segment);
    if (implied === undefined) return false;
    this.#implyLoop(implied.depth, implied.loop, implied.node, segment);
    return true;
  }

  /** Opens `loop` without its first segment and puts `node`, a child of it, there. */
  #implyLoop(depth: number, loop: number, node: number, segment: Segment): void {
    const { guide } = this;
    const level = this.#levelAt(depth);
    const { ordinal, offsetBytes, line } = segment;
    this.#take(depth, loop, false);
    this.#implied = loop;
    this.#impliedDepth = depth;
    this.#stack.excuseAll();
    this.#stack.skipTo(guide.rank[node]!);
    this.#take(this.#stack.depth, node, true);
    if (!this.#isGiven(level)) return;
    const trigger = guide.trigger[loop]!;
    const place = this.#placeAt(trigger, ordinal, offsetBytes, 0, line);
    this.#findings.push(guideFinding('GUIDE-LOOP-START-MISSING', place, level));
  }

  /** A loop below was opened for a stray segment alone. */
  #wasMisread(depth: number): boolean {
    const stack = this.#stack;
    if (this.#implied === -1 || this.#impliedDepth !== depth || stack.depth !== depth + 1) return false;
    return stack.loops[stack.depth] === this.#implied && this.guide.isClaimLoop[this.#implied] === 0;
  }

  /** The segment may stand here, but not with this qualifier. */
  #wrongQualifier(segment: Segment, tagIndex: number): boolean {
    const { guide } = this;
    const stack = this.#stack;
    const { candidateStarts, candidates, rank, tagCount } = guide;
    for (let depth = stack.depth; depth >= ROOT; depth -= 1) {
      const cell = stack.loops[depth]! * tagCount + tagIndex;
      const fitting: number[] = [];
      for (let index = candidateStarts[cell]!; index < candidateStarts[cell + 1]!; index += 1) {
        const node = candidates[index]!;
        if (rank[node]! >= stack.ranks[depth]!) fitting.push(node);
      }
      const first = fitting[0];
      if (first === undefined) continue;
      this.#tellQualifier(first, segment);
      for (const node of fitting) if (stack.counts[node] === 0) stack.excuse(node);
      this.#pass(
        fitting.filter((node) => guide.isLoop[node] === 1),
        segment,
      );
      return true;
    }
    return false;
  }

  #tellQualifier(node: number, segment: Segment): void {
    const { guide } = this;
    const level = this.#levelAt(this.#stack.depth);
    if (!this.#isGiven(level)) return;
    this.#findings.push(qualifierFinding(guide, node, segment, this.placeOf(segment), level));
  }

  #pass(loops: readonly number[], segment: Segment): void {
    if (loops.length === 0) return;
    this.#passed = loops;
    if (segment.tag === HL) this.#lost = true;
  }

  #find(depth: number, tagIndex: number, segment: Segment, fits: (node: number) => boolean): number {
    return findChild(this.guide, this.#stack.loops[depth]!, tagIndex, segment, fits);
  }

  /** A fault of a segment that stands in the loop now open, wherever it should stand. */
  #stray(code: GuideFindingCode, segment: Segment): void {
    this.#tell(code, segment, this.#levelAt(this.#stack.depth));
  }

  #tell(code: GuideFindingCode, segment: Segment, level: FindingLevel): void {
    if (this.#isGiven(level)) this.#findings.push(guideFinding(code, this.placeOf(segment), level));
  }

  #missing(node: number, depth: number, ordinal: number, offsetBytes: number, line: number): void {
    const { guide } = this;
    const level = this.#levelAt(depth);
    if (!this.#isGiven(level) || guide.tag[node] === SE || guide.tag[node] === ST) return;
    const isLoop = guide.isLoop[node] === 1;
    const isQualified = guide.selectorElement[node] !== 0;
    const code = isQualified ? 'GUIDE-QUALIFIED-SEGMENT-MISSING' : 'GUIDE-SEGMENT-MISSING';
    const trigger = isLoop ? guide.trigger[node]! : node;
    const place = this.#placeAt(trigger, ordinal, offsetBytes, 0, line);
    this.#findings.push(guideFinding(isLoop ? 'GUIDE-LOOP-MISSING' : code, place, level));
  }

  /** Decision 4: what stands in a claim spoils the claim; everything else the set. */
  #levelAt(depth: number): FindingLevel {
    const { claimDepth } = this.#stack;
    return claimDepth >= 0 && depth >= claimDepth ? 'claim' : 'set';
  }

  #isGiven(level: FindingLevel): boolean {
    if (this.#muted) return false;
    return this.#scope === 'all' || (this.#scope === 'claims') === (level === 'claim');
  }

  #placeAt(
    node: number,
    segmentOrdinal: number,
    offsetBytes: number,
    lengthBytes: number,
    line: number,
  ): Place {
    const segmentId = this.guide.ids[node]!;
    const loopPath = this.guide.paths[node]!;
    return { ...this.#origin, offsetBytes, lengthBytes, line, segmentOrdinal, segmentId, loopPath };
  }
}
