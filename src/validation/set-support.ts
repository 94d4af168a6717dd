import type { Guide } from '../guide/guide.ts';
import type { Finding } from '../x12/finding.ts';
import { placeOfSet } from '../x12/place-of-set.ts';
import type { TransactionSet } from '../x12/reader.ts';
import { validationFinding } from './finding-table.ts';

/** Taken: claims, requests for their status, and the answers of partners to what we sent. */
const TAKEN = new Set(['837', '276', '999']);

/** A set we could read but do nothing with is refused by name: nothing is accepted and then forgotten. */
export function supportFindings(set: TransactionSet, guide: Guide | undefined): Finding[] {
  if (guide === undefined || TAKEN.has(guide.transactionSet)) return [];
  return [validationFinding('SET-NOT-TAKEN', placeOfSet(set))];
}
