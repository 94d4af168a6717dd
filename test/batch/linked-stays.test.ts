import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Decision } from '../../src/adjudication/decision.ts';
import { Archive } from '../../src/batch/archive.ts';
import { prepareDataRoot } from '../../src/batch/data-root.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { readInstant } from '../../src/batch/instant.ts';
import { decideReview } from '../../src/batch/review.ts';
import type { ClaimRow } from '../../src/store/rows.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { type Installation, installation, SPECS } from './installation.ts';

const NIGHT = '2025-11-03T20:00:00-05:00';
const NEXT_NIGHT = '2025-11-04T20:00:00-05:00';
const MEMBER = '50050001';
const HOSPITAL = { taxId: '910000104', npi: '2100000043' };
const OTHER_HOSPITAL = { taxId: '910000105', npi: '2100000050' };

/** An invented hospital group that sends to the payer itself. */
const PARTNER = `<?xml version="1.0" encoding="UTF-8"?>
<partner id="susquehanna-test" name="Susquehanna Example" usage="P" rejectSetOnClaimFault="no" duplicateLookBackDays="365"
         newlineAfterSegment="no" payers="FPLIC" snipTypes="1 2 3 4 5 6 7">
  <sender qualifier="ZZ" interchangeId="SUSQUEHANNA" applicationId="SUSQUEHANNA"/>
  <receiver qualifier="ZZ" interchangeId="FPLIC" applicationId="FPLIC"/>
  <answers ta1="asked" functional999="always" claim277="always"/>
</partner>
`;
const MEMBERS = `member_id,subscriber_id,last_name,first_name,middle_name,suffix,birth_date,gender,plan_id,line_of_business,employer_group,from,to
${MEMBER},${MEMBER},PENNYFEATHER,ORLA,,,1960-02-11,F,FPLIC-TRADITIONAL,commercial,,2024-01-01,
`;
const contractRow = ({ taxId, npi }: typeof HOSPITAL) =>
  `${taxId},${npi},SUSQUEHANNA EXAMPLE HOSPITAL,1 EXAMPLE ROAD,,SCRANTON,PA,185030001,CHK,,,susquehanna-test,*,institutional`;
const CONTRACTS = `tax_id,npi,name,address_line_1,address_line_2,city,state,postal_code,payment_method,bank_routing,bank_account,remittance_partner,line_of_business,claim_kind,pricing_method,conversion_factor,percent_of_charge,from,to,setting,base_rate,transfer_percent
${[HOSPITAL, OTHER_HOSPITAL]
  .flatMap((payee) => [
    `${contractRow(payee)},drg,,,2024-01-01,,inpatient,4150.00,70.00`,
    `${contractRow(payee)},percent-of-charge,,50.00,2024-01-01,,outpatient,,`,
  ])
  .join('\n')}
`;
const WEIGHTS = 'system,drg,weight,gmlos,post_acute,special_pay\nMS,343,1.0000,2.0,,\n';

interface Bill {
  readonly id: string;
  readonly hospital?: typeof HOSPITAL;
  /** First and last day. */
  readonly days: readonly [from: string, to: string];
  /** CL102, default 1; 4 is from another hospital. */
  readonly admissionSource?: string;
  /** CL103, of a stay; tests before one have none. */
  readonly dischargeStatus?: string;
}

let here: Installation;
let sent: string[];
beforeEach(async () => {
  sent = [];
  const specs = mkdtempSync(join(tmpdir(), 'remit-specs-'));
  onTestFinished(() => rmSync(specs, { recursive: true, force: true }));
  cpSync(SPECS, specs, { recursive: true });
  writeFileSync(join(specs, 'partners/susquehanna-test.xml'), PARTNER);
  here = await installation({ specs });
  prepareDataRoot(here.root, ['susquehanna-test']);
  const store = openSqliteStore(here.root.store);
  const target = {
    store,
    archive: new Archive(here.root.archive),
    instant: readInstant('2025-11-01T08:00:00-04:00', 'America/New_York'),
  };
  for (const [kind, text] of [
    ['members', MEMBERS],
    ['contracts', CONTRACTS],
    ['drg-weights', WEIGHTS],
  ] as const) {
    const path = join(specs, `${kind}.csv`);
    writeFileSync(path, text);
    await importFile({ kind, path, effective: '20241001' }, target);
  }
  await store.close();
});

