export const ISA_BYTES = [0x49, 0x53, 0x41] as const;

/** True when `ISA` and a byte that can be an element separator stand at `index`: `ISAAC` is none. */
export function startsWithIsa(bytes: Uint8Array, index: number, end: number): boolean {
  return end - index >= 4 && isIsaPrefix(bytes, index, 3) && !isAlphanumericOrSpace(bytes[index + 3]!);
}

/** True when so many bytes at `index` begin `ISA`. */
export function isIsaPrefix(bytes: Uint8Array, index: number, length: number): boolean {
  for (let n = 0; n < length; n += 1) if (bytes[index + n] !== ISA_BYTES[n]) return false;
  return true;
}

export function isAlphanumericOrSpace(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x20
  );
}
