import { Fault } from '../x12/fault.ts';
import type { Finding } from '../x12/finding.ts';
import { FindingList } from './finding-list.ts';
import { type JsonObject, JsonReader, type JsonValue } from './json-reader.ts';
import { translationFinding } from './translation-findings.ts';

export interface ToX12Options {
  /** As findings name it. */
  readonly file: string;
  /** Counts SE01, GE01 and IEA01 anew, for a document that was edited. Default false: as the document says. */
  readonly recount?: boolean;
}

interface Separators {
  readonly element: string;
  readonly component: string;
  readonly repetition: string;
  readonly terminator: string;
}

const CUSTOMARY: Separators = { element: '*', component: ':', repetition: '^', terminator: '~' };
/** Lengths of ISA01 … ISA16: what is shorter is padded, as the standard wants; what is longer came so. */
const ISA_LENGTHS = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
const ELEMENTS_PER_SEGMENT = 250;
const ZERO = 0x30;
const SEGMENT_ID = /^[A-Za-z0-9]{1,3}$/;

class Unwritable extends Error {}

/**
 * The `loops` view, as a document or as lines, back into X12: every object with a `segment` becomes one, in the order
 * of the document, with the delimiters and the line break its ISA names. Byte-identical for canonical files.
 */
export class LoopsToX12 {
  readonly #options: ToX12Options;
  readonly #reader = new JsonReader((object) => this.#take(object));
  readonly #list = new FindingList();
  #separators: Separators | undefined;
  #lineBreak = '';
  #pieces: string[] = [];
  #segments = 0;
  #sets = 0;
  #groups = 0;
  #written = 0;

  constructor(options: ToX12Options) {
    this.#options = options;
  }

  get findings(): readonly Finding[] {
    return this.#list.findings;
  }

  /**
   * @returns the bytes that came of it
   * @throws Fault `TRANSLATE-JSON` where the text is no JSON
   */
  push(text: string): Buffer {
    this.#reader.push(text);
    return this.#bytes();
  }

  /** @throws Fault `TRANSLATE-JSON`, or `TRANSLATE-NO-SEGMENTS` for another view or another kind of document */
  end(): { bytes: Buffer; findings: readonly Finding[] } {
    this.#reader.end();
    if (this.#written === 0 && this.#list.count === 0) {
      throw new Fault({
        code: 'TRANSLATE-NO-SEGMENTS',
        message: 'The document holds no segments.',
        hint: 'Only the `loops` view can be written back as X12; the other views do not say everything.',
        exitCode: 2,
      });
    }
    return { bytes: this.#bytes(), findings: this.#list.findings };
  }

  #bytes(): Buffer {
    const bytes = Buffer.from(this.#pieces.join(''), 'latin1');
    this.#pieces = [];
    return bytes;
  }

  #take(object: JsonObject): void {
    const { segment: id } = object;
    if (typeof id !== 'string') return;
    try {
      if (id === 'ISA') this.#isa(object);
      else if (this.#separators === undefined) this.#tell('TRANSLATE-OUTSIDE-INTERCHANGE', id);
      else this.#segment(id, object, this.#separators);
    } catch (fault) {
      if (!(fault instanceof Unwritable)) throw fault;
      this.#tell('TRANSLATE-UNWRITABLE', id);
    }
  }

  #isa(object: JsonObject): void {
    const separators = separatorsOf(object.delimiters);
    const elements = elementsOf('ISA', object.elements).map((value, index) => {
      if (typeof value !== 'string' || index >= ISA_LENGTHS.length) throw new Unwritable();
      return value.padEnd(ISA_LENGTHS[index]!);
    });
    this.#separators = separators;
    this.#lineBreak = lineBreakOf(object.lineBreak) ?? '';
    this.#groups = 0;
    this.#write(`ISA${separators.element}${elements.join(separators.element)}`, this.#lineBreak);
  }

