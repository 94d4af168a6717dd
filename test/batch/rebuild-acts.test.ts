import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { doMoneyAct } from '../../src/batch/act-on-money.ts';
import { Archive } from '../../src/batch/archive.ts';
import { decideQuarantine } from '../../src/batch/decide-quarantine.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { readInstant } from '../../src/batch/instant.ts';
import {
  MONEY_ACT_NAMES,
  type MoneyActName,
  type ResultOf,
  type WantedOf,
} from '../../src/batch/money-acts.ts';
import type { LineChange } from '../../src/batch/payment-correction.ts';
import { rebuild } from '../../src/batch/rebuild.ts';
import { decideReview } from '../../src/batch/review.ts';
import { footprint } from '../crash/footprint.ts';
import { claimsFile } from './claims-file.ts';
import { SPECS } from './installation.ts';
import { MoneyOffice } from './money-office.ts';

const AS_OF = '2026-01-05T08:00:00-08:00';
const FUND = '91051/commercial';
const CLINIC = '910000101-2100000019';
const PEDIATRICS = '910000103-2100000035';
const reason = 'as agreed';
const tooMuch: LineChange[] = [{ line: 1, group: 'CO', carc: '45', remarks: [], amountCents: 20_00 }];
const givenBack: LineChange[] = [{ line: 1, group: 'CO', carc: '45', remarks: [], amountCents: -10_00 }];

/** Acts of persons over an installation, each on the noon of its day, books proved after each. */
class Desk {
  readonly office: MoneyOffice;
  readonly #done = new Set<string>();

  constructor(office: MoneyOffice) {
    this.office = office;
  }

  async act<Name extends MoneyActName>(
    day: string,
    name: Name,
    wanted: WantedOf<Name>,
  ): Promise<ResultOf<Name>> {
    this.#done.add(name);
    const options = { settings: this.office.here.settings, asOf: `${day}T12:00:00-08:00`, actor: 'clerk' };
    const result = await doMoneyAct(options, name, wanted);
    await this.office.prove(day);
    return result;
  }

