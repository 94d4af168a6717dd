import { userInfo } from 'node:os';
import { AskedRecord, type Asking } from '../batch/asked.ts';
import { nowText } from './clock.ts';
import type { Installation } from './installation.ts';

/** Flags of every verb that shows single claims, files or payments. */
export interface AskFlags {
  readonly config: string;
  readonly json?: boolean;
  readonly phi?: boolean;
  readonly actor?: string;
}

/** Before anything is shown: what cannot be recorded is not shown. */
export function recordAsking(
  { root }: Installation,
  flags: AskFlags,
  asked: Pick<Asking, 'verb' | 'as' | 'shown'>,
): void {
  const { verb, as, shown } = asked;
  const actor = flags.actor ?? userInfo().username;
  new AskedRecord(root.archive).record(
    { verb, actor, asOf: nowText(), as, phi: flags.phi ?? false, shown },
    String(process.pid),
  );
}
