import type { Place } from '../x12/place.ts';
import type { TransactionSet } from '../x12/reader.ts';

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
