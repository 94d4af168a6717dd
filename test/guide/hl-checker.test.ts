import { describe, expect, test } from 'vitest';
import { HlChecker } from '../../src/guide/hl-checker.ts';
import { brief, guideOf, segmentsOf } from './guides.ts';

function check(guideId: string, ...levels: string[]): string[] {
  const checker = new HlChecker(guideOf(guideId));
  checker.reset({ file: 'a.x12' });
  const segments = segmentsOf(levels.map((level) => `HL*${level}~`).join(''));
  return [...segments.flatMap((segment) => checker.check(segment)), ...checker.end()].map(brief);
}

describe('837P', () => {
  test.each<[string, string[], string[]]>([
    [
      'subscribers and dependents',
      ['1**20*1', '2*1*22*0', '3*1*22*1', '4*3*23*0', '5*3*23*0', '6**20*1', '7*6*22*0'],
      [],
    ],
    ['claims of a subscriber and of his dependent', ['1**20*1', '2*1*22*1', '3*2*23*0'], []],
    ['not from 1', ['2**20*1', '3*2*22*0'], ['GUIDE-HL01-SEQUENCE 1 HL 8/7@1 set']],
    ['a gap, once', ['1**20*1', '3*1*22*0', '4*1*22*0'], ['GUIDE-HL01-SEQUENCE 2 HL 8/7@1 set']],
    ['a number twice', ['1**20*1', '2*1*22*0', '2*1*22*0'], ['GUIDE-HL01-SEQUENCE 3 HL 8/7@1 set']],
    ['padded', ['1**20*1', '02*1*22*0'], ['GUIDE-HL01-SEQUENCE 2 HL 8/7@1 set']],
    ['a parent that is none', ['1**20*1', '2*9*22*0'], ['GUIDE-HL02-PARENT 2 HL 8/7@2 set']],
    [
      'a parent of the wrong level',
      ['1**20*1', '2*1*22*1', '3*1*23*0'],
      ['GUIDE-HL02-PARENT 3 HL 8/7@2 set'],
    ],
    [
      'a parent that is closed',
      ['1**20*1', '2*1*22*0', '3**20*1', '4*1*22*0'],
      ['GUIDE-HL02-PARENT 4 HL 8/7@2 set'],
    ],
    [
      'children announced, none there',
      ['1**20*1', '2*1*22*1', '3*1*22*0'],
      ['GUIDE-HL04-CHILDREN 2 HL 8/7@4 set'],
    ],
    [
      'children there, none announced',
      ['1**20*1', '2*1*22*0', '3*2*23*0', '4*2*23*0'],
      ['GUIDE-HL04-CHILDREN 2 HL 8/7@4 set'],
    ],
    ['a provider without subscribers is the walker’s to tell', ['1**20*1'], []],
    ['empty elements are for the element check', ['1**20*1', '**22*0'], []],
    ['a level without its parent is the walker’s to tell', ['1**23*0'], []],
  ])('%s', (_name, levels, findings) => {
    expect(check('837P', ...levels)).toEqual(findings);
  });
});

test('277CA: the patient level has no HL04', () => {
  expect(check('277CA', '1**20*1', '2*1*21*1', '3*2*19*1', '4*3*PT', '5*3*PT')).toEqual([]);
});
