import { isWritableText } from './clean-text.ts';
import type { Delimiters } from './delimiters.ts';
import { type ElementValue, SegmentWriter, unwritable, type WriterOptions } from './segment-writer.ts';

/** ISA in the field's terms; blank fields and padding are the writer's. */
export interface InterchangeFields {
  readonly senderQualifier: string;
  readonly senderId: string;
  readonly receiverQualifier: string;
  readonly receiverId: string;
  /** ISA09, YYMMDD. */
  readonly date6: string;
  /** ISA10, HHMM. */
  readonly time4: string;
  /** ISA13, 1 … 999,999,999. */
  readonly controlNumber: number;
  /** ISA15. */
  readonly usage: 'P' | 'T';
  /** ISA14. Default false. */
  readonly acknowledgmentRequested?: boolean;
}

export interface GroupFields {
  /** GS01. */
  readonly functionalId: string;
  /** GS02. */
  readonly sender: string;
  /** GS03. */
  readonly receiver: string;
  /** GS04, CCYYMMDD. */
  readonly date8: string;
  /** GS05, HHMM or longer. */
  readonly time: string;
  /** GS06, 1 … 999,999,999. */
  readonly controlNumber: number;
  /** GS08. */
  readonly version: string;
}

export interface Ta1Fields {
  /** TA101: ISA13 of the interchange answered, as received. */
  readonly controlNumber: string;
  /** TA102: its ISA09. */
  readonly date6: string;
  /** TA103: its ISA10. */
  readonly time4: string;
  /** TA104. */
  readonly status: 'A' | 'E' | 'R';
  /** TA105. */
  readonly note: string;
}

const VERSION = '00501';
const MAXIMUM_CONTROL_NUMBER = 999_999_999;
const NO_REPETITION = 'U';

type Open = 'nothing' | 'interchange' | 'group' | 'set';

/**
 * Writes interchanges with the counts of SE01, GE01 and IEA01 from its own counters. Out of order is a bug of the
 * caller (an assertion); values X12 cannot carry throw `X12-UNWRITABLE`.
 */
export class EnvelopeWriter {
  readonly #writer: SegmentWriter;
  #open: Open = 'nothing';
  #interchangeNumber = '';
  #groupNumber = '';
  #setNumber = '';
  #groups = 0;
  #sets = 0;
  #segmentsBeforeSet = 0;

  constructor(delimiters?: Delimiters, options?: WriterOptions) {
    this.#writer = new SegmentWriter(delimiters, options);
  }

  get delimiters(): Delimiters {
    return this.#writer.delimiters;
  }

  /** Bytes written so far, those taken included: to begin a new interchange before one grows too large. */
  get lengthBytes(): number {
    return this.#writer.lengthBytes;
  }

  /** Segments of the open set so far, ST included. */
  get setSegmentCount(): number {
    return this.#writer.segmentCount - this.#segmentsBeforeSet;
  }

  beginInterchange(fields: InterchangeFields): void {
    this.#expect('nothing');
    this.#interchangeNumber = controlNumber(fields.controlNumber).padStart(9, '0');
    this.#groups = 0;
    this.#isa(fields);
    this.#open = 'interchange';
  }

  /** Stands right after the ISA, before any group. */
  ta1(fields: Ta1Fields): void {
    this.#expect('interchange');
    const number = fields.controlNumber.trim().padStart(9, '0');
    this.#writer.segment('TA1', number, fields.date6, fields.time4, fields.status, fields.note);
  }

