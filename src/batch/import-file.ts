import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { checkReferenceData } from '../reference/check-reference-data.ts';
import {
  importReference,
  REFERENCE_KINDS,
  type ReferenceKind,
} from '../reference/importers/import-reference.ts';
import type { Specs } from '../reference/read-specs.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { type Archive, sha256Of } from './archive.ts';
import { inputOutputFault } from './durable-files.ts';
import type { Instant } from './instant.ts';

export interface ImportFile {
  readonly kind: string;
  readonly path: string;
  /** CCYYMMDD from which its rows hold. */
  readonly effective: string;
}

export interface Imported {
  readonly kind: string;
  readonly name: string;
  readonly rowCount: number;
  /** False when the very file was imported for that date before: nothing changed. */
  readonly isNew: boolean;
  /** What its rows name that the specs do not know, and how often; no row is named. */
  readonly warnings: readonly string[];
}

/**
 * Checks a reference file whole, archives it and records it; a wrong file is refused with every problem and changes
 * nothing.
 *
 * @param target what is imported into; with its specs, rows are held against them
 */
export async function importFile(
  file: ImportFile,
  target: { store: Store; archive: Archive; instant: Instant; specs?: Specs },
): Promise<Imported> {
  const { kind, path, effective } = file;
  if (!(REFERENCE_KINDS as readonly string[]).includes(kind)) {
    throw new Fault({
      code: 'USAGE-KIND',
      message: `"${kind}" is no kind of reference data`,
      hint: `Kinds: ${REFERENCE_KINDS.join(', ')}.`,
      exitCode: 2,
    });
  }
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw inputOutputFault(path, cause);
  }
  const name = basename(path);
  const read = importReference(kind as ReferenceKind, bytes.toString('utf8'), { file: name, effective });
  if (read.problems.length > 0) {
    throw new Fault({
      code: 'REFERENCE-REFUSED',
      message: `${name} is refused, nothing was changed:\n  ${read.problems.slice(0, 20).join('\n  ')}`,
      hint: 'Correct the file and import it again; `remit reference import --help` documents the columns.',
      exitCode: 2,
    });
  }
  const { store, archive, instant } = target;
  const sha256 = sha256Of(bytes);
  archive.put(bytes, {
    sha256,
    name,
    origin: `reference/${kind}`,
    sizeBytes: bytes.length,
    asOf: instant.text,
    businessDate: instant.date,
  });
  const act = { act: 'import', kind, name, sha256, effective, asOf: instant.text };
  const isKnown = (await store.imports()).some(
    (each) => each.kind === kind && each.sha256 === sha256 && each.effective === effective,
  );
  // First the act: an import that is cut here is in the archive, and is recorded when it is asked for again.
  if (!isKnown) archive.recordAct(`import-${sha256.slice(0, 12)}`, act);
  const isNew = await store.recordImport({ kind, name, sha256, effective, asOf: instant.text });
  // Imported all the same: specs and records may come in either order.
  const warnings = target.specs === undefined ? [] : checkReferenceData(target.specs, read.data);
  return { kind, name, rowCount: read.rowCount, isNew, warnings };
}
