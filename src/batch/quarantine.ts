import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataRoot } from './data-root.ts';
import { inputOutputFault } from './durable-files.ts';

/** The reason of a claim on which the program itself fails. */
export const STUCK = 'CLAIM-STUCK';
export const REASON_SUFFIX = '.reason.json';
export const DECISION_SUFFIX = '.decision.json';

/** What a person decided of a file in quarantine. */
export interface QuarantineDecision {
  readonly decision: 'release' | 'reject' | 'keep';
  readonly actor: string;
  readonly reason: string;
  readonly asOf: string;
}

/** A file that could not go on: its exact bytes, and the reason beside them. */
export interface QuarantinedFile {
  readonly partnerId: string;
  /** In the quarantine folder of the partner; a second file of a name has a number behind it. */
  readonly name: string;
  readonly path: string;
  /** As it came. */
  readonly originalName: string;
  /** A code that `remit explain-error` knows. */
  readonly reason: string;
  /** '' when the file never was archived. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** undefined: somebody has to decide. */
  readonly decision: QuarantineDecision | undefined;
}

/** Everything in quarantine, by partner and name. */
export function quarantinedFiles({ quarantine }: DataRoot): QuarantinedFile[] {
  return foldersIn(quarantine).flatMap((partnerId) => {
    const folder = join(quarantine, partnerId);
    return list(folder)
      .filter((name) => name.endsWith(REASON_SUFFIX))
      .map((name) => name.slice(0, -REASON_SUFFIX.length))
      .sort()
      .filter((name) => existsSync(join(folder, name)))
      .map((name) => fileAt(partnerId, folder, name));
  });
}

function fileAt(partnerId: string, folder: string, name: string): QuarantinedFile {
  const path = join(folder, name);
  const {
    file,
    reason,
    sha256 = '',
  } = readJson<{ file: string; reason: string; sha256?: string }>(`${path}${REASON_SUFFIX}`);
  const decided = `${path}${DECISION_SUFFIX}`;
  return {
    partnerId,
    name,
    path,
    originalName: file,
    reason,
    sha256,
    sizeBytes: lstatSync(path).size,
    decision: existsSync(decided) ? readJson<QuarantineDecision>(decided) : undefined,
  };
}

function foldersIn(folder: string): string[] {
  return list(folder).filter((name) => lstatSync(join(folder, name)).isDirectory());
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    throw inputOutputFault(folder, cause);
  }
}

function readJson<T>(path: string): T {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (cause) {
    throw inputOutputFault(path, cause);
  }
}
