import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPlace } from '../../src/guide/find-place.ts';
import { type Guide, ROOT, tagIndexOf, UNLIMITED } from '../../src/guide/guide.ts';
import type { LoopStack } from '../../src/guide/loop-stack.ts';
import type { Segment } from '../../src/x12/segment.ts';
import { guideOf, segmentsOf } from './guides.ts';

/** The stack of a walker that has just placed a node. */
function stackAfter(guide: Guide, after: number, counts: Int32Array): LoopStack {
  const { parent, rank } = guide;
  const path: number[] = [];
  for (let node = after; node !== ROOT; node = parent[node]!) path.unshift(node);
  const loops = [ROOT, ...path.slice(0, -1)];
  const ranks = loops.map((loop, depth) => Math.max(rank[path[depth]!]!, loop === ROOT ? 0 : 1));
  const depth = loops.length - 1;
  return { depth, loops: Int32Array.from(loops), ranks: Int32Array.from(ranks), counts } as LoopStack;
}

/** A segment that a node may be placed by: with one of its qualifiers, or another. */
function segmentFor(guide: Guide, node: number, qualifier: string): Segment {
  const elements: string[] = new Array(9).fill('X');
  const component = guide.selectorComponent[node]!;
  if (guide.selectorElement[node]! > 0)
    elements[guide.selectorElement[node]! - 1] = `${'Z:'.repeat(Math.max(0, component - 1))}${qualifier}`;
  const id = guide.ids[guide.trigger[node]! < 0 ? node : guide.trigger[node]!]!;
  return segmentsOf(`${[id, ...elements].join('*')}~`)[0]!;
}

test.each(['837P', '837I', '835'])('%s: what is remembered of a place is what a search finds', (id) => {
  const guide = guideOf(id);
  const segments = guide.ids.flatMap((_, node) => (guide.isLoop[node] === 0 ? [node] : []));
  const situation = fc.record({
    after: fc.constantFrom(...segments),
    node: fc.constantFrom(...segments),
    code: fc.nat(3),
    isOther: fc.constantFrom(false, false, false, true),
    full: fc.array(fc.constantFrom(...guide.ids.keys()), { maxLength: 40 }),
  });
  fc.assert(
    fc.property(situation, ({ after, node, code, isOther, full }) => {
      const codes = guide.selectorCodes[node]!;
      const qualifier = isOther || codes.length === 0 ? 'QQ' : codes[code % codes.length]!;
      const segment = segmentFor(guide, node, qualifier);
      const counts = new Int32Array(guide.ids.length);
      // Those that compete for the segment have been seen as often as they may be now and then.
      for (const each of full) if (guide.max[each] !== UNLIMITED) counts[each] = guide.max[each]!;
      if (full.length % 2 === 1 && guide.max[node] !== UNLIMITED) counts[node] = guide.max[node]!;
      const tagIndex = tagIndexOf(guide, segment.tag);
      const found = guide.successors.find(guide, after, counts, tagIndex, segment);
      expect(found).toBe(findPlace(guide, stackAfter(guide, after, counts), tagIndex, segment));
    }),
    { numRuns: 3000 },
  );
});
