// Look-ups in a store with many claims: `node test/bench/find.ts [--claims 1500000] [--per-st 100]`. The rows are
// invented and go in through the store's own acts; what is timed is a whole look-up with neighbours, by the clock and by the
// processor (other work on the machine does not count there), not the command's start.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatClaimNumber } from '../../src/adjudication/claim-number.ts';
import { memberKeyPrefix } from '../../src/adjudication/same-service-key.ts';
import { findThings } from '../../src/batch/find.ts';
import { neighboursOf } from '../../src/batch/neighbours.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { StagedClaim } from '../../src/store/store.ts';

const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '1500000' },
    'per-st': { type: 'string', default: '100' },
  },
});
const CLAIMS = Number(values.claims);
const PER_SET = Number(values['per-st']);
const MEMBERS = Math.ceil(CLAIMS / 3);
const PROVIDERS = 5000;
const SETS_PER_FILE = 1000;
const DATE = '20251103';
const NO_ANSWERS = new Uint8Array(0);

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const memberOf = (n: number) => String(10_000_000 + ((n * 7919) % MEMBERS));
const npiOf = (n: number) => String(2_100_000_000 + (Math.floor(n / 20) % PROVIDERS));
const taxIdOf = (n: number) => String(910_000_000 + (Math.floor(n / 20) % PROVIDERS));
const numberOf = (n: number) => formatClaimNumber(DATE, n + 1);

function claimOf(n: number): StagedClaim {
  const key = memberKeyPrefix(memberOf(n)) + hex(String(n)).slice(0, 10);
  return {
    claimNumber: numberOf(n),
    source: '[[1234567,456,19,19],[0,400,1,1]]',
    offsetBytes: n * 500,
    segmentOrdinal: 19,
    kind: 'professional',
    frequency: '1',
    frequencyRank: 0,
    isEncounter: false,
    isTest: false,
    profileId: '91051',
    patientControlNumber: `ACCT${n}`,
    memberId: memberOf(n),
    billingNpi: npiOf(n),
    taxId: taxIdOf(n),
    payeeId: `${taxIdOf(n)}-${npiOf(n)}`,
    chargeCents: 10_000 + (n % 977),
    lineCount: 2,
    serviceFrom: '20251001',
    serviceTo: '20251001',
    receivedDate: DATE,
    sliceHash: key,
    sameServiceKey: key,
    state: 'staged',
  };
}

const folder = mkdtempSync(join(tmpdir(), 'remit-find-'));
try {
  const store = openSqliteStore(join(folder, 'remit.db'));
  const asOf = '2025-11-03T20:00:00-08:00';
  const { runId } = await store.beginRun({ asOf, businessDate: DATE, snapshotDigest: 'bench' });
  const begun = performance.now();
  let next = 0;
  for (let file = 1; next < CLAIMS; file++) {
    const { fileId } = await store.takeFile({
      sha256: hex(`file ${file}`),
      name: `night-${file}.x12`,
      partnerId: 'harborclear',
      sizeBytes: 1,
      receivedDate: DATE,
      runId,
    });
    const { batchId } = await store.openBatch(runId, 'intake', `${fileId}/0`);
    const interchangeId = await store.openInterchange({
      batchId,
      fileId,
      ordinal: 0,
      partnerId: 'harborclear',
      controlNumber: String(file).padStart(9, '0'),
      senderKey: 'ZZ/HARBORCLEAR/91051',
      usage: 'P',
      offsetBytes: 0,
      delimiters: { element: 42, component: 58, repetition: 94, terminator: 126 },
      receivedDate: DATE,
    });
    for (let set = 1; set <= SETS_PER_FILE && next < CLAIMS; set += 20) {
      await store.stageSets(
        Array.from({ length: 20 }, (_, n) => {
          const claims = Array.from({ length: Math.min(PER_SET, CLAIMS - next) }, () => claimOf(next++));
          return {
            interchangeId,
            groupControlNumber: String(file),
            controlNumber: String(set + n).padStart(4, '0'),
            guideId: '837P',
            parcels: [{ claims, answers: NO_ANSWERS }],
            close: {
              fate: 'accepted',
              batchReference: `B${file}-${set + n}`,
              claimsSeen: claims.length,
              chargeSeenCents: 0,
            },
          };
        }),
      );
    }
    await store.closeInterchange({
      interchangeId,
      batchId,
      lengthBytes: 1,
      fate: 'accepted',
      note: '000',
      refusedSets: [],
      findings: [],
      answers: [],
      counters: [],
      books: '',
    });
  }
  const seconds = (performance.now() - begun) / 1000;
  const megabytes = Math.round(statSync(join(folder, 'remit.db')).size / 2 ** 20);
  console.log(`${next} claims in ${seconds.toFixed(0)} s, ${megabytes} MB`);
  await store.close();

  const middle = Math.floor(CLAIMS / 2);
  const asked: [string, string][] = [
    ['claim number', numberOf(middle)],
    ['patient control number', `ACCT${middle}`],
    ['member id', memberOf(middle)],
    ['NPI', npiOf(middle)],
    ['tax id', taxIdOf(middle)],
    ['trace', '2511030000001'],
    ['file name', 'night-1.x12'],
    ['SHA-256', hex('file 1')],
    ['ISA13', '000000001'],
    ['ISA13/GS06/ST02, the first of all', '000000001/1/0001'],
    ['batch reference, the first of all', 'B1-1'],
    ['nothing', 'NOBODY'],
  ];
  for (const [kind, id] of asked) {
    const cold = openSqliteStore(join(folder, 'remit.db'), { readOnly: true });
    const from = performance.now();
    const cpu = process.cpuUsage();
    const found = await findThings(cold, id, { limit: 20 });
    for (const { thing } of found) await neighboursOf(cold, thing);
    const ms = performance.now() - from;
    const { user, system } = process.cpuUsage(cpu);
    const cpuMs = (user + system) / 1000;
    console.log(
      `${kind.padEnd(36)} ${ms.toFixed(0).padStart(6)} ms, ${cpuMs.toFixed(0).padStart(5)} ms of processor  ${found.length} found`,
    );
    await cold.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
