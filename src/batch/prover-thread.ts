import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { loadGuides } from '../guide/guide-catalogue.ts';
import { proveSpooled } from './prove-spooled.ts';
import type { ProverReply } from './prover.ts';
import { threadFault } from './thread-fault.ts';

// The entry of the thread that proves 835s: it holds guides and nothing else of the day.
const guides = loadGuides(join(workerData as string, 'guides'));

parentPort!.on('message', (path: string) => {
  parentPort!.postMessage(answer(path));
});

function answer(path: string): ProverReply {
  try {
    return { proved: proveSpooled(path, guides) };
  } catch (error) {
    return { fault: threadFault(error) };
  }
}
