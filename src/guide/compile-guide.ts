import { tagOf } from '../x12/segment.ts';
import { NO_KEY, shortKey } from '../x12/short-key.ts';
import { compileSituations } from './compile-situations.ts';
import { ElementTableBuilder } from './element-table.ts';
import { Successors } from './find-place.ts';
import { type Guide, hashOf, UNLIMITED } from './guide.ts';
import type { GuideDefinition, LoopDefinition, SegmentDefinition } from './guide-definition.ts';
import type { ValueList } from './value-list.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

interface Draft {
  readonly definition: SegmentDefinition | LoopDefinition | undefined;
  readonly parent: number;
  readonly rank: number;
  readonly loopId: string;
  readonly path: string;
  /** What a loop holds; empty for a segment. */
  readonly children: readonly (SegmentDefinition | LoopDefinition)[];
  firstChild: number;
  endChild: number;
}

/**
 * Turns a guide that {@link checkGuide} finds sound into flat tables.
 *
 * @param vocabulary of all guides in use; of this one alone by default
 * @param valueLists undefined: no value is looked up in a list
 * @throws Fault `GUIDE-INVALID` where a condition or a list names what is not there
 */
export function compileGuide(
  definition: GuideDefinition,
  vocabulary: Vocabulary = vocabularyOf([definition]),
  valueLists?: ReadonlyMap<string, ValueList>,
): Guide {
  const nodes = numberNodes(definition);
  const tags = numberTags(nodes);
  const elements = new ElementTableBuilder(valueLists);
  const situations = compileSituations(nodes, definition.file, definition.claimLoops);
  for (const node of nodes)
    elements.addNode(node.definition?.kind === 'segment' ? node.definition : undefined);
  const parent = Int32Array.from(nodes, (node) => node.parent);
  const rank = Int32Array.from(nodes, (node) => node.rank);
  const tables = { parent, rank, tagCount: tags.size, ...listCandidates(nodes, tags), ...selectorsOf(nodes) };
  return {
    ...tables,
    successors: new Successors(tables),
    id: definition.id,
    transactionSet: definition.transactionSet,
    version: definition.version,
    accepts: definition.accepts,
    functionalGroup: definition.functionalGroup,
    name: definition.name,
    ids: nodes.map((node) => node.definition?.id ?? ''),
    names: nodes.map((node) => node.definition?.name ?? definition.name),
    conditions: nodes.map((node) => node.definition?.when ?? ''),
    loopIds: nodes.map((node) => node.loopId),
    paths: nodes.map((node) => node.path),
    isLoop: Uint8Array.from(nodes, (node) => Number(isLoop(node))),
    max: Int32Array.from(nodes, (node) => node.definition?.max || UNLIMITED),
    isRequired: Uint8Array.from(nodes, (node) => Number(node.definition?.usage === 'R')),
    tag: Int32Array.from(nodes, (node) => tagOf(triggerOf(node)?.id ?? '')),
    trigger: Int32Array.from(nodes, (node) => (node.definition?.kind === 'loop' ? node.firstChild : -1)),
    firstChild: Int32Array.from(nodes, (node) => node.firstChild),
    endChild: Int32Array.from(nodes, (node) => node.endChild),
    isClaimLoop: Uint8Array.from(nodes, (node) =>
      Number(node.definition?.kind === 'loop' && definition.claimLoops.includes(node.definition.id)),
    ),
    ...hashTags(tags),
    ...listRequired(nodes, situations.watched),
    elements: elements.finish(),
    situations,
    vocabulary,
  };
}

/** Breadth first, so that the children of a loop have consecutive numbers and can be cleared in one stroke. */
function numberNodes(definition: GuideDefinition): Draft[] {
  const loops = new Map<string, LoopDefinition>();
  const root: Draft = {
    ...{ definition: undefined, parent: -1, rank: 0, loopId: '', path: '' },
    ...{ children: definition.children, firstChild: 0, endChild: 0 },
  };
  const nodes = [root];
  for (let parent = 0; parent < nodes.length; parent += 1) {
    const draft = nodes[parent]!;
    draft.firstChild = nodes.length;
    let rank = 0;
    let position = '';
    for (const child of draft.children) {
      const at = positionOf(child, loops);
      if (at !== position) rank += 1;
      position = at;
      nodes.push(draftOf(child, parent, draft, rank, loops));
    }
    draft.endChild = nodes.length;
  }
  return nodes;
}

function draftOf(
  child: SegmentDefinition | LoopDefinition,
  parent: number,
  draft: Draft,
  rank: number,
  loops: Map<string, LoopDefinition>,
): Draft {
  if (child.kind === 'segment') {
    const { loopId, path } = draft;
    return { definition: child, parent, rank, loopId, path, children: [], firstChild: 0, endChild: 0 };
  }
  const source = sourceOf(child, loops);
  if (child.sameAs === '') loops.set(child.id, child);
  const path = draft.path === '' ? child.id : `${draft.path}/${child.id}`;
  return {
    ...{ definition: child, parent, rank, loopId: child.id, path },
    ...{ children: source.children, firstChild: 0, endChild: 0 },
  };
}

