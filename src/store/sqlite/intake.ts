import { ok } from 'node:assert/strict';
import type { InterchangeRow, SetRow } from '../rows.ts';
import type { StagedClaim, StagedParcel, Store } from '../store.ts';
import type { Connection } from './connection.ts';
import { counters } from './counter.ts';
import { outboxWriter } from './outbox.ts';
import { receivedAnswerWriter } from './received-answer.ts';
import { claimTotals } from './totals.ts';

type IntakeActs = Pick<
  Store,
  | 'dropOpenInterchanges'
  | 'interchangesOfFile'
  | 'interchangeWasSeen'
  | 'openInterchange'
  | 'stageSets'
  | 'stagedAnswers'
  | 'setsOfInterchange'
  | 'closeInterchange'
  | 'findingsOfInterchange'
>;

/** Staged as the claims stream by, made real when the interchange has ended well or badly (DESIGN decision 5). */
export function intakeActs(connection: Connection): IntakeActs {
  const prepare = connection.statements('intake.sql');
  const insertInterchange = prepare('insertInterchange');
  const interchangesOfFile = prepare<InterchangeRow>('interchangesOfFile');
  const wasSeen = prepare('interchangeWasSeen');
  const openOfFile = prepare<{ interchangeId: number; batchId: number }>('openInterchangesOfFile');
  const drops = [
    'dropFindings',
    'dropAnswers',
    'dropClaims',
    'dropProviders',
    'dropSets',
    'dropInterchange',
  ].map((name) => prepare(name));
  const dropOpenBatch = prepare('dropOpenBatch');
  const insertSet = prepare('insertSet');
  const insertClaim = prepare('insertClaim');
  const insertProvider = prepare('insertProvider');
  const insertAnswers = prepare('insertAnswers');
  const dropAnswers = prepare('dropAnswers');
  const nextAnswers = prepare<{ lastClaimId: number; body: Buffer }>('nextAnswers');
  const closeSet = prepare('closeSet');
  const refuseSet = prepare('refuseSet');
  const setsOfInterchange = prepare<SetRow>('setsOfInterchange');
  const setsWithoutFate = prepare<number>('setsWithoutFate').pluck();
  const closeInterchange = prepare('closeInterchange');
  const settleClaims = prepare('settleClaimsOfInterchange');
  const insertFinding = prepare('insertFinding');
  const findings = prepare<{ code: string; severity: string; count: number }>('findingsOfInterchange');
  const closeBatch = prepare('closeIntakeBatch');
  const totals = claimTotals(connection);
  const { move } = counters(connection);
  const writeOutbox = outboxWriter(connection);
  const recordReceived = receivedAnswerWriter(connection);

  // Positions, not names: binding by name costs a third more on the one statement that runs for every claim.
  const stageParcel = (setId: number, { claims, answers }: StagedParcel): void => {
    let first = 0;
    let last = 0;
    for (const claim of claims) {
      last = Number(
        insertClaim.run(
          claim.claimNumber,
          setId,
          claim.source,
          claim.offsetBytes,
          claim.segmentOrdinal,
          claim.kind,
          claim.frequency,
          claim.frequencyRank,
          claim.isEncounter ? 1 : 0,
          claim.isTest ? 1 : 0,
          claim.profileId,
          claim.patientControlNumber,
          claim.memberId,
          claim.billingNpi,
          claim.taxId,
          claim.payeeId,
          claim.chargeCents,
          claim.lineCount,
          claim.serviceFrom,
          claim.serviceTo,
          claim.receivedDate,
          claim.sliceHash,
          claim.sameServiceKey,
          claim.state,
        ).lastInsertRowid,
      );
      if (first === 0) first = last;
    }
    if (claims.length === 0) return;
    stageProviders(setId, claims);
    insertAnswers.run(first, last, setId, answers);
  };

  const stageProviders = (setId: number, claims: readonly StagedClaim[]): void => {
    let npi: string | undefined;
    let taxId: string | undefined;
    // Claims of a provider stand together.
    for (const claim of claims) {
      if (claim.billingNpi === npi && claim.taxId === taxId) continue;
      npi = claim.billingNpi;
      taxId = claim.taxId;
      insertProvider.run(npi, taxId, setId);
    }
  };

  return {
    dropOpenInterchanges: (fileId) =>
      connection.act(() => {
        for (const { interchangeId, batchId } of openOfFile.all(fileId)) {
          for (const drop of drops) drop.run(interchangeId);
          dropOpenBatch.run(batchId);
        }
      }),
    interchangesOfFile: (fileId) => connection.read(() => interchangesOfFile.all(fileId)),
    interchangeWasSeen: (senderKey, controlNumber, sinceDate) =>
      connection.read(() => wasSeen.get(senderKey, controlNumber, sinceDate) !== undefined),
    openInterchange: (interchange) =>
      connection.act(() => {
        const delimiters = JSON.stringify(interchange.delimiters);
        return Number(insertInterchange.run({ ...interchange, delimiters }).lastInsertRowid);
      }),
    stageSets: (parts) =>
      connection.act(() =>
        parts.map((part) => {
          const { interchangeId, groupControlNumber, controlNumber, guideId, close } = part;
          const setId =
            part.setId ??
            Number(
              insertSet.run({ interchangeId, groupControlNumber, controlNumber, guideId }).lastInsertRowid,
            );
          for (const parcel of part.parcels) stageParcel(setId, parcel);
          if (close) ok(closeSet.run({ setId, ...close }).changes === 1, 'an open set is closed once');
          return setId;
        }),
      ),
    stagedAnswers: (setId, afterClaimId) =>
      connection.read(() => {
        const next = nextAnswers.get(setId, afterClaimId);
        return next && { lastClaimId: next.lastClaimId, answers: next.body };
      }),
    setsOfInterchange: (interchangeId) => connection.read(() => setsOfInterchange.all(interchangeId)),
    closeInterchange: (close) =>
      connection.act(() => {
        const { interchangeId, batchId, fate, note, lengthBytes, books } = close;
        move(close.counters);
        ok(setsWithoutFate.get(interchangeId) === 0, 'every set has a fate before its interchange closes');
        const closed = closeInterchange.run({ interchangeId, batchId, fate, note, lengthBytes });
        ok(closed.changes === 1, 'an open interchange of this batch is closed once');
        for (const setId of close.refusedSets)
          ok(refuseSet.run(setId).changes === 1, 'a refused set is one of the store');
        settleClaims.run({ interchangeId, fate });
        totals.closed(interchangeId);
        dropAnswers.run(interchangeId);
        for (const { finding, setId, claimNumber } of close.findings) {
          const { code, severity, snip, level, place } = finding;
          const at = JSON.stringify(place);
          insertFinding.run(
            interchangeId,
            setId ?? null,
            claimNumber ?? null,
            code,
            severity,
            snip,
            level,
            at,
          );
        }
        for (const answer of close.answers) writeOutbox(batchId, answer);
        for (const received of close.received ?? []) recordReceived(interchangeId, received);
        ok(closeBatch.run({ batchId, books }).changes === 1, 'an open batch of intake is closed once');
      }),
    findingsOfInterchange: (interchangeId) => connection.read(() => findings.all(interchangeId)),
  };
}
