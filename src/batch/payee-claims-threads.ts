import { Worker } from 'node:worker_threads';
import type { RemittedClaims, WrittenClaims } from '../remittance/remittance.ts';
import { releaseBytes } from '../store/release-bytes.ts';
import { Fault } from '../x12/fault.ts';
import {
  type AskedPayee,
  type ClaimsDesk,
  type ClaimsRun,
  type PayeePart,
  payeeClaims,
} from './payee-claims.ts';
import type { ThreadFault } from './thread-fault.ts';

/**
 * Claims of consecutive payees that one thread does: decisions stand by payee, many together. Where there are fewer in all,
 * it is not worth the tenth of a second in which a thread begins.
 */
const RUN_CLAIMS = 4000;
/** Answers a thread may be ahead: enough to work on while it is the turn of another, and no more in memory. */
const AHEAD = 2;

export interface ClaimsThreads {
  readonly count: number;
  /** Of the embedded store: each thread reads it by a connection of its own. */
  readonly storePath: string;
  readonly specs: string;
  /** Default: {@link RUN_CLAIMS}. */
  readonly runClaims?: number;
}

/** The claims of one payee after another, in the order in which they were asked for. */
export interface ClaimsInOrder {
  next(): AsyncIterable<PayeePart>;
  /** Before anything is posted, and when the run stops. */
  end(): Promise<void>;
}

export interface CountedPayee extends AskedPayee {
  readonly items: number;
}

/** Begins to read and to write the claims of a payment run, on threads where it is worth it. */
export function beginClaims(
  payees: readonly CountedPayee[],
  desk: ClaimsDesk,
  threads: ClaimsThreads | undefined,
): ClaimsInOrder {
  const claims = payees.reduce((sum, { items }) => sum + items, 0);
  return threads === undefined || claims < (threads.runClaims ?? RUN_CLAIMS)
    ? inlineClaims(payees, desk)
    : new ThreadedClaims(payees, desk.run, threads);
}

function inlineClaims(payees: readonly AskedPayee[], desk: ClaimsDesk): ClaimsInOrder {
  const left = payees.values();
  return {
    next: () => payeeClaims(left.next().value!, desk),
    end: async () => {},
  };
}

/** Everything a thread does, said once. */
export interface ClaimsOrder {
  readonly storePath: string;
  readonly specs: string;
  readonly run: ClaimsRun;
  readonly runs: readonly (readonly AskedPayee[])[];
}

export type SentClaims = Omit<RemittedClaims, 'written'> & {
  readonly written?: Omit<WrittenClaims, 'bytes'> & { readonly lengthBytes: number };
};

export interface SentPart {
  readonly claims: readonly SentClaims[];
  readonly isLast: boolean;
}

/** One answer: parts in order, never of two runs, and what came instead of the next. */
export interface ClaimsBatch {
  readonly parts: readonly SentPart[];
  /** Of all their claims, one behind the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fault?: ThreadFault;
}

class ThreadedClaims implements ClaimsInOrder {
  readonly #threads: readonly ClaimsThread[];
  /** Whose turn it is, payee by payee. */
  readonly #turns: Iterator<number>;

  constructor(payees: readonly CountedPayee[], run: ClaimsRun, threads: ClaimsThreads) {
    const { count, storePath, specs, runClaims = RUN_CLAIMS } = threads;
    const runs = runsOf(payees, runClaims);
    const turns = runs.flatMap((own, index) => own.map(() => index % count));
    this.#turns = turns.values();
    this.#threads = Array.from({ length: Math.min(count, runs.length) }, (_, thread) => {
      const own = runs.filter((_run, index) => index % count === thread);
      return new ClaimsThread({ storePath, specs, run, runs: own });
    });
  }

  next(): AsyncIterable<PayeePart> {
    return this.#threads[this.#turns.next().value!]!.payee();
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }
}

function runsOf(payees: readonly CountedPayee[], runClaims: number): AskedPayee[][] {
  const runs: AskedPayee[][] = [];
  let claims = runClaims;
  for (const { items, ...payee } of payees) {
    if (claims >= runClaims) {
      runs.push([]);
      claims = 0;
    }
    runs.at(-1)!.push(payee);
    claims += items;
  }
  return runs;
}

/** A thread, what it was asked for and has not answered, and what it has answered and nobody has taken. */
class ClaimsThread {
  readonly #worker: Worker;
  readonly #waiting: { resolve: (batch: ClaimsBatch) => void; reject: (error: Error) => void }[] = [];
  readonly #answers: Promise<ClaimsBatch>[] = [];
  #parts: PayeePart[] = [];
  #bytes = new Uint8Array();
  #fault: Fault | undefined;
  #failed: Error | undefined;

  constructor(order: ClaimsOrder) {
    // In the sources this file is TypeScript that Node strips; built, it is JavaScript.
    const name = import.meta.url.endsWith('.ts') ? './payee-claims-thread.ts' : './payee-claims-thread.js';
    this.#worker = new Worker(new URL(name, import.meta.url), { workerData: order });
    this.#worker.on('message', (batch: ClaimsBatch) => this.#waiting.shift()!.resolve(batch));
    this.#worker.on('error', (error: Error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('a thread of the payment run ended before its work')));
    for (let ahead = 0; ahead < AHEAD; ahead += 1) this.#ask();
  }

  async *payee(): AsyncGenerator<PayeePart> {
    for (;;) {
      const part = this.#parts.shift();
      if (part === undefined) {
        if (this.#fault) throw this.#fault;
        await this.#take();
        continue;
      }
      yield part;
      if (part.isLast) return;
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  async #take(): Promise<void> {
    const { parts, bytes, fault } = await this.#answers.shift()!;
    // Whoever asks for more has done with what there was.
    releaseBytes(this.#bytes);
    this.#bytes = bytes;
    this.#ask();
    let at = 0;
    const receive = ({ written, ...claims }: SentClaims): RemittedClaims => {
      if (!written) return claims;
      const { lengthBytes, ...told } = written;
      at += lengthBytes;
      return { ...claims, written: { ...told, bytes: bytes.subarray(at - lengthBytes, at) } };
    };
    this.#parts = parts.map(({ claims, isLast }) => ({ claims: claims.map(receive), isLast }));
    if (fault) this.#fault = new Fault(fault);
  }

  #ask(): void {
    const answer = new Promise<ClaimsBatch>((resolve, reject) => {
      if (this.#failed) reject(this.#failed);
      else this.#waiting.push({ resolve, reject });
    });
    // It may fail before its turn comes; whoever takes it hears of it.
    answer.catch(() => {});
    this.#answers.push(answer);
    this.#worker.postMessage('next');
  }

  #fail(error: Error): void {
    this.#failed ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failed);
  }
}
