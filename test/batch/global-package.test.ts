import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { Archive } from '../../src/batch/archive.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { readInstant } from '../../src/batch/instant.ts';
import { planAdjustment } from '../../src/batch/plan-adjustment.ts';
import { decideReview } from '../../src/batch/review.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { type Installation, installation } from './installation.ts';

const HEADING = [
  ',,,STATUS,MEDICARE ,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT',
  'HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT',
];
const row = (code: string, globalDays: string) =>
  `${code},,,A,,1.00,1.00,,1.00,,0.10,2.10,2.10,0,${globalDays},0.10,0.69,0.21,2,0,2,1,0,,32.3465,09,0,99,0.00,0.00,0.00`;
const TABLE = [...HEADING, row('27999', '090'), row('99213', 'XXX'), ''].join('\r\n');

interface Bill {
  readonly id: string;
  readonly procedure: string;
  readonly day: string;
}
const SURGERY: Bill = { id: 'G-OP', procedure: '27999', day: '20250912' };
const VISIT: Bill = { id: 'G-VISIT', procedure: '99213', day: '20250926' };
const NIGHTS = ['2025-11-03T20:00:00-08:00', '2025-11-04T20:00:00-08:00', '2025-11-05T20:00:00-08:00'];

let here: Installation;
beforeEach(async () => {
  here = await installation();
  const folder = mkdtempSync(join(tmpdir(), 'remit-table-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'pprrvu.csv');
  writeFileSync(path, TABLE);
  const store = openSqliteStore(here.root.store);
  const instant = readInstant('2025-11-01T08:00:00-07:00', 'America/Los_Angeles');
  const target = { store, archive: new Archive(here.root.archive), instant };
  await importFile({ kind: 'pprrvu', path, effective: '20250101' }, target);
  await store.close();
});

function drop(control: number, bills: readonly Bill[]): void {
  const number = String(control).padStart(9, '0');
  const claims = bills.flatMap(({ id, procedure, day }) => [
    `CLM*${id}*400***11:B:1*Y*A*Y*Y`,
    'HI*ABK:J069',
    'NM1*82*1*ABERNATHY-SAMPLE*ROWAN****XX*2100000118',
    'PRV*PE*PXC*207Q00000X',
    'LX*1',
    `SV1*HC:${procedure}*400*UN*1***1`,
    `DTP*472*D8*${day}`,
  ]);
  const body = [
    `BHT*0019*00*B${control}*20251103*0900*CH`,
    'NM1*41*2*HARBOR CLEAR*****46*HARBORCLEAR',
    'PER*IC*EDI DESK*TE*2065550111',
    'NM1*40*2*KAISER PERMANENTE WASHINGTON*****46*91051',
    'HL*1**20*1',
    'PRV*BI*PXC*193200000X',
    'NM1*85*2*CASCADE EXAMPLE FAMILY CLINIC*****XX*2100000019',
    'N3*120 EXAMPLE AVE*SUITE 4',
    'N4*SEATTLE*WA*981040001',
    'REF*EI*910000101',
    'HL*2*1*22*0',
    'SBR*P*18*******HM',
    'NM1*IL*1*ALDERWOOD*MIRA*J***MI*10010001',
    'N3*1 SAMPLE WAY',
    'N4*SEATTLE*WA*98109',
    'DMG*D8*19790314*F',
    'NM1*PR*2*KAISER PERMANENTE WASHINGTON*****PI*91051',
    ...claims,
  ];
  const text = [
    `ISA*00*          *00*          *ZZ*HARBORCLEAR    *ZZ*91051          *251103*0900*^*00501*${number}*0*P*:`,
    `GS*HC*HARBORCLEAR*91051*20251103*0900*${control}*X*005010X222A1`,
    'ST*837*0001*005010X222A1',
    ...body,
    `SE*${body.length + 2}*0001`,
    `GE*1*${control}`,
    `IEA*1*${number}`,
  ].join('~');
  here.drop('harborclear', `${number}.x12`, `${text}~`);
}

async function stateOf({ id }: Bill): Promise<string> {
  const store = openSqliteStore(here.root.store);
  const [claim] = await store.claimsByPatientControlNumber(id);
  const last = (await store.decisionsOfClaim(claim!.claimId)).at(-1);
  await store.close();
  if (last?.outcome.kind !== 'decision') return claim!.state;
  const { decision } = last.outcome;
  if (decision.status === 'pended') return `pended ${decision.pends?.map(({ rule }) => rule).join(' ')}`;
  const codes = decision.lines[0]!.adjustments.map(({ group, carc }) => `${group}-${carc}`).join(' ');
  return `${claim!.state} ${decision.allowedCents} ${codes}`;
}

/** 1.00 x 1.043 + 1.00 x 1.220 + 0.10 x 0.853 = 2.35 RVU x 54.25 = 127.49. */
const PAID = 'remitted 12749 CO-45';
const PAID_VISIT = `${PAID} PR-3`;

describe('KP-41 global period over claims of several files', () => {
  test.each([
    ['one file', [[SURGERY, VISIT]]],
    ['one file, the visit first', [[VISIT, SURGERY]]],
    ['two files of one night', [[VISIT], [SURGERY]]],
  ])('%s: the older service is settled first, the visit is in its price', async (_name, files) => {
    for (const [index, bills] of files.entries()) drop(index + 1, bills);
    await here.run(NIGHTS[0]!);
    expect([await stateOf(SURGERY), await stateOf(VISIT)]).toEqual([PAID, 'remitted 0 CO-97']);
  });

  test('on two nights the surgery is asked of the store', async () => {
    drop(1, [SURGERY]);
    await here.run(NIGHTS[0]!);
    drop(2, [VISIT]);
    await here.run(NIGHTS[1]!);
    expect(await stateOf(VISIT)).toBe('remitted 0 CO-97');
  });

  test('a surgery that comes after its visit waits, is approved, and the visit is then taken back', async () => {
    drop(1, [VISIT]);
    await here.run(NIGHTS[0]!);
    drop(2, [SURGERY]);
    await here.run(NIGHTS[1]!);
    expect([await stateOf(VISIT), await stateOf(SURGERY)]).toEqual([PAID_VISIT, 'pended KP-41']);
    const store = openSqliteStore(here.root.store);
    const [{ claimNumber } = { claimNumber: '' }] = await store.claimsByPatientControlNumber(SURGERY.id);
    await store.close();
    await decideReview(
      { settings: here.settings, asOf: '2025-11-05T09:00:00-08:00', actor: 'clerk' },
      {
        claimNumber,
        rule: 'KP-41',
        decision: 'approve',
        reviewer: 'R. SAMPLE',
        licence: 'WA-1',
        criterion: 'GLOBAL',
      },
    );
    await here.run(NIGHTS[2]!);
    expect(await stateOf(SURGERY)).toBe(PAID);
    const plan = await planAdjustment(here.settings, '2025-11-06T09:00:00-08:00', { profileId: '91051' });
    expect(plan.claims).toMatchObject([{ afterCents: 0, left: 'less is paid' }]);
    expect(plan.unchanged).toBe(1);
  });
});
