import { expect, test } from 'vitest';
import { fundKey, isFundOf } from '../../src/adjudication/fund.ts';
import type { LineOfBusiness } from '../../src/reference/plan.ts';

test.each<[LineOfBusiness, string, string]>([
  ['commercial', '', '91051/commercial'],
  ['commercial', 'ACME', '91051/commercial'],
  ['medicare-advantage', '', '91051/medicare-advantage'],
  ['medicaid', '', '91051/medicaid'],
  ['fep', '', '91051/fep'],
  ['self-funded', 'ACME', '91051/group:ACME'],
  ['self-funded', ' ACME ', '91051/group:ACME'],
])('%s of group %j is the fund %s', (lineOfBusiness, group, fund) => {
  expect(fundKey('91051', lineOfBusiness, group)).toBe(fund);
});

test('a fund belongs to one payer', () => {
  expect(isFundOf('91051', '91051/commercial')).toBe(true);
  expect(isFundOf('9105', '91051/commercial')).toBe(false);
});
