import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dataRootAt, prepareDataRoot } from '../batch/data-root.ts';
import { makeFolder, writeDurably } from '../batch/durable-files.ts';
import { loadSpecs } from '../reference/load-specs.ts';
import { Fault } from '../x12/fault.ts';
import { shippedSpecs } from './shipped-specs.ts';

/** Writes `remit.json` and the folders beside it; an installation that is there already is not touched. */
export function initialize(folder: string): { config: string; partners: string[] } {
  const config = join(folder, 'remit.json');
  if (existsSync(config)) {
    throw new Fault({
      code: 'INIT-EXISTS',
      message: `${config} is there already`,
      hint: 'Nothing was changed. Name another folder, or move the file away.',
      exitCode: 2,
    });
  }
  const partners = loadSpecs(shippedSpecs()).partners.map((partner) => partner.id);
  makeFolder(folder);
  prepareDataRoot(dataRootAt(folder), partners);
  writeDurably(config, new TextEncoder().encode(`${JSON.stringify({ dataRoot: '.' }, undefined, 2)}\n`));
  return { config, partners };
}
