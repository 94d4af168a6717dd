import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSpecXml, type SpecSource } from './kept-xml.ts';
import { readAdjustmentLists, readValueLists, type ValueList } from './value-list.ts';

const ADJUSTMENT_CODES = 'adjustment-codes';

/** Every file of a `specs/codes` folder; none where there is no such folder. */
export function codeSources(folder: string): SpecSource[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.xml'));
  return names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/**
 * Every code list of these files, by id.
 *
 * @throws Fault `CODES-INVALID`, or those of `readXml`
 */
export function valueListsOf(sources: readonly SpecSource[]): ReadonlyMap<string, ValueList> {
  const lists = new Map<string, ValueList>();
  for (const { name, text } of sources) {
    const root = readSpecXml(text, name);
    if (root.name === ADJUSTMENT_CODES) readAdjustmentLists(root, lists);
    else readValueLists(root, name, lists);
  }
  return lists;
}
