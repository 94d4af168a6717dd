import type { ClaimState } from './history.ts';

/** From each state, where a claim may go. A state without a way out is final. */
const MOVES: Readonly<Record<ClaimState, readonly ClaimState[]>> = {
  accepted: ['pended', 'decided', 'applied', 'recorded'],
  rejected: [],
  /** Withdrawn by a void, replaced without reversal (KP-25), or decided; a void that waited does its work. */
  pended: ['decided', 'replaced', 'withdrawn', 'applied'],
  decided: ['remitted', 'replaced', 'voided'],
  remitted: ['replaced', 'voided'],
  replaced: [],
  voided: [],
  withdrawn: [],
  /** A void that did its work. */
  applied: [],
  recorded: [],
};

/** Whether the life of a claim has this step; a state never moves to itself. */
export function canMove(from: ClaimState, to: ClaimState): boolean {
  return MOVES[from].includes(to);
}

/** Whether the claim still stands for its services: it can be replaced, voided or be the original of a rebill. */
export function isLive(state: ClaimState): boolean {
  return state === 'pended' || state === 'decided' || state === 'remitted';
}
