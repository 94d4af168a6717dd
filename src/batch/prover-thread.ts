import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { loadGuides } from '../guide/guide-catalogue.ts';
import { SpooledProof } from './prove-spooled.ts';
import type { ProverQuestion, ProverReply } from './prover.ts';
import { type ThreadFault, threadFault } from './thread-fault.ts';

// The entry of the thread that proves 835s: it holds guides and nothing else of the day.
const guides = loadGuides(join(workerData as string, 'guides'));

/** Files come one after the other; one that is never asked about belongs to a run that has stopped. */
let open: { readonly path: string; readonly proof: SpooledProof; fault?: ThreadFault } | undefined;

parentPort!.on('message', ({ path, reached }: ProverQuestion) => {
  if (open?.path !== path) open = { path, proof: new SpooledProof(path, guides) };
  if (reached !== undefined) reach(open, reached);
  else {
    parentPort!.postMessage(end(open));
    open = undefined;
  }
});

/** What goes wrong is told when somebody asks what the file came to. */
function reach(file: NonNullable<typeof open>, lengthBytes: number): void {
  if (file.fault) return;
  try {
    file.proof.reach(lengthBytes);
  } catch (error) {
    file.fault = threadFault(error);
  }
}

function end({ proof, fault }: NonNullable<typeof open>): ProverReply {
  if (fault) return { fault };
  try {
    return { proved: proof.end() };
  } catch (error) {
    return { fault: threadFault(error) };
  }
}
