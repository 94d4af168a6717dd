import { packBlock, unpackBlock } from '../block.ts';
import { packOutcome } from '../outcome-packing.ts';
import type { GoneClass, OldClaim, OldOutput, RetentionStore } from '../retention-store.ts';
import type { Connection } from './connection.ts';
import type { OutcomePlace, Outcomes } from './outcome-block.ts';

/** What is left of a decision: its amounts stand in columns of their own. */
const GONE_BODY = packOutcome({ kind: 'gone' }).body.toString();

/** What retention takes (DESIGN: nothing is ever deleted silently), and what is known of it. */
export function retentionActs(connection: Connection, outcomes: Outcomes): RetentionStore {
  const prepare = connection.statements('retention.sql');
  const outputs = prepare<OldOutput>('oldOutputs');
  const claims = prepare<OldClaim & { supersededBy: string }>('oldClaims');
  const traces = prepare<number>('oldTraces').pluck();
  const heldFiles = prepare<string>('heldFiles').pluck();
  const heldOutputs = prepare<number>('heldOutputs').pluck();
  const heldTraces = prepare<number>('heldTraces').pluck();
  const goneRows = prepare<{ rowId: number; asOf: string }>('goneRows');
  const goneClaims = prepare<string>('goneClaimNumbers').pluck();
  const take = taker(connection);

  return {
    oldRows: (horizon) =>
      connection.read(() => ({
        outputs: horizon.outputs === undefined ? [] : outputs.all({ before: horizon.outputs }),
        claims:
          horizon.claimDetail === undefined
            ? []
            : wholeChains(claims.all({ before: horizon.claimDetail }), new Set(goneClaims.all())),
        traces: horizon.traces === undefined ? [] : traces.all({ before: horizon.traces }),
      })),
    heldRows: (names) =>
      connection.read(() => {
        const bound = { names: JSON.stringify(names) };
        return {
          fileSha256s: new Set(heldFiles.all(bound)),
          outboxIds: new Set(heldOutputs.all(bound)),
          traceBlockIds: new Set(heldTraces.all(bound)),
        };
      }),
    takeByRetention: async (act) => {
      await connection.read(() => connection.db.pragma('secure_delete = ON'));
      const isNew = await connection.act(() => take(act));
      outcomes.forget();
      if (!isNew) return;
      // Old pages stand in the log and between the pages in use until both are written anew.
      await connection.read(() => {
        connection.db.exec('VACUUM');
        connection.db.pragma('wal_checkpoint(TRUNCATE)');
      });
    },
    goneRows: (of) =>
      connection.read(() => new Map(goneRows.all(of).map(({ rowId, asOf }) => [rowId, asOf]))),
  };
}

/** A claim that another one replaced is the past of that one: it goes with it or after it. */
function wholeChains(
  rows: readonly (OldClaim & { readonly supersededBy: string })[],
  gone: ReadonlySet<string>,
): OldClaim[] {
  let left = rows;
  for (;;) {
    const going = new Set(left.map(({ claimNumber }) => claimNumber));
    const kept = left.filter(
      ({ supersededBy }) => supersededBy === '' || going.has(supersededBy) || gone.has(supersededBy),
    );
    if (kept.length === left.length) break;
    left = kept;
  }
  return left.map(({ supersededBy: _, ...row }) => row);
}

/** Inside an act; false when the act was done before. */
function taker(connection: Connection): (act: Parameters<RetentionStore['takeByRetention']>[0]) => boolean {
  const prepare = connection.statements('retention.sql');
  const begin = prepare('begin');
  const end = prepare('end');
  const mark = prepare('mark');
  const output = prepare('takeOutput');
  const claim = prepare('takeClaim');
  const takeOutcomes = outcomeTaker(connection);
  const reviews = prepare('takeReviews');
  const services = prepare('takeGlobalServices');
  const block = prepare('takeTraces');
  return ({ asOf, fileIds, outboxIds, claimIds, traceBlockIds }) => {
    const begun = begin.run(asOf);
    if (begun.changes === 0) return false;
    const each = (of: GoneClass, ids: readonly number[], take: (id: number) => void): void => {
      for (const id of ids) {
        take(id);
        mark.run(of, id, begun.lastInsertRowid);
      }
    };
    each('raw', fileIds, () => {});
    each('outputs', outboxIds, (id) => output.run(id));
    each('claimDetail', claimIds, (id) => {
      reviews.run(id);
      services.run(id);
      claim.run(id);
    });
    takeOutcomes(claimIds);
    each('traces', traceBlockIds, (id) => block.run(id));
    end.run(begun.lastInsertRowid);
    return true;
  };
}

/** Takes what the decisions of claims say; what stands in the same blocks is written again as it is. */
function outcomeTaker(connection: Connection): (claimIds: readonly number[]) => void {
  const prepare = connection.statements('retention.sql');
  const placesOf = prepare<OutcomePlace>('outcomesOfClaim');
  const rewrite = prepare('rewriteOutcomes');
  const packed = connection.statements('adjudication.sql')<Buffer>('outcomeBlock').pluck();
  return (claimIds) => {
    const places = claimIds.flatMap((claimId) => placesOf.all(claimId));
    for (const [blockId, own] of Map.groupBy(places, ({ blockId }) => blockId)) {
      const texts = unpackBlock(packed.get(blockId)!);
      for (const { blockIndex } of own) texts[blockIndex] = GONE_BODY;
      rewrite.run(packBlock(texts), blockId);
    }
  };
}
