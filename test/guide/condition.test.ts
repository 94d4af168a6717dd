import { expect, test } from 'vitest';
import { checkGuide } from '../../src/guide/check-guide.ts';
import { readCondition } from '../../src/guide/condition.ts';

test.each([
  ['CLM05-3 is 7 8', [['CLM 5-3 = 7 8']]],
  ['SBR02 is not 18', [['not SBR 2-0 = 18']]],
  ['N404 is not sent or N404 is US CA', [['not N4 4-0 = '], ['N4 4-0 = US CA']]],
  ['CR3 is sent and 2000B/HL04 is not 1', [['CR3 0-0 = ', 'not 2000B/HL 4-0 = 1']]],
  ['REF*F8 is sent', [['REF*F8 0-0 = ']]],
  ['DTP*435:03 is sent', [['DTP*435 3-0 = ']]],
  ['2310B is sent', [['2310B/ 0-0 = ']]],
])('%s', (text, expected) => {
  const condition = readCondition(text);
  const brief = condition?.map((allOf) =>
    allOf.map(({ loop, segment, qualifier, element, component, codes, negated }) => {
      const name = `${loop === '' ? '' : `${loop}/`}${segment}${qualifier === '' ? '' : `*${qualifier}`}`;
      return `${negated ? 'not ' : ''}${name} ${element}-${component} = ${codes.join(' ')}`;
    }),
  );
  expect(brief).toEqual(expected);
});

test.each(['', 'CLM05-3', 'CLM05-3 = 7', 'REF*F8 is 7', 'clm05 is 7', 'CLM05-3 is', 'CLM05-3 is 7 and'])(
  'no condition: %j',
  (text) => {
    expect(readCondition(text)).toBeUndefined();
  },
);

const guide = (
  attributes: string,
) => `<guide id="T" transactionSet="837" version="V" accepts="V" functionalGroup="HC" claim="2300">
  <segment id="ST" at="0100" use="R" max="1"><element at="01" de="143" use="R" type="ID" min="3" max="3" name="id"/></segment>
  <loop id="2000A" use="R" max="1">
    <segment id="HL" at="0200" use="R" max="1"><element at="01" de="628" use="R" type="AN" min="1" max="12" name="n"/></segment>
    <segment id="PRV" at="0300" use="S" max="1" ${attributes}><element at="01" de="1221" use="R" type="ID" min="1" max="3" name="c"/></segment>
    <loop id="2300" use="R" max="1">
      <segment id="CLM" at="0400" use="R" max="1"><element at="01" de="1028" use="R" type="AN" min="1" max="38" name="n"/></segment>
    </loop>
  </loop>
  <segment id="SE" at="0500" use="R" max="1"><element at="01" de="96" use="R" type="N0" min="1" max="10" name="n"/></segment>
</guide>`;

test.each([
  ['rule="A" required-when="HL01 is 1"', []],
  ['rule="A" required-when="HL01 = 1"', ['T.xml:5: required-when is no condition: HL01 = 1']],
  ['required-when="HL01 is 1"', ['T.xml:5: a condition needs the name of its rule']],
  ['rule="A"', ['T.xml:5: a rule has required-when or not-used-when']],
  ['rule="A" required-when="REF is sent"', ['T.xml:5: the condition names what is not there: REF is sent']],
  [
    'rule="A" required-when="2300/CLM is sent"',
    ['T.xml:5: the condition looks from above into a claim: 2300/CLM is sent'],
  ],
  ['rule="A" required-when="HL01 is 1" stc="X9:1"', ['T.xml:5: stc is not of the form A6:464 or A7:562:85']],
])('a guide with %s', (attributes, problems) => {
  expect(checkGuide(guide(attributes), 'T.xml')).toEqual(problems);
});
