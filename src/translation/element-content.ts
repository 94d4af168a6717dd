import type { Guide } from '../guide/guide.ts';
import type { Delimiters } from '../x12/delimiters.ts';

/** A value; the components of a composite; or the repetitions of either. Absent and empty are ''. */
export type Repetition = string | readonly string[];
export type ElementContent = Repetition | { readonly repetitions: readonly Repetition[] };

/** One segment on its way into another form; `elements[0]` is element 01. */
export interface TranslatedSegment {
  readonly id: string;
  /** In the guide's words; '' where the guide does not place it. */
  readonly name: string;
  readonly elements: readonly ElementContent[];
  /** Names of the elements, as far as the guide has them; undefined when nobody asked. */
  readonly elementNames: readonly string[] | undefined;
  /** False: the guide has no such segment at this point; it stands in the loop that was open. */
  readonly placed: boolean;
  /** As it stands in the file, without the terminator. */
  readonly text: string;
  readonly offsetBytes: number;
  /** Position in its set, ST is 1; 0 outside sets. */
  readonly ordinal: number;
  readonly line: number;
  /** What an ISA says of the bytes besides its elements, and an IEA of what follows it. */
  readonly layout?: SegmentLayout;
}

export interface SegmentLayout {
  readonly delimiters?: { element: string; component: string; repetition: string; terminator: string };
  /** After each segment: '', LF or CR LF. */
  readonly lineBreak?: string;
  /** After the IEA, where that is not the line break. */
  readonly endsWith?: string;
}

/** Splits a segment's text into the contents of its elements: nothing is trimmed, nothing is lost. */
export function elementContents(
  text: string,
  delimiters: Delimiters,
  guide: Guide | undefined,
  node: number,
): ElementContent[] {
  const parts = text.split(String.fromCharCode(delimiters.element));
  const contents: ElementContent[] = new Array(parts.length - 1);
  for (let n = 1; n < parts.length; n += 1) {
    const value = parts[n]!;
    contents[n - 1] = value === '' ? '' : contentOf(value, delimiters, isComposite(guide, node, n));
  }
  return contents;
}

/** The names a guide has for the elements of one of its segments, element 01 first. */
export function elementNamesOf(guide: Guide, node: number): string[] {
  const { nodeRow, nodeCount, names } = guide.elements;
  const row = nodeRow[node]!;
  return names.slice(row, row + nodeCount[node]!);
}

function contentOf(value: string, delimiters: Delimiters, composite: boolean): ElementContent {
  if (delimiters.repetition !== 0 && value.includes(String.fromCharCode(delimiters.repetition))) {
    const parts = value.split(String.fromCharCode(delimiters.repetition));
    return { repetitions: parts.map((part) => partOf(part, delimiters, composite)) };
  }
  return partOf(value, delimiters, composite);
}

function partOf(value: string, delimiters: Delimiters, composite: boolean): Repetition {
  if (delimiters.component === 0) return value;
  const separator = String.fromCharCode(delimiters.component);
  return composite || value.includes(separator) ? value.split(separator) : value;
}

/** A composite is a list even with one component: whoever reads it finds one shape. */
function isComposite(guide: Guide | undefined, node: number, n: number): boolean {
  if (guide === undefined || node < 0 || n > guide.elements.nodeCount[node]!) return false;
  return guide.elements.componentCount[guide.elements.nodeRow[node]! + n - 1]! > 0;
}
