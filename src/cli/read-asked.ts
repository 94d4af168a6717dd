import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Fault } from '../x12/fault.ts';

/** Standard input is an id or a few of them, not a file. */
const MAX_LENGTH = 4096;

/**
 * The ids asked for: the argument, or for `-` the lines of standard input, where no other process sees them; at a
 * terminal one is asked for.
 */
export async function readAsked(argument: string): Promise<string[]> {
  const lines = argument === '-' ? await readLines() : [argument];
  const ids = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (ids.length > 0) return ids;
  throw new Fault({
    code: 'USAGE-ID',
    message: 'no id was given',
    hint: 'Name it, or write - and give it on standard input.',
    exitCode: 2,
  });
}

async function readLines(): Promise<string[]> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).slice(0, MAX_LENGTH).split(/\r?\n/);
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return [await asking.question('id: ')];
  } finally {
    asking.close();
  }
}
