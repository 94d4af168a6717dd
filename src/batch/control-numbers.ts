import type { CounterMove, Store } from '../store/store.ts';

/**
 * Numbers reserved for one act: read once, counted up in memory, handed to the act as moves that it refuses when
 * somebody else was faster. An act that never commits gives its numbers back.
 */
export class ControlNumbers {
  readonly #store: Store;
  readonly #taken = new Map<string, { from: number; to: number }>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The next number of a scope, from 1. */
  async next(scope: string): Promise<number> {
    let counter = this.#taken.get(scope);
    if (!counter) {
      const value = await this.#store.counter(scope);
      counter = { from: value, to: value };
      this.#taken.set(scope, counter);
    }
    counter.to += 1;
    return counter.to;
  }

  /** A run of numbers that was given out elsewhere. */
  take(scope: string, from: number, to: number): void {
    this.#taken.set(scope, { from, to });
  }

  moves(): CounterMove[] {
    return [...this.#taken].map(([scope, { from, to }]) => ({ scope, from, to }));
  }
}

/** ISA13 of what we send to a partner. */
export const interchangeScope = (partnerId: string): string => `isa13/${partnerId}`;
/** GS06 of what we send to a partner. */
export const groupScope = (partnerId: string): string => `gs06/${partnerId}`;
/** TRN02 of a payer's payments. */
export const traceScope = (profileId: string): string => `trn02/${profileId}`;
/** Claim numbers of a received date (DESIGN decision 8). */
export const claimScope = (receivedDate: string): string => `claim/${receivedDate}`;
/** Payment registers of a payer. */
export const registerScope = (profileId: string): string => `register/${profileId}`;
/** Letters of a payer to its providers. */
export const noticeScope = (profileId: string): string => `notice/${profileId}`;
/** Money cases: recoveries, refunds, holds …, each kind by itself. */
export const caseScope = (kind: string): string => `case/${kind}`;
