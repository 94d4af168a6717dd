import { addDays, addMonths } from '../x12/calendar.ts';

/** KP-86 as the profile states it. */
export interface RecoveryTerms {
  /** Days to contest, from the day the notice arrived. */
  readonly contestDays: number;
  /** Months from the notice in which a contested overpayment need not be returned. */
  readonly waitMonths: number;
  /** From sending to arrival, where the arrival is not known. */
  readonly mailingDays: number;
}

/** What a person or a run entered, in this order. */
export type RecoveryAct =
  /** The notice went out: how every recovery begins. */
  | 'noticed'
  /** The notice is known to have arrived: its own date counts instead of the mailing days. */
  | 'received'
  /** Contested in writing. */
  | 'contested'
  /** The provider allows it to be taken at once. */
  | 'permitted'
  /** We were wrong: nothing is taken. */
  | 'withdrawn'
  /** The money is on a remittance. */
  | 'taken'
  /** The provider sent a check for less: the rest goes on as it would have. */
  | 'part refunded'
  /** The provider sent a check instead. */
  | 'refunded';

export interface RecoveryEvent {
  readonly act: RecoveryAct;
  /** CCYYMMDD. */
  readonly date: string;
}

/** Where a recovery stands on a day; the gravest word last. */
export type RecoveryState =
  | 'noticed'
  | 'contested'
  /** Nobody contested in time: taken from the next remittance on. */
  | 'deemed accepted'
  /** The six months of a contested one are over. */
  | 'waited'
  | 'permitted'
  | 'taken'
  | 'refunded'
  | 'withdrawn';

export interface RecoveryStanding {
  readonly state: RecoveryState;
  /** Last day on which it can be contested. */
  readonly contestUntil: string;
  /** First day on which money may be taken; '' when never. */
  readonly takeFrom: string;
  readonly mayBeTaken: boolean;
}

const FINAL: ReadonlySet<RecoveryAct> = new Set(['taken', 'refunded', 'withdrawn']);

/**
 * KP-86: contested within 30 days of arrival, else deemed accepted; contested, no payment sooner than six months from
 * the notice, or earlier by the provider's leave. Computed from the dated acts alone, so any day can be asked for.
 */
export function recoveryStanding(
  events: readonly RecoveryEvent[],
  terms: RecoveryTerms,
  onDate: string,
): RecoveryStanding {
  const known = events.filter((event) => event.date <= onDate);
  const dateOf = (act: RecoveryAct): string => known.find((event) => event.act === act)?.date ?? '';
  const noticed = dateOf('noticed');
  const arrived = dateOf('received') || addDays(noticed, terms.mailingDays);
  const contestUntil = addDays(arrived, terms.contestDays);
  const contested = dateOf('contested');
  const permitted = dateOf('permitted');
  const final = known.find((event) => FINAL.has(event.act));
  if (final) {
    return { state: final.act as RecoveryState, contestUntil, takeFrom: '', mayBeTaken: false };
  }
  const takeFrom =
    permitted !== ''
      ? permitted
      : contested === ''
        ? addDays(contestUntil, 1)
        : addMonths(noticed, terms.waitMonths);
  const mayBeTaken = takeFrom <= onDate;
  const open = contested === '' ? 'noticed' : 'contested';
  const due = permitted !== '' ? 'permitted' : contested === '' ? 'deemed accepted' : 'waited';
  return { state: mayBeTaken ? due : open, contestUntil, takeFrom, mayBeTaken };
}

/** Why an act is not possible on its date, in words; undefined when it is. */
export function refusedRecoveryAct(
  events: readonly RecoveryEvent[],
  act: RecoveryAct,
  date: string,
  terms: RecoveryTerms,
): string | undefined {
  if (events.length === 0) return act === 'noticed' ? undefined : 'a recovery begins with its notice';
  if (act === 'noticed') return 'the notice went out already';
  const last = events.at(-1)!;
  if (date < last.date) return `its last act is of ${last.date}`;
  const { state, contestUntil, mayBeTaken } = recoveryStanding(events, terms, date);
  if (state === 'taken' || state === 'refunded' || state === 'withdrawn') return `it is ${state}`;
  const has = (one: RecoveryAct): boolean => events.some((event) => event.act === one);
  switch (act) {
    case 'received':
      return has('received') || has('contested') ? 'its arrival is known or it is contested' : undefined;
    case 'contested':
      if (has('contested') || has('permitted')) return 'it is contested or permitted already';
      return date > contestUntil ? `it could be contested until ${contestUntil}` : undefined;
    case 'permitted':
      return has('permitted') ? 'it is permitted already' : undefined;
    case 'taken':
      return mayBeTaken ? undefined : `it is ${state}: no money may be taken yet`;
    case 'part refunded':
    case 'refunded':
    case 'withdrawn':
      return undefined;
  }
}
