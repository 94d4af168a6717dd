import type { EnvelopeFindingCode } from './envelope-findings.ts';
import { ISA_LENGTH_BYTES, type IsaHeader, isRegularIsa, readIsaHeader } from './isa-header.ts';
import { startsWithIsa } from './isa-start.ts';
import { HEADER_LENGTH_BYTES, HEADER_SEARCH_BYTES } from './limits.ts';
import { isWrapped } from './line-wrap.ts';
import { foreignFormat, MAGIC_LENGTH_BYTES } from './unreadable.ts';

/** What stands where an interchange may begin. */
export type HeaderSearch =
  /** Too few bytes to tell, after padding that can be read past. At the end of the input: there is nothing. */
  | { readonly kind: 'more'; readonly skipBytes: number }
  | {
      readonly kind: 'header';
      readonly header: IsaHeader;
      readonly skipBytes: number;
      /** The last so many of the bytes skipped are foreign text. */
      readonly junkBytes: number;
      readonly wrapped: boolean;
    }
  /** After a former interchange: no ISA. */
  | { readonly kind: 'other'; readonly skipBytes: number }
  | { readonly kind: 'unreadable'; readonly skipBytes: number; readonly code: EnvelopeFindingCode };

export interface HeaderSearchOptions {
  readonly ended: boolean;
  /** No interchange was met yet: foreign text is searched through, wrapping is told. */
  readonly first: boolean;
  /** The bytes are the first of the file: other formats are told. */
  readonly atStart: boolean;
  /** Line breaks are left out of `bytes` already. */
  readonly wrapped: boolean;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/** Looks at the bytes from the beginning of the file, or from behind an IEA. Waits until the answer cannot change. */
export function findHeader(bytes: Uint8Array, options: HeaderSearchOptions): HeaderSearch {
  const { ended, first } = options;
  if (options.atStart) {
    if (bytes.length < MAGIC_LENGTH_BYTES && !ended) return { kind: 'more', skipBytes: 0 };
    const foreign = foreignFormat(bytes);
    if (foreign !== undefined) return { kind: 'unreadable', skipBytes: 0, code: foreign };
  }
  const from = paddingLength(bytes);
  const seen = bytes.length - from;
  if (seen === 0 || (seen < 4 && !ended)) return { kind: 'more', skipBytes: from };
  if (startsWithIsa(bytes, from, bytes.length)) return headerAt(bytes, from, 0, options);
  if (!first) return { kind: 'other', skipBytes: from };
  if (seen < HEADER_SEARCH_BYTES + ISA_LENGTH_BYTES && !ended) return { kind: 'more', skipBytes: from };
  for (let index = from + 1; index < Math.min(bytes.length, from + HEADER_SEARCH_BYTES); index += 1) {
    if (isRegularIsa(bytes, index)) return headerAt(bytes, index, index - from, options);
  }
  return { kind: 'unreadable', skipBytes: from, code: 'X12-ISA-NOT-FOUND' };
}

function headerAt(
  bytes: Uint8Array,
  from: number,
  junkBytes: number,
  options: HeaderSearchOptions,
): HeaderSearch {
  const mayBeWrapped = options.first && junkBytes === 0;
  const needed = mayBeWrapped ? HEADER_SEARCH_BYTES : HEADER_LENGTH_BYTES;
  const sample = bytes.subarray(from, from + needed);
  const complete = options.ended || sample.length === needed;
  const more: HeaderSearch = { kind: 'more', skipBytes: from - junkBytes };
  if (mayBeWrapped) {
    if (!complete) return more;
    if (isWrapped(sample)) {
      const header = readIsaHeader(withoutLineBreaks(sample));
      const skipBytes = withoutLineBreaks(bytes.subarray(0, from)).length;
      if (header !== undefined) return { kind: 'header', header, skipBytes, junkBytes, wrapped: true };
    }
  }
  if (!complete && !isRegularIsa(sample, 0)) return more;
  const header = readIsaHeader(sample);
  if (header === undefined) return { kind: 'unreadable', skipBytes: from, code: 'X12-ISA-UNREADABLE' };
  return { kind: 'header', header, skipBytes: from, junkBytes, wrapped: options.wrapped };
}

function withoutLineBreaks(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte) => byte !== 0x0a && byte !== 0x0d);
}

/** White space, NUL, Ctrl-Z and byte-order marks: legal before an ISA and after the last IEA. */
function paddingLength(bytes: Uint8Array): number {
  let index = 0;
  for (; index < bytes.length; index += 1) {
    const byte = bytes[index]!;
    if (byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x00 || byte === 0x1a)
      continue;
    if (BYTE_ORDER_MARK.every((mark, at) => bytes[index + at] === mark)) {
      index += 2;
      continue;
    }
    break;
  }
  return index;
}
