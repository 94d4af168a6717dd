import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { fingerprint, type SftpSettings } from '../../src/batch/sftp-connection.ts';

const SSHD = '/usr/sbin/sshd';
const PATIENCE_TRIES = 100;

/** Whether there is an OpenSSH server on this machine. */
export const hasServer = existsSync(SSHD);

export interface Server {
  /** What the partner sees as `/…` of its folder. */
  readonly folder: string;
  readonly settings: SftpSettings;
}

/** A real OpenSSH server with keys and folders of its own, started as whoever runs the tests; gone when the test is. */
export async function startServer(): Promise<Server> {
  const home = mkdtempSync(join(tmpdir(), 'remit-sshd-'));
  const file = (name: string): string => join(home, name);
  for (const name of ['host', 'user'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file(name)]);
  for (const name of ['drop', 'drop/out', 'drop/in', 'drop/done']) mkdirSync(file(name));
  // Started as root it wants this folder, which a booted system has made.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const port = await freePort();
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${file('host')}`,
    `AuthorizedKeysFile ${file('user.pub')}`,
    `PidFile ${file('pid')}`,
    'UsePAM no',
    'StrictModes no',
    'PasswordAuthentication no',
    'PermitRootLogin prohibit-password',
    'Subsystem sftp internal-sftp',
    `ForceCommand internal-sftp -u 0077 -d ${file('drop')}`,
  ];
  writeFileSync(file('config'), `${config.join('\n')}\n`);
  const server = spawn(SSHD, ['-f', file('config'), '-D', '-E', file('log')], { stdio: 'ignore' });
  onTestFinished(async () => {
    server.kill('SIGKILL');
    await once(server, 'exit');
    rmSync(home, { recursive: true, force: true });
  });
  for (let tries = 0; tries < PATIENCE_TRIES && !existsSync(file('pid')); tries++) await setTimeout(50);
  const hostKey = fingerprint(Buffer.from(readFileSync(file('host.pub'), 'utf8').split(' ')[1]!, 'base64'));
  const settings = {
    host: '127.0.0.1',
    port,
    user: userInfo().username,
    keyFile: file('user'),
    hostKey,
    fetchFrom: 'out',
    archiveTo: 'done',
    deliverTo: 'in',
  };
  return { folder: file('drop'), settings };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
