import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import SftpClient from 'ssh2-sftp-client';
import { Fault } from '../x12/fault.ts';
import { inputOutputFault } from './durable-files.ts';

/** How a partner's server is reached, from `sftp` in remit.json. */
export interface SftpSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Absolute path of a private key; only its owner may read it. */
  readonly keyFile: string;
  /** `SHA256:…` of the server's host key, as `ssh-keygen -l` prints it. */
  readonly hostKey: string;
  /** Remote folder that files are fetched from; '' fetches nothing. */
  readonly fetchFrom: string;
  /** Remote folder that fetched files are moved to. */
  readonly archiveTo: string;
  /** Remote folder that files are delivered to; '' delivers nothing. */
  readonly deliverTo: string;
}

const READY_TIMEOUT_MS = 20_000;
const OTHERS = 0o077;

/** Works over one connection to the pinned server, by key only; everything else is refused before a byte is sent. */
export async function withSftp<T>(
  partnerId: string,
  settings: SftpSettings,
  work: (client: SftpClient) => Promise<T>,
): Promise<T> {
  const privateKey = readKey(settings.keyFile);
  const client = new SftpClient();
  // Without a listener of our own a connection that breaks would end the process.
  client.on('error', () => {});
  let isOtherKey = false;
  try {
    await client.connect({
      host: settings.host,
      port: settings.port,
      username: settings.user,
      privateKey,
      readyTimeout: READY_TIMEOUT_MS,
      hostVerifier: (key: Buffer) => {
        isOtherKey = fingerprint(key) !== settings.hostKey;
        return !isOtherKey;
      },
    });
    return await work(client);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw isOtherKey ? otherKey(partnerId, settings) : failed(partnerId, cause);
  } finally {
    await client.end().catch(() => false);
  }
}

export function fingerprint(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function readKey(path: string): Buffer {
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0) {
      throw new Fault({
        code: 'SFTP-CONFIG',
        message: `${path}: others may read this key`,
        hint: `chmod 600 ${path}`,
        exitCode: 2,
      });
    }
    return readFileSync(path);
  } catch (cause) {
    throw cause instanceof Fault ? cause : inputOutputFault(path, cause);
  }
}

function otherKey(partnerId: string, { host, hostKey }: SftpSettings): Fault {
  return new Fault({
    code: 'SFTP-HOST-KEY',
    message: `${host} of ${partnerId} does not show the host key ${hostKey}`,
    hint: 'Ask its operator whether the key was changed; pin the new one in remit.json only then.',
    exitCode: 2,
  });
}

/** The text of the other side is not repeated: it may name anything. */
function failed(partnerId: string, cause: unknown): Fault {
  const code = (cause as { code?: unknown }).code;
  return new Fault({
    code: 'SFTP-FAILED',
    message: `the server of ${partnerId} could not be worked with (${typeof code === 'string' || typeof code === 'number' ? code : 'unknown'})`,
    hint: 'Run again: nothing is lost, and nothing is sent twice.',
    retryable: true,
    cause,
  });
}
