import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimsFile } from '../batch/claims-file.ts';
import { installation } from '../batch/installation.ts';
import { printed } from './printed.ts';

const PAYEE = '910000101-2100000019';
const FUND = '91051/commercial';

test('a recovery, a refund, a hold and a stopped payment from the command line; the books agree after all', async () => {
  const here = await installation();
  const config = join(here.root.path, 'remit.json');
  writeFileSync(config, JSON.stringify({ dataRoot: '.' }));
  here.drop('harborclear', 'a.x12', claimsFile([{ patientControlNumber: 'A1' }]));
  await here.run('2025-11-03T20:00:00-08:00');
  const at = async (...args: string[]) => {
    const { code, out, err } = await printed([...args, '--config', config]);
    return { code, told: out + err };
  };
  const json = async (...args: string[]) => JSON.parse((await at(...args, '--json')).told);
  const on = (day: string) => ['--as-of', `${day}T12:00:00-08:00`];

  const [letter] = readFileSync(
    join(here.root.outbox, 'treasury/treasury_REGISTER_000000001_20251104T040000Z.csv'),
    'utf8',
  )
    .split('\r\n')
    .slice(1);
  const trace = letter!.split(',')[0]!;
  const [{ claimNumber }] = (await json('payment', 'eop', trace)).claims;

  const open = ['recovery', 'open', claimNumber, '--reason', 'above the contract'];
  expect(await at(...open, '--line', '1:XX:45:5')).toMatchObject({
    code: 2,
    told: expect.stringContaining('LINE:GROUP'),
  });
  expect(await at(...open, '--line', '1:CO:45:9999', ...on('2025-11-04'))).toMatchObject({
    code: 2,
    told: expect.stringContaining('CORRECTION-IMPOSSIBLE'),
  });
  expect((await at(...open, '--line', '1:CO:45:5.00', ...on('2025-11-04'))).told).toContain('recovery-1');
  expect(await json('recovery', 'list', '--on', '2025-12-01')).toMatchObject([
    { key: 'recovery-1', state: 'noticed' },
  ]);
  expect((await at('recovery', 'permit', 'recovery-1', ...on('2025-11-05'))).code).toBe(0);
  expect((await at('recovery', 'contest', 'recovery-1', ...on('2025-11-06'))).code).toBe(2);
  await here.run('2025-11-07T20:00:00-08:00');
  expect((await at('recovery', 'show', 'recovery-1', '--on', '2025-11-08')).told).toContain('taken');

  expect(await json('credit', 'list')).toMatchObject([{ payeeId: PAYEE, fund: FUND, amountCents: 500 }]);
  expect((await at('credit', 'show', PAYEE)).told).toContain('forwarded-balance\t-5.00');
  const refund = ['credit', 'refund', PAYEE, '--fund', FUND, '--check', '4711', '--amount', '5.00'];
  expect((await at(...refund, ...on('2025-11-08'))).told).toContain('refund-1');
  await here.run('2025-11-09T20:00:00-08:00');
  expect(await json('credit', 'list')).toEqual([]);
  expect((await at('credit', 'history', PAYEE)).told).toContain('check 4711');

  expect((await at('payment', 'stop', trace, ...on('2025-11-10'))).told).toContain('only a check');
  expect((await at('payment', 'returned', trace, ...on('2025-11-10'))).code).toBe(0);
  expect((await at('payment', 'reissue', trace, ...on('2025-11-11'))).code).toBe(0);
  expect((await at('payment', 'hold', PAYEE, '--reason', 'new bank', ...on('2025-11-12'))).told).toContain(
    'hold-1',
  );
  await here.run('2025-11-13T20:00:00-08:00');
  expect((await at('reconcile', '--on', '2025-11-13')).told).toContain('the payee is on hold');
  expect(await json('payment', 'holds')).toMatchObject([{ key: 'hold-1', payeeId: PAYEE }]);
  expect((await at('payment', 'release', 'hold-1', ...on('2025-11-14'))).code).toBe(0);
  await here.run('2025-11-15T20:00:00-08:00');
  expect(await json('payment', 'show', trace)).toMatchObject({ state: 'reissued' });
  const page = join(here.root.path, 'eop.html');
  expect((await at('payment', 'eop', trace, '--out', page)).code).toBe(0);
  expect(readFileSync(page, 'utf8')).toContain(`Explanation of payment ${trace}`);
  const end = await at('reconcile', '--on', '2025-11-16');
  expect([end.code, end.told]).toEqual([0, expect.stringContaining('Everything agrees.')]);

  expect(
    (await at('appeal', 'open', claimNumber, '--reason', 'records', ...on('2025-11-17'))).told,
  ).toContain('appeal-1: open');
  const overturned = ['appeal', 'decide', 'appeal-1', '--outcome', 'overturned', '--line', '1:CO:45:5.00'];
  expect((await at(...overturned, ...on('2025-11-18'))).code).toBe(0);
  expect(await json('appeal', 'list')).toMatchObject([{ key: 'appeal-1', level: 1 }]);
  const adjust = [
    'payment',
    'adjust',
    PAYEE,
    '--fund',
    FUND,
    '--code',
    'CT',
    '--amount',
    '100',
    '--reference',
    '2025-11',
  ];
  expect((await at(...adjust, ...on('2025-11-18'))).told).toContain('PLB CT of -100.00');
  await here.run('2025-11-19T20:00:00-08:00');
  expect((await at('reconcile', '--on', '2025-11-19')).code).toBe(0);
}, 120_000);
