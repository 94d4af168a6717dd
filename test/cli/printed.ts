import { main } from '../../src/cli/main.ts';
import type { Answer } from './remit.ts';

/** Runs the command in this process: quicker than one of its own, for what neither reads standard input nor forks. */
export async function printed(args: readonly string[]): Promise<Answer> {
  const { write } = process.stdout;
  const { write: writeError } = process.stderr;
  let out = '';
  let err = '';
  process.stdout.write = (text: unknown) => (out += text) !== '';
  process.stderr.write = (text: unknown) => (err += text) !== '';
  try {
    return { code: await main(args), out, err };
  } finally {
    process.stdout.write = write;
    process.stderr.write = writeError;
  }
}
