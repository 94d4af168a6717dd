import type { Exit } from './exit.ts';
import { remitProgram } from './program.ts';
import { reportError } from './report-error.ts';

/** Runs one command line and returns its exit code; a fault has its own. */
export async function main(args: readonly string[]): Promise<number> {
  // Whatever is written is for its owner alone, also where a library chooses no mode of its own.
  process.umask(0o077);
  const exit: Exit = { code: 0 };
  const stopListening = listen();
  try {
    const program = await remitProgram(exit, args[0]);
    await program.parseAsync(args, { from: 'user' });
    return exit.code;
  } catch (error) {
    return reportError(error);
  } finally {
    stopListening();
  }
}

/** What is committed stays and what is not never was: a signal needs no more than its exit code. */
function listen(): () => void {
  const leave = { SIGINT: () => process.exit(130), SIGTERM: () => process.exit(143) };
  if (!process.stdout.listeners('error').includes(leaveOnClosedPipe))
    process.stdout.on('error', leaveOnClosedPipe);
  process.on('SIGINT', leave.SIGINT).on('SIGTERM', leave.SIGTERM);
  return () => {
    process.off('SIGINT', leave.SIGINT).off('SIGTERM', leave.SIGTERM);
  };
}

/** A reader such as `head` may leave early: that ends the command quietly, also while its last words are written. */
function leaveOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
