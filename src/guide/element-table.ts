import { Fault } from '../x12/fault.ts';
import { NO_KEY, shortKey } from '../x12/short-key.ts';
import type { Condition } from './condition.ts';
import type { ElementDefinition, ElementType, SegmentDefinition, SyntaxNote } from './guide-definition.ts';
import {
  NOTE_KINDS,
  QUICK_CODE,
  QUICK_COMPOSITE,
  QUICK_DATE,
  QUICK_DECIMAL,
  QUICK_KNOWN,
  QUICK_LISTED,
  QUICK_NONE,
  QUICK_PERIOD,
  QUICK_PLACED,
  QUICK_TEXT,
  QUICK_WHOLE,
  ROW_COMPONENTS,
  ROW_FIELDS,
  ROW_FIRST_COMPONENT,
  ROW_IS_COMPOSITE,
  ROW_IS_QUALIFIED,
  ROW_QUICK_SHIFT,
  refusedMarks,
} from './packed-row.ts';
import type { BytesCheck, ValueList } from './value-list.ts';

export const SITUATIONAL = 0;
export const REQUIRED = 1;
export const NOT_USED = 2;

export const TYPE_AN = 0;
export const TYPE_ID = 1;
export const TYPE_N0 = 2;
export const TYPE_R = 3;
export const TYPE_DT = 4;
export const TYPE_TM = 5;
export const TYPE_COMPOSITE = 6;

const TYPES: Readonly<Record<ElementType, number>> = {
  AN: TYPE_AN,
  ID: TYPE_ID,
  N0: TYPE_N0,
  R: TYPE_R,
  DT: TYPE_DT,
  TM: TYPE_TM,
  comp: TYPE_COMPOSITE,
};

/**
 * What may stand in the elements of every segment. A row is an element or a component; the rows of one segment, and
 * of one composite, follow each other in order of position. Nodes with the same content share rows.
 */
export interface ElementTable {
  /** Per node: the row of element 01, and how many positions the guide knows. */
  readonly nodeRow: Int32Array;
  readonly nodeCount: Int32Array;
  readonly nodeSyntax: readonly (readonly SyntaxNote[])[];

  /** SITUATIONAL, REQUIRED or NOT_USED. */
  readonly usage: Uint8Array;
  readonly type: Uint8Array;
  readonly minLength: Int32Array;
  readonly maxLength: Int32Array;
  /** Digits HIPAA allows in an amount; 0: no such limit. */
  readonly maxDigits: Int32Array;
  readonly maxRepetitions: Int32Array;
  readonly reportOnly: Uint8Array;
  /** Row of component 1 and number of components; 0 when the row is no composite. */
  readonly componentRow: Int32Array;
  readonly componentCount: Int32Array;
  readonly codes: readonly (readonly string[])[];
  /** The same codes where there are too many to compare one by one. */
  readonly codeSets: readonly (ReadonlySet<string> | undefined)[];
  readonly dataElements: readonly string[];
  readonly names: readonly string[];
  /** Per row: what the value is looked up in, when, and what is answered. */
  readonly lists: readonly (readonly ValueList[] | undefined)[];
  readonly listWhen: readonly (Condition | undefined)[];
  readonly listStc: readonly string[];
  /** What {@link QuickCheck} needs of every row, side by side: `ROW_FIELDS` integers each. */
  readonly packed: Int32Array;
  /** Of rows with few codes their short keys; of listed ones those of the qualifiers. */
  readonly codeKeys: Int32Array;
  /** Of rows that are listed. */
  readonly bytesChecks: readonly (BytesCheck | undefined)[];
  /** Per node: its syntax notes, `NOTE_FIELDS` integers each. */
  readonly noteStarts: Int32Array;
  readonly notes: Int32Array;
  /** Per node: its last required position. */
  readonly nodeLastRequired: Int32Array;
  /** Per node: 1 when any of its rows has a list. */
  readonly nodeHasLists: Uint8Array;
}

/** Up to here comparing bytes beats cutting a string and asking a set. */
const FEW_CODES = 6;

