import type { Finding } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';
import { type Segment, tagOf } from '../x12/segment.ts';
import type { Guide } from './guide.ts';
import type { RuleTerm, SituationRule } from './situation-table.ts';

const HL = tagOf('HL');

/** What the walker knows of where it stands. */
export interface SituationStanding {
  /** Nodes of the open loops, by depth. */
  readonly loops: Int32Array;
  readonly depth: number;
  readonly claimDepth: number;
  readonly counts: Int32Array;
  isExcused(node: number): boolean;
  /** Where a child that did not come was expected. */
  expectedOrdinal(node: number): number;
  expectedOffset(node: number): number;
  expectedLine(node: number): number;
}

const ORDINAL = 0;
const OFFSET = 1;
const LENGTH = 2;
const LINE = 3;
const PLACE_FIELDS = 4;

/**
 * Follows the situational rules of a guide along a walk: notes the facts its conditions name, and looks at each rule
 * where it can be decided. A fault above the claims (billing provider, subscriber, patient) refuses the claims below
 * it: it is kept in {@link SituationChecker.inherited} until its level ends.
 */
export class SituationChecker {
  /** By level of HL, outermost first. */
  readonly inherited: Finding[][] = [];
  readonly #guide: Guide;
  readonly #isTrue: Uint8Array;
  /** Per fact: where it last became true. */
  readonly #places: Float64Array;
  /** Per loop: its rules have been looked at. */
  readonly #isDone: Uint8Array;
  readonly #emit: (finding: Finding, isInherited: boolean) => void;
  #origin: Pick<Place, 'file' | 'interchange' | 'group' | 'set'> = { file: '' };
  #muted = false;
  /**
   * A level began without its HL. Whoever reads the claims after it in another parcel sees the level before instead,
   * and both must find the same: what stands above claims is passed over up to the next HL.
   */
  #isLost = false;

  /** @param emit not called for what stands in replayed context */
  constructor(guide: Guide, emit: (finding: Finding, isInherited: boolean) => void) {
    const { factCount } = guide.situations;
    this.#guide = guide;
    this.#emit = emit;
    this.#isTrue = new Uint8Array(factCount);
    this.#places = new Float64Array(factCount * PLACE_FIELDS);
    this.#isDone = new Uint8Array(guide.ids.length);
  }

  reset(origin: Pick<Place, 'file' | 'interchange' | 'group' | 'set'>): void {
    this.#origin = origin;
    this.#isTrue.fill(0);
    this.#isDone.fill(0);
    this.inherited.length = 0;
    this.#isLost = false;
  }

  set muted(muted: boolean) {
    this.#muted = muted;
  }

