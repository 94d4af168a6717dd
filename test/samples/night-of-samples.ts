import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Archive } from '../../src/batch/archive.ts';
import { dataRootAt, prepareDataRoot } from '../../src/batch/data-root.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { isWhole } from '../../src/batch/inbox.ts';
import { readInstant } from '../../src/batch/instant.ts';
import { ALL_STAGES, type RunReport, runBatch } from '../../src/batch/run.ts';
import { settingsFrom } from '../../src/batch/settings.ts';
import { loadGuides } from '../../src/guide/guide-catalogue.ts';
import { prove835 } from '../../src/remittance/prove-835.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { Sample } from './sample-index.ts';
import { claimsOfFile, writeSampleReference } from './sample-reference.ts';
import { SAMPLE_PARTNER, writeSampleSpecs } from './sample-specs.ts';

const SHIPPED = fileURLToPath(new URL('../../edi-samples/reference', import.meta.url));
const IMPORTED_AT = '2025-11-03T12:00:00-08:00';
const RUN_AT = '2025-11-03T20:00:00-08:00';

/** Runs all 837 samples through the four stages in `folder`; returns what does not hold, and prints what came of them. */
export async function nightOfSamples(
  samplesFolder: string,
  samples: readonly Sample[],
  unreadable: ReadonlySet<string>,
  folder: string,
): Promise<string[]> {
  const specs = join(folder, 'specs');
  const reference = join(folder, 'reference');
  const root = dataRootAt(join(folder, 'data'));
  mkdirSync(reference, { recursive: true });
  writeSampleSpecs(specs);
  prepareDataRoot(root, [SAMPLE_PARTNER]);
  const guides = loadGuides(join(specs, 'guides'));
  const claims = samples.flatMap(({ path }) => claimsOfFile(join(samplesFolder, path), path, guides));
  const { members, payees, leftOut } = writeSampleReference(claims, reference);
  console.log(`  from ${claims.length} claims: ${members} members, ${payees} payees`);
  for (const [reason, count] of leftOut) console.log(`    left out ${count}: ${reason}`);
  await importAll(root, reference);

  const pathOf = new Map<string, string>();
  const claimsOf = new Map<string, number>();
  for (const { path, claims: indexed } of samples) {
    const name = inboxName(path, pathOf);
    pathOf.set(name, join(samplesFolder, path));
    claimsOf.set(name, indexed);
    copyFileSync(join(samplesFolder, path), join(root.inbox, SAMPLE_PARTNER, name));
  }
  const settings = settingsFrom(
    { dataRoot: root.path, specs, workers: 2, settleSeconds: 0, maxWaitMinutes: 0 },
    'the samples',
    specs,
  );
  const report = await runBatch({
    settings,
    asOf: RUN_AT,
    pay: 'now',
    stages: ALL_STAGES,
    unchangedBeforeMs: Number.POSITIVE_INFINITY,
  });
  const store = openSqliteStore(root.store);
  try {
    const isUnreadable = (name: string): boolean => {
      const path = pathOf.get(name)!;
      return unreadable.has(path) || !isWhole(path);
    };
    return [
      ...(await bookViolations(report, store)),
      ...(await fileViolations(report, store, claimsOf, isUnreadable)),
      ...(await remittanceViolations(report, store, root.outbox)),
      ...(await printClaims(store)),
    ];
  } finally {
    await store.close();
  }
}

/** A name the inbox takes, made of the whole path so that it stays its own. */
function inboxName(path: string, taken: ReadonlyMap<string, string>): string {
  const name = `s-${path.replace(/[^A-Za-z0-9.-]+/g, '_').slice(-150)}`.replace(/\.(tmp|part)$/i, '_');
  return taken.has(name) ? `${taken.size}-${name}` : name;
}

async function importAll(root: ReturnType<typeof dataRootAt>, reference: string): Promise<void> {
  const store = openSqliteStore(root.store);
  const target = {
    store,
    archive: new Archive(root.archive),
    instant: readInstant(IMPORTED_AT, 'America/Los_Angeles'),
  };
  for (const [kind, path] of [
    ['members', join(reference, 'members.csv')],
    ['providers', join(reference, 'providers.csv')],
    ['contracts', join(reference, 'contracts.csv')],
    ['fee-schedule', join(SHIPPED, 'fee-schedule-2025.csv')],
    ['gpci', join(SHIPPED, 'gpci-2025.csv')],
  ] as const) {
    await importFile({ kind, path, effective: '19900101' }, target);
  }
  await store.close();
}

async function bookViolations(report: RunReport, store: Store): Promise<string[]> {
  const violations = report.broken.map((fault) => `broken: ${fault.code} ${fault.message}`);
  const batches = await store.batches({});
  for (const { stage, state, subject, books } of batches) {
    if (state !== 'closed') violations.push(`books of ${stage} ${subject} are ${state}: ${books}`);
    if (stage !== 'intake') console.log(`  books        ${stage}: ${books}`);
  }
  const isClosed = violations.length === 0 && batches.length > 0;
  console.log(`  books closed: ${isClosed ? 'yes' : 'NO'} (${batches.length} batches)`);
  return isClosed ? [] : violations;
}

