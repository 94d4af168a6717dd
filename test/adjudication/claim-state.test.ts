import { expect, test } from 'vitest';
import { canMove, isLive } from '../../src/adjudication/claim-state.ts';
import type { ClaimState } from '../../src/adjudication/history.ts';

const MOVES: Record<ClaimState, string> = {
  accepted: 'pended decided applied recorded',
  rejected: '',
  pended: 'decided replaced withdrawn',
  decided: 'remitted replaced voided',
  remitted: 'replaced voided',
  replaced: '',
  voided: '',
  withdrawn: '',
  applied: '',
  recorded: '',
};
const STATES = Object.keys(MOVES) as ClaimState[];

test.each(STATES)('from %s only where the table says', (from) => {
  expect(STATES.filter((to) => canMove(from, to)).sort()).toEqual(
    MOVES[from].split(' ').filter(Boolean).sort(),
  );
});

test('live are the states that can still be corrected', () => {
  expect(STATES.filter(isLive)).toEqual(STATES.filter((state) => canMove(state, 'replaced')));
});
