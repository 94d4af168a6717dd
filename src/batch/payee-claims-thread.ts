import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { parseAdjustmentCodes } from '../remittance/adjustment-codes.ts';
import type { RemittedClaims } from '../remittance/remittance.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { type PayeePart, payeeClaims } from './payee-claims.ts';
import type { ClaimsBatch, ClaimsOrder, SentClaims, SentPart } from './payee-claims-threads.ts';
import { threadFault } from './thread-fault.ts';

// The entry of a thread that reads and writes the claims of a payment run: it holds a connection that only reads, and
// the codes of an 835.

/** Blocks of decisions are read once, rows of what waits in order: little is read twice. */
const PAGE_CACHE_KIB = 2048;
/** Claims of one answer: half a megabyte of an 835. */
const BATCH_CLAIMS = 1000;

const order = workerData as ClaimsOrder;
const parts = partsOfRuns();
let answered = Promise.resolve();

parentPort!.on('message', () => {
  answered = answered.then(async () => {
    const batch = await nextBatch();
    parentPort!.postMessage(batch, [batch.bytes.buffer]);
  });
});

/** A part of each payee in turn; undefined behind every run of payees. */
async function* partsOfRuns(): AsyncGenerator<PayeePart | undefined, undefined> {
  const store = openSqliteStore(order.storePath, { readOnly: true, cacheKib: PAGE_CACHE_KIB });
  try {
    const codes = parseAdjustmentCodes(
      readFileSync(join(order.specs, 'codes', 'adjustment-codes.xml'), 'utf8'),
    );
    for (const payees of order.runs) {
      for (const payee of payees) yield* payeeClaims(payee, { store, codes, run: order.run });
      yield undefined;
    }
  } finally {
    await store.close();
  }
}

async function nextBatch(): Promise<ClaimsBatch> {
  const sent: SentPart[] = [];
  const pieces: Uint8Array[] = [];
  let claims = 0;
  let fault: ClaimsBatch['fault'];
  try {
    while (claims < BATCH_CLAIMS) {
      const { value: part } = await parts.next();
      if (part === undefined) break;
      sent.push({
        isLast: part.isLast,
        claims: part.claims.map((each) => send(each, pieces)),
      });
      for (const { itemIds } of part.claims) claims += itemIds.length;
    }
  } catch (error) {
    fault = threadFault(error);
  }
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { parts: sent, bytes, ...(fault && { fault }) };
}

/** All bytes of an answer go in one buffer. */
function send({ written, ...claims }: RemittedClaims, pieces: Uint8Array[]): SentClaims {
  if (!written) return claims;
  const { bytes, ...told } = written;
  pieces.push(bytes);
  return { ...claims, written: { ...told, lengthBytes: bytes.length } };
}
