import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { claimsFile } from './claims-file.ts';
import { type Installation, installation } from './installation.ts';

const NIGHT = '2025-11-03T20:00:00-08:00';
const LATER = '2025-11-04T20:00:00-08:00';

const twoClaims = claimsFile([
  { patientControlNumber: 'A1' },
  { patientControlNumber: 'A2', serviceDate: '20251007' },
]);

function sent({ root }: Installation): string[] {
  return readdirSync(join(root.outbox, 'harborclear'))
    .map((name) => name.split('_')[1]!)
    .sort();
}

test('a night whose books close pays and says so', async () => {
  const here = await installation();
  here.drop('harborclear', 'a.x12', twoClaims);
  const report = await here.run(NIGHT);
  expect(report.exitCode).toBe(0);
  expect(report.adjudicated[0]!.books).toMatch(/^accepted 2 \(500\.00\) = paid 2 \(500\.00\)/);
  expect(sent(here)).toEqual(['277CA', '835', '999', 'TA1']);
});

test('a claim lost while staging is seen at the end of the interchange: exit 4, nothing is sent', async () => {
  const here = await installation();
  here.drop('harborclear', 'a.x12', twoClaims);
  const losing = (path: string): Store => {
    const store = openSqliteStore(path);
    return {
      ...store,
      stageSets: (parts) =>
        store.stageSets(
          parts.map((part) => ({
            ...part,
            parcels: part.parcels.map((parcel) => ({ ...parcel, claims: parcel.claims.slice(1) })),
          })),
        ),
    };
  };
  const report = await here.run(NIGHT, { openStore: losing });
  expect(report.exitCode).toBe(4);
  expect(report.broken[0]!.code).toBe('BOOKS-OPEN');
  expect(report.broken[0]!.message).toContain('seen 2 (500.00) <> sound 1 (250.00)');
  expect(sent(here)).toEqual([]);
});

test('a decision lost after pricing is seen at the end of adjudication: answers left, money did not', async () => {
  const here = await installation();
  here.drop('harborclear', 'a.x12', twoClaims);
  const losing = (path: string): Store => {
    const store = openSqliteStore(path);
    return { ...store, postDecisions: (act) => store.postDecisions({ ...act, claims: act.claims.slice(1) }) };
  };
  const report = await here.run(NIGHT, { openStore: losing, pay: 'calendar' });
  expect(report.exitCode).toBe(4);
  expect(report.broken[0]!.message).toContain('accepted 2 (500.00) <> paid 1 (250.00)');
  expect(sent(here)).toEqual(['277CA', '999', 'TA1']);
});

test('a cent changed behind the ledger is seen by the payment run: exit 4, no 835', async () => {
  const here = await installation();
  here.drop('harborclear', 'a.x12', twoClaims);
  await here.run(NIGHT, { stages: ['intake', 'adjudicate'] });
  const database = new Database(here.root.store);
  database.exec('UPDATE remittance_item SET amount_cents = amount_cents + 1 WHERE item_id = 1');
  database.close();
  const report = await here.run(LATER, { stages: ['pay', 'publish'] });
  expect(report.exitCode).toBe(4);
  expect(sent(here)).toEqual(['277CA', '999', 'TA1']);
});

test('started again with the same instant, nothing is done and nothing is sent twice', async () => {
  const here = await installation();
  here.drop('harborclear', 'a.x12', twoClaims);
  await here.run(NIGHT);
  const before = sent(here);
  const again = await here.run(NIGHT);
  expect(again.nothingToDo).toBe(true);
  expect(sent(here)).toEqual(before);
});

test('an instant before the last run is refused when there is something to do', async () => {
  const here = await installation();
  here.drop('harborclear', 'a.x12', twoClaims);
  await here.run(LATER);
  here.drop(
    'harborclear',
    'b.x12',
    claimsFile([{ patientControlNumber: 'B1' }], { controlNumber: '000000102' }),
  );
  await expect(here.run(NIGHT)).rejects.toMatchObject({ code: 'RUN-BACKWARDS', exitCode: 2 });
});

test('the same bytes again go to duplicate/ unanswered; other bytes under a known ISA13 get TA1 025', async () => {
  const here = await installation();
  here.drop('harborclear', 'a.x12', twoClaims);
  await here.run(NIGHT);
  here.drop('harborclear', 'again.x12', twoClaims);
  here.drop('harborclear', 'other.x12', claimsFile([{ patientControlNumber: 'B1' }]));
  const report = await here.run(LATER);
  expect(report.files.map((file) => [file.name, file.outcome])).toEqual([
    ['again.x12', 'duplicate'],
    ['other.x12', 'read'],
  ]);
  expect(readdirSync(join(here.root.duplicate, 'harborclear'))).toEqual(['again.x12']);
  expect(report.published.map((file) => file.type)).toEqual(['TA1']);
});
