import { pendedDecision } from '../make-decision.ts';
import type { Settlement } from '../settlement.ts';
import type { SettlementRequest } from '../settlement-request.ts';

/** A claim with a reason to wait is not decided; of a pended original it still takes the place (KP-25). */
export function waitForPerson(request: SettlementRequest): Settlement | undefined {
  const { priced, original } = request;
  if (priced.pends.length === 0) return undefined;
  const decision = pendedDecision(request, priced.pends);
  return original ? { act: 'replace', original, decision } : { act: 'decide', decision };
}
