import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { readChunks } from '../../src/batch/archive.ts';
import { validateFile } from '../../src/batch/validate-file.ts';
import { loadGuides } from '../../src/guide/guide-catalogue.ts';

/** What came of one file: the counts of `remit validate`, or what it threw. */
export interface Validated {
  readonly path: string;
  readonly outcome: string;
  readonly claimsSeen: number;
  readonly claimsRead: number;
  readonly claimsRefused: number;
  /** Codes of the findings that refuse something, each once. */
  readonly refusals: readonly string[];
  readonly unbalanced: number;
  readonly thrown?: string;
}

// A thread of its own, so that a file that never ends can be stopped from outside.
const { folder } = workerData as { folder: string };
const guides = loadGuides(fileURLToPath(new URL('../../specs/guides', import.meta.url)));

parentPort!.on('message', async (path: string) => parentPort!.postMessage(await validated(path)));

async function validated(path: string): Promise<Validated> {
  try {
    const result = await validateFile(readChunks(join(folder, path)), path, {
      guides,
      receivedDate: '20991231',
    });
    const { outcome, claimsSeen, claimsRead, claimsRefused, findings } = result;
    const refusing = findings.filter(({ severity }) => severity === 'reject');
    return {
      path,
      outcome,
      claimsSeen,
      claimsRead,
      claimsRefused,
      refusals: [...new Set(refusing.map(({ code }) => code))],
      unbalanced: findings.filter(({ code, snip }) => snip === 3 && code.startsWith('835')).length,
    };
  } catch (error) {
    const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      path,
      outcome: 'crash',
      claimsSeen: 0,
      claimsRead: 0,
      claimsRefused: 0,
      refusals: [],
      unbalanced: 0,
      thrown,
    };
  }
}
