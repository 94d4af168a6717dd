import { userInfo } from 'node:os';
import { Archive } from '../batch/archive.ts';
import { prepareDataRoot } from '../batch/data-root.ts';
import { readyForAct } from '../batch/finish-act.ts';
import type { AdjustmentPlan } from '../batch/mass-adjustment.ts';
import { planReadjudication } from '../batch/plan-replay.ts';
import { type ReplayScope, resend, resendPlan } from '../batch/replay.ts';
import { lockRun } from '../batch/run-lock.ts';
import { formatCents } from '../money/cents.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { Fault } from '../x12/fault.ts';
import { nowText } from './clock.ts';
import { lookIntoStore, openInstallation } from './installation.ts';
import { type ActFlags, actAtDesk } from './money-desk.ts';
import { runStages } from './run-stages.ts';
import { print, printJson } from './terminal.ts';

export interface ReplayFlags extends ActFlags {
  readonly file?: string;
  readonly claim?: string;
  readonly batch?: number;
  readonly failed?: boolean;
  readonly mode: 'resend' | 'readjudicate';
  readonly reason?: string;
  readonly takeBack?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Shows the plan; acts only with --yes. */
export async function replay(flags: ReplayFlags): Promise<number> {
  const scope = scopeOf(flags);
  if (flags.yes && (flags.reason ?? '') === '')
    throw usage('an act needs its reason', 'Add --reason "…": it stands in the audit trail.');
  if (flags.mode === 'resend') return resendFiles(scope, flags);
  return scope.kind === 'failed' ? lookAgain(flags) : decideAgain(scope, flags);
}

function scopeOf({ file, claim, batch, failed }: ReplayFlags): ReplayScope {
  const scopes: ReplayScope[] = [
    ...(file === undefined ? [] : [{ kind: 'file' as const, name: file }]),
    ...(claim === undefined ? [] : [{ kind: 'claim' as const, claimNumber: claim }]),
    ...(batch === undefined ? [] : [{ kind: 'batch' as const, batchId: batch }]),
    ...(failed ? [{ kind: 'failed' as const }] : []),
  ];
  if (scopes.length === 1) return scopes[0]!;
  throw usage('exactly one of --file, --claim, --batch and --failed is needed', 'See `remit replay --help`.');
}

async function resendFiles(scope: ReplayScope, flags: ReplayFlags): Promise<number> {
  const { settings, root } = openInstallation(flags.config);
  const asOf = flags.asOf ?? nowText();
  prepareDataRoot(root, settings.partners);
  const lock = lockRun(root.lock, { pid: process.pid, command: 'replay', asOf });
  try {
    const store = openSqliteStore(root.store);
    try {
      await readyForAct({ settings, root, store });
      const plan = await resendPlan(scope, store, root);
      if (plan.length === 0) throw nothing();
      const rows = plan.map(({ name, partnerId, sha256, sizeBytes, isThere }) => ({
        name,
        partnerId,
        sha256,
        sizeBytes,
        isThere,
      }));
      const missing = rows.filter(({ isThere }) => !isThere);
      if (flags.yes && missing.length > 0) {
        const files = missing.map(({ name, sha256 }) => `${name} ${sha256}`);
        const actor = flags.actor ?? userInfo().username;
        new Archive(root.archive).recordAct('resend', {
          act: 'resend',
          asOf,
          actor,
          reason: flags.reason ?? '',
          files,
        });
        await resend(plan, store, root);
      }
      if (flags.json) printJson({ mode: 'resend', done: flags.yes ?? false, files: rows });
      else {
        for (const row of rows)
          print(`${row.isThere ? 'is there ' : 'goes out '} ${row.partnerId}/${row.name}`);
        print(
          `${missing.length} of ${rows.length} files ${flags.yes ? 'sent' : 'would be sent'} again, the same bytes.`,
        );
        sayHow(flags, missing.length);
      }
      return 0;
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

async function decideAgain(scope: ReplayScope, flags: ReplayFlags): Promise<number> {
  const { settings } = openInstallation(flags.config);
  const takesMoneyBack = flags.takeBack ?? false;
  const plans = await planReadjudication(settings, flags.asOf ?? nowText(), scope, takesMoneyBack);
  const adjusted = plans.reduce((sum, plan) => sum + plan.adjusted, 0);
  // Nothing differs: no act, so that replaying twice leaves nothing behind.
  if (flags.yes && adjusted > 0)
    await actAtDesk(flags, 'replay', { scope, takesMoneyBack, reason: flags.reason ?? '' });
  if (flags.json) printJson({ mode: 'readjudicate', done: flags.yes ?? false, plans });
  else {
    for (const plan of plans) printPlan(plan, flags.yes ?? false);
    sayHow(flags, adjusted);
  }
  return 0;
}

/** Claims that wait are looked at by every run: a run of that stage alone, now. */
async function lookAgain(flags: ReplayFlags): Promise<number> {
  if (flags.yes) {
    const { config, asOf, json } = flags;
    return runStages(['adjudicate'], { config, ...(asOf && { asOf }), ...(json && { json }) });
  }
  if (flags.json) {
    const counts = await lookIntoStore(openInstallation(flags.config), (store) => store.claimTotals());
    const waitingClaims = (counts ?? [])
      .filter(({ state }) => state === 'pended')
      .reduce((sum, { claims }) => sum + claims, 0);
    printJson({ mode: 'readjudicate', done: false, waitingClaims });
    return 0;
  }
  print(
    'Claims that wait are decided again by the records imported since: the next run does it, or --yes now.',
  );
  return 0;
}

function printPlan(plan: AdjustmentPlan, isDone: boolean): void {
  for (const claim of plan.claims)
    print(
      `${claim.claimNumber}  ${formatCents(claim.beforeCents)} → ${formatCents(claim.afterCents)}  ${claim.left}`,
    );
  print(
    `${plan.looked} claims looked at: ${plan.unchanged} unchanged, ${plan.adjusted} ${isDone ? 'corrected' : 'to correct'} (${formatCents(plan.differenceCents)}), ${plan.left} left for a person.`,
  );
}

function sayHow({ yes }: ReplayFlags, count: number): void {
  if (!yes && count > 0) print('This is the plan. Nothing was done: repeat it with --yes --reason "…".');
}

function nothing(): Fault {
  return new Fault({
    code: 'REPLAY-NOTHING',
    message: 'no file that was sent belongs to it',
    hint: 'What was never sent goes out with `remit publish`.',
    exitCode: 2,
  });
}

function usage(message: string, hint: string): Fault {
  return new Fault({ code: 'USAGE', message, hint, exitCode: 2 });
}
