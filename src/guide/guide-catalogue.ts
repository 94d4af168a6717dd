import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../x12/fault.ts';
import { compileGuide } from './compile-guide.ts';
import type { Guide } from './guide.ts';
import { readGuide } from './read-guide.ts';
import { loadValueLists } from './value-lists.ts';
import { vocabularyOf } from './vocabulary.ts';

export type { Guide } from './guide.ts';

/** The guides this program reads and writes by. */
export interface GuideCatalogue {
  readonly guides: readonly Guide[];
  /**
   * @param transactionSet ST01
   * @param version ST03, or GS08 where the set has none
   * @returns undefined when no guide accepts that version
   */
  find(transactionSet: string, version: string): Guide | undefined;
  /** By the guide's own name: 837P, 837I, 835, 999, 277CA, 276, 277. */
  byId(id: string): Guide | undefined;
}

/**
 * Reads and compiles every `*.xml` of a folder, with the code lists of `codes` beside it (0.2 to 0.4 s for all seven: do it once a process).
 *
 * @throws Fault `GUIDE-INVALID`, `GUIDE-FOLDER`, or those of `readXml`
 */
export function loadGuides(folder: string): GuideCatalogue {
  const definitions = guideFiles(folder).map((name) =>
    readGuide(readFileSync(join(folder, name), 'utf8'), name),
  );
  const vocabulary = vocabularyOf(definitions);
  const lists = loadValueLists(join(folder, '..', 'codes'));
  const guides = definitions.map((definition) => compileGuide(definition, vocabulary, lists));
  const byVersion = new Map<string, Guide>();
  for (const guide of guides) {
    for (const version of guide.accepts) byVersion.set(`${guide.transactionSet} ${version}`, guide);
  }
  const byId = new Map(guides.map((guide) => [guide.id, guide]));
  return Object.freeze({
    guides,
    find: (transactionSet: string, version: string) => byVersion.get(`${transactionSet} ${version}`),
    byId: (id: string) => byId.get(id),
  });
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
