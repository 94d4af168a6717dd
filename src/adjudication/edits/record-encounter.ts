import type { Settlement } from '../settlement.ts';
import type { SettlementRequest } from '../settlement-request.ts';

/** BHT06 = RP reports what was done under another arrangement: nothing is asked for, so nothing is decided. */
export function recordEncounter({ priced }: SettlementRequest): Settlement | undefined {
  return priced.isEncounter ? { act: 'record', reason: 'encounter (BHT06 = RP)' } : undefined;
}
