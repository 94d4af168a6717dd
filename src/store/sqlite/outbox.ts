import { ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Fault } from '../../x12/fault.ts';
import { compress, decompress } from '../block.ts';
import { releaseBytes } from '../release-bytes.ts';
import type { OutboxRow } from '../rows.ts';
import type { OutboxFile, Store } from '../store.ts';
import type { Connection } from './connection.ts';

type OutboxActs = Pick<Store, 'unpublished' | 'outboxFile' | 'outboxOfBatch' | 'outboxAll' | 'markOutbox'>;

/** Files on their way out (DESIGN decision 13). */
export function outboxActs(connection: Connection): OutboxActs {
  const prepare = connection.statements('outbox.sql');
  const unpublished = prepare<OutboxRow>('unpublished');
  const rows = prepare<OutboxRow>('outboxRows');
  const bytesOf = prepare<{ bytes: Buffer; sizeBytes: number }>('outboxBytes');
  const goneAt = connection.statements('retention.sql')<string>('goneOutput').pluck();
  const marks = { ready: prepare('markReady'), published: prepare('markPublished') };

  return {
    unpublished: () => connection.read(() => unpublished.all()),
    outboxFile: (outboxId) =>
      connection.read(() => {
        const row = bytesOf.get(outboxId);
        ok(row !== undefined, 'an outbox id comes from the store');
        if (row.bytes.length === 0) throw gone(goneAt.get(outboxId));
        return decompress(row.bytes, row.sizeBytes);
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

function gone(asOf = ''): Fault {
  return new Fault({
    code: 'RETENTION-GONE',
    message: `retention has taken the file, as of ${asOf}`,
    hint: 'Its name, hash and amounts are all that is kept.',
    exitCode: 2,
  });
}

const ISA_BYTES = 106;
/** Line breaks that may follow an ISA, and a GS. */
const GROUP_BYTES = 130;

/** ISA13 and the first GS06 of what we have written ourselves; 0 where it is no interchange, or has no group. */
function controlNumbersIn(bytes: Uint8Array): { isa13: number; gs06: number } {
  const header = Buffer.from(bytes.subarray(0, ISA_BYTES + GROUP_BYTES)).toString('latin1');
  if (!header.startsWith('ISA') || header.length < ISA_BYTES) return { isa13: 0, gs06: 0 };
  const separator = header[3]!;
  const isa = header.slice(0, ISA_BYTES).split(separator);
  const group = header.slice(ISA_BYTES).trimStart().split(separator);
  return { isa13: Number(isa[13]), gs06: group[0] === 'GS' ? Number(group[6]) : 0 };
}

/** Inside an act: the bytes are committed with what justifies them. Returns the outbox id. */
export function outboxWriter(connection: Connection): (batchId: number, file: OutboxFile) => number {
  const insert = connection.statements('outbox.sql')('insertOutbox');
  return (batchId, { name, partnerId, type, bytes }) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { isa13, gs06 } = controlNumbersIn(bytes);
    const packed = compress(bytes);
    const row = insert.run(batchId, name, partnerId, type, sha256, bytes.length, isa13, gs06, packed);
    releaseBytes(packed);
    return Number(row.lastInsertRowid);
  };
}
