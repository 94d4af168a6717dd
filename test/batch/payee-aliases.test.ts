import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Archive } from '../../src/batch/archive.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { readInstant } from '../../src/batch/instant.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { claimsFile } from './claims-file.ts';
import { installation, SPECS } from './installation.ts';

const OWN = '910000101-2100000019';
const ALIAS_TAX_ID = '910000191';
/** On file as a provider, and the payee of no contract of its own. */
const ALIAS_NPI = '2100000118';

test('what a payee bills under any of its tax ids and NPIs is one payment to its contract record, and it may correct under one what it billed under another', async () => {
  const here = await installation();
  const shipped = readFileSync(join(SPECS, '../edi-samples/reference/contracts.csv'), 'utf8');
  const [header, ...rows] = shipped.trimEnd().split('\n');
  const aliased = rows.map((row) =>
    row.startsWith('910000101,') ? `${row},${ALIAS_TAX_ID},${ALIAS_NPI}` : `${row},,`,
  );
  const path = join(here.root.inbox, '..', 'contracts.csv');
  writeFileSync(path, `${[`${header},alias_tax_id,alias_npi`, ...aliased].join('\n')}\n`);
  const store = openSqliteStore(here.root.store);
  const instant = readInstant('2025-11-02T08:00:00-08:00', 'America/Los_Angeles');
  await importFile(
    { kind: 'contracts', path, effective: '20250101' },
    { store, archive: new Archive(here.root.archive), instant },
  );
  const bill = (ordinal: number, taxId: string, npi: string): void => {
    const text = claimsFile([{ patientControlNumber: `A${ordinal}`, serviceDate: `2025100${ordinal}` }], {
      controlNumber: `00000020${ordinal}`,
    });
    const billed = text
      .replace('*XX*2100000019', `*XX*${npi}`)
      .replace('REF*EI*910000101', `REF*EI*${taxId}`);
    here.drop('harborclear', `${ordinal}.x12`, billed);
  };
  bill(1, '910000101', '2100000019');
  bill(2, ALIAS_TAX_ID, '2100000019');
  bill(3, '910000101', ALIAS_NPI);
  bill(4, ALIAS_TAX_ID, ALIAS_NPI);
  // Another tax id is nobody's.
  bill(5, '910000192', '2100000019');
  await here.run('2025-11-03T20:00:00-08:00');
  const payments = await store.payments({});
  expect(payments).toMatchObject([{ payeeId: OWN, claimCount: 4 }]);
  const states = await Promise.all(
    ['A1', 'A2', 'A3', 'A4', 'A5'].map(
      async (number) => (await store.claimsByPatientControlNumber(number))[0]!.state,
    ),
  );
  expect(states).toEqual(['remitted', 'remitted', 'remitted', 'remitted', 'rejected']);
  const original = (await store.claimsByPatientControlNumber('A1'))[0]!.claimNumber;
  const replacement = claimsFile(
    [{ patientControlNumber: 'A1', frequency: '7', original, lines: [['99212', 200]] }],
    { controlNumber: '000000209' },
  );
  here.drop('harborclear', 'replacement.x12', replacement.replace('*XX*2100000019', `*XX*${ALIAS_NPI}`));
  await here.run('2025-11-04T20:00:00-08:00');
  expect((await store.claimByNumber(original))!.state).toBe('replaced');
  await store.close();
});
