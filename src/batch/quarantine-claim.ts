import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClaimRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Archive, readChunks } from './archive.ts';
import { cutClaim } from './cut-claim.ts';
import type { DataRoot } from './data-root.ts';
import { makeFolder, writeDurably } from './durable-files.ts';
import { REASON_SUFFIX, STUCK } from './quarantine.ts';

/** A claim the program could not decide, as an 837 of its own in quarantine; every run tries it again. */
export async function quarantineClaim(row: ClaimRow, root: DataRoot, store: Store): Promise<void> {
  const file = await store.fileBySha256(row.fileSha256);
  const folder = join(root.quarantine, file?.partnerId ?? '');
  const name = `claim-${row.claimNumber}.x12`;
  const target = join(folder, name);
  if (existsSync(target)) return;
  makeFolder(folder);
  const reason = { file: name, reason: STUCK, sha256: '' };
  writeDurably(
    `${target}${REASON_SUFFIX}`,
    new TextEncoder().encode(`${JSON.stringify(reason, undefined, 2)}\n`),
  );
  writeDurably(target, await bytesOf(row, root));
}

/** From its exact bytes; a claim that cannot even be cut leaves an empty file, and its bytes are in the archive. */
async function bytesOf(row: ClaimRow, root: DataRoot): Promise<Uint8Array> {
  const path = new Archive(root.archive).path(row.fileSha256);
  for (let ordinal = 1; ; ordinal++) {
    const { claim } = await cutClaim(readChunks(path), row.patientControlNumber, ordinal);
    if (!claim) return new Uint8Array(0);
    if (claim.offsetBytes === row.offsetBytes) return claim.bytes;
  }
}
