import { expect, test } from 'vitest';
import { JsonReader } from '../../src/translation/json-reader.ts';
import { JSON_DEPTH, JSON_ITEMS, JSON_TOKEN_LENGTH } from '../../src/translation/limits.ts';

/** The fault a document is refused with, '' when it is read; given in pieces, so that nothing hangs on one. */
function refusal(json: string): string {
  const reader = new JsonReader(() => {});
  try {
    for (let from = 0; from < json.length; from += 65_536) reader.push(json.slice(from, from + 65_536));
    reader.end();
    return '';
  } catch (error) {
    return (error as { message: string }).message;
  }
}

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const list = (items: number) => `{"a":[${Array(items).fill('1').join(',')}]}`;
const text = (length: number) => `{"a":"${'x'.repeat(length)}"}`;
const number = (length: number) => `{"a":${'1'.repeat(length)}}`;

test.each<[limit: string, fits: string, beyond: string, words: string]>([
  ['levels', nested(JSON_DEPTH), nested(JSON_DEPTH + 1), 'nested too deep'],
  ['items of a list', list(JSON_ITEMS), list(JSON_ITEMS + 1), 'too long'],
  // A piece may hold a token whole: what is refused is one that goes on beyond the limit and a piece.
  ['characters of a text', text(JSON_TOKEN_LENGTH - 2), text(JSON_TOKEN_LENGTH + 2 * 65_536), 'too long'],
  ['digits of a number', number(JSON_TOKEN_LENGTH), number(JSON_TOKEN_LENGTH + 2 * 65_536), 'too long'],
])('%s', (_limit, fits, beyond, words) => {
  expect(refusal(fits)).toBe('');
  expect(refusal(beyond)).toContain(words);
});
