import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { releaseBytes } from '../store/release-bytes.ts';
import type { Store } from '../store/store.ts';
import type { DataRoot } from './data-root.ts';
import { makeFolder, moveDurably, writeDurably } from './durable-files.ts';

/** Files that left in this call. */
export interface Published {
  readonly files: readonly {
    readonly name: string;
    readonly partnerId: string;
    readonly type: string;
    readonly sizeBytes: number;
  }[];
}

/**
 * Spool, sync, commit `ready`, rename into the partner's folder, sync, commit `published` (DESIGN decision 13). A
 * `ready` row whose spool file is gone was published before the crash: the partner may have taken it already.
 */
export async function publish(store: Store, root: DataRoot): Promise<Published> {
  const files: Published['files'][number][] = [];
  for (const row of await store.unpublished()) {
    const spooled = join(root.spool, row.name);
    if (row.state === 'committed') {
      const bytes = await store.outboxFile(row.outboxId);
      writeDurably(spooled, bytes);
      releaseBytes(bytes);
      await store.markOutbox(row.outboxId, 'ready');
    }
    if (existsSync(spooled)) {
      const folder = join(root.outbox, row.partnerId);
      makeFolder(folder);
      moveDurably(spooled, join(folder, row.name));
    }
    await store.markOutbox(row.outboxId, 'published');
    files.push({ name: row.name, partnerId: row.partnerId, type: row.type, sizeBytes: row.sizeBytes });
  }
  return { files };
}