  #segment(id: string, object: JsonObject, separators: Separators): void {
    const elements = elementsOf(id, object.elements);
    this.#count(id, elements);
    if (
      (id === '' && elements.length === 0) ||
      id.includes(separators.element) ||
      id.includes(separators.terminator)
    ) {
      throw new Unwritable();
    }
    let text = id;
    for (const value of elements) text += separators.element + contentText(value, separators);
    this.#write(text, lineBreakOf(object.endsWith) ?? this.#lineBreak);
  }

  /** SE, GE and IEA close a count each. */
  #count(id: string, elements: JsonValue[]): void {
    this.#segments += 1;
    let counted: number | undefined;
    switch (id) {
      case 'ST':
        this.#segments = 1;
        this.#sets += 1;
        return;
      case 'GS':
        this.#sets = 0;
        this.#groups += 1;
        return;
      case 'SE':
        counted = this.#segments;
        break;
      case 'GE':
        counted = this.#sets;
        break;
      case 'IEA':
        counted = this.#groups;
    }
    if (counted !== undefined && this.#options.recount === true) elements[0] = String(counted);
  }

  #write(text: string, lineBreak: string): void {
    for (let index = 0; index < text.length; index += 1)
      if (text.charCodeAt(index) > 0xff) throw new Unwritable();
    this.#written += 1;
    this.#pieces.push(text, (this.#separators ?? CUSTOMARY).terminator, lineBreak);
  }

  #tell(code: 'TRANSLATE-UNWRITABLE' | 'TRANSLATE-OUTSIDE-INTERCHANGE', id: string): void {
    const place = { file: this.#options.file, offsetBytes: this.#reader.offset, lengthBytes: 0 };
    const named = SEGMENT_ID.test(id) ? { segmentId: id } : {};
    this.#list.add(translationFinding(code, { ...place, line: this.#reader.line, ...named }));
  }
}

function separatorsOf(value: JsonValue | undefined): Separators {
  if (value === undefined) return CUSTOMARY;
  if (!isObject(value)) throw new Unwritable();
  const character = (key: keyof Separators, mayBeAbsent: boolean) => {
    const text = value[key] ?? '';
    if (typeof text !== 'string' || text.length > 1 || (text === '' && !mayBeAbsent)) throw new Unwritable();
    return text;
  };
  return {
    element: character('element', false),
    component: character('component', true),
    repetition: character('repetition', true),
    terminator: character('terminator', false),
  };
}

function lineBreakOf(value: JsonValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.trim() !== '') throw new Unwritable();
  return value;
}

/** `{"CLM01": "A", "CLM05": ["11", "B", "1"]}` → what stands at 01, 02, … */
function elementsOf(id: string, value: JsonValue | undefined): JsonValue[] {
  if (value === undefined) return [];
  if (!isObject(value)) throw new Unwritable();
  const elements: JsonValue[] = [];
  for (const key in value) {
    const n = positionOf(id, key);
    if (n < 1 || n > ELEMENTS_PER_SEGMENT) throw new Unwritable();
    while (elements.length < n - 1) elements.push('');
    elements[n - 1] = value[key]!;
  }
  return elements;
}

/** 5 of `CLM05`; 0 where the key is none of this segment. */
function positionOf(id: string, key: string): number {
  const digits = key.length - id.length;
  if (digits < 2 || digits > 3 || !key.startsWith(id)) return 0;
  let n = 0;
  for (let index = id.length; index < key.length; index += 1) {
    const digit = key.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return 0;
    n = n * 10 + digit;
  }
  return n;
}

function contentText(value: JsonValue, separators: Separators): string {
  if (!isObject(value)) return partText(value, separators);
  const { repetitions } = value;
  if (!Array.isArray(repetitions) || repetitions.length === 0) throw new Unwritable();
  if (repetitions.length > 1 && separators.repetition === '') throw new Unwritable();
  return repetitions.map((part) => partText(part, separators)).join(separators.repetition);
}

function partText(value: JsonValue, separators: Separators): string {
  if (!Array.isArray(value)) return plainText(value, separators);
  if (value.length > 1 && separators.component === '') throw new Unwritable();
  return value.map((component) => plainText(component, separators)).join(separators.component);
}

/** X12 has no escape character: a delimiter inside a value would end it. */
function plainText(value: JsonValue, { element, component, repetition, terminator }: Separators): string {
  if (typeof value !== 'string') throw new Unwritable();
  for (const separator of [element, component, repetition, terminator]) {
    if (separator !== '' && value.includes(separator)) throw new Unwritable();
  }
  return value;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
