import type { PastGlobalService } from '../../adjudication/global-service.ts';
import { unpackOutcome } from '../outcome-packing.ts';
import type { SettledClaim, Store } from '../store.ts';
import type { Connection } from './connection.ts';
import type { OutcomePlace, Outcomes } from './outcome-block.ts';

type StoredService = Omit<PastGlobalService, 'modifiers'> & OutcomePlace & { modifiers: string };

/** Services that global periods are asked about: read in spans of days, written with the decision that pays them. */
export function globalServiceReads(
  connection: Connection,
  outcomes: Outcomes,
): Pick<Store, 'globalServices'> {
  const inSpan = connection.statements('global-service.sql')<StoredService>('globalServices');
  return {
    globalServices: (spans) =>
      connection.read(() => {
        const bodyAt = outcomes.reader();
        const found = new Map<string, PastGlobalService & { memberId: string; payeeId: string }>();
        for (const { memberId, payeeId, hasPackage, from, to } of spans) {
          for (const row of inSpan.iterate(memberId, payeeId, hasPackage ? 1 : 0, from, to)) {
            const key = `${row.claimNumber} ${row.line}`;
            if (found.has(key) || !isAllowed(bodyAt(row), row.line)) continue;
            const { blockId: _1, blockIndex: _2, ...service } = row;
            const modifiers = row.modifiers === '' ? [] : row.modifiers.split(' ');
            found.set(key, { ...service, modifiers, memberId, payeeId });
          }
        }
        return [...found.values()];
      }),
  };
}

function isAllowed(body: string, line: number): boolean {
  const outcome = unpackOutcome(body);
  if (outcome.kind !== 'decision') return false;
  return outcome.decision.lines.some(({ ordinal, allowedCents }) => ordinal === line && allowedCents > 0);
}

/** Writes the services of one decided claim. */
export function globalServicePoster(connection: Connection): (claim: SettledClaim) => void {
  const insert = connection.statements('global-service.sql')('insertGlobalService');
  return ({ claimId, payeeId, globalServices }) => {
    if (globalServices === undefined) return;
    const { memberId, services } = globalServices;
    for (const service of services) {
      insert.run({
        ...service,
        memberId,
        payeeId,
        claimId,
        hasPackage: service.packageTo === '' ? 0 : 1,
        modifiers: service.modifiers.join(' '),
      });
    }
  };
}
