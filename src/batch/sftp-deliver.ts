import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type SftpClient from 'ssh2-sftp-client';
import { Fault } from '../x12/fault.ts';
import { sha256Of, sha256OfFile } from './archive.ts';
import type { DataRoot } from './data-root.ts';
import { makeFolder, moveDurably } from './durable-files.ts';
import { type SftpSettings, withSftp } from './sftp-connection.ts';

/** The remote `.part` is whole: from here on only its rename is missing. */
const UPLOADED = '.uploaded';

/**
 * Files of a partner's outbox onto its server, each exactly once: uploaded as `.part`, marked as uploaded here, renamed
 * there, put away here. A marked file whose `.part` is gone was delivered before the crash: the partner may have taken it
 * already. Nothing is ever overwritten.
 */
export function deliverTo(partnerId: string, settings: SftpSettings, root: DataRoot): Promise<string[]> {
  return withSftp(partnerId, settings, async (client) => {
    const outbox = join(root.outbox, partnerId);
    const delivered = join(root.path, 'delivered', partnerId);
    for (const folder of [outbox, delivered]) makeFolder(folder);
    const names: string[] = [];
    for (const entry of readdirSync(outbox).sort()) {
      const name = entry.endsWith(UPLOADED) ? entry.slice(0, -UPLOADED.length) : entry;
      const marked = join(outbox, `${name}${UPLOADED}`);
      const remote = `${settings.deliverTo}/${name}`;
      if (entry === name) {
        await upload(client, join(outbox, name), `${remote}.part`);
        moveDurably(join(outbox, name), marked);
      }
      if ((await client.exists(`${remote}.part`)) !== false) await finish(client, remote, marked);
      moveDurably(marked, join(delivered, name));
      names.push(name);
    }
    return names;
  });
}

/** What a broken upload left is written over: it has the name of a draft, and is ours. */
async function upload(client: SftpClient, from: string, to: string): Promise<void> {
  await client.put(createReadStream(from), to, { writeStreamOptions: { mode: 0o600 } });
  const { size } = await client.stat(to);
  if (size === sha256OfFile(from).sizeBytes) return;
  throw new Fault({
    code: 'SFTP-FAILED',
    message: `${from}: the other side has ${size} bytes of it`,
    hint: 'Run again: it is sent anew.',
    retryable: true,
  });
}

async function finish(client: SftpClient, remote: string, marked: string): Promise<void> {
  if ((await client.exists(remote)) !== false) {
    const there = (await client.get(remote)) as Buffer;
    if (sha256Of(there) !== sha256OfFile(marked).sha256) throw taken(remote);
    await client.delete(`${remote}.part`);
    return;
  }
  await client.rename(`${remote}.part`, remote);
}

function taken(remote: string): Fault {
  return new Fault({
    code: 'SFTP-EXISTS',
    message: `${remote} is there with other bytes`,
    hint: 'Look at both; nothing was overwritten.',
    exitCode: 74,
  });
}
