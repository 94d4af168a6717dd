import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { canMove, isLive } from '../../src/adjudication/claim-state.ts';
import type { ClaimState } from '../../src/adjudication/history.ts';

const MOVES: Record<ClaimState, string> = {
  accepted: 'pended decided applied recorded',
  rejected: '',
  pended: 'decided replaced withdrawn applied',
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

test('the store lets a claim move exactly so', () => {
  const schema = readFileSync(new URL('../../src/store/sqlite/schema-claim.sql', import.meta.url), 'utf8');
  const trigger = schema.slice(schema.indexOf('CREATE TRIGGER claim_moves'));
  const allowed = [...trigger.slice(0, trigger.indexOf('ELSE')).matchAll(/WHEN '(\w+)' THEN (.*)/g)].flatMap(
    ([, from, steps = '']) => [...steps.matchAll(/'(\w+)'/g)].map(([, to]) => `${from} ${to}`),
  );
  const wanted = STATES.flatMap((from) =>
    STATES.filter((to) => canMove(from, to)).map((to) => `${from} ${to}`),
  );
  expect(allowed.sort()).toEqual(wanted.sort());
});
