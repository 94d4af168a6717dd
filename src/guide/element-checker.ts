import type { Finding, FindingLevel } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';
import { type Segment, tagOf } from '../x12/segment.ts';
import { shortKey } from '../x12/short-key.ts';
import type { Condition } from './condition.ts';
import { NOT_USED, REQUIRED, SITUATIONAL, TYPE_DT, TYPE_N0, TYPE_R, TYPE_TM } from './element-table.ts';
import { digitsOf, faultOfText, faultOfType, hasFormOf, isInFormat } from './element-values.ts';
import type { Guide } from './guide.ts';
import { type GuideFindingCode, guideFinding } from './guide-findings.ts';
import { ROW_FIELDS, ROW_IS_COMPOSITE, ROW_IS_QUALIFIED, ROW_USAGE } from './packed-row.ts';
import { QuickCheck } from './quick-check.ts';
import { brokenAt } from './syntax-notes.ts';
import type { ValidDates, ValueList } from './value-list.ts';

/** Who knows where a segment stands; the walker does. Asked only when something is wrong. */
export interface Standing {
  readonly level: FindingLevel;
  placeOf(segment: Segment): Place;
}

const ST = tagOf('ST');
const SE = tagOf('SE');

/** @param finding what it is on any other day */
export type OnDated = (finding: Finding, dates: ValidDates) => void;

/** X12 data element of a date whose format the element before it tells (DTP03, DMG02, HI01-4). */
const DATE_PERIOD = '1251';

/**
 * Checks placed segments against the guide: required and unused elements, types, lengths, codes, dates, counts of
 * elements, components and repetitions, syntax notes. The qualifier a segment was placed by is not looked at again.
 * Nothing but the values themselves is allocated while all is well.
 */
export class ElementChecker {
  readonly #guide: Guide;
  #node = 0;
  #segment!: Segment;
  #standing!: Standing;
  #emit!: (finding: Finding) => void;
  #faults = 0;
  /** A code that is good on some days only: whoever knows the day of service decides. */
  readonly #onDated: OnDated | undefined;
  readonly #quick: QuickCheck;

  constructor(guide: Guide, onDated?: OnDated) {
    this.#guide = guide;
    this.#quick = new QuickCheck(guide.elements);
    this.#onDated = onDated;
  }

  /**
   * @param node where the walker placed the segment, not -1
   * @returns true when an element is wrong in itself; a value that a list does not know does not count
   */
  check(node: number, segment: Segment, standing: Standing, emit: (finding: Finding) => void): boolean {
    // Numbers and counts of ST and SE are the envelope's to tell.
    const { tag } = segment;
    if (tag === SE) return false;
    this.#quick.use(segment.delimiters);
    if (tag !== ST && this.#quick.isSegmentRight(node, segment)) return false;
    this.#node = node;
    this.#segment = segment;
    this.#standing = standing;
    this.#emit = emit;
    return this.#look(node, segment);
  }

  /** What exactly is wrong with a segment, if anything is. */
  #look(node: number, segment: Segment): boolean {
    const table = this.#guide.elements;
    const row = table.nodeRow[node]!;
    const count = table.nodeCount[node]!;
    const { tag } = segment;
    this.#faults = 0;
    if (segment.hasNoData()) return this.#nothing(row, count);
    // Behind the last element sent only what is required matters.
    const { elementCount, first, starts, source } = segment;
    const last = Math.min(count, Math.max(elementCount, table.nodeLastRequired[node]!));
    const { packed } = table;
    const selector = this.#guide.selectorElement[node]!;
    for (let n = tag === ST ? 3 : 1; n <= last; n += 1) {
      const at = row + n - 1;
      const head = packed[at * ROW_FIELDS]!;
      const from = starts[first + n]!;
      const to = starts[first + n + 1]! - 1;
      if (n > elementCount || to === from) {
        if ((head & ROW_USAGE) === REQUIRED) this.#tell('GUIDE-ELEMENT-MISSING', at, n);
      } else if ((head & ROW_USAGE) === NOT_USED) this.#tell('GUIDE-ELEMENT-NOT-USED', at, n);
      else if ((head & ROW_IS_COMPOSITE) !== 0) {
        this.#composite(at, n);
      } else if (n !== selector || !this.#isQualifier(n, 0)) {
        const qualifier = (head & ROW_IS_QUALIFIED) === 0 ? 0 : segment.key(n - 1);
        if (!this.#quick.isRight(at, source, from, to, qualifier))
          this.#value(at, segment.element(n), n, 0, 1);
      }
    }
    if (elementCount > count) this.#beyond(count);
    const notes = table.nodeSyntax[node]!;
    for (let index = 0; index < notes.length; index += 1) {
      const note = notes[index]!;
      const broken = brokenAt(note, segment);
      if (broken === 0 || table.usage[row + broken - 1] !== SITUATIONAL) continue;
      this.#tell(
        note.kind === 'E' ? 'GUIDE-SYNTAX-EXCLUSION' : 'GUIDE-SYNTAX-CONDITION',
        row + broken - 1,
        broken,
      );
    }
    return this.#faults > 0;
  }

