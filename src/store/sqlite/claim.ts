import { ok } from 'node:assert/strict';
import type { PastClaim } from '../../adjudication/history.ts';
import { unpackOutcome } from '../outcome-packing.ts';
import type { ClaimCounts, ClaimRow, PricingRow, SetContext } from '../rows.ts';
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

/** As the statement `pricingCells` names them. */
type PricingCells = [
  claimNumber: string,
  setId: number,
  source: string,
  isTest: number,
  profileId: string,
  billingNpi: string,
  payeeId: string,
  chargeCents: number,
  receivedDate: string,
  sameServiceKey: string,
];

type ClaimReads = Pick<
  Store,
  | 'claimsOfSet'
  | 'countClaims'
  | 'claimsToDecide'
  | 'claims'
  | 'claimsToPrice'
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
  const byNumber = prepare<Stored<ClaimRow>>('claimByNumber');
  const byPatientControlNumber = prepare<Stored<ClaimRow>>('claimsByPatientControlNumber');
  const ofSet = prepare<Stored<ClaimRow>>('claimsOfSet');
  const countOfInterchange = prepare<Stored<ClaimCounts>>('countClaimsOfInterchange');
  const count = prepare<Stored<ClaimCounts>>('countClaims');
  const toDecide = prepare<number>('claimsToDecide').pluck();
  const past = prepare<PastRow>('pastClaims');
  const hasPast = prepare<number>('hasPast').pluck();
  const byId = claimById(connection);
  const toPrice = claimToPrice(connection);

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
    claimsToPrice: (ids) => connection.read(() => ids.map(toPrice)),
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
        const keys = sameServiceKeys.filter((key) => hasPast.get(key) !== undefined);
        if (claimNumbers.length + keys.length + interimMembers.length + stayMembers.length === 0) return [];
        const bodyAt = outcomes.reader();
        return past
          .all({
            claimNumbers: JSON.stringify(claimNumbers),
            sameServiceKeys: JSON.stringify(keys),
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

/** Sets whose context is kept; some 500 bytes each. */
const CONTEXTS_KEPT = 10_000;

/** One claim of the many of a night: what its set says is looked up once. */
function claimToPrice(connection: Connection): (claimId: number) => PricingRow {
  const prepare = connection.statements('claim.sql');
  const cells = prepare<PricingCells>('pricingCells').raw();
  const contextOf = prepare<SetContext & { interchangeState: string }>('contextOfSet');
  const kept = new Map<number, SetContext>();
  const contextOfSet = (setId: number): SetContext => {
    const known = kept.get(setId);
    if (known !== undefined) return known;
    const found = contextOf.get(setId);
    ok(found !== undefined, 'a claim belongs to a set of the store');
    const { interchangeState, ...context } = found;
    if (kept.size >= CONTEXTS_KEPT) kept.clear();
    // An open interchange may be dropped, and its ids given to others.
    if (interchangeState === 'closed') kept.set(setId, context);
    return context;
  };
  return (claimId) => {
    const row = cells.get(claimId) as PricingCells | undefined;
    ok(row !== undefined, 'a claim id comes from the store');
    const context = contextOfSet(row[1]);
    return {
      claimId,
      claimNumber: row[0],
      source: row[2],
      isTest: row[3] === 1,
      profileId: row[4],
      billingNpi: row[5],
      payeeId: row[6],
      chargeCents: row[7],
      receivedDate: row[8],
      sameServiceKey: row[9],
      fileSha256: context.fileSha256,
      fileName: context.fileName,
      delimiters: context.delimiters,
      guideId: context.guideId,
      interchangeControlNumber: context.interchangeControlNumber,
      groupControlNumber: context.groupControlNumber,
      setControlNumber: context.setControlNumber,
    };
  };
}

function restored<Row extends { isTest: boolean; isEncounter: boolean }>(row: Stored<Row>): Row {
  return { ...row, isTest: row.isTest === 1, isEncounter: row.isEncounter === 1 } as unknown as Row;
}