/** 4,500.00 of a stay, or 300.00 of tests, in one set each. */
function segments(bill: Bill): string[] {
  const { id, hospital = HOSPITAL, days, dischargeStatus, admissionSource = '1' } = bill;
  const [from, to] = days;
  const isStay = dischargeStatus !== undefined;
  const services = isStay
    ? ['LX*1', 'SV2*0120**3000*DA*4', 'LX*2', 'SV2*0250**1500*UN*1']
    : ['LX*1', 'SV2*0300*HC:80053*300*UN*1', `DTP*472*D8*${from}`];
  return [
    'BHT*0019*00*B1*20251103*0900*CH',
    'NM1*41*2*SUSQUEHANNA EXAMPLE*****46*SUSQUEHANNA',
    'PER*IC*EDI DESK*TE*5705550111',
    'NM1*40*2*FIRST PRIORITY LIFE INSURANCE COMPANY*****46*FPLIC',
    'HL*1**20*1',
    'NM1*85*2*SUSQUEHANNA EXAMPLE HOSPITAL*****XX*'.concat(hospital.npi),
    'N3*1 EXAMPLE ROAD',
    'N4*SCRANTON*PA*185030001',
    `REF*EI*${hospital.taxId}`,
    'HL*2*1*22*0',
    'SBR*P*18*******12',
    `NM1*IL*1*PENNYFEATHER*ORLA****MI*${MEMBER}`,
    'N3*2 EXAMPLE ROAD',
    'N4*SCRANTON*PA*18503',
    'DMG*D8*19600211*F',
    'NM1*PR*2*FIRST PRIORITY LIFE INSURANCE COMPANY*****PI*FPLIC',
    `CLM*${id}*${isStay ? 4500 : 300}***${isStay ? '11' : '13'}:A:1**A*Y*Y`,
    ...(isStay ? ['DTP*096*TM*1130'] : []),
    `DTP*434*RD8*${from}-${to}`,
    ...(isStay ? [`DTP*435*DT*${from}0715`, `CL1*1*${admissionSource}*${dischargeStatus}`] : ['CL1*1*1*01']),
    `HI*ABK:K3580${isStay ? ':::::::Y' : ''}`,
    ...(isStay ? ['HI*ABJ:K3580', 'HI*DR:343'] : []),
    'NM1*71*1*KESTREL-SAMPLE*ODALYS****XX*2100000217',
    ...services,
  ];
}

function drop(control: number, bills: readonly Bill[]): void {
  sent.push(...bills.map(({ id }) => id));
  const number = String(control).padStart(9, '0');
  const sets = bills.flatMap((bill, index) => {
    const id = String(index + 1).padStart(4, '0');
    const body = segments(bill);
    return [`ST*837*${id}*005010X223A2`, ...body, `SE*${body.length + 2}*${id}`];
  });
  const text = [
    `ISA*00*          *00*          *ZZ*SUSQUEHANNA    *ZZ*FPLIC          *251103*0900*^*00501*${number}*0*P*:`,
    'GS*HC*SUSQUEHANNA*FPLIC*20251103*0900*1*X*005010X223A2',
    ...sets,
    `GE*${bills.length}*1`,
    `IEA*1*${number}`,
  ].join('~');
  here.drop('susquehanna-test', `${number}.x12`, `${text}~`);
}