  /** A segment without data is one mistake, told of the first element that it must have. */
  #nothing(row: number, count: number): boolean {
    const { usage } = this.#guide.elements;
    let n = 1;
    while (n < count && usage[row + n - 1] !== REQUIRED) n += 1;
    if (usage[row + n - 1] !== REQUIRED) n = 1;
    this.#tell('GUIDE-ELEMENT-MISSING', row + n - 1, n);
    return true;
  }

  /** Empty elements at the end are untidy, not too many. */
  #beyond(count: number): void {
    for (let n = count + 1; n <= this.#segment.elementCount; n += 1) {
      if (this.#segment.isPresent(n)) {
        this.#tell('GUIDE-ELEMENTS-TOO-MANY', -1, n);
        return;
      }
    }
  }

  #composite(row: number, n: number): void {
    const { maxRepetitions } = this.#guide.elements;
    const segment = this.#segment;
    const repetitions = segment.repetitionCount(n);
    if (repetitions > maxRepetitions[row]!) {
      this.#tell('GUIDE-REPETITIONS-TOO-MANY', row, n, 0, maxRepetitions[row]! + 1);
    }
    const last = Math.min(repetitions, maxRepetitions[row]!);
    for (let repetition = 1; repetition <= last; repetition += 1) this.#components(row, n, repetition);
  }

  #components(row: number, n: number, repetition: number): void {
    const { componentRow, componentCount, usage } = this.#guide.elements;
    const first = componentRow[row]!;
    const count = componentCount[row]!;
    const segment = this.#segment;
    const sent = segment.componentCount(n, repetition);
    for (let c = 1; c <= count; c += 1) {
      const value = c <= sent ? segment.componentOf(n, repetition, c) : '';
      const at = first + c - 1;
      if (value === '') {
        if (usage[at] === REQUIRED) this.#tell('GUIDE-ELEMENT-MISSING', at, n, c, repetition);
      } else if (usage[at] === NOT_USED) this.#tell('GUIDE-ELEMENT-NOT-USED', at, n, c, repetition);
      else if (!this.#isQualifier(n, c)) this.#value(at, value, n, c, repetition);
    }
    for (let c = count + 1; c <= sent; c += 1) {
      if (segment.componentOf(n, repetition, c) === '') continue;
      this.#tell('GUIDE-COMPONENTS-TOO-MANY', row, n, c, repetition);
      return;
    }
  }

  /** @param c 0: no component */
  #value(row: number, value: string, n: number, c: number, repetition: number): void {
    const fault = this.#faultOf(row, value, n, c, repetition);
    if (fault !== undefined) this.#tell(fault, row, n, c, repetition);
    else if (this.#guide.elements.lists[row] === undefined || this.#lookUp(row, value, n, c, repetition))
      this.#remember(row, value, n, c, repetition);
  }

  #remember(row: number, value: string, n: number, c: number, repetition: number): void {
    if (!this.#quick.canKnow(row)) return;
    const isQualified = (this.#guide.elements.packed[row * ROW_FIELDS]! & ROW_IS_QUALIFIED) !== 0;
    const qualifier = isQualified ? this.#valueBefore(n, c, repetition) : '';
    this.#quick.remember(row, value, shortKey(qualifier));
  }

  #valueBefore(n: number, c: number, repetition: number): string {
    const segment = this.#segment;
    return c === 0 ? segment.element(n - 1) : segment.componentOf(n, repetition, c - 1);
  }

  /**
   * Code sets from outside X12 (SNIP 5): a claim is answered for them, never the 999.
   *
   * @returns true when no list knows anything against the value, whatever else the segment says
   */
  #lookUp(row: number, value: string, n: number, c: number, repetition: number): boolean {
    const { lists, listWhen } = this.#guide.elements;
    const segment = this.#segment;
    let isGood = true;
    for (const list of lists[row]!) {
      if (list.qualifiers?.has(this.#valueBefore(n, c, repetition)) === false) continue;
      const dates = list.datesOf(value);
      if (list.has(value) && dates === undefined) continue;
      isGood = false;
      const condition = listWhen[row];
      if (condition !== undefined && !holdsOn(condition, segment)) continue;
      const finding = this.#listFinding(list, row, n, c, repetition);
      if (dates === undefined) this.#emit(finding);
      else this.#onDated?.({ ...finding, message: `${finding.message} on the date of service` }, dates);
      return false;
    }
    return isGood;
  }

  #listFinding(list: ValueList, row: number, n: number, c: number, repetition: number): Finding {
    const stc = (this.#guide.elements.listStc[row] || list.stc).replaceAll(':{entity}', this.#entity());
    return {
      code: list.code,
      severity: list.severity,
      snip: 5,
      level: 'claim',
      place: this.#placeOf(row, n, c, repetition),
      acknowledgment: stc === '' ? {} : { stc },
      message: `The value is not valid: ${list.name}`,
      hint: 'Send a value of the list that the guide names for this element.',
    };
  }

  /** `:85`: NM101 of the segment, or of the NM1 that began its loop; '' where neither is one. */
  #entity(): string {
    const segment = this.#segment;
    if (segment.id === 'NM1')
      return /^[0-9A-Z]{2,3}$/.test(segment.element(1)) ? `:${segment.element(1)}` : '';
    const { parent, trigger, ids, selectorCodes } = this.#guide;
    const loop = parent[this.#node]!;
    const entity = ids[trigger[loop]!] === 'NM1' ? selectorCodes[loop]![0] : undefined;
    return entity === undefined ? '' : `:${entity}`;
  }

  #faultOf(
    row: number,
    value: string,
    n: number,
    c: number,
    repetition: number,
  ): GuideFindingCode | undefined {
    const { type, codes, codeSets, minLength, maxLength, maxDigits, dataElements } = this.#guide.elements;
    if (codes[row]!.length > 0) {
      const known = codeSets[row]?.has(value) ?? codes[row]!.includes(value);
      return known
        ? undefined
        : (faultOfText(value, this.#segment.delimiters) ?? this.#faultOfCode(row, value));
    }
    const kind = type[row]!;
    const text = faultOfText(value, this.#segment.delimiters) ?? faultOfType(kind, value);
    if (text !== undefined || kind === TYPE_DT || kind === TYPE_TM) return text;
    const isNumber = kind === TYPE_R || kind === TYPE_N0;
    const length = isNumber ? digitsOf(value, kind === TYPE_R) : value.length;
    if (length < minLength[row]!) return 'GUIDE-ELEMENT-TOO-SHORT';
    if (length > maxLength[row]!) return 'GUIDE-ELEMENT-TOO-LONG';
    if (maxDigits[row]! > 0) {
      if (length > maxDigits[row]!) return 'GUIDE-AMOUNT-DIGITS';
      const point = value.indexOf('.');
      if (point !== -1 && value.length - point > 3) return 'GUIDE-AMOUNT-DECIMALS';
    }
    if (dataElements[row] !== DATE_PERIOD) return undefined;
    const format = this.#valueBefore(n, c, repetition);
    // A format that is not allowed here has its own finding.
    if (row > 0 && codes[row - 1]!.length > 0 && !codes[row - 1]!.includes(format)) return undefined;
    if (isInFormat(format, value)) return undefined;
    return hasFormOf(format, value) ? 'GUIDE-ELEMENT-DATE' : 'GUIDE-ELEMENT-FORMAT';
  }

  #faultOfCode(row: number, value: string): GuideFindingCode {
    const { vocabulary, elements } = this.#guide;
    const known = vocabulary.codes.get(elements.dataElements[row]!)?.has(value) === true;
    return known ? 'GUIDE-CODE-NOT-USED' : 'GUIDE-CODE-UNKNOWN';
  }

  #isQualifier(n: number, c: number): boolean {
    return this.#guide.selectorElement[this.#node] === n && this.#guide.selectorComponent[this.#node] === c;
  }

  #tell(code: GuideFindingCode, row: number, n: number, c = 0, repetition = 1): void {
    const { dataElements, reportOnly } = this.#guide.elements;
    this.#faults += 1;
    const place = this.#placeOf(row, n, c, repetition);
    const severity = row >= 0 && reportOnly[row] === 1 ? 'report' : undefined;
    this.#emit(guideFinding(code, place, this.#standing.level, dataElements[row] ?? '', severity));
  }

  #placeOf(row: number, n: number, c: number, repetition: number): Place {
    const repeats = repetition > 1 || (row >= 0 && this.#guide.elements.maxRepetitions[row]! > 1);
    return {
      ...this.#standing.placeOf(this.#segment),
      elementOrdinal: n,
      ...(c > 0 ? { componentOrdinal: c } : {}),
      ...(repeats ? { repetitionOrdinal: repetition } : {}),
    };
  }
}

/** A condition about the segment's own elements. */
function holdsOn(condition: Condition, segment: Segment): boolean {
  return condition.some((allOf) =>
    allOf.every(({ element, component, codes, negated }) => {
      const value = component === 0 ? segment.element(element) : segment.component(element, component);
      const isTrue = codes.length === 0 ? value !== '' : codes.includes(value);
      return isTrue !== negated;
    }),
  );
}
