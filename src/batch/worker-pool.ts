import { Worker } from 'node:worker_threads';
import PQueue from 'p-queue';
import { Fault } from '../x12/fault.ts';
import type { PricedClaims } from './price-claims.ts';
import { runTask, type Task, type TaskResult, transferOf } from './task.ts';
import type { Workplace, WorkplaceOptions } from './workplace.ts';

/** Tasks in flight per worker: enough to keep it busy, few enough that memory does not grow with the file. */
const IN_FLIGHT_PER_WORKER = 2;

/** Pure work (checking parcels, pricing claims) done on so many threads; 0 does the same on this one. */
export interface WorkerPool {
  run<T extends Task>(task: T): Promise<TaskResult<T>>;
  /** Resolves when there is room for another task. */
  ready(): Promise<void>;
  /** Once nothing is in flight; a closed pool may be closed again. */
  close(): Promise<void>;
}

/** @param workplace of this thread, used where there are no others */
export function openWorkerPool(count: number, options: WorkplaceOptions, workplace: Workplace): WorkerPool {
  return count === 0 ? inlinePool(workplace) : threadPool(count, options);
}

function inlinePool(workplace: Workplace): WorkerPool {
  return {
    run: async (task) => runTask(workplace, task),
    ready: async () => {},
    close: async () => {},
  };
}

function threadPool(count: number, options: WorkplaceOptions): WorkerPool {
  // In the sources this file is TypeScript that Node strips; built, it is JavaScript.
  const script = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
  const idle = Array.from({ length: count }, () => new Worker(script, { workerData: options }));
  const all = [...idle];
  const queue = new PQueue({ concurrency: count });
  return {
    run: (task) =>
      queue.add(async () => {
        const worker = idle.pop()!;
        try {
          return await ask(worker, task);
        } finally {
          idle.push(worker);
        }
      }),
    ready: () => queue.onSizeLessThan(count * IN_FLIGHT_PER_WORKER),
    close: async () => {
      await queue.onIdle();
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}

/** What a worker sends back: a result, or what it threw. */
export type WorkerReply =
  | { readonly json: string }
  | { readonly packed: PricedClaims }
  | { readonly fault: { code: string; message: string; hint: string; exitCode: 1 | 2 | 4 | 74 | 75 } };

function ask<T extends Task>(worker: Worker, task: T): Promise<TaskResult<T>> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      act();
    };
    const onMessage = (reply: WorkerReply) =>
      settle(() =>
        'fault' in reply
          ? reject(new Fault(reply.fault))
          : resolve(('packed' in reply ? reply.packed : JSON.parse(reply.json)) as TaskResult<T>),
      );
    const onError = (error: Error) => settle(() => reject(error));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.postMessage(task, transferOf(task));
  });
}
