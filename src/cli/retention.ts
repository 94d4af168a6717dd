import { userInfo } from 'node:os';
import { addLegalHold, legalHolds, releaseLegalHold } from '../batch/legal-hold.ts';
import { retain } from '../batch/retention.ts';
import type { RetentionPlan } from '../batch/retention-plan.ts';
import { RETENTION_CLASSES, type RetentionClass, type Settings } from '../batch/settings.ts';
import { Fault } from '../x12/fault.ts';
import { nowText } from './clock.ts';
import { openInstallation } from './installation.ts';
import type { ActFlags } from './money-desk.ts';
import { printTable } from './table.ts';
import { print, printJson } from './terminal.ts';

export interface RetentionFlags extends ActFlags {
  readonly class?: readonly RetentionClass[];
  readonly olderThan?: number;
  readonly yes?: boolean;
  readonly reason?: string;
  readonly json?: boolean;
}

/** Shows what would go; takes it only with --yes. */
export async function retention(flags: RetentionFlags): Promise<void> {
  const { settings } = openInstallation(flags.config);
  const days = daysOf(flags, settings);
  const plan = await retain({
    settings,
    asOf: flags.asOf ?? nowText(),
    actor: flags.actor ?? userInfo().username,
    reason: flags.reason ?? '',
    days,
    carriesOut: flags.yes ?? false,
  });
  if (flags.json) printJson(planJson(plan, flags.yes ?? false));
  else printPlan(plan, flags.yes ?? false);
}

/** Periods of remit.json, or the one given for the classes named. */
function daysOf({ class: classes, olderThan }: RetentionFlags, settings: Settings) {
  if (olderThan !== undefined) {
    if (classes === undefined)
      throw usage('--older-than needs the classes it is meant for', 'Add --class raw, or several.');
    return Object.fromEntries(classes.map((of) => [of, olderThan]));
  }
  const asked = classes ?? RETENTION_CLASSES;
  const known = asked.filter((of) => settings.retention[of] !== undefined);
  if (known.length === 0)
    throw usage(
      'nothing says how long anything is kept',
      'Name days by class under "retention" in remit.json, or give --class and --older-than.',
    );
  return Object.fromEntries(known.map((of) => [of, settings.retention[of]!]));
}

function countOf(plan: RetentionPlan, of: RetentionClass): number {
  switch (of) {
    case 'raw':
      return plan.raw.length;
    case 'outputs':
      return plan.outputs.length;
    case 'claimDetail':
      return plan.claims.length;
    case 'traces':
      return plan.traces.length;
    case 'audit':
      return plan.audit?.acts ?? 0;
  }
}

const COUNTED: Readonly<Record<RetentionClass, string>> = {
  raw: 'inbound files',
  outputs: 'files sent',
  claimDetail: 'claims',
  traces: 'blocks of traces',
  audit: 'acts',
};

function printPlan(plan: RetentionPlan, isDone: boolean): void {
  const classes = RETENTION_CLASSES.filter((of) => plan.before[of] !== undefined);
  printTable(
    [
      { name: 'class' },
      { name: 'over before' },
      { name: isDone ? 'gone' : 'would go', align: 'right' },
      { name: 'held', align: 'right' },
      { name: '' },
    ],
    classes.map((of) => [
      of,
      plan.before[of]!,
      String(countOf(plan, of)),
      String(plan.held[of]),
      COUNTED[of],
    ]),
  );
  print(
    `${plan.bytes} bytes, and ${plan.copies.length} copies in duplicate/, quarantine/ and delivered/. The ledger stays.`,
  );
  if (!isDone && classes.some((of) => countOf(plan, of) > 0))
    print('Nothing was taken: repeat it with --yes --reason "…". --json names each.');
}

function planJson(plan: RetentionPlan, isDone: boolean) {
  return {
    done: isDone,
    before: plan.before,
    held: plan.held,
    bytes: plan.bytes,
    raw: plan.raw.map(({ name, origin, businessDate, sha256 }) => ({ name, origin, businessDate, sha256 })),
    outputs: plan.outputs.map(({ name, partnerId }) => ({ name, partnerId })),
    claimDetail: plan.claims.map(({ claimNumber }) => claimNumber),
    traces: plan.traces.length,
    audit: plan.audit ?? null,
    copies: plan.copies,
  };
}

export interface HoldFlags extends ActFlags {
  readonly reason: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

export function listHolds({ config, all, json }: HoldFlags): void {
  const holds = legalHolds(openInstallation(config).root).filter(
    ({ released }) => all || released === undefined,
  );
  if (json) printJson(holds);
  else
    printTable(
      [{ name: 'hold' }, { name: 'what' }, { name: 'since' }, { name: 'released' }, { name: 'why' }],
      holds.map(({ key, what, asOf, released, reason }) => [key, what, asOf, released?.asOf ?? '', reason]),
    );
}

export async function addHold(what: string, flags: HoldFlags): Promise<void> {
  print(`${await addLegalHold(actOf(flags), what)}: retention leaves it alone until released.`);
}

export async function releaseHold(key: string, flags: HoldFlags): Promise<void> {
  await releaseLegalHold(actOf(flags), key);
  print(`${key}: released.`);
}

function actOf({ config, asOf, actor, reason }: HoldFlags) {
  const { settings } = openInstallation(config);
  return { settings, asOf: asOf ?? nowText(), actor: actor ?? userInfo().username, reason };
}

function usage(message: string, hint: string): Fault {
  return new Fault({ code: 'USAGE', message, hint, exitCode: 2 });
}
