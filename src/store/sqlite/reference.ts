import type { ReferenceImportRow } from '../rows.ts';
import type { Store } from '../store.ts';
import type { Connection } from './connection.ts';

/** Which reference files were imported, in order. */
export function referenceActs(connection: Connection): Pick<Store, 'recordImport' | 'imports'> {
  const prepare = connection.statements('reference.sql');
  const insert = prepare('insertImport');
  const all = prepare<ReferenceImportRow>('imports');
  return {
    recordImport: (row) => connection.act(() => insert.run(row).changes === 1),
    imports: () => connection.read(() => all.all()),
  };
}
