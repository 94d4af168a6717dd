import { InvalidArgumentError } from 'commander';
import type { LineChange } from '../batch/payment-correction.ts';
import { parseAmountCents } from '../x12/amount.ts';

/** Dollars as `20`, `20.5` or `20.00`, above zero; as cents. */
export function positiveDollars(text: string): number {
  const cents = parseAmountCents(text);
  if (cents === undefined || cents <= 0) throw new InvalidArgumentError('Write dollars like 20.00.');
  return cents;
}

/** Dollars of either sign, but some. */
export function signedDollars(text: string): number {
  const cents = parseAmountCents(text);
  if (cents === undefined || cents === 0)
    throw new InvalidArgumentError('Write dollars like 20.00 or -20.00.');
  return cents;
}

/** `1:CO:45:20.00` or `1:CO:16:20.00:N290,M20`: line, group, CARC, dollars, remarks; gathered over several options. */
export function lineChange(text: string, before: readonly LineChange[] = []): LineChange[] {
  const [line = '', group = '', carc = '', dollars = '', remarks = '', ...more] = text.split(':');
  if (
    !/^[1-9]\d{0,2}$/.test(line) ||
    (group !== 'CO' && group !== 'OA' && group !== 'PI') ||
    more.length > 0
  ) {
    throw new InvalidArgumentError(
      'Write LINE:GROUP:CARC:DOLLARS[:REMARK,REMARK] with CO, OA or PI, e.g. 1:CO:45:20.00.',
    );
  }
  const change = {
    line: Number(line),
    group,
    carc,
    remarks: remarks === '' ? [] : remarks.split(','),
    amountCents: positiveDollars(dollars),
  } as const;
  return [...before, change];
}

/** The lines of one act, all given or all taken. */
export function negated(changes: readonly LineChange[]): LineChange[] {
  return changes.map((change) => ({ ...change, amountCents: -change.amountCents }));
}
