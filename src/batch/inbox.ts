import {
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { inputOutputFault } from './durable-files.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;
const UPLOAD_IN_PROGRESS = ['.tmp', '.part', '.filepart', '.incomplete', '.writing'];
/** An IEA is short; line breaks and blanks may follow it. */
const TAIL_BYTES = 4096;
/** Ends a file in old systems. */
const CONTROL_Z = 0x1a;

/** A file of a drop folder and what is to be done with it: a closed union. */
export type InboxEntry =
  /** Not looked at: a temporary name, a folder, a link, or still being written. */
  | { readonly kind: 'ignored'; readonly name: string; readonly path: string; readonly why: string }
  /** Complete, or at least not a cut upload: it is taken now. */
  | { readonly kind: 'ready'; readonly name: string; readonly path: string; readonly sizeBytes: number }
  /** Ends inside an interchange: it waits. */
  | { readonly kind: 'cut'; readonly name: string; readonly path: string; readonly sizeBytes: number }
  /** This user may not read it: somebody has to look. */
  | { readonly kind: 'unreadable'; readonly name: string; readonly path: string }
  /** Cannot be taken at all. */
  | { readonly kind: 'refused'; readonly name: string; readonly path: string; readonly why: string };

export interface InboxOptions {
  /** Real time by which a file must have been left alone; see {@link scanInbox}. */
  readonly unchangedBeforeMs: number;
  readonly maxFileBytes: number;
  /** A file waits until one of its name with this at the end lies beside it. Default: '' asks for none. */
  readonly triggerSuffix?: string;
}

/** The entries of one partner's inbox in byte order of their names, whatever order the folder gives. */
export function scanInbox(folder: string, options: InboxOptions): InboxEntry[] {
  let names: string[];
  try {
    names = readdirSync(folder).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  } catch (cause) {
    throw inputOutputFault(folder, cause);
  }
  return names.map((name) => lookAt(folder, name, options));
}

function lookAt(folder: string, name: string, options: InboxOptions): InboxEntry {
  const path = join(folder, name);
  if (name.startsWith('.') || UPLOAD_IN_PROGRESS.some((suffix) => name.toLowerCase().endsWith(suffix))) {
    return { kind: 'ignored', name, path, why: 'temporary name' };
  }
  if (!NAME.test(name))
    return { kind: 'ignored', name: printable(name), path, why: 'name with characters that are not taken' };
  const { triggerSuffix = '' } = options;
  if (triggerSuffix !== '' && name.endsWith(triggerSuffix))
    return { kind: 'ignored', name, path, why: 'trigger file' };
  let stats: Stats;
  try {
    stats = lstatSync(path);
  } catch (cause) {
    // Its sender may have renamed or withdrawn it since the folder was read.
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      return { kind: 'ignored', name, path, why: 'gone' };
    throw inputOutputFault(path, cause);
  }
  if (stats.isSymbolicLink()) return { kind: 'ignored', name, path, why: 'symbolic link' };
  if (!stats.isFile()) return { kind: 'ignored', name, path, why: 'not a file' };
  if (stats.nlink > 1) return { kind: 'ignored', name, path, why: 'has a second name' };
  if (Math.max(stats.mtimeMs, stats.ctimeMs) > options.unchangedBeforeMs) {
    return { kind: 'ignored', name, path, why: 'changed a moment ago' };
  }
  if (triggerSuffix !== '' && !existsSync(`${path}${triggerSuffix}`))
    return { kind: 'ignored', name, path, why: 'waits for its trigger file' };
  if (stats.size > options.maxFileBytes) return { kind: 'refused', name, path, why: 'FILE-TOO-LARGE' };
  if (stats.size === 0) return { kind: 'cut', name, path, sizeBytes: 0 };
  try {
    return { kind: isWhole(path) ? 'ready' : 'cut', name, path, sizeBytes: stats.size };
  } catch (fault) {
    if (isForbidden(fault)) return { kind: 'unreadable', name, path };
    throw fault;
  }
}

function isForbidden(fault: unknown): boolean {
  const { code } = ((fault as Error).cause ?? {}) as NodeJS.ErrnoException;
  return code === 'EACCES' || code === 'EPERM';
}

/**
 * True unless the file begins like an interchange and does not end with an IEA: only then may more of it be coming.
 * An interchange that another one follows unclosed is no cut upload, and text that is no X12 at all is refused at once.
 */
export function isWhole(path: string): boolean {
  let descriptor = -1;
  try {
    descriptor = openSync(path, 'r');
    const size = fstatSync(descriptor).size;
    const head = Buffer.alloc(Math.min(TAIL_BYTES, size));
    readSync(descriptor, head, 0, head.length, 0);
    if (!/^(\xef\xbb\xbf)?\s*ISA[^A-Za-z0-9\s]/.test(head.toString('latin1'))) return true;
    const tail = Buffer.alloc(Math.min(TAIL_BYTES, size));
    readSync(descriptor, tail, 0, tail.length, size - tail.length);
    return endsWithTrailer(tail.toString('latin1'));
  } catch (cause) {
    throw inputOutputFault(path, cause);
  } finally {
    if (descriptor >= 0) closeSync(descriptor);
  }
}

/** A control number of nine digits ends the file even without its terminator; a shorter one only with it. */
function endsWithTrailer(text: string): boolean {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) <= 0x20 || text.charCodeAt(end - 1) === CONTROL_Z)) end--;
  const start = text.lastIndexOf('IEA', end);
  if (start < 0) return false;
  const trailer = text.slice(start, end);
  const separator = trailer[3];
  if (separator === undefined || /[A-Za-z0-9]/.test(separator)) return false;
  const control = trailer.slice(4).split(separator)[1] ?? '';
  const isTerminated = end < text.length || /[^A-Za-z0-9]$/.test(trailer);
  return /^\d{9}\W?$/.test(control) || (control !== '' && isTerminated);
}

function printable(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '?').slice(0, 60);
}