/** The loop whose content this one has: itself, or the one its `same-as` names. */
function sourceOf(loop: LoopDefinition, loops: ReadonlyMap<string, LoopDefinition>): LoopDefinition {
  return loop.sameAs === '' ? loop : (loops.get(loop.sameAs) ?? loop);
}

function positionOf(
  child: SegmentDefinition | LoopDefinition,
  loops: ReadonlyMap<string, LoopDefinition>,
): string {
  if (child.kind === 'segment') return child.position;
  const first = sourceOf(child, loops).children[0];
  return first?.kind === 'segment' ? first.position : '';
}

function isLoop(node: Draft): boolean {
  return node.definition?.kind !== 'segment';
}

/** The segment itself, or the one that starts the loop. */
function triggerOf(node: Draft): SegmentDefinition | undefined {
  if (node.definition?.kind === 'segment') return node.definition;
  const first = node.definition === undefined ? undefined : node.children[0];
  return first?.kind === 'segment' ? first : undefined;
}

function numberTags(nodes: readonly Draft[]): Map<number, number> {
  const tags = new Map<number, number>();
  for (const node of nodes) {
    const tag = tagOf(triggerOf(node)?.id ?? '');
    if (tag > 0 && !tags.has(tag)) tags.set(tag, tags.size);
  }
  return tags;
}

function hashTags(tags: ReadonlyMap<number, number>): Pick<Guide, 'tagSlots' | 'tagIndexes'> {
  let size = 16;
  while (size < tags.size * 4) size *= 2;
  const tagSlots = new Int32Array(size);
  const tagIndexes = new Int32Array(size);
  for (const [tag, index] of tags) {
    let slot = hashOf(tag) & (size - 1);
    while (tagSlots[slot] !== 0) slot = (slot + 1) & (size - 1);
    tagSlots[slot] = tag;
    tagIndexes[slot] = index;
  }
  return { tagSlots, tagIndexes };
}

function selectorsOf(nodes: readonly Draft[]) {
  const codes = nodes.map((node) => triggerOf(node)?.selector?.codes ?? []);
  const keys = codes.map((list) => list.map(shortKey).filter((key) => key !== NO_KEY));
  return {
    selectorElement: Int32Array.from(nodes, (node) => triggerOf(node)?.selector?.element ?? 0),
    selectorComponent: Int32Array.from(nodes, (node) => triggerOf(node)?.selector?.component ?? 0),
    selectorCodes: codes,
    selectorKeys: Int32Array.from(keys.flat()),
    selectorKeyStarts: startsOf(keys),
    selectorIsShort: Uint8Array.from(codes, (list, node) => Number(list.length === keys[node]!.length)),
  };
}

/** Candidates with a selector come before one without: the latter takes what the others leave (2400 PWK). */
function listCandidates(
  nodes: readonly Draft[],
  tags: ReadonlyMap<number, number>,
): Pick<Guide, 'candidateStarts' | 'candidates'> {
  // Of tens of thousands of cells a few hundred are filled.
  const cells = new Array<number[] | undefined>(nodes.length * tags.size).fill(undefined);
  nodes.forEach((node, index) => {
    if (node.parent < 0 || isTrigger(nodes, node, index)) return;
    const tag = tags.get(tagOf(triggerOf(node)?.id ?? ''));
    if (tag === undefined) return;
    const cell = node.parent * tags.size + tag;
    if (cells[cell] === undefined) cells[cell] = [index];
    else cells[cell].push(index);
  });
  const hasNoSelector = (index: number): number => Number(triggerOf(nodes[index]!)?.selector === undefined);
  const candidates: number[] = [];
  const candidateStarts = new Int32Array(cells.length + 1);
  cells.forEach((cell, index) => {
    if (cell !== undefined)
      candidates.push(...cell.sort((a, b) => hasNoSelector(a) - hasNoSelector(b) || a - b));
    candidateStarts[index + 1] = candidates.length;
  });
  return { candidateStarts, candidates: Int32Array.from(candidates) };
}

function listRequired(
  nodes: readonly Draft[],
  watched: ReadonlySet<number>,
): Pick<Guide, 'requiredStarts' | 'required' | 'neededStarts' | 'needed'> {
  const lists = nodes.map((): number[] => []);
  nodes.forEach((node, index) => {
    if (node.parent < 0 || isTrigger(nodes, node, index)) return;
    if (node.definition?.usage !== 'R' && !watched.has(index)) return;
    lists[node.parent]!.push(index);
  });
  const required = lists.flat();
  const requiredStarts = startsOf(lists);
  const needed = lists.map((list, loop) =>
    list.flatMap((node, index) =>
      nodes[node]!.definition?.usage === 'R' ? [requiredStarts[loop]! + index] : [],
    ),
  );
  return {
    requiredStarts,
    required: Int32Array.from(required),
    neededStarts: startsOf(needed),
    needed: Int32Array.from(needed.flat()),
  };
}

/** The first segment of a loop belongs to the loop's own entry; the set as a whole has none. */
function isTrigger(nodes: readonly Draft[], node: Draft, index: number): boolean {
  return node.parent > 0 && nodes[node.parent]!.firstChild === index;
}

function startsOf(lists: readonly (readonly number[])[]): Int32Array {
  const starts = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => {
    starts[index + 1] = starts[index]! + list.length;
  });
  return starts;
}
