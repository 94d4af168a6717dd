import { expect, test } from 'vitest';
import { compress, decompress } from '../../src/store/block.ts';
import { releaseBytes } from '../../src/store/release-bytes.ts';

test('long bytes are given back at once, short ones share their memory and stay', () => {
  const long = Buffer.alloc(1 << 20, 'a');
  releaseBytes(long);
  expect(long.length).toBe(0);
  const short = Buffer.from('abc');
  releaseBytes(short);
  expect(short.toString()).toBe('abc');
});

test.each([0, 1, 1023, 1024, 5000, 1 << 20])('%i bytes are unpacked in one piece', (lengthBytes) => {
  const bytes = Buffer.alloc(lengthBytes, 'segment~');
  expect(decompress(compress(bytes), lengthBytes).equals(bytes)).toBe(true);
  expect(decompress(compress(bytes)).equals(bytes)).toBe(true);
});
