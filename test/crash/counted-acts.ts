import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { Store } from '../../src/store/store.ts';

/** File calls that change something on disk, or make it lasting. */
const CALLS = [
  'writeSync',
  'fsyncSync',
  'renameSync',
  'mkdirSync',
  'chmodSync',
  'rmSync',
  'unlinkSync',
  'copyFileSync',
  'linkSync',
  'writeFileSync',
] as const;

/** Acts of the store that write; the rest only looks. */
const LOOKS =
  /^(close|lastRun|batches|counter|imports|.*[fF]iles?|.*OfClaim|.*OfFile|.*OfSet|.*OfInterchange|.*OfBatch|.*OfRun|claims.*|claimBy.*|.*Totals|waiting.*|payments|unpublished|outbox.*|pastClaims|accumulators|interchangeWasSeen|countClaims|openForward|accountBalances)$/;

/**
 * Calls `before` ahead of every file call (wherever in the program it is made: the named exports of node:fs are
 * rebound) and lets the store be wrapped the same way. The program has no switch for it.
 */
export function countFileCalls(before: (what: string) => void): void {
  const calls = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const name of CALLS) {
    const call = calls[name]!;
    calls[name] = (...args) => {
      before(`${name} ${String(args[0])}`);
      return call(...args);
    };
  }
  syncBuiltinESMExports();
}

export function countStoreActs(store: Store, before: (what: string) => void): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function' || typeof name !== 'string' || isLook(name)) return value;
      return (...args: unknown[]) => {
        before(`store ${name}`);
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
}

function isLook(name: string): boolean {
  return LOOKS.test(name) && !/^(takeFile|finishFile|holdFile)$/.test(name);
}
