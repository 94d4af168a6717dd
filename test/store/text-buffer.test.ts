import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { TextBuffer } from '../../src/store/text-buffer.ts';

test('a buffer grows, holds UTF-8, and begins anew', () => {
  const buffer = new TextBuffer();
  const texts = ['', 'a', '\u00d1\u2014\u{1f600}', 'x'.repeat(300_000), '\u2014'.repeat(500_000), 'end'];
  for (const text of texts) buffer.add(text);
  expect(Buffer.from(buffer.bytes()).equals(Buffer.from(texts.join(''), 'utf8'))).toBe(true);
  buffer.clear();
  for (const text of texts) buffer.add(Buffer.from(text, 'utf8'));
  expect(Buffer.from(buffer.bytes()).equals(Buffer.from(texts.join(''), 'utf8'))).toBe(true);
  buffer.clear();
  buffer.add('once more');
  expect(Buffer.from(buffer.bytes()).toString()).toBe('once more');
});
