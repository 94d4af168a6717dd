import { prepareDataRoot } from '../batch/data-root.ts';
import { lockRun } from '../batch/run-lock.ts';
import { deliverTo } from '../batch/sftp-deliver.ts';
import { fetchFrom } from '../batch/sftp-fetch.ts';
import { Fault } from '../x12/fault.ts';
import { nowText } from './clock.ts';
import { openInstallation } from './installation.ts';
import { print, printJson } from './terminal.ts';

export interface TransferFlags {
  readonly config: string;
  readonly partner?: string;
  readonly json?: boolean;
}

/** Every partner with a server, or the one named; the lock keeps runs from taking what is half there. */
export async function transferFiles(way: 'fetch' | 'deliver', flags: TransferFlags): Promise<void> {
  const { settings, root } = openInstallation(flags.config);
  const partners = Object.entries(settings.sftp).filter(
    ([id, { fetchFrom: from, deliverTo: to }]) =>
      (flags.partner === undefined || flags.partner === id) && (way === 'fetch' ? from : to) !== '',
  );
  if (partners.length === 0) throw noServer();
  prepareDataRoot(root, settings.partners);
  const lock = lockRun(root.lock, { pid: process.pid, command: way, asOf: nowText() });
  const done: { partnerId: string; name: string; outcome: string }[] = [];
  try {
    for (const [partnerId, server] of partners) {
      const files =
        way === 'fetch'
          ? await fetchFrom(partnerId, server, { root, maxFileBytes: settings.maxFileBytes })
          : (await deliverTo(partnerId, server, root)).map((name) => ({ name, outcome: 'delivered' }));
      for (const file of files) {
        done.push({ partnerId, ...file });
        if (!flags.json) print(`${file.outcome}  ${partnerId}/${file.name}`);
      }
    }
  } finally {
    lock.release();
  }
  if (flags.json) printJson(done);
  else if (done.length === 0) print('Nothing waits.');
}

function noServer(): Fault {
  return new Fault({
    code: 'SFTP-CONFIG',
    message: 'no partner has a server for that',
    hint: 'Describe it under "sftp" in remit.json: docs/operations.md.',
    exitCode: 2,
  });
}
