import { ok } from 'node:assert/strict';
import type { FileRow } from '../rows.ts';
import type { Store } from '../store.ts';
import type { Connection } from './connection.ts';

type FileActs = Pick<
  Store,
  | 'fileBySha256'
  | 'takeFile'
  | 'unreadFiles'
  | 'finishFile'
  | 'files'
  | 'file'
  | 'filesWithOpenClaims'
  | 'reopenFile'
  | 'holdFile'
  | 'releaseHold'
  | 'heldFiles'
>;

/** Files of the drop folders: taken and archived, or held because their upload is not whole yet. */
export function fileActs(connection: Connection): FileActs {
  const prepare = connection.statements('file.sql');
  const insert = prepare('insertFile');
  const finish = prepare('finishFile');
  const all = prepare<FileRow>('files');
  const unread = prepare<FileRow>('unreadFiles');
  const byId = prepare<FileRow>('fileById');
  const reopen = prepare('reopenFile');
  const withOpenClaims = prepare<FileRow>('filesWithOpenClaims');
  const bySha256 = prepare<FileRow>('fileBySha256');
  const hold = prepare('holdFile');
  const firstSeen = prepare<string>('firstSeen').pluck();
  const release = prepare('releaseHold');
  const held = prepare<{ partnerId: string; name: string; firstSeen: string }>('heldFiles');

  return {
    fileBySha256: (sha256) => connection.read(() => bySha256.get(sha256)),
    takeFile: (file) =>
      connection.act(() => {
        const row = byId.get(insert.run(file).lastInsertRowid);
        ok(row !== undefined, 'a file just taken can be read');
        return row;
      }),
    unreadFiles: () => connection.read(() => unread.all()),
    finishFile: (fileId, state, reason) =>
      connection.act(() => {
        ok(finish.run({ fileId, state, reason }).changes === 1, 'a file that was taken is finished');
      }),
    files: () => connection.read(() => all.all()),
    reopenFile: (sha256) => connection.act(() => void reopen.run(sha256)),
    filesWithOpenClaims: () => connection.read(() => withOpenClaims.all()),
    file: (fileId) => connection.read(() => byId.get(fileId)),
    holdFile: (partnerId, name, asOf) =>
      connection.act(() => {
        hold.run(partnerId, name, asOf);
        const seen = firstSeen.get(partnerId, name);
        ok(seen !== undefined, 'a file just held can be read');
        return seen;
      }),
    releaseHold: (partnerId, name) => connection.act(() => void release.run(partnerId, name)),
    heldFiles: () => connection.read(() => held.all()),
  };
}
