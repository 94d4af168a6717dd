import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type SftpClient from 'ssh2-sftp-client';
import { sha256OfFile } from './archive.ts';
import type { DataRoot } from './data-root.ts';
import { dropFile, makeFolder, moveDurably, receiveFile } from './durable-files.ts';
import { type SftpSettings, withSftp } from './sftp-connection.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;
const UPLOAD_IN_PROGRESS = /\.(tmp|part|filepart|incomplete|writing)$/i;

export interface Fetched {
  readonly name: string;
  readonly outcome: 'fetched' | 'too large' | 'left alone';
}

/**
 * Files of a partner's server into its inbox: written beside it as `.part`, synced, renamed, and only then moved into
 * the remote archive. A fetch that breaks off anywhere is begun again; the same bytes are never answered twice.
 */
export function fetchFrom(
  partnerId: string,
  settings: SftpSettings,
  { root, maxFileBytes }: { readonly root: DataRoot; readonly maxFileBytes: number },
): Promise<Fetched[]> {
  return withSftp(partnerId, settings, async (client) => {
    const folder = join(root.inbox, partnerId);
    makeFolder(folder);
    const entries = (await client.list(settings.fetchFrom)).sort((a, b) => (a.name < b.name ? -1 : 1));
    const fetched: Fetched[] = [];
    for (const { name, type, size } of entries) {
      if (type !== '-' || !NAME.test(name) || UPLOAD_IN_PROGRESS.test(name)) {
        if (type === '-')
          fetched.push({ name: name.replace(/[^\x20-\x7e]/g, '?').slice(0, 60), outcome: 'left alone' });
      } else if (size > maxFileBytes) fetched.push({ name, outcome: 'too large' });
      else fetched.push({ name, outcome: await fetchFile(client, name, folder, settings) });
    }
    return fetched;
  });
}

async function fetchFile(
  client: SftpClient,
  name: string,
  folder: string,
  { fetchFrom: from, archiveTo }: SftpSettings,
): Promise<Fetched['outcome']> {
  const target = join(folder, name);
  const draft = `${target}.part`;
  const stream = new PassThrough();
  const received = receiveFile(draft, stream);
  await Promise.all([client.get(`${from}/${name}`, stream), received]);
  // It may still be written to over there: then the next fetch takes it.
  if ((await client.stat(`${from}/${name}`)).size !== sha256OfFile(draft).sizeBytes) {
    dropFile(draft);
    return 'left alone';
  }
  if (existsSync(target)) {
    // Of a fetch that broke off before the remote file was moved away; other bytes wait until the inbox is empty.
    const isSame = sha256OfFile(target).sha256 === sha256OfFile(draft).sha256;
    dropFile(draft);
    if (!isSame) return 'left alone';
  } else moveDurably(draft, target);
  await client.rename(`${from}/${name}`, await freeRemoteName(client, archiveTo, name));
  return 'fetched';
}

/** A name may come again: nothing in the remote archive is overwritten. */
async function freeRemoteName(client: SftpClient, folder: string, name: string): Promise<string> {
  for (let copy = 0; ; copy++) {
    const path = `${folder}/${copy === 0 ? name : `${name}.${copy}`}`;
    if ((await client.exists(path)) === false) return path;
  }
}
