import type { Guide } from '../guide/guide.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { Walker } from '../guide/walker.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import type { Finding } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';
import { placeOfSet } from '../x12/place-of-set.ts';
import type { FunctionalGroup, Interchange, InterchangeHandler, TransactionSet } from '../x12/reader.ts';
import { type Segment, tagOf } from '../x12/segment.ts';
import {
  elementContents,
  elementNamesOf,
  type SegmentLayout,
  type TranslatedSegment,
} from './element-content.ts';
import { PlaceMark } from './place-mark.ts';
import type { RawWindow } from './raw-window.ts';
import { SpacingCheck } from './spacing-check.ts';
import { translationFinding } from './translation-findings.ts';
import type { TreeWriter } from './tree-writer.ts';

export interface LoopsViewOptions {
  readonly guides: GuideCatalogue;
  /** The name of each element beside its value. */
  readonly elementNames: boolean;
}

interface Trailer {
  readonly text: string;
  readonly place: { readonly offsetBytes: number; readonly line: number };
}

/** Segments that begin a unit of their own, besides those of the envelope. */
const UNIT_TAGS: ReadonlySet<number> = new Set(['ST', 'SE', 'HL', 'CLM', 'CLP', 'PLB', 'AK2'].map(tagOf));
const CLP = tagOf('CLP');
const LX = tagOf('LX');

/**
 * Every segment of a file under its loop, with the names of the guide: nothing is left out, so it can be written
 * back. What the guide cannot place stands, marked, in the loop that was open.
 */
export class LoopsView implements InterchangeHandler {
  readonly #writer: TreeWriter;
  readonly #raw: RawWindow;
  readonly #options: LoopsViewOptions;
  readonly #tell: (finding: Finding) => void;
  readonly #spacing: SpacingCheck;
  readonly #walkers = new Map<Guide, Walker>();
  readonly #names = new Map<Guide, (readonly string[] | undefined)[]>();
  /** Its header is written when it is known what follows it. */
  #pendingHeader: Interchange | undefined;
  /** Its trailer is written when it is known what follows it. */
  #pendingTrailer: { readonly interchange: Interchange; readonly trailer: Trailer | undefined } | undefined;
  /** Where the last segment of the envelope or set began. */
  #before = { offset: 0, line: 1 };
  #walker: Walker | undefined;
  #file = '';
  /** Loops written and not yet closed, outermost first. */
  #loops: readonly number[] = [];
  #chains: (readonly number[] | undefined)[] = [];
  readonly #at = new PlaceMark();

  constructor(
    writer: TreeWriter,
    raw: RawWindow,
    tell: (finding: Finding) => void,
    options: LoopsViewOptions,
  ) {
    this.#writer = writer;
    this.#raw = raw;
    this.#tell = tell;
    this.#options = options;
    this.#spacing = new SpacingCheck(raw);
  }

  interchangeStart(interchange: Interchange): void {
    this.#endInterchange(interchange.offsetBytes);
    this.#file = interchange.file;
    this.#writer.open('interchange', { interchange: interchange.controlNumber }, 'content');
    this.#spacing.begin(interchange);
    this.#before = { offset: interchange.offsetBytes, line: interchange.line };
    this.#pendingHeader = interchange;
  }

  ta1(segment: Segment, { delimiters }: Interchange): void {
    this.#arrive(segment.offsetBytes, segment.lengthBytes);
    this.#envelope(segment.text(), delimiters, segment);
  }

