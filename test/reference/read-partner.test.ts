import { expect, test } from 'vitest';
import { readXml } from '../../src/guide/xml.ts';
import { readPartner } from '../../src/reference/read-partner.ts';

const read = (text: string) => readPartner(readXml(text, 'p.xml'), 'p.xml');

const ENDS = `<sender qualifier="*" interchangeId="*" applicationId="*"/>
  <receiver qualifier="ZZ" interchangeId="91051" applicationId="91051"/>`;

test('what is left out has a default', () => {
  const { partner, problems } = read(
    `<partner id="any" name="Any" usage="*" payers="TEST">${ENDS}</partner>`,
  );
  expect(problems).toEqual([]);
  expect(partner).toMatchObject({
    interchangeId: '*',
    usage: '*',
    payers: ['TEST'],
    ta1: 'asked',
    functional999: 'always',
    claim277: 'always',
    rejectSetOnClaimFault: false,
    duplicateLookBackDays: 365,
    newlineAfterSegment: false,
  });
  expect([...partner.snipTypes]).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('severities by finding code', () => {
  const { partner, problems } = read(
    `<partner id="a" name="A" usage="P" payers="91051">${ENDS}<severity finding="X12-SE01-COUNT" is="report"/></partner>`,
  );
  expect(problems).toEqual([]);
  expect(partner.severities.get('X12-SE01-COUNT')).toBe('report');
});

test.each([
  ['id="A b"', /attribute "id" is not a folder name/],
  ['id="a" snipTypes="1 8"', /"snipTypes" is not of 1 to 7/],
  ['id="a" newlineAfterSegment="true"', /"newlineAfterSegment" is none of its values/],
  ['id="a" duplicateLookBackDays="-1"', /"duplicateLookBackDays" is not a number/],
])('%s is refused', (attributes, problem) => {
  const { problems } = read(`<partner ${attributes} name="A" usage="P" payers="91051">${ENDS}</partner>`);
  expect(problems.join('\n')).toMatch(problem);
});
