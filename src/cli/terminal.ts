import { styleText } from 'node:util';

/** Everything this room writes is meant for this many columns where no terminal says otherwise. */
const DEFAULT_COLUMNS = 80;

/** People read a terminal, programs a pipe: tables there, tab-separated values here. */
export const isTerminal = (): boolean => process.stdout.isTTY === true;

export const columns = (): number => Math.max(40, Math.min(process.stdout.columns ?? DEFAULT_COLUMNS, 120));

/** What was asked for. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}

/** What is said beside it: progress, notes, errors. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Bold on a terminal; plain in a pipe, and under NO_COLOR. */
export function strong(text: string): string {
  return styleText('bold', text, { stream: process.stdout, validateStream: true });
}
