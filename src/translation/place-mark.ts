import type { Place } from '../x12/place.ts';
import { placeOfSet } from '../x12/place-of-set.ts';
import type { TransactionSet } from '../x12/reader.ts';
import type { Segment } from '../x12/segment.ts';

/** Where a reading is, kept as numbers: a place is made only when somebody asks. */
export class PlaceMark {
  #set: TransactionSet | undefined;
  #offsetBytes = 0;
  #lengthBytes = 0;
  #line = 1;
  #ordinal = 0;

  move(segment: Segment, set: TransactionSet): void {
    this.#set = set;
    this.#offsetBytes = segment.offsetBytes;
    this.#lengthBytes = segment.lengthBytes;
    this.#line = segment.line;
    this.#ordinal = segment.ordinal;
  }

  get place(): Place {
    const set = this.#set;
    const at = { offsetBytes: this.#offsetBytes, lengthBytes: this.#lengthBytes, line: this.#line };
    if (set === undefined) return { file: '', ...at };
    const { segmentId: _, ...ofSet } = placeOfSet(set);
    return { ...ofSet, ...at, segmentOrdinal: this.#ordinal };
  }
}
