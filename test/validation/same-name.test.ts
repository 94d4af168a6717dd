import { expect, test } from 'vitest';
import { isSameName } from '../../src/validation/same-name.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

test.each<[string, string, string, boolean, boolean]>([
  ['equal', 'DOE', 'DOE', false, true],
  ['case', 'Doe', 'DOE', false, false],
  ['case folded', 'Doe', 'DOE', true, true],
  ['Latin-1', 'MU\xd1OZ', 'MUÑOZ', false, true],
  ['UTF-8', utf8('MUÑOZ'), 'MUÑOZ', false, true],
  ['accent dropped', 'MUNOZ', 'MUÑOZ', false, false],
  ['UTF-8 in lower case', utf8('muñoz'), 'MUÑOZ', false, false],
  ['UTF-8 in lower case, folded', utf8('muñoz'), 'MUÑOZ', true, true],
  ['Latin-1 in lower case, folded', 'mu\xf1oz', 'MUÑOZ', true, true],
  ['beyond Latin-1', utf8('ŁUKA'), 'ŁUKA', false, true],
  ['absent on one side', '', 'DOE', false, false],
  ['absent on both', '', '', false, true],
])('%s', (_, received, spelling, foldsCase, expected) => {
  expect(isSameName(received, spelling, foldsCase)).toBe(expected);
});
