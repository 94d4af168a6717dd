import { expect, test } from 'vitest';
import { SAMPLES } from './mutations.ts';
import { brokenPromise } from './totality.ts';

/** Large enough that anything quadratic would outlast the test runner's patience by far. */
const SIZE_BYTES = 300_000;
const ISA =
  'ISA*00*          *00*          *ZZ*HARBORCLEAR    *ZZ*91051          *251103*1200*^*00501*000000101*1*P*:~';
const GROUP = `${ISA}GS*HC*HARBORCLEAR*91051*20251103*1200*1*X*005010X222A1~`;
const SET = `${GROUP}ST*837*0001*005010X222A1~BHT*0019*00*BATCH001*20251103*0830*CH~`;
const CLAIM = beginning('CLM*');
const LINE = beginning('SV1*');

/** A shipped claim file up to its first segment of that kind. */
function beginning(segment: string): string {
  const text = SAMPLES.map((bytes) => bytes.toString('latin1')).find((each) =>
    each.includes(`~\n${segment}`),
  )!;
  return text.slice(0, text.indexOf(`~\n${segment}`) + 2);
}

const cases: readonly (readonly [what: string, before: string, repeated: string])[] = [
  ['nothing but terminators', '', '~'],
  ['nothing but element separators', '', '*'],
  ['the first letter of a header', '', 'I'],
  ['headers cut short', '', 'ISA'],
  ['headers of fixed form', '', ISA],
  ['trailers', '', 'IEA*1*000000101~'],
  ['blanks', '', ' '],
  ['zero bytes', '', '\0'],
  ['line breaks', '', '\r\n'],
  ['byte order marks', '', '\u00ef\u00bb\u00bf'],
  ['terminators in an interchange', ISA, '~'],
  ['separators in an interchange', ISA, '*'],
  ['groups that open and never close', ISA, 'GS*HC*A*B*20251103*1200*1*X*005010X222A1~'],
  ['group trailers', ISA, 'GE*1*1~'],
  ['sets that open and never close', GROUP, 'ST*837*0001*005010X222A1~'],
  ['set trailers', GROUP, 'SE*1*0001~'],
  ['one endless segment', SET, 'x'],
  ['one endless row of elements', SET, '*A'],
  ['one endless row of components', SET, ':A'],
  ['one endless row of repetitions', SET, '^A'],
  ['levels that all hang on each other', SET, 'HL*2*1*22*1~'],
  ['levels above each other', SET, 'HL*1*2*20*1~'],
  ['unknown segments', SET, 'ZZZ*1~'],
  ['claims without anything', CLAIM, 'CLM*A*1***11:B:1*Y*A*Y*Y~'],
  ['diagnoses', CLAIM, 'HI*ABK:J029*ABF:J029*ABF:J029*ABF:J029~'],
  ['references', CLAIM, 'CLM*A*1***11:B:1*Y*A*Y*Y~REF*F8*2530700000015~REF*F8*2530700000015~'],
  ['notes', CLAIM, 'CLM*A*1***11:B:1*Y*A*Y*Y~NTE*ADD*2530700000015 2530700000015 2530700000015~'],
  ['line numbers', LINE, 'LX*1~'],
  ['lines of a claim', LINE, 'SV1*HC:99213*1*UN*1***1~LX*2~'],
  ['dates of a line', LINE, 'DTP*472*RD8*20250101-20250101~'],
  ['adjustments', LINE, 'CAS*CO*45*1*1*42*1*1*96*1~'],
  ['names', LINE, 'NM1*82*1*A*B****XX*2100000118~'],
];

test.each(cases)('%s, again and again', async (_what, before, repeated) => {
  const text = before + repeated.repeat(Math.ceil(SIZE_BYTES / repeated.length));
  expect(await brokenPromise(Buffer.from(text, 'latin1'))).toBe('');
});
