import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { actOnMoney } from '../../src/batch/act-on-money.ts';
import { Archive } from '../../src/batch/archive.ts';
import { importFile } from '../../src/batch/import-file.ts';
import { readInstant } from '../../src/batch/instant.ts';
import { adjustClaims, type MassAdjustment } from '../../src/batch/mass-adjustment.ts';
import { payerMayAdjust } from '../../src/batch/payer-adjustment-limit.ts';
import { planAdjustment } from '../../src/batch/plan-adjustment.ts';
import { summarize } from '../../src/cli/summary.ts';
import { decide, snapshotOf } from '../adjudication/fixtures.ts';
import { memberOf, otherCoverage, shipped } from '../adjudication/shipped.ts';
import { REFERENCE_FOLDER, shippedStories } from '../stories/story.ts';
import { runAt, runStory, type StoryRun } from '../stories/story-runner.ts';

const story = shippedStories().find(({ name }) => name === '01-clean-professional')!;
const ACT = '2025-11-10T09:00:00-08:00';
const NIGHT = { asOf: '2025-11-12T20:00:00-08:00', pay: 'now' } as const;
const CLAIM = '2530700000015';
const wanted: MassAdjustment = { profileId: '91051' };

let run: StoryRun;
beforeEach(async () => {
  run = await runStory(story);
});
afterEach(() => run.remove());

/** The same fees with another work value for the visit, of a later vintage for the same services. */
async function correctFees(workOfVisit: string): Promise<void> {
  const path = join(run.root.path, 'fees.csv');
  const header = 'code,modifier,status,work_rvu,pe_nonfacility_rvu,pe_facility_rvu,mp_rvu';
  writeFileSync(path, `${header}\n99213,,A,${workOfVisit},1.35,0.57,0.10\n93000,,A,0.17,0.24,0.24,0.02\n`);
  const instant = readInstant(ACT, 'America/Los_Angeles');
  await run.withStore((store) =>
    importFile(
      { kind: 'fee-schedule', path, effective: '20250201' },
      { store, archive: new Archive(run.root.archive), instant },
    ),
  );
}

const plan = (more: Partial<MassAdjustment> = {}) =>
  planAdjustment(run.settings, ACT, { ...wanted, ...more });
const apply = (more: Partial<MassAdjustment> = {}) =>
  actOnMoney({ settings: run.settings, asOf: ACT, actor: 'clerk' }, { act: 'adjust' }, (desk) =>
    adjustClaims(desk, { ...wanted, ...more }),
  );
const paid = () =>
  run.withStore(async (store) => {
    const row = await store.claimByNumber(CLAIM);
    const decisions = await store.decisionsOfClaim(row!.claimId);
    return decisions.map(({ act, outcome }) => [
      act,
      outcome.kind === 'decision' ? outcome.decision.paidCents : 0,
    ]);
  });

test('the books of status close before and after an adjustment, and when it is paid', async () => {
  const closed = async (): Promise<[boolean, number]> =>
    run.withStore(async (store) => {
      const { booksClosed, decided } = await summarize(store);
      return [booksClosed, decided.claims];
    });
  expect(await closed()).toEqual([true, 1]);
  await correctFees('1.40');
  await apply();
  // The corrected decision counts as a replaced one does.
  expect(await closed()).toEqual([true, 2]);
  await runAt(run.settings, NIGHT);
  expect(await closed()).toEqual([true, 2]);
});

test('nothing was corrected: nothing changes', async () => {
  expect(await plan()).toMatchObject({
    looked: 1,
    unchanged: 1,
    adjusted: 0,
    differenceCents: 0,
    claims: [],
  });
});

test('a fee corrected upwards: planned, then reversed and paid anew on the next remittance', async () => {
  // Work 1.40: 1.4602 + 1.647 + 0.0853 = 3.1925 → 3.19 × 54.25 = 173.06; 173.06 − 167.63 = 5.43 more.
  await correctFees('1.40');
  const planned = await plan();
  expect(planned).toMatchObject({ looked: 1, adjusted: 1, left: 0, differenceCents: 543 });
  expect(await paid()).toEqual([['decide', 16921]]);
  expect(await apply()).toEqual(planned);
  expect(await paid()).toEqual([
    ['decide', 16921],
    ['correct', 17464],
  ]);
  const report = await runAt(run.settings, NIGHT);
  expect(report.broken).toEqual([]);
  const payments = await run.withStore((store) => store.payments({}));
  expect(payments.map(({ paidCents }) => paidCents)).toEqual([16921, 543]);
  expect(await plan()).toMatchObject({ unchanged: 1, adjusted: 0 });
});

test('less is paid: left for a recovery, unless the money may be taken', async () => {
  await correctFees('1.20');
  expect(await plan()).toMatchObject({ adjusted: 0, left: 1, claims: [{ left: 'less is paid' }] });
  expect(await plan({ takesMoneyBack: true })).toMatchObject({ adjusted: 1, left: 0 });
});

/** The clinic's contract, every term at another factor. */
async function correctContract(factor: string): Promise<void> {
  const path = join(run.root.path, 'contracts.csv');
  const [header = '', ...rows] = readFileSync(join(REFERENCE_FOLDER, 'contracts.csv'), 'utf8').split('\n');
  writeFileSync(path, [header, ...rows.map((row) => row.replace(',54.2500,', `,${factor},`))].join('\n'));
  const instant = readInstant(ACT, 'America/Los_Angeles');
  await run.withStore((store) =>
    importFile(
      { kind: 'contracts', path, effective: '20250101' },
      { store, archive: new Archive(run.root.archive), instant },
    ),
  );
}

