import type { Delimiters } from '../x12/delimiters.ts';
import type { Place } from '../x12/place.ts';

/**
 * The value a finding is about, cut from the source bytes of its segment: for IK404. A finding never carries it.
 *
 * @param segment the bytes at the place, without the terminator
 * @returns undefined where the place names no element, or the segment has none there
 */
export function badDataOf(segment: string, place: Place, delimiters: Delimiters): string | undefined {
  const { elementOrdinal, componentOrdinal, repetitionOrdinal } = place;
  if (elementOrdinal === undefined) return undefined;
  let value = segment.split(String.fromCharCode(delimiters.element))[elementOrdinal];
  if (value === undefined) return undefined;
  if (delimiters.repetition !== 0 && repetitionOrdinal !== undefined) {
    value = value.split(String.fromCharCode(delimiters.repetition))[repetitionOrdinal - 1];
  }
  if (componentOrdinal !== undefined) {
    value = value?.split(String.fromCharCode(delimiters.component))[componentOrdinal - 1];
  }
  return value === '' ? undefined : value;
}
