import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../x12/fault.ts';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const COPY_BYTES = 1 << 20;

/**
 * The only place that writes, renames or syncs files outside the store. A failed fsync is never tried again: the
 * kernel has marked the pages clean by then, so the run stops and the next one writes the bytes anew.
 */
export function makeFolder(path: string): void {
  act(path, () => {
    mkdirSync(path, { recursive: true, mode: FOLDER_MODE });
  });
}

/** Writes `path` so that after a crash it is there whole or not at all. */
export function writeDurably(path: string, bytes: Uint8Array): void {
  const draft = `${path}.draft`;
  act(draft, () => {
    const descriptor = openSync(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, FILE_MODE);
    try {
      let written = 0;
      while (written < bytes.length) written += writeSync(descriptor, bytes, written);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    chmodSync(draft, FILE_MODE);
  });
  act(path, () => renameSync(draft, path));
  syncFolder(dirname(path));
}

/**
 * The same under a name that nobody has yet: false when somebody was faster, who may be another process.
 *
 * @param mark sets the draft apart from those of other processes
 */
export function writeNewDurably(path: string, bytes: Uint8Array, mark: string): boolean {
  const draft = `${path}.${mark}`;
  writeDurably(draft, bytes);
  try {
    // A link is refused where the name is taken; a rename would take it away from its owner.
    linkSync(draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw inputOutputFault(path, cause);
  } finally {
    dropFile(draft);
  }
  syncFolder(dirname(path));
  return true;
}

/** Copies a file of any size so that after a crash the copy is there whole or not at all. */
export function copyDurably(from: string, to: string): void {
  const draft = `${to}.draft`;
  const buffer = Buffer.allocUnsafe(COPY_BYTES);
  const source = act(from, () => openSync(from, 'r'));
  try {
    act(draft, () => {
      const target = openSync(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, FILE_MODE);
      try {
        for (;;) {
          const count = act(from, () => readSync(source, buffer, 0, buffer.length, null));
          if (count === 0) break;
          for (let written = 0; written < count; )
            written += writeSync(target, buffer, written, count - written);
        }
        fsyncSync(target);
      } finally {
        closeSync(target);
      }
    });
  } finally {
    closeSync(source);
  }
  act(to, () => renameSync(draft, to));
  syncFolder(dirname(to));
}

/** Adds to a file of our own whose bytes are committed elsewhere before anybody reads them by its name. */
export function appendTo(path: string, bytes: Uint8Array): void {
  act(path, () => {
    const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND, FILE_MODE);
    try {
      let written = 0;
      while (written < bytes.length) written += writeSync(descriptor, bytes, written);
    } finally {
      closeSync(descriptor);
    }
  });
}

/** Renames within one file system and syncs both folders. Never overwrites. */
export function moveDurably(from: string, to: string): void {
  if (existsSync(to)) {
    throw new Fault({
      code: 'FILE-EXISTS',
      message: `${to} is there already`,
      hint: 'Nothing is overwritten. Look at the file, move it away and run again.',
      exitCode: 74,
    });
  }
  act(from, () => renameSync(from, to));
  syncFolder(dirname(to));
  if (dirname(from) !== dirname(to)) syncFolder(dirname(from));
}

export function syncFile(path: string): void {
  act(path, () => {
    const descriptor = openSync(path, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  });
}

export function syncFolder(path: string): void {
  syncFile(path);
}

export function readWhole(path: string): Uint8Array {
  return act(path, () => readFileSync(path));
}

/** Turns what the system says into a fault that names the path and whether trying again can help. */
function act<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw cause instanceof Fault ? cause : inputOutputFault(path, cause);
  }
}

export function inputOutputFault(path: string, cause: unknown): Fault {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return new Fault({
    code: isFull ? 'DISK-FULL' : 'FILE-FAILED',
    message: `${path}: ${code}`,
    hint: isFull
      ? 'Make room and run again: what was committed stays, the rest is done then.'
      : 'Look at the disk and the permissions of the path, then run again.',
    retryable: isFull,
    exitCode: isFull ? 75 : 74,
    cause,
  });
}

/** Takes a file of our own away that nothing refers to; one that is gone already is as good. */
export function dropFile(path: string): void {
  act(path, () => rmSync(path, { force: true }));
}

/** Takes away a folder of our own with everything in it. */
export function dropFolder(path: string): void {
  act(path, () => rmSync(path, { recursive: true, force: true }));
}

/** For a file that a library made with a mode of its own. */
export function restrictFile(path: string): void {
  act(path, () => chmodSync(path, FILE_MODE));
}

/** For a file that came with its sender's mode; one that is another user's is kept from others by its folder alone. */
export function restrictOwnFile(path: string): void {
  act(path, () => {
    try {
      chmodSync(path, FILE_MODE);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EPERM') throw cause;
    }
  });
}

/** Writes what comes, a piece at a time, and syncs it; what a broken transfer left under the name is written over. */
export async function receiveFile(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const target = act(path, () =>
    openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, FILE_MODE),
  );
  try {
    for await (const piece of pieces)
      act(path, () => {
        for (let written = 0; written < piece.length; )
          written += writeSync(target, piece, written, piece.length - written);
      });
    act(path, () => fsyncSync(target));
  } finally {
    closeSync(target);
  }
}
