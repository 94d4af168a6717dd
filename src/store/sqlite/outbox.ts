import { ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { OutboxRow } from '../rows.ts';
import type { OutboxFile, Store } from '../store.ts';
import { compress, decompress } from './block.ts';
import type { Connection } from './connection.ts';

type OutboxActs = Pick<Store, 'unpublished' | 'outboxFile' | 'outboxOfBatch' | 'outboxAll' | 'markOutbox'>;

/** Files on their way out (DESIGN decision 13). */
export function outboxActs(connection: Connection): OutboxActs {
  const prepare = connection.statements('outbox.sql');
  const unpublished = prepare<OutboxRow>('unpublished');
  const rows = prepare<OutboxRow>('outboxRows');
  const bytesOf = prepare<Buffer>('outboxBytes').pluck();
  const marks = { ready: prepare('markReady'), published: prepare('markPublished') };

  return {
    unpublished: () => connection.read(() => unpublished.all()),
    outboxFile: (outboxId) =>
      connection.read(() => {
        const bytes = bytesOf.get(outboxId);
        ok(bytes !== undefined, 'an outbox id comes from the store');
        return decompress(bytes);
      }),
    outboxOfBatch: (batchId) => connection.read(() => rows.all({ batchId })),
    outboxAll: () => connection.read(() => rows.all({ batchId: null })),
    markOutbox: (outboxId, state) =>
      connection.act(() => {
        ok(
          marks[state].run(outboxId).changes === 1,
          'a file of a closed batch goes from committed to ready to published',
        );
      }),
  };
}

/** Inside an act: the bytes are committed with what justifies them. Returns the outbox id. */
export function outboxWriter(connection: Connection): (batchId: number, file: OutboxFile) => number {
  const insert = connection.statements('outbox.sql')('insertOutbox');
  return (batchId, { name, partnerId, type, bytes }) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return Number(
      insert.run(batchId, name, partnerId, type, sha256, bytes.length, compress(bytes)).lastInsertRowid,
    );
  };
}
