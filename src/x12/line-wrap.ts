import { isRegularIsa } from './isa-header.ts';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
/** Narrower than any spool is wrapped; keeps one-segment-a-line files with equal lines out. */
const MINIMUM_WIDTH = 40;

/**
 * True when the file is wrapped at a column, as mainframe spools are: from the ISA on every full line has the same
 * length, and some line break does not follow a terminator. `sample` begins at the ISA.
 */
export function isWrapped(sample: Uint8Array): boolean {
  const unwrapped = sample.filter((byte) => byte !== LF && byte !== CR);
  if (unwrapped.length === sample.length || !isRegularIsa(unwrapped, 0)) return false;
  const terminator = unwrapped[105]!;
  let end = sample.length;
  while (end > 0 && sample[end - 1]! <= SPACE) end -= 1;
  let width = -1;
  let from = 0;
  let insideData = 0;
  for (let index = 0; index < end; index += 1) {
    if (sample[index] !== LF && sample[index] !== CR) continue;
    if (width === -1) width = index - from;
    else if (index - from !== width) return false;
    if (sample[index - 1] !== terminator) insideData += 1;
    if (sample[index] === CR && sample[index + 1] === LF) index += 1;
    from = index + 1;
  }
  return width >= MINIMUM_WIDTH && insideData > 0 && end - from <= width;
}
