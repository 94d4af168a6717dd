import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { ElementChecker } from '../../src/guide/element-checker.ts';
import type { Guide } from '../../src/guide/guide.ts';
import { QuickCheck } from '../../src/guide/quick-check.ts';
import { Walker } from '../../src/guide/walker.ts';
import type { Delimiters } from '../../src/x12/delimiters.ts';
import { Tokenizer } from '../../src/x12/tokenizer.ts';
import { DELIMITERS } from '../claim/read-claims.ts';
import { PROFESSIONAL } from './example-sets.ts';
import { guideOf } from './guides.ts';

function findingsOf(
  checker: ElementChecker,
  guide: Guide,
  set: string,
  delimiters: Delimiters = DELIMITERS,
): string[] {
  const found: string[] = [];
  const walker = new Walker(guide);
  walker.reset({ file: 'a.x12' });
  const tokenizer = new Tokenizer(
    (segment) => {
      const { node } = walker.step(segment);
      if (node === -1) return;
      checker.check(node, segment, walker, ({ code, place }) =>
        found.push(`${code} ${place.segmentId}${place.elementOrdinal}`),
      );
    },
    { delimiters },
  );
  tokenizer.push(Buffer.from(set, 'latin1'));
  tokenizer.end();
  return found;
}

test('what was right before is right again, and a wrong value stays wrong', () => {
  const guide = guideOf('837P');
  const checker = new ElementChecker(guide);
  const wrong = PROFESSIONAL.replace(/\*WA\*/, '*W#*').replace('*D8*', '*D8*9');
  const expected = findingsOf(new ElementChecker(guide), guide, wrong);
  expect(expected.length).toBeGreaterThan(0);
  for (let again = 0; again < 3; again += 1) {
    expect(findingsOf(checker, guide, PROFESSIONAL)).toEqual([]);
    expect(findingsOf(checker, guide, wrong)).toEqual(expected);
  }
});

test('what was right between other delimiters is looked at again', () => {
  const guide = guideOf('837P');
  const checker = new ElementChecker(guide);
  // A text with a greater-than sign is one value, until that sign separates components.
  const named = PROFESSIONAL.replace(/N3\*[^~*]*/, 'N3*5 OAK > ELM');
  expect(findingsOf(checker, guide, named)).toEqual([]);
  const other: Delimiters = { ...DELIMITERS, component: 0x3e };
  const told = findingsOf(checker, guide, named, other).filter((each) => each.includes(' N3'));
  expect(told).toEqual(['GUIDE-COMPONENTS-TOO-MANY N31']);
});

test('what is quickly found right, nothing is wrong with', () => {
  const guide = guideOf('837P');
  const bytes = [...'*:^~0 9A-.é\t~'].map((letter) => letter.charCodeAt(0));
  const change = fc.record({ at: fc.nat(), by: fc.constantFrom(...bytes), drop: fc.nat({ max: 2 }) });
  const slowly = (set: string): string[] => {
    const spies = [
      vi.spyOn(QuickCheck.prototype, 'isSegmentRight').mockReturnValue(false),
      vi.spyOn(QuickCheck.prototype, 'isRight').mockReturnValue(false),
    ];
    const found = findingsOf(new ElementChecker(guide), guide, set);
    for (const spy of spies) spy.mockRestore();
    return found;
  };
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      let set = PROFESSIONAL;
      for (const { at, by, drop } of changes) {
        const index = 5 + (at % (set.length - 10));
        set = set.slice(0, index) + String.fromCharCode(by) + set.slice(index + drop);
      }
      const quickly = findingsOf(new ElementChecker(guide), guide, set);
      expect(quickly).toEqual(slowly(set));
    }),
    { numRuns: 300 },
  );
});
