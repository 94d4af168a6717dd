import { setImmediate } from 'node:timers/promises';
import type { Store } from '../store/store.ts';

/**
 * Lets the event loop turn ahead of every call of the store. The embedded store answers at once, so without it a run
 * on one thread would hear no signal before its end; with it, a signal is heard between two acts, never within one.
 */
export function yieldingStore(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]): Promise<unknown> => {
        await setImmediate();
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
}
