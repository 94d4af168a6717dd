import { ok } from 'node:assert/strict';
import { Fault } from '../../x12/fault.ts';
import type { CounterMove } from '../store.ts';
import type { Connection } from './connection.ts';

export interface Counters {
  value(scope: string): number;
  /** Inside an act: a counter that stands elsewhere than at `from` refuses the whole of it. */
  move(moves: readonly CounterMove[]): void;
}

export function counters(connection: Connection): Counters {
  const prepare = connection.statements('run.sql');
  const current = prepare<number>('counter').pluck();
  const set = prepare('setCounter');
  const value = (scope: string): number => current.get(scope) ?? 0;
  return {
    value,
    move(moves) {
      for (const move of moves) {
        ok(move.to >= move.from, 'a counter never goes back');
        if (value(move.scope) !== move.from) {
          throw new Fault({
            code: 'STORE-COUNTER-MOVED',
            message: `the counter ${move.scope} has been moved by another process`,
            hint: 'let one process at a time work on a data root, then run again',
            retryable: true,
          });
        }
        set.run(move);
      }
    },
  };
}
