import { expect, test } from 'vitest';
import type { HealthCode } from '../../src/claim/claim.ts';
import { readHealthCodes } from '../../src/claim/health-codes.ts';
import { segmentsOf } from '../guide/guides.ts';

test.each<[string, HealthCode[]]>([
  ['HI*ABK:J029~', [{ qualifier: 'ABK', code: 'J029' }]],
  [
    'HI*ABK:J029*ABF:R509~',
    [
      { qualifier: 'ABK', code: 'J029' },
      { qualifier: 'ABF', code: 'R509' },
    ],
  ],
  [
    'HI*BG:17^BG:09*BG:C5~',
    [
      { qualifier: 'BG', code: '17' },
      { qualifier: 'BG', code: '09' },
      { qualifier: 'BG', code: 'C5' },
    ],
  ],
  ['HI**BG:17~', [{ qualifier: 'BG', code: '17' }]],
  ['HI*ABK:K3580:::::::Y~', [{ qualifier: 'ABK', code: 'K3580', presentOnAdmission: 'Y' }]],
  ['HI*BH:11:D8:20260102~', [{ qualifier: 'BH', code: '11', period: { from: '20260102', to: '20260102' } }]],
  [
    'HI*BI:74:RD8:20260101-20260102~',
    [{ qualifier: 'BI', code: '74', period: { from: '20260101', to: '20260102' } }],
  ],
  ['HI*BE:80:::2~', [{ qualifier: 'BE', code: '80', amountCents: 200 }]],
  ['HI*BE:80:::X~', [{ qualifier: 'BE', code: '80' }]],
  ['HI*ABK~', [{ qualifier: 'ABK', code: '' }]],
  ['HI~', []],
])('%s', (segment, expected) => {
  expect(readHealthCodes(segmentsOf(segment)[0]!, [])).toEqual(expected);
});
