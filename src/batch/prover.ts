import { Worker } from 'node:worker_threads';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { Fault } from '../x12/fault.ts';
import { type ProvedFile, SpooledProof } from './prove-spooled.ts';
import type { ThreadFault } from './thread-fault.ts';

/** Proves 835s by their bytes in the spool, one file after the other. */
export interface Prover {
  begin(path: string): FileProof;
  /** Once nothing is asked; it may begin again. */
  close(): Promise<void>;
}

/** Of a file that is being written. */
export interface FileProof {
  /** So many bytes of it are there. */
  reach(lengthBytes: number): void;
  /** All of it is. */
  end(): Promise<ProvedFile>;
}

/** @param ownThread long files are proved as they grow, on a thread that is begun for the first of them and knows guides only */
export function openProver(specs: string, guides: GuideCatalogue, ownThread: boolean): Prover {
  let thread: ProverThread | undefined;
  return {
    begin: (path) => {
      // A thread takes a tenth of a second and 40 MB: what is written in one piece is proved by whoever asks.
      let isLong = false;
      return {
        reach: (lengthBytes) => {
          if (!ownThread) return;
          isLong = true;
          thread ??= new ProverThread(specs);
          thread.reach(path, lengthBytes);
        },
        end: async () => (isLong ? thread!.end(path) : new SpooledProof(path, guides).end()),
      };
    },
    close: async () => {
      await thread?.close();
      thread = undefined;
    },
  };
}

/** `reached`: so many bytes are there; without it, what did the file come to? */
export interface ProverQuestion {
  readonly path: string;
  readonly reached?: number;
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

  reach(path: string, reached: number): void {
    this.#ask({ path, reached });
  }

  end(path: string): Promise<ProvedFile> {
    if (this.#failed) return Promise.reject(this.#failed);
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve, reject });
      this.#ask({ path });
    });
  }

  #ask(question: ProverQuestion): void {
    this.#worker.postMessage(question);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
