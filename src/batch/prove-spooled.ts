import { readFileSync } from 'node:fs';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { check835 } from '../remittance/check-835.ts';
import { inputOutputFault } from './durable-files.ts';

/** What an 835 says of itself when it is read as a receiver reads it. */
export interface ProvedFile {
  readonly findingCount: number;
  /** Code of the first finding. */
  readonly firstCode?: string;
  /** BPR02 and TRN02 of each set. */
  readonly sets: readonly { readonly bprCents: number; readonly traceNumber: string }[];
}

/** Reads and checks an 835 as it stands in the spool: the bytes that will leave, and no others. */
export function proveSpooled(path: string, guides: GuideCatalogue): ProvedFile {
  const { findings, findingCount, sets } = check835(readSpooled(path), guides);
  const [first] = findings;
  return {
    findingCount,
    ...(first && { firstCode: first.code }),
    sets: sets.map(({ totals, traceNumber }) => ({ bprCents: totals.bprCents, traceNumber })),
  };
}

export function readSpooled(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw inputOutputFault(path, cause);
  }
}
