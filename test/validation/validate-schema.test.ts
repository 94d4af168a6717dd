import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { validateFile } from '../../src/batch/validate-file.ts';
import { catalogue } from '../guide/guides.ts';
import { mutate, segmentsOf, textOf } from '../mutations/mutate.ts';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../specs/schemas/validate.schema.json'), 'utf8'),
) as object;
const isValid = new Ajv2020({ allErrors: true }).compile(schema);

const validated = (text: string) =>
  validateFile([Buffer.from(text, 'latin1')], 'a.x12', { guides: catalogue, receivedDate: '20260131' });

test.each([
  ['a sound file', textOf(segmentsOf('P'))],
  ['a situational rule', mutate('P', 'DTP*439*D8*20260101 => ')],
  ['an element of a composite', mutate('P', 'HI*ABK:J029*ABF:R509 => HI*ABK*ABF:R509')],
  ['an amount that does not balance', mutate('P', 'AMT*D*250.5 => AMT*D*251')],
  ['a trailer that disagrees', mutate('P', 'SE*93*0001 => SE*92*0001')],
  ['a cut file', textOf(segmentsOf('I').slice(0, 30))],
  ['no X12 at all', 'hello'],
  ['nothing', ''],
])('what validate prints of %s fits its schema', async (_, text) => {
  const file = JSON.parse(JSON.stringify(await validated(text))) as unknown;
  expect(isValid([file]), JSON.stringify(isValid.errors)).toBe(true);
});

test('the schema refuses what is none', () => {
  expect(isValid([{ file: 'a.x12', outcome: 'fine' }])).toBe(false);
});
