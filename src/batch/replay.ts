import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClaimRow, OutboxRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { sha256OfFile } from './archive.ts';
import type { DataRoot } from './data-root.ts';
import { makeFolder, moveDurably, writeDurably } from './durable-files.ts';
import { type AdjustmentPlan, adjustClaims } from './mass-adjustment.ts';
import type { MoneyDesk } from './money-act.ts';
import { refused } from './payment-correction.ts';

/** What is to be replayed: exactly one of them. */
export type ReplayScope =
  /** Name of an inbound file, or of one that was sent. */
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'claim'; readonly claimNumber: string }
  | { readonly kind: 'batch'; readonly batchId: number }
  /** Whatever waits: claims that are pended. */
  | { readonly kind: 'failed' };

/** A file that was sent, and whether a copy of it lies in the partner's folder still. */
export interface Resendable extends OutboxRow {
  readonly isThere: boolean;
}

/** Files of a scope that were sent before, in the order they were written. */
export async function resendPlan(scope: ReplayScope, store: Store, root: DataRoot): Promise<Resendable[]> {
  const batches = await batchesOf(scope, store);
  const gone = await store.goneRows('outputs');
  const rows = (await store.outboxAll()).filter(
    (row) => batches.has(row.batchId) || (scope.kind === 'file' && row.name === scope.name),
  );
  return rows
    .filter((row) => row.state === 'published' && !gone.has(row.outboxId))
    .map((row) => ({ ...row, isThere: isThere(row, root) }));
}

/** Puts the same bytes under the same name into the partner's folder again; what lies there still is left alone. */
export async function resend(plan: readonly Resendable[], store: Store, root: DataRoot): Promise<number> {
  const missing = plan.filter((row) => !row.isThere);
  for (const row of missing) {
    const folder = join(root.outbox, row.partnerId);
    makeFolder(folder);
    const spooled = join(root.spool, `resend-${row.name}`);
    writeDurably(spooled, await store.outboxFile(row.outboxId));
    moveDurably(spooled, join(folder, row.name));
  }
  return missing.length;
}

/**
 * The claims of a scope decided again by the day's records: reversal and correction only where the result differs. Claims
 * that wait are not touched here: every run looks at them again by itself.
 */
export async function readjudicate(
  scope: ReplayScope,
  desk: MoneyDesk,
  takesMoneyBack: boolean,
): Promise<AdjustmentPlan[]> {
  const rows = (await claimsOf(scope, desk.store)).filter(isLive);
  const plans: AdjustmentPlan[] = [];
  for (const profileId of [...new Set(rows.map((row) => row.profileId))].sort()) {
    const wanted = new Set(rows.filter((row) => row.profileId === profileId).map((row) => row.claimId));
    const liveClaims: Store['liveClaims'] = async (filter) =>
      (await desk.store.liveClaims(filter)).filter((id) => wanted.has(id));
    const store = new Proxy(desk.store, {
      get: (target, name): unknown => (name === 'liveClaims' ? liveClaims : Reflect.get(target, name)),
    });
    plans.push(await adjustClaims({ ...desk, store }, { profileId, takesMoneyBack }));
  }
  return plans;
}

function isLive({ state, supersededBy }: ClaimRow): boolean {
  return (state === 'decided' || state === 'remitted') && supersededBy === '';
}

/** Claims of a scope, in the order they came. */
export async function claimsOf(scope: ReplayScope, store: Store): Promise<ClaimRow[]> {
  switch (scope.kind) {
    case 'claim':
      return [await claimOf(scope.claimNumber, store)];
    case 'file':
      return claimsOfFiles(
        (await store.files()).filter(({ name }) => name === scope.name).map(({ fileId }) => fileId),
        store,
      );
    case 'batch': {
      const found: ClaimRow[] = [];
      for (const { fileId } of await store.files())
        for (const { interchangeId, batchId } of await store.interchangesOfFile(fileId))
          if (batchId === scope.batchId) found.push(...(await claimsOfInterchange(interchangeId, store)));
      return found;
    }
    case 'failed':
      return store.claims((await store.waitingClaims()).map(({ claimId }) => claimId));
  }
}

async function claimsOfFiles(fileIds: readonly number[], store: Store): Promise<ClaimRow[]> {
  const found: ClaimRow[] = [];
  for (const fileId of fileIds)
    for (const { interchangeId } of await store.interchangesOfFile(fileId))
      found.push(...(await claimsOfInterchange(interchangeId, store)));
  return found;
}

async function claimsOfInterchange(interchangeId: number, store: Store): Promise<ClaimRow[]> {
  const found: ClaimRow[] = [];
  for (const { setId } of await store.setsOfInterchange(interchangeId))
    found.push(...(await store.claimsOfSet(setId, 0, Number.MAX_SAFE_INTEGER)));
  return found;
}

/** Batches whose files speak of the scope: those it was taken in with, and those that paid it. */
async function batchesOf(scope: ReplayScope, store: Store): Promise<ReadonlySet<number>> {
  const batches = new Set<number>();
  if (scope.kind === 'batch') batches.add(scope.batchId);
  if (scope.kind === 'file') {
    for (const file of (await store.files()).filter(({ name }) => name === scope.name))
      for (const { batchId } of await store.interchangesOfFile(file.fileId)) batches.add(batchId);
  }
  if (scope.kind === 'claim') {
    const claim = await claimOf(scope.claimNumber, store);
    for (const { batchId } of await store.payments({ claimId: claim.claimId })) batches.add(batchId);
    for (const file of (await store.files()).filter(({ sha256 }) => sha256 === claim.fileSha256))
      for (const row of await store.interchangesOfFile(file.fileId))
        if (row.controlNumber === claim.interchangeControlNumber) batches.add(row.batchId);
  }
  return batches;
}

async function claimOf(claimNumber: string, store: Store): Promise<ClaimRow> {
  const claim = await store.claimByNumber(claimNumber);
  if (!claim) throw refused('CLAIM-UNKNOWN', 'no claim has this number', 'Find it with `remit find`.');
  return claim;
}

function isThere({ name, partnerId, sha256 }: OutboxRow, root: DataRoot): boolean {
  const path = join(root.outbox, partnerId, name);
  return existsSync(path) && sha256OfFile(path).sha256 === sha256;
}
