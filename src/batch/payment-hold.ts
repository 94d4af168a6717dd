import type { Store } from '../store/store.ts';

/** `payeeId` or `payeeId/fund`, of payees that get no payment for now. */
export async function heldPayees(store: Store, profileId: string): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  for (const { facts, events } of await store.moneyCases({ kind: 'hold', profileId })) {
    if (events.at(-1)?.act === 'released') continue;
    held.add(facts.fund === '' ? facts.payeeId : `${facts.payeeId}/${facts.fund}`);
  }
  return held;
}

export function isHeld(holds: ReadonlySet<string>, payeeId: string, fund: string): boolean {
  return holds.has(payeeId) || holds.has(`${payeeId}/${fund}`);
}