  beginGroup(fields: GroupFields): void {
    this.#expect('interchange');
    this.#groupNumber = controlNumber(fields.controlNumber);
    this.#sets = 0;
    this.#writer.segment(
      'GS',
      sized('GS', 1, fields.functionalId, 2, 2),
      sized('GS', 2, fields.sender, 2, 15),
      sized('GS', 3, fields.receiver, 2, 15),
      sized('GS', 4, fields.date8, 8, 8),
      sized('GS', 5, fields.time, 4, 8),
      this.#groupNumber,
      'X',
      sized('GS', 8, fields.version, 1, 12),
    );
    this.#open = 'group';
  }

  /** `number` is ST02: by default 0001 and up within the group. */
  beginSet(id: string, implementation?: string, number?: string): void {
    this.#expect('group');
    this.#segmentsBeforeSet = this.#writer.segmentCount;
    this.#setNumber = sized('ST', 2, number ?? String(this.#sets + 1).padStart(4, '0'), 4, 9);
    this.#writer.segment('ST', sized('ST', 1, id, 3, 3), this.#setNumber, implementation);
    this.#open = 'set';
  }

  segment(id: string, ...elements: ElementValue[]): void {
    this.#expect('set');
    this.#writer.segment(id, ...elements);
  }

  /** A segment as bytes in these delimiters, see {@link SegmentWriter.raw}. */
  raw(bytes: Uint8Array): void {
    this.#expect('set');
    this.#writer.raw(bytes);
  }

  /** Segments written before, see {@link SegmentWriter.append}. */
  append(bytes: Uint8Array, segments: number): void {
    this.#expect('set');
    this.#writer.append(bytes, segments);
  }

  endSet(): void {
    this.#expect('set');
    this.#writer.segment('SE', String(this.setSegmentCount + 1), this.#setNumber);
    this.#sets += 1;
    this.#open = 'group';
  }

  endGroup(): void {
    this.#expect('group');
    this.#writer.segment('GE', String(this.#sets), this.#groupNumber);
    this.#groups += 1;
    this.#open = 'interchange';
  }

  endInterchange(): void {
    this.#expect('interchange');
    this.#writer.segment('IEA', String(this.#groups), this.#interchangeNumber);
    this.#open = 'nothing';
  }

  /** What was written since the last `take`. */
  take(): Buffer {
    return this.#writer.take();
  }

  /** Ends what is open and takes the bytes. */
  end(): Buffer {
    if (this.#open === 'set') this.endSet();
    if (this.#open === 'group') this.endGroup();
    if (this.#open === 'interchange') this.endInterchange();
    return this.take();
  }

  #isa(fields: InterchangeFields): void {
    const { component, repetition, element } = this.delimiters;
    // ISA11 and ISA16 are delimiters and ISA02 is blank: none of it passes as a value of a segment.
    const elements = [
      '00',
      ' '.repeat(10),
      '00',
      ' '.repeat(10),
      sized('ISA', 5, fields.senderQualifier, 2, 2),
      sized('ISA', 6, fields.senderId, 1, 15).padEnd(15),
      sized('ISA', 7, fields.receiverQualifier, 2, 2),
      sized('ISA', 8, fields.receiverId, 1, 15).padEnd(15),
      sized('ISA', 9, fields.date6, 6, 6),
      sized('ISA', 10, fields.time4, 4, 4),
    ];
    const rest = [VERSION, this.#interchangeNumber, fields.acknowledgmentRequested ? '1' : '0', fields.usage];
    if (!elements.every((text) => isWritableText(text, this.delimiters))) {
      throw unwritable('ISA', 'An element holds a delimiter, a control character or one outside Latin-1.');
    }
    const separator = String.fromCharCode(element);
    const standard = repetition === 0 ? NO_REPETITION : String.fromCharCode(repetition);
    const text = ['ISA', ...elements, standard, ...rest, String.fromCharCode(component)].join(separator);
    this.#writer.raw(Buffer.from(text, 'latin1'));
  }

  #expect(open: Open): void {
    if (this.#open !== open) throw new Error(`envelope out of order: ${this.#open} is open, not ${open}`);
  }
}

function controlNumber(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > MAXIMUM_CONTROL_NUMBER) {
    throw unwritable('', 'A control number is not between 1 and 999999999.');
  }
  return String(value);
}

function sized(segmentId: string, n: number, text: string, minimum: number, maximum: number): string {
  if (text.length < minimum || text.length > maximum || text.trim() === '') {
    throw unwritable(segmentId, `Element ${n} is blank or not ${minimum} to ${maximum} characters.`);
  }
  return text;
}
