import type { ClaimRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { InterchangeReader } from '../x12/reader.ts';
import { type Segment, tagOf } from '../x12/segment.ts';

const HL = tagOf('HL');
const TRN = tagOf('TRN');
const STC = tagOf('STC');

/** STC01, STC10 and STC11 hold one status each. */
const STATUSES = [1, 10, 11];

/** What the 277CA said of a refused claim. */
export interface AnsweredRefusal {
  /** Name of the 277CA. */
  readonly file: string;
  /** `category:code[:entity]`. */
  readonly statuses: readonly string[];
}

/**
 * Reads it again from the answer itself, which is what the partner has; undefined when a 999 or TA1 refused the claim
 * with its set, so that no 277CA names it.
 */
export async function answeredRefusal(store: Store, row: ClaimRow): Promise<AnsweredRefusal | undefined> {
  const file = await store.fileBySha256(row.fileSha256);
  if (!file) return undefined;
  const gone = await store.goneRows('outputs');
  for (const interchange of await store.interchangesOfFile(file.fileId)) {
    if (interchange.controlNumber !== row.interchangeControlNumber) continue;
    for (const answer of await store.outboxOfBatch(interchange.batchId)) {
      if (answer.type !== '277CA' || gone.has(answer.outboxId)) continue;
      const statuses = statusesIn(await store.outboxFile(answer.outboxId), row.patientControlNumber);
      if (statuses.length > 0) return { file: answer.name, statuses };
    }
  }
  return undefined;
}

/** Statuses under the claim's TRN; where a number was sent twice, of every claim that has it. */
function statusesIn(bytes: Uint8Array, patientControlNumber: string): string[] {
  const statuses = new Set<string>();
  let isOurs = false;
  const take = (segment: Segment): void => {
    if (segment.tag === HL) isOurs = false;
    else if (segment.tag === TRN)
      isOurs = segment.element(1) === '2' && segment.element(2) === patientControlNumber;
    else if (segment.tag === STC && isOurs) {
      for (const n of STATUSES) if (segment.isPresent(n)) statuses.add(segment.element(n));
    }
  };
  const nothing = () => {};
  const reader = new InterchangeReader('', {
    interchangeStart: nothing,
    groupStart: nothing,
    setStart: nothing,
    segment: take,
    setEnd: nothing,
    groupEnd: nothing,
    interchangeEnd: nothing,
    finding: nothing,
  });
  reader.push(bytes);
  reader.end();
  return [...statuses];
}
