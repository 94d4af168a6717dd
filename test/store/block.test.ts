import { expect, test } from 'vitest';
import { packBlock, unpackBlock } from '../../src/store/block.ts';

test('texts come back in their order, given as texts or as their bytes', () => {
  const texts = ['["É",1]', '', '[]', `["${'x'.repeat(400_000)}"]`, '["ß"]'];
  const mixed = texts.map((text, index) => (index % 2 === 0 ? text : Buffer.from(text)));
  expect(unpackBlock(packBlock(mixed))).toEqual(texts);
  expect(unpackBlock(packBlock(['a']))).toEqual(['a']);
});
