import { parentPort, workerData } from 'node:worker_threads';
import { runTask, type Task } from './task.ts';
import { threadFault } from './thread-fault.ts';
import type { WorkerReply } from './worker-pool.ts';
import { openWorkplace, type WorkplaceOptions } from './workplace.ts';

// The entry of a worker thread: it holds the day's data and answers one task at a time.
const workplace = openWorkplace(workerData as WorkplaceOptions);

parentPort!.on('message', (task: Task) => {
  const reply = answer(task);
  const packed = 'packed' in reply ? [reply.packed.priced.buffer, reply.packed.block.buffer] : [];
  parentPort!.postMessage(reply, packed);
});

function answer(task: Task): WorkerReply {
  try {
    // One string crosses between threads, instead of a tree of objects that each would clone.
    const result = runTask(workplace, task);
    return 'block' in result ? { packed: result } : { json: JSON.stringify(result) };
  } catch (error) {
    return { fault: threadFault(error) };
  }
}
