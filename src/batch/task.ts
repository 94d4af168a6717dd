import type { Parcel } from '../claim/parcel.ts';
import { type CheckedParcel, type ClaimCheck, checkClaims } from './check-claims.ts';
import { type ClaimToPrice, type PricedClaims, priceAndPack } from './price-claims.ts';
import { type ProvedFile, proveSpooled } from './prove-spooled.ts';
import type { Workplace } from './workplace.ts';

/** Pure work on plain data: a parcel to check (intake), claims to price (adjudicate), an 835 to prove (pay). */
export type Task = CheckTask | PriceTask | ProveTask;

export interface CheckTask extends ClaimCheck {
  readonly kind: 'check';
  readonly parcel: Parcel;
}

export interface PriceTask {
  readonly kind: 'price';
  readonly claims: readonly ClaimToPrice[];
}

export interface ProveTask {
  readonly kind: 'prove';
  /** Of the file in the spool. */
  readonly path: string;
}

export type TaskResult<T extends Task> = T extends CheckTask
  ? CheckedParcel
  : T extends ProveTask
    ? ProvedFile
    : PricedClaims;

/** Does a task: the same function on the main thread and on every worker. */
export function runTask<T extends Task>(workplace: Workplace, task: T): TaskResult<T>;
export function runTask(workplace: Workplace, task: Task): CheckedParcel | PricedClaims | ProvedFile {
  switch (task.kind) {
    case 'check':
      return checkClaims(workplace, task.parcel, task);
    case 'price':
      return priceAndPack(workplace, task.claims);
    case 'prove':
      return proveSpooled(task.path, workplace.guides);
  }
}

/** Buffers that move to the other thread instead of being copied. */
export function transferOf(task: Task): ArrayBuffer[] {
  return task.kind === 'check' ? [task.parcel.bytes.buffer] : [];
}
