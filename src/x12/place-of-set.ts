import type { Place } from './place.ts';
import type { TransactionSet } from './reader.ts';

/** Where a set begins: its ST. */
export function placeOfSet(set: TransactionSet): Place {
  const { interchange } = set.group;
  return {
    file: interchange.file,
    offsetBytes: set.offsetBytes,
    lengthBytes: set.lengthBytes,
    line: set.line,
    interchange: interchange.controlNumber,
    group: set.group.controlNumber,
    set: set.controlNumber,
    segmentOrdinal: 1,
    segmentId: 'ST',
  };
}
