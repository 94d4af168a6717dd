import { statfsSync } from 'node:fs';
import { Fault } from '../x12/fault.ts';
import { inputOutputFault } from './durable-files.ts';

/**
 * What a night writes for each byte it takes in, at most: the store's rows and log, answers and remittances, and a copy
 * where a file goes to quarantine (2.1 measured on nights of 5,000 to 80,000 claims).
 */
const BYTES_FOR_EACH = 3;

/**
 * Refuses to begin what would fill the disk: a run that stops half way harms nothing, but partners wait.
 *
 * @throws Fault `DISK-FULL` (exit 75)
 */
export function requireFreeSpace(path: string, inputBytes: number, reserveMegabytes: number): void {
  if (reserveMegabytes === 0) return;
  const needed = BYTES_FOR_EACH * inputBytes + reserveMegabytes * 2 ** 20;
  const free = freeBytes(path);
  if (free >= needed) return;
  throw new Fault({
    code: 'DISK-FULL',
    message: `${path}: ${megabytes(free)} MB are free, this run needs ${megabytes(needed)} MB`,
    hint: 'Make room and run again; nothing was begun. "minFreeMegabytes" in remit.json sets the reserve.',
    retryable: true,
    exitCode: 75,
  });
}

export function freeBytes(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch (cause) {
    throw inputOutputFault(path, cause);
  }
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
