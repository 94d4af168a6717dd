import { ok } from 'node:assert/strict';
import { BlockTexts, packBlock } from '../block.ts';
import type { Connection } from './connection.ts';

/** Where the body of a decision stands. */
export interface OutcomePlace {
  readonly blockId: number;
  readonly blockIndex: number;
}

/**
 * Bodies compressed together: with 64 of them each takes a quarter of its bytes, with twice as many 2 % less; to read a
 * single one costs 0.1 ms.
 */
const BLOCK_OUTCOMES = 64;

/**
 * Bytes of unpacked blocks kept: a payment run goes through one block of each act at a time, payee by payee, and an
 * act's block has 50,000.
 */
const BYTES_KEPT = 8 * 2 ** 20;

/** Reads bodies; a block that was read stays unpacked until others need its room. */
export type ReadOutcome = (place: OutcomePlace) => string;

export interface Outcomes {
  /** For one read of the store: another process may have taken bodies away since the last. */
  reader(): ReadOutcome;
  /** This process has taken bodies away. */
  forget(): void;
}

/** The one reader of a connection, so that blocks are kept once. */
export function outcomesOf(connection: Connection): Outcomes {
  const block = connection.statements('adjudication.sql')<Buffer>('outcomeBlock').pluck();
  const version = connection.db.prepare<unknown[], number>('PRAGMA data_version').pluck();
  // Bytes, not strings: a collector would carry every text of a block to the old generation.
  const kept = new Map<number, BlockTexts>();
  let length = 0;
  let seen: number | undefined;
  const read: ReadOutcome = ({ blockId, blockIndex }) => {
    let found = kept.get(blockId);
    // The oldest stand first: what is asked for again goes behind all others.
    kept.delete(blockId);
    if (found === undefined) {
      const packed = block.get(blockId);
      ok(packed !== undefined, 'a decision names the block it stands in');
      found = new BlockTexts(packed);
      length += found.lengthBytes;
      for (const [id, old] of kept) {
        if (length <= BYTES_KEPT) break;
        kept.delete(id);
        length -= old.lengthBytes;
      }
    }
    kept.set(blockId, found);
    const text = found.at(blockIndex);
    ok(text !== undefined, 'a decision names its place in its block');
    return text;
  };
  const forget = (): void => {
    kept.clear();
    length = 0;
  };
  return {
    forget,
    reader: () => {
      const now = version.get();
      if (now !== seen) forget();
      seen = now;
      return read;
    },
  };
}

/** Writes the bodies of one act inside it, in the order in which they will be read; tells where each went. */
export function outcomeWriter(
  connection: Connection,
): (
  bodies: readonly { readonly payeeId: string; readonly fund: string; readonly body: Uint8Array }[],
) => OutcomePlace[] {
  const insert = connection.statements('adjudication.sql')('insertOutcomeBlock');
  return (bodies) => {
    const order = bodies.map((_, index) => index);
    order.sort((left, right) => {
      const a = bodies[left]!;
      const b = bodies[right]!;
      if (a.payeeId !== b.payeeId) return a.payeeId < b.payeeId ? -1 : 1;
      if (a.fund !== b.fund) return a.fund < b.fund ? -1 : 1;
      return left - right;
    });
    const places: OutcomePlace[] = new Array(bodies.length);
    for (let from = 0; from < order.length; from += BLOCK_OUTCOMES) {
      const together = order.slice(from, from + BLOCK_OUTCOMES);
      const packed = packBlock(together.map((index) => bodies[index]!.body));
      const blockId = Number(insert.run(packed).lastInsertRowid);
      for (const [blockIndex, index] of together.entries()) places[index] = { blockId, blockIndex };
    }
    return places;
  };
}
