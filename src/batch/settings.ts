import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { GoneClass } from '../store/retention-store.ts';
import { Fault } from '../x12/fault.ts';
import type { SftpSettings } from './sftp-connection.ts';

/** What retention tells apart. */
export type RetentionClass = GoneClass | 'audit';
export const RETENTION_CLASSES: readonly RetentionClass[] = [
  'raw',
  'outputs',
  'claimDetail',
  'traces',
  'audit',
];

/** `remit.json`, validated once and frozen. Its schema is `specs/remit.schema.json`. */
export interface Settings {
  /** Absolute. */
  readonly dataRoot: string;
  /** Absolute; the shipped specs when `remit.json` names none. */
  readonly specs: string;
  /** Partner ids with an inbox here; every partner of the specs when empty. */
  readonly partners: readonly string[];
  /** Profile ids that run here; every profile of the specs when empty. */
  readonly payers: readonly string[];
  /** Worker threads; 0 does everything on the main thread. */
  readonly workers: number;
  /** How long a file must stay unchanged in the inbox before it is looked at. */
  readonly settleSeconds: number;
  /** How long an upload that is not whole may wait, by `--as-of`, before it is refused (TA1 023). */
  readonly maxWaitMinutes: number;
  readonly maxFileBytes: number;
  /** A file is complete only when one of its name with this at the end lies beside it; '' asks for none. */
  readonly triggerSuffix: string;
  /** Room that must be left on the data root's disk beyond three times the input; 0 does not look. */
  readonly minFreeMegabytes: number;
  /** By class: days that what has come to its end is kept; a class without them is kept for good. */
  readonly retention: Readonly<Partial<Record<RetentionClass, number>>>;
  /** By partner: how its server is reached. */
  readonly sftp: Readonly<Record<string, SftpSettings>>;
}

interface Option {
  readonly key: string;
  readonly type: 'string' | 'strings' | 'number' | 'suffix';
  readonly minimum?: number;
  readonly maximum?: number;
}

const OPTIONS: readonly Option[] = [
  { key: 'dataRoot', type: 'string' },
  { key: 'specs', type: 'string' },
  { key: 'partners', type: 'strings' },
  { key: 'payers', type: 'strings' },
  { key: 'workers', type: 'number', minimum: 0, maximum: 64 },
  { key: 'settleSeconds', type: 'number', minimum: 0, maximum: 86_400 },
  { key: 'maxWaitMinutes', type: 'number', minimum: 0, maximum: 43_200 },
  { key: 'maxFileBytes', type: 'number', minimum: 106, maximum: 2 ** 40 },
  { key: 'triggerSuffix', type: 'suffix' },
  { key: 'minFreeMegabytes', type: 'number', minimum: 0, maximum: 2 ** 24 },
];

const SUFFIX = /^\.[A-Za-z0-9]{1,16}$/;

const DEFAULTS = {
  partners: [] as readonly string[],
  payers: [] as readonly string[],
  workers: 2,
  settleSeconds: 30,
  maxWaitMinutes: 120,
  maxFileBytes: 8 * 2 ** 30,
  triggerSuffix: '',
  minFreeMegabytes: 256,
};

/** Reads `remit.json`; throws `CONFIG-…` faults that name the key and, for a misspelt one, the likely one. */
export function readSettings(path: string, shippedSpecs: string): Settings {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Fault({
      code: 'CONFIG-MISSING',
      message: `${path} cannot be read`,
      hint: '`remit init FOLDER` makes an installation; `--config FILE` names another one.',
      exitCode: 2,
      cause,
    });
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw configFault(path, 'it is not JSON', 'Check commas and quotes.', cause);
  }
  return settingsFrom(raw, path, shippedSpecs);
}

export function settingsFrom(raw: unknown, path: string, shippedSpecs: string): Settings {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw configFault(path, 'it is not an object', 'Begin with { and name dataRoot.');
  }
  const given = raw as Record<string, unknown>;
  for (const key of Object.keys(given)) {
    if (key === '$schema' || key === 'sftp' || key === 'retention') continue;
    const option = OPTIONS.find((each) => each.key === key);
    if (!option) throw configFault(path, `it has an unknown key "${key}"`, suggestion(key));
    checkValue(path, option, given[key]);
  }
  if (given.dataRoot === undefined)
    throw configFault(path, 'it names no dataRoot', 'Add "dataRoot": "data".');
  const from = (value: string) => (isAbsolute(value) ? value : join(dirname(path), value));
  return Object.freeze({
    dataRoot: from(given.dataRoot as string),
    specs: given.specs === undefined ? shippedSpecs : from(given.specs as string),
    partners: (given.partners as string[] | undefined) ?? DEFAULTS.partners,
    payers: (given.payers as string[] | undefined) ?? DEFAULTS.payers,
    workers: (given.workers as number | undefined) ?? DEFAULTS.workers,
    settleSeconds: (given.settleSeconds as number | undefined) ?? DEFAULTS.settleSeconds,
    maxWaitMinutes: (given.maxWaitMinutes as number | undefined) ?? DEFAULTS.maxWaitMinutes,
    maxFileBytes: (given.maxFileBytes as number | undefined) ?? DEFAULTS.maxFileBytes,
    triggerSuffix: (given.triggerSuffix as string | undefined) ?? DEFAULTS.triggerSuffix,
    retention: retentionFrom(given.retention, path),
    sftp: sftpFrom(given.sftp, path, from),
    minFreeMegabytes: (given.minFreeMegabytes as number | undefined) ?? DEFAULTS.minFreeMegabytes,
  });
}