  get done(): readonly string[] {
    return [...this.#done].sort();
  }
}

/** Two months in which every act of a person happens that there is. */
async function twoMonths(): Promise<Desk> {
  const office = await MoneyOffice.open();
  const { here } = office;
  const desk = new Desk(office);
  const claims = ['A1', 'A2', 'A3', 'A4', 'A5'].map((patientControlNumber, index) => ({
    patientControlNumber,
    serviceDate: `2025100${index + 1}`,
  }));
  const forChildren = claimsFile([{ patientControlNumber: 'P1' }], { controlNumber: '000000901' })
    .replaceAll('CASCADE EXAMPLE FAMILY CLINIC*****XX*2100000019', 'PINE EXAMPLE*****XX*2100000035')
    .replaceAll('REF*EI*910000101', 'REF*EI*910000103');
  here.drop('harborclear', 'p.x12', forChildren);
  here.drop('harborclear', 'text.x12', 'no interchange at all');
  copyFileSync(
    join(SPECS, '../edi-samples/stories/18-pended/in/harborclear/a-hospital.x12'),
    join(here.root.inbox, 'harborclear', 'pended.x12'),
  );
  await office.night('2025-11-03', claims);
  const number = (account: string) => office.claimNumber(account);
  const trace = async (payeeId: string) =>
    office.withStore(async (store) => (await store.payments({ payeeId })).at(-1)!.traceNumber);

  const who = { actor: 'clerk', reason, asOf: '2025-11-04T09:00:00-08:00' };
  const text = { partnerId: 'harborclear', name: 'text.x12', decision: 'reject' } as const;
  await decideQuarantine(here.settings, { ...text, ...who });
  await decideReview(
    { settings: here.settings, asOf: '2025-11-04T10:00:00-08:00', actor: 'clerk' },
    {
      claimNumber: await number('S18-1801'),
      rule: 'KP-52',
      decision: 'approve',
      reviewer: 'R. SAMPLE',
      licence: 'WA-12345',
      criterion: 'BILL-1',
    },
  );

  const [a1, a2, a3, a4, a5] = await Promise.all(['A1', 'A2', 'A3', 'A4', 'A5'].map(number));
  const open = { changes: tooMuch, reason };
  await desk.act('2025-11-10', 'recovery open', { claimNumber: a1!, method: 'with the money', ...open });
  await desk.act('2025-11-11', 'recovery open', { claimNumber: a2!, method: 'at once', ...open });
  await desk.act('2025-11-12', 'recovery open', { claimNumber: a3!, method: 'with the money', ...open });
  await desk.act('2025-11-13', 'recovery received', { key: 'recovery-1', reason });
  await desk.act('2025-11-14', 'recovery contested', { key: 'recovery-1', reason });
  await desk.act('2025-11-15', 'recovery permitted', { key: 'recovery-1', reason });
  await desk.act('2025-11-15', 'recovery withdrawn', { key: 'recovery-3', reason });
  const check = { number: 'CHK5', amountCents: 5_00 };
  await desk.act('2025-11-16', 'recovery refund', { key: 'recovery-2', check });
  await desk.act('2025-11-16', 'appeal open', { claimNumber: a4!, level: 1, reason });
  const overturned = { key: 'appeal-1', outcome: 'overturned', changes: givenBack, reason } as const;
  await desk.act('2025-11-17', 'appeal decide', overturned);
  await desk.act('2025-11-17', 'appeal open', { claimNumber: a5!, level: 1, reason });
  await desk.act('2025-11-17', 'appeal decide', { key: 'appeal-2', outcome: 'upheld', changes: [], reason });
  await desk.act('2025-11-18', 'payment stopped', { trace: await trace(PEDIATRICS), reason });
  await desk.act('2025-11-18', 'payment voided', { trace: await trace(PEDIATRICS), reason });
  await desk.act('2025-11-18', 'payment returned', { trace: await trace(CLINIC), reason });
  await desk.act('2025-11-18', 'payment reissued', { trace: await trace(CLINIC), reason });
  await desk.act('2025-11-19', 'payment hold', { payeeId: PEDIATRICS, payer: '91051', fund: '', reason });
  const bonus = { payeeId: CLINIC, fund: FUND, code: 'LS', reference: 'BONUS', toProviderCents: 50_00 };
  await desk.act('2025-11-19', 'payment adjust', bonus);
  const refund = { payeeId: CLINIC, fund: FUND, number: 'CHK9', amountCents: 30_00, otherPayersCents: 10_00 };
  await desk.act('2025-11-19', 'credit refund', refund);

  await office.night('2025-11-24', [{ patientControlNumber: 'B1', serviceDate: '20251108' }]);
  await desk.act('2025-11-25', 'payment release', { key: 'hold-1', reason });
  await correctFees(office, '2025-11-26T09:00:00-08:00');
  await desk.act('2025-11-26', 'adjust', { profileId: '91051', serviceFrom: '20251108' });
  const replayed = { kind: 'claim', claimNumber: a3! } as const;
  await desk.act('2025-11-27', 'replay', { scope: replayed, takesMoneyBack: false, reason });
  await office.night('2025-12-01', [
    { patientControlNumber: 'A5', frequency: '8', original: a5!, serviceDate: '20251005' },
  ]);
  await office.night('2025-12-29', []);
  return desk;
}

/** The same fees, the visit worth more. */
async function correctFees(office: MoneyOffice, asOf: string): Promise<void> {
  const { root } = office.here;
  const path = join(root.path, 'fees.csv');
  const header = 'code,modifier,status,work_rvu,pe_nonfacility_rvu,pe_facility_rvu,mp_rvu';
  writeFileSync(path, `${header}\n99213,,A,1.40,1.35,0.57,0.10\n93000,,A,0.17,0.24,0.24,0.02\n`);
  const instant = readInstant(asOf, 'America/Los_Angeles');
  const archive = new Archive(root.archive);
  await office.withStore((store) =>
    importFile({ kind: 'fee-schedule', path, effective: '20250201' }, { store, archive, instant }),
  );
}

test('every act of a person is done again from the archive: the same ledger, the same bytes, every row', async () => {
  const desk = await twoMonths();
  const { here } = desk.office;
  expect(desk.done).toEqual([...MONEY_ACT_NAMES].sort());
  const before = footprint(here.root);
  for (const ending of ['', '-wal', '-shm']) rmSync(`${here.root.store}${ending}`, { force: true });
  await rebuild(here.settings, AS_OF);
  const after = footprint(here.root);
  expect(after.store).toEqual(before.store);
  expect(after.files).toEqual(before.files);
  expect(after.delivered).toEqual([]);
}, 120_000);