async function lastOf(id: string): Promise<{ claim: ClaimRow; decision: Decision | undefined }> {
  const store = openSqliteStore(here.root.store);
  const [claim] = await store.claimsByPatientControlNumber(id);
  const last = (await store.decisionsOfClaim(claim!.claimId)).at(-1);
  await store.close();
  return { claim: claim!, decision: last?.outcome.kind === 'decision' ? last.outcome.decision : undefined };
}

/** State with what is allowed and paid, or the rules that it waits for, by the sender's number of the claim. */
async function decided(): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const id of sent) {
    const { claim, decision } = await lastOf(id);
    const rules = (decision?.pends ?? []).map(({ rule }) => rule).join(' ');
    answers[id] =
      decision?.status === 'pended'
        ? `pended ${rules}`
        : `${claim.state} ${decision?.allowedCents} ${decision?.paidCents}`;
  }
  return answers;
}

const FIRST: Bill = { id: 'S1', days: ['20250908', '20250912'], dischargeStatus: '01' };
const AGAIN: Bill = { id: 'S2', days: ['20251012', '20251015'], dischargeStatus: '01' };
const TESTS: Bill = { id: 'T1', days: ['20250907', '20250907'] };
const PAID = 'remitted 415000 400000';

async function sendAtOnce(...bills: Bill[]): Promise<Record<string, string>> {
  drop(1, bills);
  await here.run(NIGHT);
  return decided();
}

describe.each([
  ['in one run', false],
  ['in two runs: the other is asked of the store', true],
])('%s', (_name, isApart) => {
  const send = async (first: Bill, second: Bill) => {
    if (!isApart) return sendAtOnce(first, second);
    await sendAtOnce(first);
    drop(2, [second]);
    await here.run(NEXT_NIGHT);
    return decided();
  };

  test('FP-48: a readmission on the thirtieth day waits for a person, at any hospital', async () => {
    const second = { ...AGAIN, hospital: OTHER_HOSPITAL };
    expect(await send(FIRST, second)).toEqual({ S1: PAID, S2: 'pended FP-48' });
  });

  test('FP-44: tests the day before the stay wait for a person', async () => {
    expect(await send(FIRST, TESTS)).toMatchObject(
      // In one run the older service is settled first: then it is the stay that waits.
      isApart ? { S1: PAID, T1: 'pended FP-44' } : { S1: 'pended FP-44', T1: 'remitted 15000 15000' },
    );
  });
});

test('a day later it is paid', async () => {
  expect(await sendAtOnce(FIRST, { ...AGAIN, days: ['20251013', '20251015'] })).toEqual({
    S1: PAID,
    S2: PAID,
  });
});

describe('FP-41: to another hospital and back: two transfers, and the return at the group’s rate', () => {
  const transferred: readonly Bill[] = [
    { id: 'S1', days: ['20250908', '20250910'], dischargeStatus: '02' },
    {
      id: 'S2',
      days: ['20250910', '20250915'],
      hospital: OTHER_HOSPITAL,
      admissionSource: '4',
      dischargeStatus: '02',
    },
    { id: 'S3', days: ['20250915', '20250918'], admissionSource: '4', dischargeStatus: '01' },
  ];
  const TRANSFER = 'remitted 315000 300000';

  test('none of them is a readmission', async () => {
    expect(await sendAtOnce(...transferred)).toEqual({ S1: TRANSFER, S2: TRANSFER, S3: PAID });
  });

  test('nor when the first hospital bills last', async () => {
    await sendAtOnce(...transferred.slice(1));
    drop(2, transferred.slice(0, 1));
    await here.run(NEXT_NIGHT);
    expect(await decided()).toEqual({ S1: TRANSFER, S2: TRANSFER, S3: PAID });
  });

  describe.each([
    ['the first comes first', 0],
    ['the second comes first', 1],
  ])('claims that do not agree on a transfer are reviewed: %s', (_order, at) => {
    const [first, second] = transferred;
    const leave: Bill = { ...second!, days: ['20250910', '20250915'], dischargeStatus: '01' };
    test.each<[string, Bill, Bill]>([
      ['sent home, says the one that let go', { ...first!, dischargeStatus: '01' }, leave],
      ['from home, says the one that took in', first!, { ...leave, admissionSource: '1' }],
    ])('%s', async (_name, one, other) => {
      const [now, later] = at === 0 ? [one, other] : [other, one];
      await sendAtOnce(now);
      drop(2, [later]);
      await here.run(NEXT_NIGHT);
      expect((await decided())[later.id]).toBe('pended FP-48');
    });
  });

  test('FP-48: within one hospital it is one episode', async () => {
    const [first, second] = transferred;
    const within = { ...second!, hospital: HOSPITAL };
    expect(await sendAtOnce(first!, within)).toEqual({ S1: TRANSFER, S2: 'pended FP-48' });
  });

  test('FP-48: a patient who comes from another hospital weeks later is readmitted', async () => {
    const [first, second] = transferred;
    const weeksLater: Bill = { ...second!, days: ['20250925', '20250930'] };
    expect(await sendAtOnce(first!, weeksLater)).toEqual({ S1: TRANSFER, S2: 'pended FP-48' });
  });
});

