import { Fault } from '../x12/fault.ts';

/** One moment and what it is called on this side: nothing below the command line reads a clock (DESIGN decision 7). */
export interface Instant {
  /** As given, with its zone. */
  readonly text: string;
  readonly epochMs: number;
  /** CCYYMMDD and HHMM in the payer's zone. */
  readonly date: string;
  readonly time: string;
}

const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads `2025-11-03T20:00:00-08:00`; throws `USAGE-AS-OF` for anything without a zone. */
export function readInstant(text: string, timeZone: string): Instant {
  const epochMs = FORM.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(epochMs)) {
    throw new Fault({
      code: 'USAGE-AS-OF',
      message: 'the instant is not a date and time with a zone',
      hint: 'Write it like 2025-11-03T20:00:00-08:00.',
      exitCode: 2,
    });
  }
  return { text, epochMs, ...(timeZone === 'UTC' ? utcOf(epochMs) : localOf(epochMs, timeZone)) };
}

type Local = Pick<Instant, 'date' | 'time'>;

/** The zone of whoever names none; the tables that any other takes are 30 ms of every start. */
function utcOf(epochMs: number): Local {
  const digits = new Date(epochMs).toISOString().replace(/\D/g, '');
  return { date: digits.slice(0, 8), time: digits.slice(8, 12) };
}

function localOf(epochMs: number, timeZone: string): Local {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(epochMs));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return {
    date: `${part('year')}${part('month')}${part('day')}`,
    time: `${part('hour')}${part('minute')}`,
  };
}
