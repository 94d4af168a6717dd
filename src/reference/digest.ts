import { createHash } from 'node:crypto';
import type { MemberTable } from './member-table.ts';
import type { Specs } from './read-specs.ts';
import type { ReferenceData } from './snapshot.ts';

/**
 * SHA-256 over the content of a snapshot. Neither the order of rows nor that of an object's keys changes it, so data
 * read back from a store gives the digest of the data imported.
 *
 * @returns hexadecimal, small letters
 */
export function digestOf(specs: Specs, data: ReferenceData, members: MemberTable): string {
  const hash = createHash('sha256');
  const add = (name: string, rows: readonly string[]): void => {
    hash.update(`${name} ${rows.length}\n`);
    for (const row of rows) hash.update(row).update('\n');
  };
  add('profiles', sorted(specs.profiles.map(canonical)));
  add('partners', sorted(specs.partners.map(canonical)));
  // The one table of a hundred thousand rows stands in its order already.
  hash.update(`members ${members.size}\n`).update(members.bytes);
  add('providers', sorted(data.providers.map(canonical)));
  add('contracts', sorted(data.contracts.map(canonical)));
  add('rvus', sorted(data.rvus.map(canonical)));
  add('gpcis', sorted(data.gpcis.map(canonical)));
  // The file's own digest stands for the rows of a published table: hashing them again took seconds.
  add(
    'rates',
    sorted(data.rates.map((table) => `${table.kind} ${table.part} ${table.from} ${table.digest}`)),
  );
  add('authorizations', sorted(data.authorizations.map(canonical)));
  add('other coverages', sorted(data.otherCoverages.map(canonical)));
  add('programs', sorted(data.programs.map(canonical)));
  add('credentials', sorted(data.credentials.map(canonical)));
  add('attachments', sorted(data.attachments.map(canonical)));
  return hash.digest('hex');
}

function sorted(rows: string[]): string[] {
  return rows.sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
}

/** JSON with the keys of objects sorted; a Map becomes its entries, a Set its sorted members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (part instanceof Map) return [...part];
    if (part instanceof Set) return [...part].sort();
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
