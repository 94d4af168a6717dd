import { userInfo } from 'node:os';
import { actOnMoney, type MoneyDesk } from '../batch/money-act.ts';
import { nowText } from './clock.ts';
import { openInstallation } from './installation.ts';

/** Flags of every verb that acts on money. */
export interface ActFlags {
  readonly config: string;
  readonly asOf?: string;
  readonly actor?: string;
}

/**
 * One act of the person at the keyboard, as of now or the instant given.
 *
 * @param record the verb and what was asked for: the archive keeps it
 */
export function actAtDesk<T>(
  flags: ActFlags,
  record: { readonly act: string },
  work: (desk: MoneyDesk) => Promise<T>,
): Promise<T> {
  const { settings } = openInstallation(flags.config);
  const asOf = flags.asOf ?? nowText();
  const actor = flags.actor ?? userInfo().username;
  return actOnMoney({ settings, asOf, actor }, record, work);
}
