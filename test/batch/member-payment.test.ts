import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { actOnMoney } from '../../src/batch/act-on-money.ts';
import { Archive } from '../../src/batch/archive.ts';
import type { MoneyDesk } from '../../src/batch/money-act.ts';
import { holdPayee, interruptPayment } from '../../src/batch/payment-interruption.ts';
import { reconcile } from '../../src/batch/reconcile.ts';
import { takeRefund } from '../../src/batch/refund.ts';
import { showThing } from '../../src/batch/show-thing.ts';
import { openWorkplace, workplaceOptions } from '../../src/batch/workplace.ts';
import { loadGuides } from '../../src/guide/guide-catalogue.ts';
import { shippedStories } from '../stories/story.ts';
import { readOutbox, runAt, runStory, type StoryRun } from '../stories/story-runner.ts';

/** OW-01: three visits of one family, paid to the insured; the second night takes a balance forward. */
const story = shippedStories().find(({ name }) => name === '32-member-paid')!;
const CHECK = '2511030000002';

let run: StoryRun;
beforeEach(async () => {
  run = await runStory(story);
});
afterEach(() => run.remove());

const told = () =>
  run.withStore(async (store) => {
    const workplace = openWorkplace(await workplaceOptions(run.settings, run.root, store));
    return reconcile(store, workplace, '20251110').finally(() => workplace.close());
  });
const act = (asOf: string, does: (desk: MoneyDesk) => Promise<unknown>) =>
  actOnMoney({ settings: run.settings, asOf, actor: 'clerk' }, { act: 'test' }, async (desk) => {
    await does(desk);
  });
const memberPayments = () =>
  run.withStore(async (store) =>
    (await store.payments({})).filter(({ payeeId }) => payeeId.startsWith('member-')),
  );

test('provider and member reconcile: what letters say is what the ledger paid', async () => {
  expect(await told()).toMatchObject({
    remittances: 3,
    letters: 3,
    paidCents: 28960,
    problems: [],
    waiting: [],
  });
  expect((await memberPayments()).map(({ method, paidCents }) => [method, paidCents])).toEqual([
    ['CHK', 14263],
    ['NON', 0],
    ['CHK', 14697],
  ]);
});

test("a member's check that was stopped is issued again", async () => {
  await act('2025-11-06T09:00:00-08:00', (desk) => interruptPayment(desk, CHECK, 'stopped', 'lost'));
  await act('2025-11-06T10:00:00-08:00', (desk) => interruptPayment(desk, CHECK, 'reissued', ''));
  const report = await runAt(run.settings, { asOf: '2025-11-07T20:00:00-08:00', pay: 'now' });
  expect(report.broken).toEqual([]);
  expect((await memberPayments()).at(-1)).toMatchObject({
    payeeName: 'MIRA J ALDERWOOD',
    claimCount: 0,
    paidCents: 14263,
  });
  expect((await told()).problems).toEqual([]);
});

test('a member on hold gets no check', async () => {
  const [first] = await memberPayments();
  await act('2025-11-06T09:00:00-08:00', (desk) => holdPayee(desk, '91051', first!.payeeId, '', 'moved'));
  await act('2025-11-06T09:30:00-08:00', (desk) => interruptPayment(desk, CHECK, 'stopped', 'lost'));
  await act('2025-11-06T10:00:00-08:00', (desk) => interruptPayment(desk, CHECK, 'reissued', ''));
  await runAt(run.settings, { asOf: '2025-11-07T20:00:00-08:00', pay: 'now' });
  expect(await memberPayments()).toHaveLength(3);
  expect((await told()).waiting.map(({ reason }) => reason)).toEqual(['the payee is on hold']);
});

test('shown without an 835 to read, and without a name', async () => {
  const shown = await run.withStore(async (store) => {
    const payment = await store.paymentByTrace(CHECK);
    const archive = new Archive(run.root.archive);
    const guides = () => loadGuides(join(run.settings.specs, 'guides'));
    return showThing(store, { kind: 'payment', row: payment! }, { archive, guides, phi: false, limit: 9 });
  });
  expect(shown.facts).toMatchObject({ traceNumber: CHECK, paidCents: 14263, method: 'CHK' });
  expect(JSON.stringify(shown)).not.toMatch(/ALDERWOOD|10010001/);
});

test('a balance that no later payment has met is asked back by letter, and the check that comes settles it', async () => {
  run.remove();
  run = await runStory({ ...story, steps: story.steps.slice(0, 2) });
  const [, owing] = await memberPayments();
  expect(owing!.forwardOutCents).toBe(6293);
  await runAt(run.settings, { asOf: '2026-02-10T20:00:00-08:00', pay: 'now' });
  const letters = [...readOutbox(run.root)]
    .filter(([name]) => name.startsWith('letters/'))
    .map(([, bytes]) => bytes.toString('utf8'));
  expect(letters.at(-1)).toMatch(/refund requested[\s\S]*MIRA J ALDERWOOD[\s\S]*\$62\.93/i);
  await act('2026-02-20T09:00:00-08:00', (desk) =>
    takeRefund(desk, {
      payeeId: owing!.payeeId,
      fund: owing!.fund,
      number: '1001',
      amountCents: 6293,
      otherPayersCents: 0,
    }),
  );
  await runAt(run.settings, { asOf: '2026-02-21T20:00:00-08:00', pay: 'now' });
  expect((await memberPayments()).at(-1)).toMatchObject({
    paidCents: 0,
    forwardInCents: 6293,
    forwardOutCents: 0,
  });
  expect((await told()).problems).toEqual([]);
});
