import { expect, test } from 'vitest';
import { emptyCaseTables, indexCaseRecords, isWithinSpan } from '../../../src/reference/case-records.ts';
import { type CaseKind, importReference } from '../../../src/reference/importers/import-reference.ts';
import { CASES } from './extracts.ts';

const read = (kind: CaseKind, text: string) =>
  importReference(kind, text, { file: 'x.csv', effective: '20250101' });

test.each<[CaseKind, string, unknown]>([
  ['authorizations', 'authorizations', { number: 'A1', memberId: '00012345', status: 'approved', to: '' }],
  ['other-coverage', 'otherCoverages', { kind: 'medicare', isBeforeUs: true, notified: '20250320' }],
  ['programs', 'programs', { program: 'visiting', detail: 'NORTH', to: '20250630' }],
  ['credentials', 'credentials', { npi: '2100000019', status: 'lapsed', from: '20250301' }],
  [
    'attachments',
    'attachments',
    { claimNumber: '2530700000015', controlNumber: 'AC1', received: '20250401' },
  ],
])('%s are read', (kind, table, row) => {
  const { data, problems, rowCount } = read(kind, CASES[kind]);
  expect(problems).toEqual([]);
  expect(rowCount).toBe(1);
  expect(data[table as 'programs']).toEqual([expect.objectContaining(row as object)]);
});

test.each<[CaseKind, string, string, RegExp]>([
  ['authorizations', 'approved', 'granted', /:2:5 status is none of/],
  ['authorizations', '58150-58294', '58294-58150', /:2:4 codes is no list/],
  ['authorizations', '2100000019', '2100000018', /:2:3 npi is not an NPI/],
  ['other-coverage', ',Y,', ',yes,', /:2:3 before_us/],
  ['programs', 'NORTH', '', /:2:3 detail is the home region/],
  ['programs', '2025-06-30', '2024-06-30', /:2:5 to is before from/],
  ['credentials', 'lapsed', 'gone', /:2:2 status/],
  ['attachments', '2530700000015,AC1', ',', /:2:1 claim_number or control_number/],
  ['attachments', '2530700000015', '253070000001', /:2:1 claim_number is not/],
])('%s with %s for %s are refused', (kind, from, to, problem) => {
  const { problems, rowCount } = read(kind, CASES[kind].replace(from, to));
  expect(problems[0]).toMatch(problem);
  expect(rowCount).toBe(0);
});

test('a document is found by either of its numbers', () => {
  const { data } = read('attachments', CASES.attachments);
  const cases = indexCaseRecords({ ...emptyCaseTables, attachments: data.attachments });
  expect(cases.attachmentsOf('AC1')).toEqual(cases.attachmentsOf('2530700000015'));
  expect(cases.attachmentsOf('')).toEqual([]);
});

test.each([
  ['20241231', false],
  ['20250101', true],
  ['20250131', true],
  ['20250201', false],
])('%s within January: %s', (day, expected) => {
  expect(isWithinSpan({ from: '20250101', to: '20250131' }, day)).toBe(expected);
  expect(isWithinSpan({ from: '20250101', to: '' }, day)).toBe(expected || day > '20250131');
});
