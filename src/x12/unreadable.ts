import type { EnvelopeFindingCode } from './envelope-findings.ts';

/** Bytes that are needed to tell a foreign format. */
export const MAGIC_LENGTH_BYTES = 4;

const MAGICS: readonly { readonly code: EnvelopeFindingCode; readonly bytes: readonly number[] }[] = [
  { code: 'X12-FILE-GZIP', bytes: [0x1f, 0x8b] },
  { code: 'X12-FILE-ZIP', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { code: 'X12-FILE-ZIP', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { code: 'X12-FILE-UTF16', bytes: [0xff, 0xfe] },
  { code: 'X12-FILE-UTF16', bytes: [0xfe, 0xff] },
  { code: 'X12-FILE-UTF16', bytes: [0x49, 0x00, 0x53, 0x00] },
  { code: 'X12-FILE-UTF16', bytes: [0x00, 0x49, 0x00, 0x53] },
  // "ISA" in EBCDIC.
  { code: 'X12-FILE-EBCDIC', bytes: [0xc9, 0xe2, 0xc1] },
];

/** The finding for a file that is packed or in another encoding, told by its first bytes. */
export function foreignFormat(bytes: Uint8Array): EnvelopeFindingCode | undefined {
  return MAGICS.find((magic) => magic.bytes.every((byte, index) => bytes[index] === byte))?.code;
}
