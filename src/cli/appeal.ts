import { type LookFlags, look } from './credit.ts';
import { type ActFlags, actAtDesk } from './money-desk.ts';
import { negated } from './money-options.ts';
import { printTable } from './table.ts';
import { print, printJson } from './terminal.ts';
import type { DecideAppealFlags } from './verbs/appeal.ts';

export async function listAppeals(flags: LookFlags): Promise<void> {
  const rows = (await look(flags, (store) => store.moneyCases({ kind: 'reconsideration' }))).map(
    ({ facts, events }) => {
      const { level, deadline } = JSON.parse(facts.details) as { level: number; deadline: string };
      return { key: facts.key, claimNumber: facts.claimNumber, level, deadline, events };
    },
  );
  if (flags.json) return printJson(rows);
  printTable(
    [
      { name: 'appeal' },
      { name: 'claim' },
      { name: 'level' },
      { name: 'received' },
      { name: 'deadline' },
      { name: 'outcome' },
    ],
    rows.map(({ key, claimNumber, level, deadline, events }) => [
      key,
      claimNumber,
      level,
      events[0]!.date,
      deadline,
      events.length > 1 ? events.at(-1)!.act : 'open',
    ]),
  );
}

export async function openAppeal(
  claimNumber: string,
  flags: ActFlags & { readonly level: '1' | '2'; readonly reason: string },
): Promise<void> {
  const level = flags.level === '2' ? 2 : 1;
  const wanted = { claimNumber, level, reason: flags.reason } as const;
  const { key, deadline, isLate } = await actAtDesk(flags, 'appeal open', wanted);
  print(
    isLate
      ? `${key}: dismissed, the deadline was ${deadline}.`
      : `${key}: open; the deadline is ${deadline}.`,
  );
}

export async function decideAppeal(key: string, flags: DecideAppealFlags): Promise<void> {
  const { outcome, reason } = flags;
  const changes = negated(flags.line ?? []);
  await actAtDesk(flags, 'appeal decide', { key, outcome, changes, reason });
  print(`${key}: ${outcome}.`);
}