test('a stay that is billed after the readmission that followed it waits as well', async () => {
  drop(1, [AGAIN]);
  await here.run(NIGHT);
  drop(2, [FIRST]);
  await here.run(NEXT_NIGHT);
  expect(await decided()).toEqual({ S1: 'pended FP-48', S2: PAID });
});

test.each([
  ['approved: paid', AGAIN, 'FP-48', 'approve', PAID, ''],
  ['refused: one episode, CO-249', AGAIN, 'FP-48', 'deny', 'remitted 0 0', 'CO 249 450000'],
  ['tests refused: part of the stay, CO-60', TESTS, 'FP-44', 'deny', 'remitted 0 0', 'CO 60 30000'],
] as const)('a person answers, the next run decides: %s', async (_name, bill, rule, answer, state, codes) => {
  drop(1, [FIRST]);
  await here.run(NIGHT);
  drop(2, [bill]);
  await here.run(NEXT_NIGHT);
  const claimNumber = (await lastOf(bill.id)).claim.claimNumber;
  await decideReview(
    { settings: here.settings, asOf: '2025-11-05T09:00:00-05:00', actor: 'clerk' },
    { claimNumber, rule, decision: answer, reviewer: 'R. SAMPLE', licence: 'PA-12345', criterion: 'STAY-1' },
  );
  await here.run('2025-11-05T20:00:00-05:00');
  expect((await decided())[bill.id]).toBe(state);
  const sums = new Map<string, number>();
  for (const line of (await lastOf(bill.id)).decision?.lines ?? [])
    for (const { group, carc, amountCents } of line.adjustments)
      if (group === 'CO' && carc !== '45' && carc !== '94')
        sums.set(`${group} ${carc}`, (sums.get(`${group} ${carc}`) ?? 0) + amountCents);
  expect([...sums].map((sum) => sum.join(' ')).join()).toBe(codes);
});

test('a member’s institutional claims are found by their index, whatever the number of claims', async () => {
  drop(1, [FIRST]);
  await here.run(NIGHT);
  const sql = readFileSync(join(import.meta.dirname, '../../src/store/sqlite/claim.sql'), 'utf8');
  const query = /-- name: pastClaims\n([^;]+);/.exec(sql)![1]!;
  const database = new Database(here.root.store, { readonly: true });
  const plan = database
    .prepare(`EXPLAIN QUERY PLAN ${query}`)
    .all({ claimNumbers: '[]', sameServiceKeys: '[]', interimMembers: '[]', stayMembers: '[]' }) as {
    detail: string;
  }[];
  database.close();
  const steps = plan.map(({ detail }) => detail);
  expect(steps).toContain('SEARCH claim USING COVERING INDEX claim_institutional (member_id=?)');
  expect(steps.filter((step) => /^SCAN (claim|c|d)\b/.test(step))).toEqual([]);
});
