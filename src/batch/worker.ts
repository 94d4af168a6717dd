import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { packChecked } from './checked-packing.ts';
import { runTask, type Task } from './task.ts';
import { threadFault } from './thread-fault.ts';
import type { WorkerReply } from './worker-pool.ts';
import { openWorkplace, type WorkplaceOptions } from './workplace.ts';

/**
 * The thread that settles is the one all wait for: where cores are few it comes first. On Linux a thread sets its own
 * priority; elsewhere this would be that of the whole process. Where it may not, the work is the same.
 */
const BEHIND = 5;
if (process.platform === 'linux') {
  try {
    setPriority(0, BEHIND);
  } catch {
    // A sandbox that forbids it.
  }
}

// The entry of a worker thread: it holds the day's data and answers one task at a time.
const workplace = openWorkplace(workerData as WorkplaceOptions);

parentPort!.on('message', (task: Task) => {
  const reply = answer(task);
  parentPort!.postMessage(reply, buffersOf(reply));
});

/** They move instead of being copied. */
function buffersOf(reply: WorkerReply): ArrayBuffer[] {
  if ('packed' in reply) return [reply.packed.priced.buffer, reply.packed.block.buffer];
  return 'checked' in reply ? [reply.answers.buffer] : [];
}

function answer(task: Task): WorkerReply {
  try {
    // One string crosses between threads, instead of a tree of objects that each would clone.
    const result = runTask(workplace, task);
    if ('block' in result) return { packed: result };
    if ('answers' in result) return { checked: packChecked(result), answers: result.answers };
    return { json: JSON.stringify(result) };
  } catch (error) {
    return { fault: threadFault(error) };
  }
}