  groupStart(group: FunctionalGroup): void {
    const { interchange, offsetBytes } = group;
    const text = this.#unwrapped(
      interchange,
      this.#raw.segmentFrom(offsetBytes, interchange.delimiters.terminator),
    );
    const hasHeader = text.startsWith(`GS${String.fromCharCode(interchange.delimiters.element)}`);
    if (hasHeader) this.#arrive(offsetBytes, text.length);
    this.#writer.open('group', { group: group.controlNumber }, 'content');
    if (hasHeader) this.#envelope(text, interchange.delimiters, group);
  }

  setStart(set: TransactionSet): void {
    const guide = this.#options.guides.find(set.id, set.implementation || set.group.version);
    const named = guide === undefined ? {} : { guide: guide.id, name: guide.name };
    this.#writer.open('set', { set: set.controlNumber, transactionSet: set.id, ...named }, 'content');
    this.#walker = undefined;
    this.#loops = [];
    if (guide === undefined) {
      this.#tell(translationFinding('TRANSLATE-SET-UNKNOWN', placeOfSet(set)));
      return;
    }
    this.#walker = this.#walkerOf(guide);
    this.#walker.reset({
      file: set.group.interchange.file,
      interchange: set.group.interchange.controlNumber,
      group: set.group.controlNumber,
      set: set.controlNumber,
    });
    this.#chains = [];
  }

  /** Of the segment read last. */
  get place(): Place {
    return this.#at.place;
  }

  segment(segment: Segment, set: TransactionSet): void {
    const { group } = set;
    this.#at.move(segment, set);
    this.#arrive(segment.offsetBytes, segment.lengthBytes);
    const walker = this.#walker;
    const { delimiters } = group.interchange;
    if (UNIT_TAGS.has(segment.tag)) this.#writer.unit();
    if (walker === undefined) {
      this.#writer.segment(this.#translated(segment, delimiters, undefined, -1));
      return;
    }
    const step = walker.step(segment);
    const { node } = step;
    if (segment.tag === LX && walker.guide.transactionSet === '835') this.#writer.unit();
    this.#moveTo(walker.guide, step.loop, step.entered);
    // What the set lacks is for `validate` to say: here only what has no place of its own.
    if (node === -1) for (const finding of step.findings) this.#tell(finding);
    this.#writer.segment(this.#translated(segment, delimiters, walker.guide, node));
  }

  setEnd(): void {
    const { offsetBytes, line } = this.#at.place;
    this.#before = { offset: offsetBytes, line };
    this.#writer.unit();
    for (const _ of this.#loops) this.#writer.close();
    this.#loops = [];
    this.#writer.close();
  }

  groupEnd(group: FunctionalGroup): void {
    const { interchange, offsetBytes, lengthBytes } = group;
    if (group.closed) {
      const { text, place } = this.#trailer(interchange, offsetBytes, offsetBytes + lengthBytes);
      this.#envelope(text, interchange.delimiters, place);
    }
    this.#writer.close();
  }

  interchangeEnd(interchange: Interchange): void {
    this.#flushHeader(undefined);
    const { offsetBytes, lengthBytes, closed } = interchange;
    const trailer = closed ? this.#trailer(interchange, offsetBytes, offsetBytes + lengthBytes) : undefined;
    this.#pendingTrailer = { interchange, trailer };
  }

  finding(finding: Finding): void {
    this.#tell(finding);
  }

  /** Its own finding says that it is outside; here only the spacing goes on behind it. */
  stray(segment: Segment): void {
    this.#flushHeader(segment.offsetBytes);
    this.#spacing.segment(segment.offsetBytes, segment.lengthBytes);
    if (segment.tag === CLP || segment.id === 'CLM') {
      const { offsetBytes, lengthBytes, line, id: segmentId } = segment;
      const place = { file: this.#file, offsetBytes, lengthBytes, line, segmentId };
      this.#tell(translationFinding('TRANSLATE-CLAIM-OUTSIDE', place));
    }
  }

  /** After the reader's end. */
  end(): void {
    this.#endInterchange(this.#raw.lengthBytes);
  }

  #arrive(offsetBytes: number, lengthBytes: number): void {
    this.#flushHeader(offsetBytes);
    this.#spacing.segment(offsetBytes, lengthBytes);
  }

  #flushHeader(nextOffset: number | undefined): void {
    const interchange = this.#pendingHeader;
    if (interchange === undefined) return;
    this.#pendingHeader = undefined;
    const lineBreak = this.#spacing.lineBreakBefore(nextOffset);
    const { delimiters, isa, offsetBytes, line } = interchange;
    this.#writer.unit();
    this.#writer.segment({
      id: 'ISA',
      name: 'interchange control header',
      elements: isa,
      elementNames: undefined,
      placed: true,
      text: ['ISA', ...isa].join(String.fromCharCode(delimiters.element)),
      offsetBytes,
      ordinal: 0,
      line,
      layout: { delimiters: printed(delimiters), lineBreak },
    });
  }

  #endInterchange(nextOffset: number): void {
    const pending = this.#pendingTrailer;
    if (pending === undefined) return;
    this.#pendingTrailer = undefined;
    const { interchange, trailer } = pending;
    const endsWith = this.#spacing.end(nextOffset);
    if (trailer !== undefined) {
      const layout = endsWith === undefined ? {} : { layout: { endsWith } };
      this.#envelope(trailer.text, interchange.delimiters, trailer.place, layout);
    }
    this.#writer.close();
    if (!this.#spacing.isUniform) {
      const { file, offsetBytes, lengthBytes, line, controlNumber } = interchange;
      const place = { file, offsetBytes, lengthBytes, line, interchange: controlNumber };
      this.#tell(translationFinding('TRANSLATE-SPACING', place));
    }
  }

  /** GE or IEA, which ends before `to`: the reader tells of neither. */
  #trailer(interchange: Interchange, from: number, to: number): Trailer {
    const { terminator } = interchange.delimiters;
    const end = this.#raw.byteAt(to - 1) === terminator ? to - 1 : to;
    const offsetBytes = this.#raw.startOfSegmentBefore(end, from, terminator);
    const text = this.#raw.text(offsetBytes, end);
    this.#arrive(offsetBytes, text.length);
    const line = this.#lineAt(offsetBytes);
    return {
      text: this.#unwrapped(interchange, terminator === 0x0a ? text.replace(/\r$/, '') : text),
      place: { offsetBytes, line },
    };
  }

  /** Counted on from the segment before. */
  #lineAt(offsetBytes: number): number {
    const { offset, line } = this.#before;
    return line + this.#raw.text(offset, offsetBytes).split('\n').length - 1;
  }

  #unwrapped({ wrapped }: Interchange, text: string): string {
    return wrapped ? text.replace(/[\r\n]/g, '') : text;
  }

  #envelope(
    text: string,
    delimiters: Delimiters,
    { offsetBytes, line }: { readonly offsetBytes: number; readonly line: number },
    more: { layout?: SegmentLayout } = {},
  ): void {
    this.#writer.unit();
    this.#before = { offset: offsetBytes, line };
    const id = idOf(text, delimiters);
    this.#writer.segment({
      id,
      name: ENVELOPE_NAMES[id] ?? '',
      elements: elementContents(text, delimiters, undefined, -1),
      elementNames: undefined,
      placed: true,
      text,
      offsetBytes,
      ordinal: 0,
      line,
      ...more,
    });
  }

  #translated(
    segment: Segment,
    delimiters: Delimiters,
    guide: Guide | undefined,
    node: number,
  ): TranslatedSegment {
    const text = segment.text();
    const { offsetBytes, ordinal, line, id } = segment;
    return {
      id,
      name: guide !== undefined && node >= 0 ? guide.names[node]! : '',
      elements: elementContents(text, delimiters, guide, node),
      elementNames: this.#options.elementNames ? this.#elementNames(guide, node) : undefined,
      placed: guide === undefined || node !== -1,
      text,
      offsetBytes,
      ordinal,
      line,
    };
  }

  #elementNames(guide: Guide | undefined, node: number): readonly string[] | undefined {
    if (guide === undefined || node < 0) return undefined;
    let known = this.#names.get(guide);
    if (known === undefined) this.#names.set(guide, (known = []));
    return (known[node] ??= elementNamesOf(guide, node));
  }

  /** Closes and opens loops so that exactly those around `loop` are open, the last `entered` of them anew. */
  #moveTo(guide: Guide, loop: number, entered: number): void {
    const chain = (this.#chains[loop] ??= chainOf(guide, loop));
    if (entered === 0 && chain === this.#loops) return;
    let kept = 0;
    const most = Math.min(this.#loops.length, chain.length - entered);
    while (kept < most && this.#loops[kept] === chain[kept]) kept += 1;
    for (let index = this.#loops.length; index > kept; index -= 1) this.#writer.close();
    for (let index = kept; index < chain.length; index += 1) {
      const node = chain[index]!;
      this.#writer.open('loop', { loop: guide.loopIds[node]!, name: guide.names[node]! }, 'content');
    }
    this.#loops = chain;
  }

  /** One walker a guide: making one costs more than walking a small set. */
  #walkerOf(guide: Guide): Walker {
    const known = this.#walkers.get(guide) ?? new Walker(guide);
    this.#walkers.set(guide, known);
    return known;
  }
}

const ENVELOPE_NAMES: Readonly<Record<string, string>> = Object.freeze({
  TA1: 'interchange acknowledgment',
  GS: 'functional group header',
  GE: 'functional group trailer',
  IEA: 'interchange control trailer',
});

function idOf(text: string, { element }: Delimiters): string {
  const end = text.indexOf(String.fromCharCode(element));
  return end < 0 ? text : text.slice(0, end);
}

/** Loops from the outermost down to one; the set itself is none. */
function chainOf(guide: Guide, loop: number): readonly number[] {
  const chain: number[] = [];
  for (let node = loop; node > 0; node = guide.parent[node]!) chain.unshift(node);
  return chain;
}

function printed({
  element,
  component,
  repetition,
  terminator,
}: Delimiters): NonNullable<SegmentLayout['delimiters']> {
  const text = (byte: number) => (byte === 0 ? '' : String.fromCharCode(byte));
  return {
    element: text(element),
    component: text(component),
    repetition: text(repetition),
    terminator: text(terminator),
  };
}
