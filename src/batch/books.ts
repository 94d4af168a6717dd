import { Fault } from '../x12/fault.ts';

/** One side of a proof: so many claims, so many cents. */
export interface Tally {
  readonly claims: number;
  readonly cents: number;
}

export const nothing: Tally = { claims: 0, cents: 0 };

export function add(...tallies: readonly Tally[]): Tally {
  let claims = 0;
  let cents = 0;
  for (const tally of tallies) {
    claims += tally.claims;
    cents += tally.cents;
  }
  return { claims, cents };
}

/**
 * What went in equals what came out, in claims and in cents (DESIGN decision 1). `text` is the line of the books;
 * `closes` false stops the batch with exit code 4 before anything of it is published.
 */
export interface Books {
  readonly closes: boolean;
  readonly text: string;
}

export function balance(
  inflow: readonly [string, Tally],
  outflow: readonly (readonly [string, Tally])[],
): Books {
  const out = add(...outflow.map(([, tally]) => tally));
  const closes = inflow[1].claims === out.claims && inflow[1].cents === out.cents;
  const side = ([name, tally]: readonly [string, Tally]) => `${name} ${tally.claims} (${money(tally.cents)})`;
  return { closes, text: `${side(inflow)} ${closes ? '=' : '<>'} ${outflow.map(side).join(' + ')}` };
}

/** Thrown when books do not close; the numbers in it are counts and sums, never a claim's own. */
export function outOfBalance(stage: string, books: Books): Fault {
  return new Fault({
    code: 'BOOKS-OPEN',
    message: `the books of ${stage} do not close: ${books.text}`,
    hint: 'Nothing of this batch is published. Keep the data root as it is and look at the batch with `remit status`.',
    exitCode: 4,
  });
}

function money(cents: number): string {
  const sign = cents < 0 ? '-' : '';
  const whole = Math.abs(cents);
  return `${sign}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}
