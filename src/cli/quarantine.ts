import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { Archive, readChunks } from '../batch/archive.ts';
import { cutClaim } from '../batch/cut-claim.ts';
import { decideQuarantine } from '../batch/decide-quarantine.ts';
import { writeDurably } from '../batch/durable-files.ts';
import { quarantinedFiles } from '../batch/quarantine.ts';
import { Fault } from '../x12/fault.ts';
import { nowText } from './clock.ts';
import { lookIntoStore, nothingYet, openInstallation } from './installation.ts';
import { printTable } from './table.ts';
import { note, print, printJson } from './terminal.ts';

export interface QuarantineFlags {
  readonly config: string;
  readonly all?: boolean;
  readonly json?: boolean;
  readonly reason?: string;
  readonly actor?: string;
  readonly asOf?: string;
  readonly to?: string;
}

export function listQuarantine({ config, all, json }: QuarantineFlags): void {
  const { root } = openInstallation(config);
  const files = quarantinedFiles(root).filter(({ decision }) => all || decision === undefined);
  if (json) {
    printJson(files.map(({ path: _, ...file }) => file));
    return;
  }
  if (files.length > 0)
    printTable(
      [{ name: 'file' }, { name: 'reason' }, { name: 'bytes', align: 'right' }, { name: 'decision' }],
      files.map(({ partnerId, name, reason, sizeBytes, decision }) => [
        `${partnerId}/${name}`,
        reason,
        sizeBytes,
        decision?.decision ?? 'undecided',
      ]),
    );
  note(
    files.length === 0
      ? 'Nothing waits in quarantine.'
      : `${files.length} files; remit explain-error REASON tells what is wrong with one.`,
  );
}

export async function decide(
  decision: 'release' | 'reject' | 'keep',
  file: string,
  flags: QuarantineFlags,
): Promise<void> {
  const { settings } = openInstallation(flags.config);
  const slash = file.indexOf('/');
  await decideQuarantine(settings, {
    partnerId: file.slice(0, Math.max(slash, 0)),
    name: file.slice(slash + 1),
    decision,
    actor: flags.actor ?? userInfo().username,
    reason: flags.reason ?? '',
    asOf: flags.asOf ?? nowText(),
  });
  print(`${file}: ${decision}${decision === 'release' ? ', the next run reads it' : ''}.`);
}

/** One claim as a valid 837 of its own: the exact bytes of its segments in a new envelope. */
export async function extractClaim(claimNumber: string, flags: QuarantineFlags): Promise<void> {
  const installation = openInstallation(flags.config);
  const found = await lookIntoStore(installation, (store) => store.claimByNumber(claimNumber));
  if (installation && found === undefined) throw nothingYet();
  const archive = new Archive(installation.root.archive);
  archive.requireThere(found!.fileSha256);
  const path = archive.path(found!.fileSha256);
  for (let ordinal = 1; ; ordinal++) {
    const { claim } = await cutClaim(readChunks(path), found!.patientControlNumber, ordinal);
    if (!claim) throw unknownClaim();
    if (claim.offsetBytes !== found!.offsetBytes) continue;
    const target = resolve(flags.to ?? `${claimNumber}.x12`);
    writeDurably(target, claim.bytes);
    print(`${claimNumber}: ${claim.bytes.length} bytes in ${target}`);
    return;
  }
}

function unknownClaim(): Fault {
  return new Fault({
    code: 'CLAIM-UNKNOWN',
    message: 'no claim of this installation has the number',
    hint: 'Compare it with the 277CA or the 835.',
    exitCode: 2,
  });
}
