import { ok } from 'node:assert/strict';
import type { PastClaim } from '../../adjudication/history.ts';
import { unpackOutcome } from '../outcome-packing.ts';
import type { ClaimCounts, ClaimRow } from '../rows.ts';
import type { Store } from '../store.ts';
import type { Connection } from './connection.ts';
import type { OutcomePlace, Outcomes } from './outcome-block.ts';

/** SQLite has no booleans. */
type Stored<Row extends { isTest: boolean; isEncounter: boolean }> = Omit<Row, 'isTest' | 'isEncounter'> & {
  isTest: number;
  isEncounter: number;
};

/** The last decision stands beside its claim, or none of its columns does. */
type PastRow = Omit<PastClaim, 'decision' | 'decisionId' | 'version'> &
  (
    | (OutcomePlace & { decisionId: number; version: number })
    | { blockId: null; blockIndex: null; decisionId: null; version: null }
  );

type ClaimReads = Pick<
  Store,
  | 'claimsOfSet'
  | 'countClaims'
  | 'claimsToDecide'
  | 'claims'
  | 'claimByNumber'
  | 'claimsByPatientControlNumber'
  | 'pastClaims'
>;

/** One claim by its id. */
export function claimById(connection: Connection): (claimId: number) => ClaimRow | undefined {
  const byId = connection.statements('claim.sql')<Stored<ClaimRow>>('claimById');
  return (claimId) => {
    const row = byId.get(claimId);
    return row && restored<ClaimRow>(row);
  };
}

/** Claims as rows: by id, number, set, and as the past that settlement looks at. */
export function claimReads(connection: Connection, outcomes: Outcomes): ClaimReads {
  const prepare = connection.statements('claim.sql');
  const byId = claimById(connection);
  const byNumber = prepare<Stored<ClaimRow>>('claimByNumber');
  const byPatientControlNumber = prepare<Stored<ClaimRow>>('claimsByPatientControlNumber');
  const ofSet = prepare<Stored<ClaimRow>>('claimsOfSet');
  const countOfInterchange = prepare<Stored<ClaimCounts>>('countClaimsOfInterchange');
  const count = prepare<Stored<ClaimCounts>>('countClaims');
  const toDecide = prepare<number>('claimsToDecide').pluck();
  const past = prepare<PastRow>('pastClaims');

  return {
    claimsOfSet: (setId, afterClaimId, limit) =>
      connection.read(() => ofSet.all(setId, afterClaimId, limit).map((row) => restored<ClaimRow>(row))),
    countClaims: ({ interchangeId, profileId = null }) =>
      connection.read(() => {
        const rows =
          interchangeId === undefined
            ? count.all({ profileId })
            : countOfInterchange.all({ interchangeId, profileId });
        return rows.map((row) => restored<ClaimCounts>(row));
      }),
    claimsToDecide: (profileId) => connection.read(() => Float64Array.from(toDecide.all(profileId))),
    claims: (ids) =>
      connection.read(() =>
        ids.map((id) => {
          const row = byId(id);
          ok(row !== undefined, 'a claim id comes from the store');
          return row;
        }),
      ),
    claimByNumber: (claimNumber) =>
      connection.read(() => {
        const row = byNumber.get(claimNumber);
        return row && restored<ClaimRow>(row);
      }),
    claimsByPatientControlNumber: (patientControlNumber) =>
      connection.read(() =>
        byPatientControlNumber.all(patientControlNumber).map((row) => restored<ClaimRow>(row)),
      ),
    pastClaims: ({ claimNumbers, sameServiceKeys, interimMembers = [], stayMembers = [] }) =>
      connection.read(() => {
        const bodyAt = outcomes.reader();
        return past
          .all({
            claimNumbers: JSON.stringify(claimNumbers),
            sameServiceKeys: JSON.stringify(sameServiceKeys),
            interimMembers: JSON.stringify(interimMembers),
            stayMembers: JSON.stringify(stayMembers),
          })
          .map(({ blockId, blockIndex, decisionId, version, ...claim }): PastClaim => {
            if (blockId === null) return claim;
            const outcome = unpackOutcome(bodyAt({ blockId, blockIndex }));
            if (outcome.kind !== 'decision') return claim;
            return { ...claim, decisionId, version, decision: outcome.decision };
          });
      }),
  };
}

function restored<Row extends { isTest: boolean; isEncounter: boolean }>(row: Stored<Row>): Row {
  return { ...row, isTest: row.isTest === 1, isEncounter: row.isEncounter === 1 } as unknown as Row;
}