const MOST_DAYS = 36_600;

function retentionFrom(raw: unknown, path: string): Settings['retention'] {
  if (raw === undefined) return {};
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw configFault(path, '"retention" is no object', 'Name a class and its days in it.');
  for (const [of, days] of Object.entries(raw)) {
    if (!(RETENTION_CLASSES as readonly string[]).includes(of))
      throw configFault(
        path,
        `"retention" has an unknown class "${of}"`,
        `Classes: ${RETENTION_CLASSES.join(', ')}.`,
      );
    if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
      throw configFault(
        path,
        `"retention.${of}" is not a whole number from 1 to ${MOST_DAYS}`,
        'Days, like 3653.',
      );
  }
  return Object.freeze({ ...(raw as Settings['retention']) });
}

const SFTP_KEYS = ['host', 'port', 'user', 'keyFile', 'hostKey', 'fetchFrom', 'archiveTo', 'deliverTo'];
const HOST_KEY = /^SHA256:[A-Za-z0-9+/]{43}$/;

/** A server without a pinned host key is none: `ssh2` would take any. */
function sftpFrom(raw: unknown, path: string, from: (value: string) => string): Settings['sftp'] {
  if (raw === undefined) return {};
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw configFault(path, '"sftp" is no object', 'Name a partner in it.');
  return Object.fromEntries(
    Object.entries(raw as Record<string, Record<string, unknown>>).map(([partner, given]) => {
      const text = (key: string, isNeeded: boolean): string => {
        const value = given[key] ?? '';
        if (typeof value === 'string' && (value !== '' || !isNeeded)) return value;
        throw configFault(path, `"sftp.${partner}.${key}" is not a text`, 'See docs/operations.md.');
      };
      for (const key of Object.keys(given))
        if (!SFTP_KEYS.includes(key))
          throw configFault(
            path,
            `"sftp.${partner}" has an unknown key "${key}"`,
            `Known keys: ${SFTP_KEYS.join(', ')}.`,
          );
      const port = given.port ?? 22;
      if (!Number.isInteger(port) || (port as number) < 1 || (port as number) > 65_535)
        throw configFault(path, `"sftp.${partner}.port" is no port`, 'A whole number from 1 to 65535.');
      const hostKey = text('hostKey', true);
      if (!HOST_KEY.test(hostKey))
        throw configFault(
          path,
          `"sftp.${partner}.hostKey" is no fingerprint`,
          'Write it as `ssh-keygen -l` does: SHA256:…',
        );
      const fetchFrom = text('fetchFrom', false);
      return [
        partner,
        {
          host: text('host', true),
          port: port as number,
          user: text('user', true),
          keyFile: from(text('keyFile', true)),
          hostKey,
          fetchFrom,
          archiveTo: text('archiveTo', fetchFrom !== ''),
          deliverTo: text('deliverTo', false),
        },
      ];
    }),
  );
}

function checkValue(path: string, option: Option, value: unknown): void {
  const isRight =
    option.type === 'string'
      ? typeof value === 'string' && value !== ''
      : option.type === 'strings'
        ? Array.isArray(value) && value.every((each) => typeof each === 'string')
        : option.type === 'suffix'
          ? typeof value === 'string' && SUFFIX.test(value)
          : Number.isInteger(value) &&
            (value as number) >= option.minimum! &&
            (value as number) <= option.maximum!;
  if (isRight) return;
  const wanted =
    option.type === 'number'
      ? `a whole number from ${option.minimum} to ${option.maximum}`
      : option.type === 'string'
        ? 'a text'
        : option.type === 'suffix'
          ? 'an ending like ".done"'
          : 'a list of texts';
  throw configFault(path, `"${option.key}" is not ${wanted}`, 'See specs/remit.schema.json.');
}

function suggestion(key: string): string {
  const near = OPTIONS.map((option) => ({
    key: option.key,
    distance: distanceOf(key.toLowerCase(), option.key.toLowerCase()),
  })).sort((a, b) => a.distance - b.distance)[0]!;
  return near.distance <= 3
    ? `Did you mean "${near.key}"?`
    : `Known keys: ${OPTIONS.map((option) => option.key).join(', ')}.`;
}

/** Levenshtein distance, for words of a few letters. */
export function distanceOf(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(
        Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    }
    previous = row;
  }
  return previous[b.length]!;
}

function configFault(path: string, what: string, hint: string, cause?: unknown): Fault {
  return new Fault({ code: 'CONFIG-WRONG', message: `${path}: ${what}`, hint, exitCode: 2, cause });
}
