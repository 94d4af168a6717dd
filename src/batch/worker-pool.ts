import { Worker } from 'node:worker_threads';
import PQueue from 'p-queue';
import { Fault } from '../x12/fault.ts';
import { unpackChecked } from './checked-packing.ts';
import type { PricedClaims } from './price-claims.ts';
import { runTask, type Task, type TaskResult, transferOf } from './task.ts';
import type { ThreadFault } from './thread-fault.ts';
import type { Workplace, WorkplaceOptions } from './workplace.ts';

/**
 * Tasks that wait at a worker or are done by it: enough to keep it busy while the thread that asks is in an act of the
 * store, few enough that memory does not grow with the file.
 */
const IN_FLIGHT_PER_WORKER = 8;

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
  return count === 0 ? inlinePool(workplace) : threadPool(count, { ...options, shared: workplace.shared });
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
  const threads = Array.from({ length: count }, () => new Thread(script, options));
  const queue = new PQueue({ concurrency: count * IN_FLIGHT_PER_WORKER });
  return {
    run: (task) => queue.add(() => leastBusy(threads).ask(task)),
    ready: () => queue.onSizeLessThan(1),
    close: async () => {
      await queue.onIdle();
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}

function leastBusy(threads: readonly Thread[]): Thread {
  return threads.reduce((best, each) => (each.waiting < best.waiting ? each : best));
}

/** What a worker sends back: a result, or what it threw. */
export type WorkerReply =
  | { readonly json: string }
  | { readonly packed: PricedClaims }
  | { readonly checked: string; readonly answers: Uint8Array<ArrayBuffer> }
  | { readonly fault: ThreadFault };

interface Asked {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A worker thread and what it still has to answer, in the order it was asked. */
class Thread {
  readonly #worker: Worker;
  readonly #asked: Asked[] = [];
  /** Why it will never answer again. */
  #failed: Error | undefined;

  constructor(script: URL, options: WorkplaceOptions) {
    this.#worker = new Worker(script, { workerData: options });
    this.#worker.on('message', (reply: WorkerReply) => this.#take(reply));
    this.#worker.on('error', (error: Error) => {
      this.#failed = error;
      for (const { reject } of this.#asked.splice(0)) reject(error);
    });
  }

  get waiting(): number {
    return this.#asked.length;
  }

  ask<T extends Task>(task: T): Promise<TaskResult<T>> {
    if (this.#failed) return Promise.reject(this.#failed);
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve: (result) => resolve(result as TaskResult<T>), reject });
      this.#worker.postMessage(task, transferOf(task));
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #take(reply: WorkerReply): void {
    const { resolve, reject } = this.#asked.shift()!;
    if ('fault' in reply) reject(new Fault(reply.fault));
    else if ('packed' in reply) resolve(reply.packed);
    else if ('checked' in reply) resolve(unpackChecked(reply.checked, reply.answers));
    else resolve(JSON.parse(reply.json));
  }
}
