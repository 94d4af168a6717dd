import { ok } from 'node:assert/strict';
import type { FindStore, FoundInterchange, FoundOutbox, FoundSet } from '../find-store.ts';
import type { ClaimRow, FileRow, PaymentRow } from '../rows.ts';
import { claimById } from './claim.ts';
import type { Connection } from './connection.ts';

/** Behind every hex digit: where the keys of one prefix end. */
const BEHIND = 'g';

/** Look-ups by what people have in hand. */
export function findReads(connection: Connection): FindStore {
  const prepare = connection.statements('find.sql');
  const ids = (name: string) => prepare<number>(name).pluck();
  const filesNamed = prepare<FileRow>('filesNamed');
  const interchangesFound = prepare<FoundInterchange>('interchangesFound');
  const interchangeById = prepare<FoundInterchange>('interchangeById');
  const ofBatch = ids('interchangeOfBatch');
  const setsFound = prepare<FoundSet>('setsFound');
  const setById = prepare<FoundSet>('setById');
  const ofMember = ids('claimsOfMember');
  const ofNpi = { sets: ids('setsOfNpi'), claims: ids('claimsOfNpiInSet') };
  const ofTaxId = { sets: ids('setsOfTaxId'), claims: ids('claimsOfTaxIdInSet') };
  const outboxIds = {
    name: ids('outboxNamed'),
    sha256: ids('outboxHashed'),
    isa13: ids('outboxInterchange'),
    gs06: ids('outboxGroup'),
  };
  const outboxById = prepare<FoundOutbox>('outboxById');
  const byTrace = ids('paymentIdByTrace');
  const ofFile = ids('paymentIdsOfFile');
  const ofPayee = ids('paymentIdsOfPayee');
  const paymentById = prepare<PaymentRow>('paymentById');
  const claim = claimById(connection);
  const claims = (found: readonly number[]): ClaimRow[] => found.map((id) => known(claim(id)));
  const payments = (found: readonly number[]): PaymentRow[] => found.map((id) => known(paymentById.get(id)));
  const json = (spellings: readonly string[] | undefined) =>
    spellings === undefined ? null : JSON.stringify(spellings);

  return {
    filesNamed: (name, limit) => connection.read(() => filesNamed.all(name, limit)),
    interchangesNumbered: (numbers, limit) =>
      connection.read(() => interchangesFound.all(JSON.stringify(numbers), limit)),
    interchangeById: (interchangeId) => connection.read(() => interchangeById.get(interchangeId)),
    interchangeOfBatch: (batchId) =>
      connection.read(() => {
        const id = ofBatch.get(batchId);
        return id === undefined ? undefined : interchangeById.get(id);
      }),
    setsNumbered: ({ interchange, group, set, batchReference }, limit) =>
      connection.read(() =>
        setsFound.all({
          interchange: json(interchange),
          group: json(group),
          set: json(set),
          batchReference: batchReference ?? null,
          limit,
        }),
      ),
    setById: (setId) => connection.read(() => setById.get(setId)),
    claimsOfMember: (keyPrefix, memberId, limit) =>
      connection.read(() => claims(ofMember.all(keyPrefix, keyPrefix + BEHIND, memberId, limit))),
    claimsOfProvider: (provider, limit) =>
      connection.read(() => {
        const [{ sets, claims: inSet }, id] =
          'billingNpi' in provider ? [ofNpi, provider.billingNpi] : [ofTaxId, provider.taxId];
        const found: number[] = [];
        // Set by set: one that has a hundred thousand claims is not read to the end for the newest fifty.
        for (const setId of sets.all(id)) {
          found.push(...inSet.all(setId, id, limit - found.length));
          if (found.length >= limit) break;
        }
        return claims(found);
      }),
    outboxFound: (by, limit) =>
      connection.read(() => {
        const [kind, value] = Object.entries(by)[0]!;
        const found =
          kind === 'outboxId' ? [Number(value)] : outboxIds[kind as keyof typeof outboxIds].all(value, limit);
        return found.flatMap((id) => outboxById.get(id) ?? []);
      }),
    paymentByTrace: (traceNumber) =>
      connection.read(() => {
        const id = byTrace.get(traceNumber);
        return id === undefined ? undefined : paymentById.get(id);
      }),
    paymentById: (paymentId) => connection.read(() => paymentById.get(paymentId)),
    paymentsOfFile: (outboxId) => connection.read(() => payments(ofFile.all({ outboxId }))),
    paymentsOfPayee: (payeeId, limit) => connection.read(() => payments(ofPayee.all(payeeId, limit))),
  };
}

function known<Row>(row: Row | undefined): Row {
  ok(row !== undefined, 'an id comes from the store');
  return row;
}
