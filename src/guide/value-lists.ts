import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAdjustmentLists, readValueLists, type ValueList } from './value-list.ts';
import { readXml } from './xml.ts';

const ADJUSTMENT_CODES = 'adjustment-codes';

/**
 * Every code list of a `specs/codes` folder, by id; empty where there is no such folder.
 *
 * @throws Fault `CODES-INVALID`, or those of `readXml`
 */
export function loadValueLists(folder: string): ReadonlyMap<string, ValueList> {
  const lists = new Map<string, ValueList>();
  if (!existsSync(folder)) return lists;
  const files = readdirSync(folder).filter((name) => name.endsWith('.xml'));
  for (const file of files.sort()) {
    const root = readXml(readFileSync(join(folder, file), 'utf8'), file);
    if (root.name === ADJUSTMENT_CODES) readAdjustmentLists(root, lists);
    else readValueLists(root, file, lists);
  }
  return lists;
}
