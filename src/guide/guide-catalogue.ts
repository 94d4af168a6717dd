import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../x12/fault.ts';
import { compileGuide } from './compile-guide.ts';
import type { Guide } from './guide.ts';
import type { GuideDefinition, GuideHead } from './guide-definition.ts';
import { readSpecXml, type SpecSource, wereCompiled } from './kept-xml.ts';
import { readGuide, readGuideHead } from './read-guide.ts';
import type { ValueList } from './value-list.ts';
import { codeSources, valueListsOf } from './value-lists.ts';
import { vocabularyOf, vocabularyWhenAsked } from './vocabulary.ts';

export type { Guide } from './guide.ts';

/** The guides this program reads and writes by. */
export interface GuideCatalogue {
  readonly guides: readonly GuideHead[];
  /**
   * @param transactionSet ST01
   * @param version ST03, or GS08 where the set has none
   * @returns undefined when no guide accepts that version
   */
  find(transactionSet: string, version: string): Guide | undefined;
  /** By the guide's own name: 837P, 837I, 835, 999, 277CA, 276, 277. */
  byId(id: string): Guide | undefined;
}

/** A guide, or what it takes to have it. */
interface Entry {
  readonly head: GuideHead;
  readonly guide: () => Guide;
}

/**
 * Every guide of a folder, with the code lists of `codes` beside it. What the build has compiled as it stands is compiled when
 * it is asked for, one guide in some 30 ms; where anything was edited all are read from their XML and compiled at once
 * (0.5 s): a mistake shows before any work begins.
 *
 * @throws Fault `GUIDE-INVALID`, `GUIDE-FOLDER`, `CODES-INVALID`, or those of `readXml`
 */
export function loadGuides(folder: string): GuideCatalogue {
  const { guides, codes } = guideSources(folder);
  const entries = wereCompiled([...guides, ...codes]) ? whenAsked(guides, codes) : atOnce(guides, codes);
  const byVersion = new Map<string, Entry>();
  for (const entry of entries) {
    const { transactionSet, accepts } = entry.head;
    for (const version of accepts) byVersion.set(`${transactionSet} ${version}`, entry);
  }
  const byId = new Map(entries.map((entry) => [entry.head.id, entry]));
  return Object.freeze({
    guides: entries.map(({ head }) => head),
    find: (transactionSet: string, version: string) => byVersion.get(`${transactionSet} ${version}`)?.guide(),
    byId: (id: string) => byId.get(id)?.guide(),
  });
}

/** What {@link loadGuides} reads. */
export function guideSources(folder: string): {
  readonly guides: readonly SpecSource[];
  readonly codes: readonly SpecSource[];
} {
  const guides = guideFiles(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  return { guides, codes: codeSources(join(folder, '..', 'codes')) };
}

function atOnce(guides: readonly SpecSource[], codes: readonly SpecSource[]): Entry[] {
  const definitions = guides.map(definitionOf);
  const vocabulary = vocabularyOf(definitions);
  const lists = valueListsOf(codes);
  return definitions.map((definition) => {
    const guide = compileGuide(definition, vocabulary, lists);
    return { head: guide, guide: () => guide };
  });
}

function whenAsked(guides: readonly SpecSource[], codes: readonly SpecSource[]): Entry[] {
  const vocabulary = vocabularyWhenAsked(() => guides.map(definitionOf));
  let lists: ReadonlyMap<string, ValueList> | undefined;
  return guides.map((source) => {
    let guide: Guide | undefined;
    const compile = (): Guide => {
      lists ??= valueListsOf(codes);
      return compileGuide(definitionOf(source), vocabulary, lists);
    };
    return {
      head: readGuideHead(readSpecXml(source.text, source.name)),
      guide: () => (guide ??= compile()),
    };
  });
}

function definitionOf({ name, text }: SpecSource): GuideDefinition {
  return readGuide(readSpecXml(text, name), name);
}

function guideFiles(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.xml'));
  } catch (cause) {
    throw folderFault('The folder of the implementation guides cannot be read.', cause);
  }
  if (names.length === 0) throw folderFault('The folder of the implementation guides holds none.');
  return names.sort();
}

function folderFault(message: string, cause?: unknown): Fault {
  return new Fault({
    code: 'GUIDE-FOLDER',
    message,
    hint: 'It is `specs/guides` of the installed package.',
    exitCode: 2,
    cause,
  });
}
