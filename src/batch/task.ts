import type { Parcel } from '../claim/parcel.ts';
import { type CheckedParcel, type ClaimCheck, checkClaims } from './check-claims.ts';
import { type PricedClaims, priceAndPack } from './price-claims.ts';
import type { Workplace } from './workplace.ts';

/** Pure work on plain data: a parcel to check (intake) or claims to price (adjudicate). */
export type Task = CheckTask | PriceTask;

export interface CheckTask extends ClaimCheck {
  readonly kind: 'check';
  readonly parcel: Parcel;
}

export interface PriceTask {
  readonly kind: 'price';
  /** See `packClaimsToPrice`. */
  readonly claims: Uint8Array<ArrayBuffer>;
}

export type TaskResult<T extends Task> = T extends CheckTask ? CheckedParcel : PricedClaims;

/** Does a task: the same function on the main thread and on every worker. */
export function runTask<T extends Task>(workplace: Workplace, task: T): TaskResult<T>;
export function runTask(workplace: Workplace, task: Task): CheckedParcel | PricedClaims {
  switch (task.kind) {
    case 'check':
      return checkClaims(workplace, task.parcel, task);
    case 'price':
      return priceAndPack(workplace, task.claims);
  }
}

/** Buffers that move to the other thread instead of being copied. */
export function transferOf(task: Task): ArrayBuffer[] {
  return [task.kind === 'check' ? task.parcel.bytes.buffer : task.claims.buffer];
}
