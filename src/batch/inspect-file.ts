import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import type { ElementContent, TranslatedSegment } from '../translation/element-content.ts';
import { LoopsView } from '../translation/loops-view.ts';
import { RawWindow } from '../translation/raw-window.ts';
import type { ContainerKind, Members, TreeWriter } from '../translation/tree-writer.ts';
import type { Finding } from '../x12/finding.ts';
import { InterchangeReader } from '../x12/reader.ts';
import { maskSegment } from './mask-segment.ts';
import { type ValidateOptions, validateFile } from './validate-file.ts';

/** One segment as a person wants to see it. */
export interface InspectedSegment {
  /** ISA13, GS06, ST02 around it; '' outside. */
  readonly interchange: string;
  readonly group: string;
  readonly set: string;
  /** In its set, ST is 1; 0 outside. */
  readonly ordinal: number;
  readonly offsetBytes: number;
  /** Without the terminator. */
  readonly lengthBytes: number;
  readonly line: number;
  readonly id: string;
  /** In the guide's words, '' where it has no such segment here. */
  readonly name: string;
  /** Innermost loop, '' for none. */
  readonly loop: string;
  /** `2000A/2000B/2300`. */
  readonly loopPath: string;
  /** As it stands in the file, masked unless asked otherwise. */
  readonly text: string;
  /** Element 01 first, with the guide's names. */
  readonly elements: readonly { readonly name: string; readonly value: string }[];
  /** What is wrong here, or between the segment before and this one. */
  readonly findings: readonly Finding[];
}

export interface InspectOptions extends Pick<ValidateOptions, 'receivedDate' | 'partner' | 'profiles'> {
  readonly guides: GuideCatalogue;
  /** Names, ids and accounts of patients as they are. Default: masked. */
  readonly phi?: boolean;
}

/**
 * The segments of a file in their order, with what `validate` finds in each. The file is read twice, findings first,
 * so memory does not grow with it. What is left at the end (a trailer that is missing) comes as findings without a
 * segment.
 *
 * @param open begins to read the file anew
 */
export async function* inspectFile(
  open: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  file: string,
  options: InspectOptions,
): AsyncGenerator<InspectedSegment | { readonly findings: readonly Finding[] }> {
  const { findings } = await validateFile(open(), file, options);
  const rows = new InspectionRows(findings, options.phi ?? false);
  const raw = new RawWindow();
  const view = new LoopsView(rows, raw, () => {}, { guides: options.guides, elementNames: true });
  const reader = new InterchangeReader(file, view);
  for await (const chunk of open()) {
    raw.append(chunk);
    reader.push(chunk);
    yield* rows.take();
  }
  reader.end();
  view.end();
  yield* rows.take();
  const left = rows.leftFindings();
  if (left.length > 0) yield { findings: left };
}

/** Keeps the segments a view gives, with where they stand. */
class InspectionRows implements TreeWriter {
  readonly #findings: readonly Finding[];
  readonly #phi: boolean;
  #next = 0;
  #rows: InspectedSegment[] = [];
  readonly #standing: { kind: ContainerKind; members: Members }[] = [];

  constructor(findings: readonly Finding[], phi: boolean) {
    this.#findings = findings;
    this.#phi = phi;
  }

  take(): readonly InspectedSegment[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  leftFindings(): readonly Finding[] {
    return this.#findings.slice(this.#next);
  }

  open(kind: ContainerKind, members: Members): void {
    this.#standing.push({ kind, members });
  }

  segment(segment: TranslatedSegment): void {
    const { id, name, text, offsetBytes, ordinal, line } = segment;
    const loops = this.#standing
      .filter(({ kind }) => kind === 'loop')
      .map(({ members }) => String(members.loop));
    const loop = loops.at(-1) ?? '';
    const parts = text.split(text[id.length] ?? '*').slice(1);
    // ISA16 is a separator and ISA has nobody's name.
    const shown = this.#phi || id === 'ISA' ? parts : maskSegment(id, parts, this.#knownLoop(loop));
    this.#rows.push({
      interchange: this.#controlNumber('interchange'),
      group: this.#controlNumber('group'),
      set: this.#controlNumber('set'),
      ordinal,
      offsetBytes,
      lengthBytes: text.length,
      line,
      id,
      name,
      loop,
      loopPath: loops.join('/'),
      text: [id, ...shown].join(text[id.length] ?? ''),
      elements: namedElements(segment, shown),
      findings: this.#findingsBefore(offsetBytes + text.length + 1),
    });
  }

  record(): void {}

  close(): void {
    this.#standing.pop();
  }

  unit(): void {}

  end(): void {}

  /** In a set without a guide nobody knows whose address it is. */
  #knownLoop(loop: string): string | undefined {
    const set = this.#standing.find(({ kind }) => kind === 'set');
    return set !== undefined && set.members.guide === undefined ? undefined : loop;
  }

  #controlNumber(kind: ContainerKind): string {
    const found = this.#standing.find((each) => each.kind === kind);
    return found === undefined ? '' : String(found.members[kind]);
  }

  /** They come in the order of the file. */
  #findingsBefore(endOffset: number): readonly Finding[] {
    const from = this.#next;
    while (this.#next < this.#findings.length && this.#findings[this.#next]!.place.offsetBytes < endOffset) {
      this.#next += 1;
    }
    return this.#findings.slice(from, this.#next);
  }
}

function namedElements(
  { elements, elementNames }: TranslatedSegment,
  shown: readonly string[],
): InspectedSegment['elements'] {
  return elements.map((content: ElementContent, index) => {
    const name = elementNames?.[index] ?? '';
    return { name, value: content === '' ? '' : (shown[index] ?? '') };
  });
}
