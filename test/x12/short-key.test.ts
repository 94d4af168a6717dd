import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_KEY, shortKey, shortKeyOf } from '../../src/x12/short-key.ts';
import { shortText } from '../../src/x12/short-texts.ts';

const bytes = fc.uint8Array({ maxLength: 6 });

test('different texts of up to four bytes have different keys', () => {
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const [first, second] = [shortKeyOf(one, 0, one.length), shortKeyOf(other, 0, other.length)];
      if (first === NO_KEY || second === NO_KEY) return;
      expect(first === second).toBe(Buffer.compare(one, other) === 0);
    }),
    { numRuns: 1000 },
  );
});

test('a text has the key of its bytes; what is longer or holds a NUL has none', () => {
  fc.assert(
    fc.property(bytes, (value) => {
      const text = Buffer.from(value).toString('latin1');
      expect(shortKey(text)).toBe(shortKeyOf(value, 0, value.length));
      if (value.length > 4 || value.includes(0)) expect(shortKey(text)).toBe(NO_KEY);
    }),
    { numRuns: 1000 },
  );
});

test('short texts are the Latin-1 of their bytes, whatever was asked for before', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 4 }), (value) => {
      const text = Buffer.from(value).toString('latin1');
      expect(shortText(value, 0, value.length)).toBe(text);
      expect(shortText(value, 0, value.length)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});