/**
 * Every file is read, each of its interchanges answered and as many claims seen as the index counts, or it is in
 * quarantine and could not be read.
 */
async function fileViolations(
  report: RunReport,
  store: Store,
  claimsOf: ReadonlyMap<string, number>,
  isUnreadable: (name: string) => boolean,
): Promise<string[]> {
  const violations: string[] = [];
  const outcomes = new Map(report.files.map((file) => [file.name, file]));
  const counts = new Map<string, number>();
  const answered = new Set((await store.outboxAll()).map(({ batchId }) => batchId));
  const stored = new Map((await store.files()).map((file) => [file.name, file]));
  for (const [name, indexed] of claimsOf) {
    const taken = outcomes.get(name);
    if (taken === undefined) {
      violations.push(`${name}: nothing became of it`);
      continue;
    }
    const { outcome, reason } = taken;
    const label = outcome === 'read' ? outcome : `${outcome} ${reason}`;
    counts.set(label, (counts.get(label) ?? 0) + 1);
    const row = stored.get(name);
    if (outcome === 'quarantined') {
      if (reason === '') violations.push(`${name}: in quarantine without a reason`);
      if (!isUnreadable(name))
        violations.push(`${name}: in quarantine (${reason}) although it has an ISA and an IEA`);
    } else if (outcome !== 'read' || row === undefined) {
      violations.push(`${name}: ${outcome} (${reason})`);
    } else {
      const interchanges = await store.interchangesOfFile(row.fileId);
      const isAnswered =
        interchanges.length > 0 && interchanges.every(({ batchId }) => answered.has(batchId));
      if (!isAnswered) violations.push(`${name}: read, but not every interchange is answered`);
      const seen = await claimsSeen(store, row.fileId);
      if (seen !== indexed) violations.push(`${name}: ${seen} claims taken in, ${indexed} in the index`);
    }
  }
  console.log(`  files        ${[...counts].map(([label, count]) => `${count} ${label}`).join(', ')}`);
  return violations;
}

/** What the intake books of its interchanges say: sets of no known guide have no row of their own. */
async function claimsSeen(store: Store, fileId: number): Promise<number> {
  const batchIds = new Set((await store.interchangesOfFile(fileId)).map(({ batchId }) => batchId));
  const books = (await store.batches({ stage: 'intake' })).filter(({ batchId }) => batchIds.has(batchId));
  return books.reduce((sum, batch) => sum + Number(/^seen (\d+) /.exec(batch.books)?.[1] ?? Number.NaN), 0);
}

/** Every 835 is in the outbox, balances, and a reader finds nothing wrong in it. */
async function remittanceViolations(report: RunReport, store: Store, outbox: string): Promise<string[]> {
  const violations: string[] = [];
  let sets = 0;
  const rows = (await store.outboxAll()).filter(({ type }) => type === '835');
  for (const { name, partnerId, state } of rows) {
    if (state !== 'published') {
      violations.push(`${name}: an 835 that is ${state}, not published`);
      continue;
    }
    const proof = prove835(readFileSync(join(outbox, partnerId, name)), basename(name));
    sets += proof.sets.length;
    if (!proof.balanced || proof.findings.length > 0) {
      violations.push(
        `${name}: ${[...new Set(proof.findings.map(({ code }) => code))].join(' ') || 'does not balance'}`,
      );
    }
  }
  console.log(
    `  835          ${rows.length} files, ${sets} sets; ${report.published.length} files published`,
  );
  return violations;
}

async function printClaims(store: Store): Promise<string[]> {
  const totals = new Map<string, { claims: number; paidCents: number }>();
  let decided = 0;
  for (const { batchId } of await store.batches({ stage: 'adjudicate' })) {
    for (const { status, claims, paidCents } of await store.decisionTotals(batchId)) {
      const known = totals.get(status) ?? { claims: 0, paidCents: 0 };
      totals.set(status, { claims: known.claims + claims, paidCents: known.paidCents + paidCents });
      decided += claims;
    }
  }
  let seen = 0;
  for (const { fileId } of await store.files()) seen += await claimsSeen(store, fileId);
  const of = (status: string): number => totals.get(status)?.claims ?? 0;
  const money = ((totals.get('paid')?.paidCents ?? 0) / 100).toFixed(2);
  console.log(
    `  claims       ${seen} seen: ${of('paid')} paid (${money}), ${of('denied')} denied, ${of('pended')} pended,`,
  );
  console.log(
    `               ${of('voided')} voids, ${of('recorded')} recorded only, ${seen - decided} rejected`,
  );
  return of('paid') > 0 ? [] : ['no claim was paid'];
}
