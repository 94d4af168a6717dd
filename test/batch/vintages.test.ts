import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Archive } from '../../src/batch/archive.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { readInstant } from '../../src/batch/instant.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { claimsFile } from './claims-file.ts';
import { type Installation, installation } from './installation.ts';

const NIGHT = '2025-11-03T20:00:00-08:00';
const HEADER = 'code,modifier,status,work_rvu,pe_nonfacility_rvu,pe_facility_rvu,mp_rvu\n';
/** Relative values of an office visit, the invented ones of July twice and of October three times those of before. */
const JULY = `${HEADER}99213,,A,2.60,2.70,1.14,0.20\n`;
const OCTOBER = `${HEADER}99213,,A,3.90,4.05,1.71,0.30\n`;

let here: Installation;
beforeEach(async () => {
  here = await installation();
});

async function imported(name: string, text: string, effective: string): Promise<void> {
  const path = join(here.root.path, name);
  writeFileSync(path, text);
  const store = openSqliteStore(here.root.store);
  const instant = readInstant('2025-11-02T08:00:00-08:00', 'America/Los_Angeles');
  const target = { store, archive: new Archive(here.root.archive), instant };
  await importFile({ kind: 'fee-schedule', path, effective }, target);
  await store.close();
}

/** Allowed, and day of the vintage in the trace, by day of service. */
async function decided(days: readonly string[]): Promise<(readonly [string, number, string])[]> {
  const store = openSqliteStore(here.root.store);
  const rows: (readonly [string, number, string])[] = [];
  for (const day of days) {
    const [claim] = await store.claimsByPatientControlNumber(`V${day}`);
    const { outcome } = (await store.decisionsOfClaim(claim!.claimId)).at(-1)!;
    const decision = outcome.kind === 'decision' ? outcome.decision : undefined;
    const priced = decision!.trace.map(({ text }) => text).join('\n');
    rows.push([day, decision!.allowedCents, /\b(2025\d{4})\b/.exec(priced)?.[1] ?? priced]);
  }
  await store.close();
  return rows;
}

const DAYS = ['20250630', '20250701', '20250930', '20251001'];

test.each([
  ['the older imported first', ['july', 'october']],
  ['the older imported last', ['october', 'july']],
])('vintages stand side by side, the day of service chooses: %s', async (_name, order) => {
  for (const name of order) {
    if (name === 'july') await imported('july.csv', JULY, '20250701');
    else await imported('october.csv', OCTOBER, '20251001');
  }
  const claims = DAYS.map((day) => ({
    patientControlNumber: `V${day}`,
    serviceDate: day,
    lines: [['99213', 900] as const],
  }));
  here.drop('harborclear', 'a.x12', claimsFile(claims));
  await here.run(NIGHT);
  // KP-41: 1.30 × 1.043 + 1.35 × 1.220 + 0.10 × 0.853 = 3.0882, twice 6.1764, three times 9.2646; to two decimals, × 54.25.
  expect(await decided(DAYS)).toEqual([
    ['20250630', 167_63, '20250101'],
    ['20250701', 335_27, '20250701'],
    ['20250930', 335_27, '20250701'],
    ['20251001', 502_36, '20251001'],
  ]);
});
