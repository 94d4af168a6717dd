import { describe, expect, test } from 'vitest';
import { LoopsToX12 } from '../../src/translation/loops-to-x12.ts';
import { type TranslationOptions, Translator } from '../../src/translation/translator.ts';
import { PROFESSIONAL, REMITTANCE } from '../guide/example-sets.ts';
import { catalogue } from '../guide/guides.ts';
import { GROUPS, interchangeOf } from './files.ts';

/** One set with its claim many times over, in pieces as a stream gives them. */
function* longFile(name: '837P' | '835', claims: number): Generator<Buffer> {
  const set = (name === '835' ? REMITTANCE : PROFESSIONAL).replaceAll('~\n', '~');
  const file = interchangeOf([{ ...GROUPS[name]!, sets: [set] }]);
  const [, before = '', claim = '', after = ''] =
    (name === '835' ? /^(.*?)(CLP\*PCN002.*?)(CLP\*PCN003.*)$/s : /^(.*?)(CLM\*.*?)(SE\*.*)$/s).exec(file) ??
    [];
  yield Buffer.from(before, 'latin1');
  const hundred = Buffer.from(claim.repeat(100), 'latin1');
  for (let count = 0; count < claims; count += 100) yield hundred;
  yield Buffer.from(after, 'latin1');
}

describe('what is written leaves as it is read', () => {
  test.each<[string, '837P' | '835', Partial<TranslationOptions>]>([
    ['837P to JSON by loops', '837P', { to: 'json' }],
    ['837P to JSON lines by claims', '837P', { to: 'jsonl', view: 'claims' }],
    ['835 to XML by remittances', '835', { to: 'xml', view: 'remittances' }],
    ['835 to CSV', '835', { to: 'csv' }],
  ])('%s: no more than one piece and one claim is waiting', (_, name, options) => {
    const translator = new Translator({ guides: catalogue, file: 'a.x12', to: 'json', ...options });
    let waitingBytes = 0;
    for (const piece of longFile(name, 2000)) {
      waitingBytes += piece.length;
      // Output comes with the piece that completed a claim, so nothing is saved up for the end.
      if (translator.push(piece).length > piece.length / 2) waitingBytes = 0;
      expect(waitingBytes).toBeLessThan(200_000);
    }
    expect(translator.end().text.length).toBeLessThan(20_000);
  });

  test('back to X12: nothing is saved up either', () => {
    const translator = new Translator({ guides: catalogue, file: 'a.x12', to: 'json' });
    const back = new LoopsToX12({ file: 'a.json' });
    let read = 0;
    let written = 0;
    for (const piece of longFile('837P', 2000)) {
      read += piece.length;
      written += back.push(translator.push(piece)).length;
      expect(read - written).toBeLessThan(10_000);
    }
  });
});
