import { expect, test } from 'vitest';
import { checkGuide } from '../../src/guide/check-guide.ts';

const ELEMENT = '<element at="01" de="128" use="R" type="ID" min="2" max="3" codes="AA BB" name="x"/>';
const ST = `<segment id="ST" at="0100" use="R" max="1">${ELEMENT}</segment>`;
const SE = `<segment id="SE" at="0900" use="R" max="1">${ELEMENT}</segment>`;

function guide(content: string, attributes = ''): string {
  return `<guide id="1" transactionSet="1" version="V" accepts="V" functionalGroup="HC"${attributes}>\n${ST}\n${content}\n${SE}\n</guide>`;
}

test('a sound guide has no problems', () => {
  expect(checkGuide(guide(''), 'a.xml')).toEqual([]);
});

test.each([
  ['an unknown attribute', guide('', ' colour="red"'), 'a.xml:1: <guide> has the unknown attribute colour'],
  [
    'a missing attribute',
    guide(`<segment id="N1" at="0200" max="1">${ELEMENT}</segment>`),
    'a.xml:3: <segment> lacks the attribute use',
  ],
  ['a claim loop that is none', guide('', ' claim="2300"'), 'a.xml:1: the claim loop 2300 does not exist'],
  ['an empty loop', guide('<loop id="L" use="S" max="1"></loop>'), 'a.xml:3: L: is empty'],
  [
    'a loop copied from nowhere',
    guide('<loop id="L" use="S" max="1" same-as="M"/>'),
    'a.xml:3: L: same-as names no loop above: M',
  ],
  [
    'a position given twice',
    guide(`<segment id="N1" at="0200" use="S" max="1">${ELEMENT}${ELEMENT}</segment>`),
    'a.xml:3: N101: the position is given twice',
  ],
  [
    'a position left out',
    guide('<segment id="N1" at="0200" use="S" max="1"><element at="02" use="N"/></segment>'),
    'a.xml:3: N102: a position before this one is left out',
  ],
  [
    'siblings that cannot be told apart',
    guide(`<segment id="N1" at="0200" use="S" max="1" select="01=AA BB">${ELEMENT}</segment>
<segment id="N1" at="0200" use="S" max="1" select="01=AA BB">${ELEMENT}</segment>`),
    'a.xml:4: /N1: cannot be told from its sibling at line 3',
  ],
  [
    'a selector with other codes than its element',
    guide(`<segment id="N1" at="0200" use="S" max="1" select="01=CC">${ELEMENT}</segment>`),
    'a.xml:3: N1: its selector has other codes than the element selected by',
  ],
  [
    'a code too long',
    guide(`<segment id="N1" at="0200" use="S" max="1">${ELEMENT.replace('BB', 'BBBB')}</segment>`),
    'a.xml:3: N101: the code BBBB is longer than the element',
  ],
  [
    'a composite without components',
    guide(`<segment id="N1" at="0200" use="S" max="1">${ELEMENT.replace('"ID"', '"comp"')}</segment>`),
    'a.xml:3: N101: a composite has components, and nothing else has',
  ],
  [
    'a syntax note about nothing',
    guide(`<segment id="N1" at="0200" use="S" max="1" syntax="P0102">${ELEMENT}</segment>`),
    'a.xml:3: N1: the syntax note P names an element beyond the last',
  ],
  ['XML that breaks off', '<guide>', "a.xml:1: Unclosed tag 'guide'."],
])('%s', (_name, text, problem) => {
  expect(checkGuide(text, 'a.xml')).toContain(problem);
});
