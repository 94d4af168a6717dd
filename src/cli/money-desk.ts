import { userInfo } from 'node:os';
import { doMoneyAct } from '../batch/act-on-money.ts';
import type { MoneyActName, ResultOf, WantedOf } from '../batch/money-acts.ts';
import { nowText } from './clock.ts';
import { openInstallation } from './installation.ts';

/** Flags of every verb that acts on money. */
export interface ActFlags {
  readonly config: string;
  readonly asOf?: string;
  readonly actor?: string;
}

/** One act of the person at the keyboard, as of now or the instant given. */
export function actAtDesk<Name extends MoneyActName>(
  flags: ActFlags,
  name: Name,
  wanted: WantedOf<Name>,
): Promise<ResultOf<Name>> {
  const { settings } = openInstallation(flags.config);
  const asOf = flags.asOf ?? nowText();
  const actor = flags.actor ?? userInfo().username;
  return doMoneyAct({ settings, asOf, actor }, name, wanted);
}
