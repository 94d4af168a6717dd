import type { Finding } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';
import { type Segment, tagOf } from '../x12/segment.ts';
import type { Guide } from './guide.ts';
import { type GuideFindingCode, guideFinding } from './guide-findings.ts';
import type { Origin } from './walker.ts';

const HL = tagOf('HL');
const NO_FINDINGS: readonly Finding[] = Object.freeze([]);

/** HL02 and HL04 as positions in the segment. */
const PARENT = 2;
const CHILD = 4;

/** One kind of level of a guide: 2000B, say, by its code in HL03. */
interface Level {
  readonly code: string;
  /** HL03 of the level it stands under; undefined for the highest. */
  readonly parent: string | undefined;
  /** 0 children is a fault only the walker tells, where a subordinate level is required. */
  readonly mayBeChildless: boolean;
  /** What HL04 may say; what else it says the element check tells. Empty: the level has no HL04. */
  readonly hl04: readonly string[];
}

/** A level that is open: its children may still come. */
interface OpenLevel {
  readonly level: Level;
  readonly number: string;
  readonly saysChildren: boolean;
  readonly hl04: string;
  /** Where its HL stands. */
  readonly offsetBytes: number;
  readonly lengthBytes: number;
  readonly line: number;
  readonly ordinal: number;
  childSeen: boolean;
}

/**
 * The numbers of the HL segments of one transaction set: HL01 counts from 1, HL02 names the level above, HL04 says
 * whether levels follow below. It needs the HL segments only, all of them, in order; where each may stand, and which
 * elements must be filled, others check.
 */
export class HlChecker {
  #origin: Origin = { file: '' };
  readonly #levels = new Map<string, Level>();
  readonly #paths = new Map<string, string>();
  /** From the highest to the innermost. */
  #open: OpenLevel[] = [];
  #previousNumber = 0;
  #count = 0;

  constructor(guide: Guide) {
    guide.isLoop.forEach((isLoop, node) => {
      if (isLoop === 0 || guide.tag[node] !== HL) return;
      for (const code of guide.selectorCodes[node]!) {
        this.#levels.set(code, levelOf(guide, node, code));
        this.#paths.set(code, guide.paths[node]!);
      }
    });
  }

  /** Before each transaction set. */
  reset(origin: Origin): void {
    this.#origin = origin;
    this.#open = [];
    this.#previousNumber = 0;
    this.#count = 0;
  }

  check(segment: Segment): readonly Finding[] {
    const findings: Finding[] = [];
    this.#checkNumber(segment, findings);
    const level = this.#levels.get(segment.element(3));
    if (level === undefined) return findings;
    this.#closeDownTo(level, findings);
    const parent = this.#open.at(-1);
    if (parent !== undefined && level.parent === parent.level.code)
      this.#checkParent(segment, parent, findings);
    this.#open.push({
      level,
      number: segment.element(1),
      saysChildren: segment.element(CHILD) === '1',
      hl04: segment.element(CHILD),
      offsetBytes: segment.offsetBytes,
      lengthBytes: segment.lengthBytes,
      line: segment.line,
      ordinal: segment.ordinal,
      childSeen: false,
    });
    return findings;
  }

  end(): readonly Finding[] {
    if (this.#open.length === 0) return NO_FINDINGS;
    const findings: Finding[] = [];
    while (this.#open.length > 0) this.#close(findings);
    return findings;
  }

  /** After a gap the count goes on from the number received, or from the right one: one mistake, one finding. */
  #checkNumber(segment: Segment, findings: Finding[]): void {
    const text = segment.element(1);
    const expected = this.#previousNumber + 1;
    this.#count += 1;
    const number = Number(text);
    this.#previousNumber = Number.isSafeInteger(number) && number > 0 ? number : expected;
    if (text !== '' && text !== String(expected) && text !== String(this.#count))
      this.#tell('GUIDE-HL01-SEQUENCE', this.#placeOf(segment, segment.element(3), 1), findings);
  }

  #checkParent(segment: Segment, parent: OpenLevel, findings: Finding[]): void {
    if (parent.number !== '' && segment.isPresent(PARENT) && !segment.equals(PARENT, parent.number)) {
      this.#tell('GUIDE-HL02-PARENT', this.#placeOf(segment, segment.element(3), PARENT), findings);
    }
    if (!parent.childSeen && !parent.saysChildren && parent.level.hl04.includes(parent.hl04)) {
      this.#tell('GUIDE-HL04-CHILDREN', this.#placeOf(parent, parent.level.code, CHILD), findings);
    }
    parent.childSeen = true;
  }

  /** Closes what cannot stand above a level: those under its parent. */
  #closeDownTo(level: Level, findings: Finding[]): void {
    while (this.#open.length > 0 && this.#open.at(-1)!.level.code !== level.parent) this.#close(findings);
  }

  #close(findings: Finding[]): void {
    const closed = this.#open.pop();
    if (closed?.saysChildren === true && !closed.childSeen && closed.level.mayBeChildless) {
      this.#tell('GUIDE-HL04-CHILDREN', this.#placeOf(closed, closed.level.code, CHILD), findings);
    }
  }

  #tell(code: GuideFindingCode, place: Place, findings: Finding[]): void {
    findings.push(guideFinding(code, place, 'set'));
  }

  /** @param code HL03 */
  #placeOf(
    { offsetBytes, lengthBytes, line, ordinal: segmentOrdinal }: Stand,
    code: string,
    elementOrdinal: number,
  ): Place {
    const loopPath = this.#paths.get(code) ?? '';
    const at = { offsetBytes, lengthBytes, line, segmentOrdinal, segmentId: 'HL', loopPath, elementOrdinal };
    return { ...this.#origin, ...at };
  }
}

type Stand = Pick<Segment, 'offsetBytes' | 'lengthBytes' | 'line' | 'ordinal'>;

function levelOf(guide: Guide, node: number, code: string): Level {
  const parent = guide.parent[node]!;
  const children = Array.from({ length: guide.endChild[node]! - guide.firstChild[node]! }, (_, index) => {
    return guide.firstChild[node]! + index;
  }).filter((child) => guide.isLoop[child] === 1 && guide.tag[child] === HL);
  const row = guide.elements.nodeRow[guide.trigger[node]!]! + CHILD - 1;
  return {
    code,
    parent: guide.tag[parent] === HL ? guide.selectorCodes[parent]?.[0] : undefined,
    mayBeChildless: children.length > 0 && children.every((child) => guide.isRequired[child] === 0),
    hl04: guide.elements.dataElements[row] === '736' ? guide.elements.codes[row]! : [],
  };
}