  /** A loop has begun; its first segment comes with {@link SituationChecker.segment}. */
  opened(loop: number, standing: SituationStanding, started: boolean): void {
    const { situations, tag, isClaimLoop } = this.#guide;
    const isLevel = tag[loop] === HL;
    if (isLevel) this.#isLost = !started;
    if (this.#isLost && standing.claimDepth < 0) return;
    if (isLevel || (isClaimLoop[loop] === 1 && !this.#isLost)) {
      for (let depth = 1; depth < standing.depth; depth += 1)
        this.#look(standing.loops[depth]!, depth, standing);
    }
    if (isLevel && this.inherited.length > 0)
      this.inherited.length = Math.min(this.inherited.length, this.#levelAt(standing.depth, standing) - 1);
    this.#isDone[loop] = 0;
    const facts = situations.factsOfScope[loop];
    if (facts !== undefined)
      for (let index = 0; index < facts.length; index += 1) this.#isTrue[facts[index]!] = 0;
  }

  closing(loop: number, standing: SituationStanding): void {
    if (this.#isLost && standing.claimDepth < 0) return;
    this.#look(loop, standing.depth, standing);
  }

  /** A fault of a value above the claims: refuses those below. */
  inherit(finding: Finding, standing: SituationStanding): void {
    if (this.#isLost) return;
    const level = this.#levelAt(standing.depth, standing);
    while (this.inherited.length < level) this.inherited.push([]);
    this.inherited[level - 1]?.push(finding);
  }

  segment(node: number, segment: Segment, standing: SituationStanding): void {
    if (this.#isLost && standing.claimDepth < 0) return;
    const { factsOfNode, rulesOfStart } = this.#guide.situations;
    const facts = factsOfNode[node];
    // Of a segment without data nothing follows: that is the one thing wrong with it.
    if (facts !== undefined && !segment.hasNoData())
      for (let index = 0; index < facts.length; index += 1) this.#note(facts[index]!, segment);
    const rules = rulesOfStart[node];
    if (rules === undefined) return;
    for (let index = 0; index < rules.length; index += 1)
      this.#lookAtSegment(rules[index]!, segment, standing);
  }

  /** The rules on the elements of a segment: asked only when each element is right in itself. */
  elements(node: number, segment: Segment, standing: SituationStanding): void {
    if (this.#isLost && standing.claimDepth < 0) return;
    const rules = this.#guide.situations.rulesOfElements[node];
    if (rules === undefined) return;
    for (let index = 0; index < rules.length; index += 1)
      this.#lookAtSegment(rules[index]!, segment, standing);
  }

  #note(fact: number, segment: Segment): void {
    if (!this.#guide.situations.packed.isMet(fact, segment)) return;
    this.#isTrue[fact] = 1;
    const at = fact * PLACE_FIELDS;
    this.#places[at + ORDINAL] = segment.ordinal;
    this.#places[at + OFFSET] = segment.offsetBytes;
    this.#places[at + LENGTH] = segment.lengthBytes;
    this.#places[at + LINE] = segment.line;
  }

  #look(loop: number, depth: number, standing: SituationStanding): void {
    const rules = this.#guide.situations.rulesOfLoop[loop];
    if (rules === undefined || this.#isDone[loop] === 1) return;
    this.#isDone[loop] = 1;
    for (let index = 0; index < rules.length; index += 1) {
      const rule = rules[index]!;
      const isSeen = standing.counts[rule.node]! > 0;
      if (isSeen === (rule.kind === 'required') || standing.isExcused(rule.node)) continue;
      const cause = this.#causeOf(rule, undefined);
      if (cause === undefined) continue;
      const place =
        rule.kind === 'required' ? this.#expected(rule, standing) : this.#placeOf(rule.seenFact, rule.node);
      this.#tell(rule, place, cause, depth, standing);
    }
  }

  #lookAtSegment(rule: SituationRule, segment: Segment, standing: SituationStanding): void {
    const { what, kind, element, component } = rule;
    if (what === 'element') {
      const isSent =
        component === 0 ? segment.isPresent(element) : segment.componentKey(element, component) !== 0;
      // A component of an element that is not sent at all is required as well.
      if (isSent === (kind === 'required')) return;
    }
    const cause = this.#causeOf(rule, segment);
    if (cause === undefined) return;
    const { offsetBytes, lengthBytes, line, ordinal, id } = segment;
    const place: Place = {
      ...this.#origin,
      offsetBytes,
      lengthBytes,
      line,
      segmentOrdinal: ordinal,
      segmentId: id,
      loopPath: this.#guide.paths[rule.node]!,
      ...(element > 0 ? { elementOrdinal: element } : {}),
      ...(component > 0 ? { componentOrdinal: component } : {}),
    };
    this.#tell(rule, place, cause, standing.depth, standing, segment);
  }

  /** The term that made the condition true, for the situational trigger; undefined when it is not. */
  #causeOf(rule: SituationRule, segment: Segment | undefined): RuleTerm | undefined {
    const { anyOf } = rule;
    const { packed } = this.#guide.situations;
    for (let or = 0; or < anyOf.length; or += 1) {
      const allOf = anyOf[or]!;
      let cause: RuleTerm | undefined;
      let holds = true;
      for (let and = 0; and < allOf.length; and += 1) {
        const term = allOf[and]!;
        const isTrue = term.isOwn ? packed.isMet(term.test, segment!) : this.#isTrue[term.test] === 1;
        if (isTrue === term.negated) {
          holds = false;
          break;
        }
        if (cause === undefined || (cause.negated && !term.negated)) cause = term;
      }
      if (holds) return cause;
    }
    return undefined;
  }

  #tell(
    rule: SituationRule,
    place: Place,
    cause: RuleTerm,
    depth: number,
    standing: SituationStanding,
    segment?: Segment,
  ): void {
    const isInClaim = standing.claimDepth >= 0 && depth >= standing.claimDepth;
    const level = isInClaim ? 0 : this.#levelAt(depth, standing);
    if (this.#muted && (isInClaim || level === 0)) return;
    const trigger = this.#triggerOf(cause, segment);
    const finding: Finding = {
      code: rule.code,
      severity: rule.severity,
      snip: 4,
      level: isInClaim || level > 0 ? 'claim' : 'set',
      place,
      acknowledgment: {
        ...acknowledged(rule),
        ...(rule.stc === '' ? {} : { stc: rule.stc }),
      },
      message: MESSAGES[rule.what][rule.kind],
      hint: rule.hint,
      ...(trigger === undefined ? {} : { trigger }),
    };
    if (level > 0) {
      while (this.inherited.length < level) this.inherited.push([]);
      this.inherited[level - 1]!.push(finding);
    }
    if (!this.#muted) this.#emit(finding, level > 0);
  }

  /** How many HL stand around a depth, its own included: 0 in the header, 1 in 2000A. */
  #levelAt(depth: number, standing: SituationStanding): number {
    let levels = 0;
    for (let at = 1; at <= depth; at += 1) if (this.#guide.tag[standing.loops[at]!] === HL) levels += 1;
    return levels;
  }

  #expected({ node }: SituationRule, standing: SituationStanding): Place {
    const { trigger, ids, paths } = this.#guide;
    const segmentNode = trigger[node]! < 0 ? node : trigger[node]!;
    return {
      ...this.#origin,
      offsetBytes: standing.expectedOffset(node),
      lengthBytes: 0,
      line: standing.expectedLine(node),
      segmentOrdinal: standing.expectedOrdinal(node),
      segmentId: ids[segmentNode]!,
      loopPath: paths[segmentNode]!,
    };
  }

  #placeOf(fact: number, node: number): Place {
    const at = fact * PLACE_FIELDS;
    return {
      ...this.#origin,
      offsetBytes: this.#places[at + OFFSET]!,
      lengthBytes: this.#places[at + LENGTH]!,
      line: this.#places[at + LINE]!,
      segmentOrdinal: this.#places[at + ORDINAL]!,
      segmentId: this.#guide.ids[node]!,
      loopPath: this.#guide.paths[node]!,
    };
  }

  /** A fact that is absent points at nothing. */
  #triggerOf({ test: at, isOwn, negated }: RuleTerm, segment: Segment | undefined): Finding['trigger'] {
    if (negated && !isOwn) return undefined;
    const test = this.#guide.situations.tests[at]!;
    const node = test.nodes[0]!;
    const { elements, ids, paths } = this.#guide;
    const row = test.element === 0 ? -1 : elements.nodeRow[node]! + test.element - 1;
    const part = test.component === 0 ? row : elements.componentRow[row]! + test.component - 1;
    const dataElement = part < 0 ? '' : elements.dataElements[part]!;
    return {
      segmentId: ids[node]!,
      segmentOrdinal: isOwn ? segment!.ordinal : this.#places[at * PLACE_FIELDS + ORDINAL]!,
      loopPath: paths[node]!,
      ...(test.element > 0 ? { elementOrdinal: test.element } : {}),
      ...(test.component > 0 ? { componentOrdinal: test.component } : {}),
      ...(dataElement === '' ? {} : { dataElement }),
    };
  }
}

const MESSAGES = {
  segment: {
    required: 'A situational segment is missing that its rule requires here.',
    'not used': 'A situational segment is sent where its rule excludes it.',
  },
  loop: {
    required: 'A situational loop is missing that its rule requires here.',
    'not used': 'A situational loop is sent where its rule excludes it.',
  },
  element: {
    required: 'A situational element is missing that its rule requires here.',
    'not used': 'A situational element is sent where its rule excludes it.',
  },
} as const;

/** 005010X231: I6 and I9 for segments; under IK304 8, I9 and I13 for elements. */
function acknowledged({ what, kind, dataElement }: SituationRule): Finding['acknowledgment'] {
  if (what !== 'element') return { ik304: kind === 'required' ? 'I6' : 'I9' };
  return { ik304: '8', ik403: kind === 'required' ? 'I9' : 'I13', dataElement };
}