/** Gathers rows segment by segment; {@link ElementTableBuilder.finish} makes the table. */
export class ElementTableBuilder {
  readonly #valueLists: ReadonlyMap<string, ValueList> | undefined;
  readonly #rows: ElementDefinition[] = [];
  readonly #componentRow: number[] = [];
  readonly #componentCount: number[] = [];
  /** Rows of the values that the walker places segments by. */
  readonly #selectorRows = new Set<number>();
  readonly #known = new Map<SegmentDefinition, { readonly row: number; readonly count: number }>();
  readonly #nodes: {
    readonly row: number;
    readonly count: number;
    readonly syntax: readonly SyntaxNote[];
  }[] = [];

  /** @param valueLists undefined: no list is looked at */
  constructor(valueLists?: ReadonlyMap<string, ValueList>) {
    this.#valueLists = valueLists;
  }

  addNode(segment: SegmentDefinition | undefined): void {
    if (segment === undefined) this.#nodes.push({ row: 0, count: 0, syntax: [] });
    else this.#nodes.push({ ...this.#layoutOf(segment), syntax: possibleNotes(segment) });
  }

  finish(): ElementTable {
    const rows = this.#rows;
    const codes = rows.map((row) => row.codes);
    return {
      nodeRow: Int32Array.from(this.#nodes, (node) => node.row),
      nodeCount: Int32Array.from(this.#nodes, (node) => node.count),
      nodeSyntax: this.#nodes.map((node) => node.syntax),
      usage: Uint8Array.from(rows, usageOf),
      type: Uint8Array.from(rows, (row) => TYPES[row.type]),
      minLength: Int32Array.from(rows, (row) => row.minLength),
      maxLength: Int32Array.from(rows, (row) => row.maxLength),
      maxDigits: Int32Array.from(rows, (row) => row.maxDigits),
      maxRepetitions: Int32Array.from(rows, (row) => row.maxRepetitions),
      reportOnly: Uint8Array.from(rows, (row) => Number(row.reportOnly)),
      componentRow: Int32Array.from(this.#componentRow),
      componentCount: Int32Array.from(this.#componentCount),
      codes,
      codeSets: codes.map((list) => (list.length > FEW_CODES ? new Set(list) : undefined)),
      dataElements: rows.map((row) => row.dataElement),
      names: rows.map((row) => row.name),
      lists: rows.map((row) => this.#listsOf(row)),
      listWhen: rows.map((row) => row.listWhen),
      listStc: rows.map((row) => row.listStc),
      ...this.#packedRows(),
      ...packedNotes(this.#nodes.map((node) => node.syntax)),
      nodeLastRequired: Int32Array.from(this.#nodes, ({ row, count }) =>
        lastRequired(rows.slice(row, row + count)),
      ),
      nodeHasLists: Uint8Array.from(this.#nodes, ({ row, count }) =>
        Number(this.#hasLists(row, row + count)),
      ),
    };
  }

  #listsOf({ lists, line }: ElementDefinition): readonly ValueList[] | undefined {
    const known = this.#valueLists;
    if (known === undefined || lists.length === 0) return undefined;
    return lists.map((id) => {
      const list = known.get(id);
      if (list !== undefined) return list;
      const message = `line ${line}: no code list is named ${id}`;
      throw new Fault({ code: 'GUIDE-INVALID', message, hint: 'It stands in `specs/codes`.', exitCode: 2 });
    });
  }

  #packedRows(): Pick<ElementTable, 'packed' | 'codeKeys' | 'bytesChecks'> {
    const rows = this.#rows;
    const packed = new Int32Array(rows.length * ROW_FIELDS);
    const codeKeys: number[] = [];
    const kinds = new Map<string, number>();
    const listed = rows.map((row) => this.#listedBy(row));
    rows.forEach((row, index) => {
      const at = index * ROW_FIELDS;
      const isQualified = this.#isQualified(row) ? ROW_IS_QUALIFIED : 0;
      const isComposite = row.type === 'comp' ? ROW_IS_COMPOSITE : 0;
      const isSelector = this.#selectorRows.has(index);
      const list = isSelector ? undefined : listed[index];
      const byValue = list === undefined ? quickOf(row) : QUICK_LISTED;
      const quick = isSelector ? QUICK_PLACED : byValue;
      packed[at] = usageOf(row) | (quick << ROW_QUICK_SHIFT) | isQualified | isComposite;
      packed[at + 1] = refusedMarks(quick, row.usage !== 'N');
      packed[at + 2] = row.minLength;
      packed[at + 3] = row.maxLength;
      packed[at + 4] = row.maxDigits;
      packed[at + 5] = quick === QUICK_KNOWN ? kindOf(row, kinds) : codeKeys.length;
      if (list !== undefined) codeKeys.push(...Array.from(list.qualifiers!, shortKey));
      else if (hasCodeKeys(row.codes)) codeKeys.push(...row.codes.map(shortKey));
      packed[at + 6] = codeKeys.length;
      packed[at + ROW_FIRST_COMPONENT] = this.#componentRow[index]!;
      packed[at + ROW_COMPONENTS] = this.#componentCount[index]!;
    });
    const bytesChecks = listed.map((list) => list?.hasBytes);
    return { packed, codeKeys: Int32Array.from(codeKeys), bytesChecks };
  }

  /** The only list of a text, when bytes and qualifiers are all it needs. */
  #listedBy({ type, codes, lists, components, dataElement }: ElementDefinition): ValueList | undefined {
    if (lists.length !== 1 || codes.length + components.length > 0 || dataElement === DATE_PERIOD)
      return undefined;
    const list = type === 'AN' || type === 'ID' ? this.#valueLists?.get(lists[0]!) : undefined;
    return list?.hasBytes === undefined || list.qualifiers === undefined ? undefined : list;
  }

  #isQualified({ dataElement, lists }: ElementDefinition): boolean {
    if (dataElement === DATE_PERIOD) return true;
    return lists.some((id) => this.#valueLists?.get(id)?.qualifiers !== undefined);
  }

  #hasLists(from: number, to: number): boolean {
    for (let row = from; row < to; row += 1) {
      if (this.#rows[row]!.lists.length > 0) return true;
      const first = this.#componentRow[row]!;
      if (first > 0 && this.#hasLists(first, first + this.#componentCount[row]!)) return true;
    }
    return false;
  }

  #layoutOf(segment: SegmentDefinition): { readonly row: number; readonly count: number } {
    const known = this.#known.get(segment);
    if (known !== undefined) return known;
    const row = this.#rows.length;
    const elements = byPosition(segment.elements);
    for (const element of elements) this.#push(element);
    elements.forEach((element, index) => {
      if (element.components.length === 0) return;
      const components = byPosition(element.components);
      this.#componentRow[row + index] = this.#rows.length;
      this.#componentCount[row + index] = components.length;
      for (const component of components) this.#push(component);
    });
    const { selector } = segment;
    if (selector !== undefined) {
      const element = row + selector.element - 1;
      const first = this.#componentRow[element]!;
      this.#selectorRows.add(selector.component === 0 ? element : first + selector.component - 1);
    }
    const layout = { row, count: elements.length };
    this.#known.set(segment, layout);
    return layout;
  }

  #push(definition: ElementDefinition): void {
    this.#rows.push(definition);
    this.#componentRow.push(0);
    this.#componentCount.push(0);
  }
}

/** Rows that find the same values right have one number. */
function kindOf(row: ElementDefinition, kinds: Map<string, number>): number {
  const { type, minLength, maxLength, maxDigits, codes, lists, dataElement } = row;
  const key = JSON.stringify([type, minLength, maxLength, maxDigits, codes, lists, dataElement]);
  const kind = kinds.get(key) ?? kinds.size;
  kinds.set(key, kind);
  return kind;
}

function packedNotes(nodes: readonly (readonly SyntaxNote[])[]): Pick<ElementTable, 'noteStarts' | 'notes'> {
  const notes: number[] = [];
  const noteStarts = Int32Array.from([...nodes, []], (syntax) => {
    const start = notes.length;
    for (const { kind, elements } of syntax) {
      const all = elements.reduce((bits, element) => bits | (1 << element), 0);
      notes.push(NOTE_KINDS.indexOf(kind), all, 1 << elements[0]!);
    }
    return start;
  });
  return { noteStarts, notes: Int32Array.from(notes) };
}

/** X12 data element of a date whose format the element before it tells. */
const DATE_PERIOD = '1251';

function quickOf({ type, codes, lists, components, dataElement }: ElementDefinition): number {
  if (components.length > 0) return QUICK_COMPOSITE;
  if (dataElement === DATE_PERIOD) return codes.length + lists.length > 0 ? QUICK_NONE : QUICK_PERIOD;
  if (lists.length > 0) return QUICK_KNOWN;
  if (codes.length > 0) return hasCodeKeys(codes) ? QUICK_CODE : QUICK_KNOWN;
  if (type === 'AN' || type === 'ID') return QUICK_TEXT;
  if (type === 'N0') return QUICK_WHOLE;
  if (type === 'R') return QUICK_DECIMAL;
  return type === 'DT' ? QUICK_DATE : QUICK_KNOWN;
}

function hasCodeKeys(codes: readonly string[]): boolean {
  return codes.length <= FEW_CODES && codes.every((code) => shortKey(code) !== NO_KEY);
}

function lastRequired(rows: readonly ElementDefinition[]): number {
  return rows.findLastIndex(({ usage }) => usage === 'R') + 1;
}

/** One entry per position: a run such as `02-12` is written out. */
function byPosition(definitions: readonly ElementDefinition[]): ElementDefinition[] {
  return definitions.flatMap((definition) =>
    Array.from({ length: definition.to - definition.from + 1 }, () => definition),
  );
}

function usageOf(row: ElementDefinition): number {
  if (row.usage === 'R') return REQUIRED;
  return row.usage === 'N' ? NOT_USED : SITUATIONAL;
}

/** A note about elements the guide does not use at all cannot be broken without another finding. */
function possibleNotes(segment: SegmentDefinition): readonly SyntaxNote[] {
  const used = byPosition(segment.elements).map((element) => element.usage !== 'N');
  return segment.syntaxNotes.filter((note) => note.elements.some((element) => used[element - 1] === true));
}
