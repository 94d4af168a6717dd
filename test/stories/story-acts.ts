import { actOnMoney } from '../../src/batch/act-on-money.ts';
import type { MoneyDesk } from '../../src/batch/money-act.ts';
import type { LineChange } from '../../src/batch/payment-correction.ts';
import { actOnRecovery, openRecovery, refundRecovery } from '../../src/batch/recovery.ts';
import type { Settings } from '../../src/batch/settings.ts';

/** What a person does between two runs. */
export type StoryAct = { readonly asOf: string } & (
  | {
      readonly do: 'open recovery';
      readonly claim: string;
      readonly lines: readonly LineChange[];
      readonly reason: string;
    }
  | { readonly do: 'contest' | 'permit'; readonly recovery: string; readonly reason: string }
  | { readonly do: 'refund'; readonly recovery: string; readonly check: string; readonly amountCents: number }
);

export async function playAct(settings: Settings, act: StoryAct): Promise<void> {
  await actOnMoney({ settings, asOf: act.asOf, actor: 'clerk' }, { act: act.do }, async (desk) => {
    await play(desk, act);
  });
}

async function play(desk: MoneyDesk, act: StoryAct): Promise<unknown> {
  switch (act.do) {
    case 'open recovery':
      return openRecovery(desk, {
        claimNumber: act.claim,
        changes: act.lines,
        method: 'with the money',
        reason: act.reason,
      });
    case 'contest':
      return actOnRecovery(desk, act.recovery, 'contested', act.reason);
    case 'permit':
      return actOnRecovery(desk, act.recovery, 'permitted', act.reason);
    case 'refund':
      return refundRecovery(desk, act.recovery, { number: act.check, amountCents: act.amountCents });
  }
}
