import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSpecXml } from '../guide/kept-xml.ts';
import type { XmlElement } from '../guide/xml.ts';
import { Fault } from '../x12/fault.ts';
import type { Partner } from './partner.ts';
import type { PayerProfile } from './payer-profile.ts';
import { readPartner } from './read-partner.ts';
import { readPayerProfile } from './read-payer-profile.ts';

/** The compiled `specs/payers/` and `specs/partners/`. */
export interface Specs {
  readonly profiles: readonly PayerProfile[];
  readonly partners: readonly Partner[];
}

/** A file's compiled content beside its name, for problems that need both. */
export interface Sourced<T> {
  readonly file: string;
  readonly value: T;
}

/** What was read, whole or not, and every problem of form. */
export interface SpecsReading {
  readonly profiles: readonly Sourced<PayerProfile>[];
  readonly partners: readonly Sourced<Partner>[];
  readonly problems: readonly string[];
}

type ReadRoot = (text: string, fileName: string) => XmlElement;

/**
 * Reads every payer and partner below a specs folder, in the order of file names.
 *
 * @param readRoot of a file: by default as the build kept it, where it has
 * @throws Fault `SPECS-MISSING` when the folder has no payers or partners; the faults of `readXml`
 */
export function readSpecs(directory: string, readRoot: ReadRoot = readSpecXml): SpecsReading {
  const problems: string[] = [];
  const profiles = readFolder(directory, 'payers', readRoot, (root, file) => {
    const { profile, problems: found } = readPayerProfile(root, file);
    problems.push(...found);
    return profile;
  });
  const partners = readFolder(directory, 'partners', readRoot, (root, file) => {
    const { partner, problems: found } = readPartner(root, file);
    problems.push(...found);
    return partner;
  });
  return { profiles, partners, problems };
}

function readFolder<T>(
  directory: string,
  folder: string,
  readRoot: ReadRoot,
  read: (root: XmlElement, file: string) => T,
): Sourced<T>[] {
  const path = join(directory, folder);
  const names = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.xml')) : [];
  if (names.length === 0) {
    throw new Fault({
      code: 'SPECS-MISSING',
      message: `no ${folder} are specified in ${path}`,
      hint: 'Name the folder that holds payers/ and partners/, or restore the shipped specs/.',
      exitCode: 2,
    });
  }
  return names.sort().map((name) => {
    const file = `${folder}/${name}`;
    return { file, value: read(readRoot(readFileSync(join(path, name), 'utf8'), file), file) };
  });
}
