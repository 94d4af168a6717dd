import type { AdjustmentPlan, MassAdjustment } from '../batch/mass-adjustment.ts';
import { planAdjustment } from '../batch/plan-adjustment.ts';
import { formatCents } from '../money/cents.ts';
import { nowText } from './clock.ts';
import { openInstallation } from './installation.ts';
import { type ActFlags, actAtDesk } from './money-desk.ts';
import { day } from './options.ts';
import { printTable } from './table.ts';
import { print, printJson } from './terminal.ts';

export interface AdjustFlags extends ActFlags {
  readonly member?: string;
  readonly payee?: string;
  readonly from?: string;
  readonly to?: string;
  readonly takeBack?: boolean;
  readonly apply?: boolean;
  readonly json?: boolean;
}

export async function adjust(profileId: string, flags: AdjustFlags): Promise<void> {
  const wanted: MassAdjustment = {
    profileId,
    ...(flags.member !== undefined && { memberId: flags.member.padStart(8, '0') }),
    ...(flags.payee !== undefined && { payeeId: flags.payee }),
    ...(flags.from !== undefined && { serviceFrom: day(flags.from) }),
    ...(flags.to !== undefined && { serviceTo: day(flags.to) }),
    takesMoneyBack: flags.takeBack ?? false,
  };
  const plan = flags.apply
    ? await actAtDesk(flags, 'adjust', wanted)
    : await planAdjustment(openInstallation(flags.config).settings, flags.asOf ?? nowText(), wanted);
  if (flags.json) printJson(plan);
  else printPlan(plan, flags.apply ?? false);
}

function printPlan(plan: AdjustmentPlan, isPosted: boolean): void {
  if (plan.claims.length > 0)
    printTable(
      [
        { name: 'claim' },
        { name: 'paid', align: 'right' },
        { name: 'then', align: 'right' },
        { name: 'left for a person' },
      ],
      plan.claims.map((claim) => [
        claim.claimNumber,
        formatCents(claim.beforeCents),
        formatCents(claim.afterCents),
        claim.left,
      ]),
    );
  print(
    `${plan.looked} claims looked at: ${plan.unchanged} unchanged, ${plan.adjusted} ` +
      `${isPosted ? 'adjusted' : 'to adjust'} (${formatCents(plan.differenceCents)}), ${plan.left} left for a person.`,
  );
  if (!isPosted && plan.adjusted > 0) print('Nothing is posted yet: call it again with --apply.');
}
