import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { Fault } from '../x12/fault.ts';
import { inputOutputFault } from './durable-files.ts';
import { type ProvedFile, proveSpooled } from './prove-spooled.ts';
import type { ThreadFault } from './thread-fault.ts';

/** Proves written 835s; many at a time may be asked for, and are done one after the other. */
export interface Prover {
  prove(path: string): Promise<ProvedFile>;
  close(): Promise<void>;
}

/** A thread of its own takes a tenth of a second and 40 MB: shorter files are proved by whoever asks. */
const WORTH_A_THREAD_BYTES = 1 << 20;

/** @param ownThread long files are proved on a thread that is begun for the first of them, and knows guides only */
export function openProver(specs: string, guides: GuideCatalogue, ownThread: boolean): Prover {
  let thread: ProverThread | undefined;
  return {
    prove: async (path) => {
      if (!ownThread || sizeOf(path) < WORTH_A_THREAD_BYTES) return proveSpooled(path, guides);
      thread ??= new ProverThread(specs);
      return thread.prove(path);
    },
    close: async () => {
      await thread?.end();
      thread = undefined;
    },
  };
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch (cause) {
    throw inputOutputFault(path, cause);
  }
}

/** What the thread answers: a proof, or what it threw. */
export type ProverReply = { readonly proved: ProvedFile } | { readonly fault: ThreadFault };

class ProverThread {
  readonly #worker: Worker;
  readonly #asked: { resolve: (proved: ProvedFile) => void; reject: (error: Error) => void }[] = [];
  #failed: Error | undefined;

  constructor(specs: string) {
    // In the sources this file is TypeScript that Node strips; built, it is JavaScript.
    const name = import.meta.url.endsWith('.ts') ? './prover-thread.ts' : './prover-thread.js';
    this.#worker = new Worker(new URL(name, import.meta.url), { workerData: specs });
    this.#worker.on('message', (reply: ProverReply) => {
      const { resolve, reject } = this.#asked.shift()!;
      if ('proved' in reply) resolve(reply.proved);
      else reject(new Fault(reply.fault));
    });
    this.#worker.on('error', (error: Error) => {
      this.#failed = error;
      for (const { reject } of this.#asked.splice(0)) reject(error);
    });
  }

  prove(path: string): Promise<ProvedFile> {
    if (this.#failed) return Promise.reject(this.#failed);
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve, reject });
      this.#worker.postMessage(path);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
