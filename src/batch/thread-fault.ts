import { Fault } from '../x12/fault.ts';

/** What of an error goes from one thread to another. */
export interface ThreadFault {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly exitCode: 1 | 2 | 4 | 74 | 75;
}

/** What is no fault is a bug: its text may hold anything, so only the place of it goes on. */
export function threadFault(error: unknown): ThreadFault {
  if (error instanceof Fault)
    return { code: error.code, message: error.message, hint: error.hint, exitCode: error.exitCode };
  const lines = (error instanceof Error ? (error.stack ?? '') : '').split('\n');
  return {
    code: 'INTERNAL',
    message: `a worker failed${lines.find((line) => line.includes(' at ')) ?? ''}`,
    hint: 'Report this with the file name and the instant of the run.',
    exitCode: 1,
  };
}
