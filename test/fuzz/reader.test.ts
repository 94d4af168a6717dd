import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CORPUS, spoiledFile } from './mutations.ts';
import { brokenPromise } from './totality.ts';

const RUNS = 120;

test('any shipped file, however spoiled, is read to a result or a coded fault', async () => {
  await fc.assert(
    fc.asyncProperty(spoiledFile, fc.double({ min: 0, max: 1, noNaN: true }), async (bytes, cut) => {
      expect(await brokenPromise(bytes, Math.floor(cut * bytes.length))).toBe('');
    }),
    { numRuns: RUNS },
  );
});

test('any bytes at all are read to a result or a coded fault', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
      expect(await brokenPromise(bytes, bytes.length >> 1)).toBe('');
    }),
    { numRuns: RUNS },
  );
});

test.each(CORPUS)('corpus: %s', async (_name, bytes) => {
  expect(await brokenPromise(bytes, Math.floor(bytes.length / 3))).toBe('');
});