test("a provider's contract corrected: its own claims, planned and carried out", async () => {
  await correctContract('55.0000');
  // 3.09 × 55.00 = 169.95 and 0.49 × 55.00 = 26.95: 2.32 and 0.37 more.
  const payee = { payeeId: '910000101-2100000019' };
  expect(await plan({ payeeId: '910000102-2100000027' })).toMatchObject({ looked: 0, adjusted: 0 });
  expect(await plan(payee)).toMatchObject({ looked: 1, adjusted: 1, differenceCents: 269 });
  await apply(payee);
  await runAt(run.settings, NIGHT);
  const payments = await run.withStore((store) => store.payments({}));
  expect(payments.map(({ paidCents }) => paidCents)).toEqual([16921, 269]);
});

test('KP-73 other coverage becomes known: 22, and nothing after the payer’s own limit (KP-34)', async () => {
  const path = join(run.root.path, 'coverage.csv');
  const header = 'member_id,kind,before_us,payer_id,from,to,notified';
  writeFileSync(path, `${header}\n10010001,group,Y,OEH01,2025-01-01,,2025-11-08\n`);
  const instant = readInstant(ACT, 'America/Los_Angeles');
  await run.withStore((store) =>
    importFile(
      { kind: 'other-coverage', path, effective: '20250101' },
      { store, archive: new Archive(run.root.archive), instant },
    ),
  );
  const back = { memberId: '10010001', takesMoneyBack: true };
  expect(await plan({ ...back, takesMoneyBack: false })).toMatchObject({
    adjusted: 0,
    claims: [{ left: 'less is paid' }],
  });
  const late = await planAdjustment(run.settings, '2026-11-09T09:00:00-08:00', { ...wanted, ...back });
  expect(late.claims).toMatchObject([{ left: 'past the limit' }]);
  expect(await plan(back)).toMatchObject({ looked: 1, adjusted: 1, differenceCents: -16921 });
  await apply(back);
  const last = await run.withStore(async (store) => {
    const row = await store.claimByNumber(CLAIM);
    return (await store.decisionsOfClaim(row!.claimId)).at(-1)!.outcome;
  });
  expect(JSON.stringify(last)).toContain('"carc":"22"');
});

test('a claim whose benefits went to the member: the member gets the difference, the provider a remittance of nothing', async () => {
  run.remove();
  run = await runStory(shippedStories().find(({ name }) => name === '32-member-paid')!);
  // Work of 99214 goes from 1.92 to 2.00: 2.086 + 2.196 + 0.12795 = 4.40995 → 4.41 × 54.25 = 239.24; 4.34 more.
  const path = join(run.root.path, 'fees.csv');
  const fees = readFileSync(join(REFERENCE_FOLDER, 'fee-schedule-2025.csv'), 'utf8');
  writeFileSync(path, fees.replace('99214,,A,1.92', '99214,,A,2.00'));
  const instant = readInstant(ACT, 'America/Los_Angeles');
  await run.withStore((store) =>
    importFile(
      { kind: 'fee-schedule', path, effective: '20250101' },
      { store, archive: new Archive(run.root.archive), instant },
    ),
  );
  expect(await plan()).toMatchObject({ looked: 2, unchanged: 1, adjusted: 1, differenceCents: 434 });
  await apply();
  const report = await runAt(run.settings, NIGHT);
  expect(report.broken).toEqual([]);
  const payments = await run.withStore((store) => store.payments({}));
  expect(
    payments.slice(-2).map(({ payeeId, paidCents }) => [payeeId.startsWith('member-'), paidCents]),
  ).toEqual([
    [false, 0],
    [true, 434],
  ]);
});

test.each([
  ['another member', { memberId: '99999999' }],
  ['services before', { serviceTo: '20250101' }],
  ['another payee', { payeeId: '910000999-2999999990' }],
])('%s: not looked at', async (_name, more) => {
  expect(await plan(more)).toMatchObject({ looked: 0 });
});

test('an unknown payer is refused', async () => {
  await expect(plan({ profileId: 'NONE' })).rejects.toMatchObject({ code: 'ADJUSTMENT-PROFILE' });
});

test.each([
  ['KP-32 commercial', 'commercial', {}, '20251015', '20271015', '20271016'],
  [
    'KP-34 told of other coverage',
    'commercial',
    { otherCoverages: [otherCoverage('group')] },
    '20251015',
    '20260201',
    '20260202',
  ],
] as const)('%s: the payer’s own limit', (_name, line, more, decided, last, late) => {
  const data = memberOf(line, more);
  const decision = { ...decide({}), lineOfBusiness: line };
  expect(payerMayAdjust(shipped, snapshotOf(data), decision, decided, last)).toBe(true);
  expect(payerMayAdjust(shipped, snapshotOf(data), decision, decided, late)).toBe(false);
});

test.each(['medicare-advantage', 'self-funded', 'medicaid'] as const)('%s: at any time', (line) => {
  const decision = { ...decide({}), lineOfBusiness: line };
  expect(payerMayAdjust(shipped, snapshotOf(memberOf(line)), decision, '20200101', '20351231')).toBe(true);
});
