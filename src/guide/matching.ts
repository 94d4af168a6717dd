import type { Finding, FindingLevel } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';
import type { Segment } from '../x12/segment.ts';
import type { Guide } from './guide.ts';
import { guideFinding } from './guide-findings.ts';

/** True when the segment has a qualifier the node selects by, or the node selects by none. The id is not compared. */
export function matches(guide: Guide, node: number, segment: Segment): boolean {
  const element = guide.selectorElement[node]!;
  if (element === 0) return true;
  const component = guide.selectorComponent[node]!;
  if (guide.selectorIsShort[node] === 1) {
    const key = component === 0 ? segment.key(element) : segment.componentKey(element, component);
    return hasSelectorKey(guide, node, key);
  }
  const codes = guide.selectorCodes[node]!;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index]!;
    if (component === 0 ? segment.equals(element, code) : segment.componentEquals(element, component, code))
      return true;
  }
  return false;
}

/** True when the key is that of a code the node selects by. */
export function hasSelectorKey(guide: Guide, node: number, key: number): boolean {
  const { selectorKeyStarts, selectorKeys } = guide;
  const end = selectorKeyStarts[node + 1]!;
  for (let index = selectorKeyStarts[node]!; index < end; index += 1) {
    if (selectorKeys[index] === key) return true;
  }
  return false;
}

/** The first child of a loop that the segment matches and that `fits`; -1 when there is none. */
export function findChild(
  guide: Guide,
  loop: number,
  tagIndex: number,
  segment: Segment,
  fits: (node: number) => boolean,
): number {
  const { candidateStarts, candidates, tagCount } = guide;
  const cell = loop * tagCount + tagIndex;
  for (let index = candidateStarts[cell]!; index < candidateStarts[cell + 1]!; index += 1) {
    const node = candidates[index]!;
    if (fits(node) && matches(guide, node, segment)) return node;
  }
  return -1;
}

/** True when the segment belongs somewhere in one of the loops. Slow: for segments that have no place. */
export function isInside(guide: Guide, loops: readonly number[], segment: Segment): boolean {
  return loops.some((loop) => {
    for (let node = guide.firstChild[loop]!; node < guide.endChild[loop]!; node += 1) {
      if (
        guide.isLoop[node] === 1
          ? isInside(guide, [node], segment)
          : guide.tag[node] === segment.tag && matches(guide, node, segment)
      ) {
        return true;
      }
    }
    return false;
  });
}

/** Loops anywhere in the guide that this segment starts. */
export function triggersOf(guide: Guide, segment: Segment): number[] {
  const loops: number[] = [];
  guide.isLoop.forEach((isLoop, node) => {
    if (isLoop === 1 && guide.tag[node] === segment.tag && matches(guide, node, segment)) loops.push(node);
  });
  return loops;
}

/** The segment may stand where `node` does, but not with the qualifier it has. */
export function qualifierFinding(
  guide: Guide,
  node: number,
  segment: Segment,
  place: Place,
  level: FindingLevel,
): Finding {
  const elementOrdinal = guide.selectorElement[node]!;
  const component = guide.selectorComponent[node]!;
  const dataElement = dataElementOf(guide, node);
  const known = hasQualifier(guide, node, dataElement, segment);
  return guideFinding(
    known ? 'GUIDE-QUALIFIER-NOT-USED' : 'GUIDE-QUALIFIER-UNKNOWN',
    { ...place, elementOrdinal, ...(component > 0 ? { componentOrdinal: component } : {}) },
    level,
    dataElement,
  );
}

/** X12 number of the element a node is selected by. */
function dataElementOf(guide: Guide, node: number): string {
  const { nodeRow, componentRow, dataElements } = guide.elements;
  const row =
    nodeRow[guide.trigger[node]! < 0 ? node : guide.trigger[node]!]! + guide.selectorElement[node]! - 1;
  const component = guide.selectorComponent[node]!;
  return dataElements[component === 0 ? row : componentRow[row]! + component - 1] ?? '';
}

/** True when any guide knows the segment's qualifier as a code of that data element. */
function hasQualifier(guide: Guide, node: number, dataElement: string, segment: Segment): boolean {
  const element = guide.selectorElement[node]!;
  const component = guide.selectorComponent[node]!;
  const code = component === 0 ? segment.element(element) : segment.component(element, component);
  return guide.vocabulary.codes.get(dataElement)?.has(code) === true;
}
