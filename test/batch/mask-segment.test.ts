import { expect, test } from 'vitest';
import { maskSegment } from '../../src/batch/mask-segment.ts';

test.each<[string, string | undefined, string, string]>([
  ['a patient of a 276', '2100E', 'NM1*QC*1*WREN*ABBY', 'NM1*QC*1*####*####'],
  ['a provider', '2010AA', 'NM1*85*2*CLINIC*****XX*2100000019', 'NM1*85*2*CLINIC*****XX*2100000019'],
  ['the account in a status request', '2200D', 'REF*EJ*ACCT77', 'REF*EJ*######'],
  ['the trace in its answer', '2200E', 'TRN*2*ACCT77', 'TRN*2*######'],
  ['our own claim number', '2200D', 'REF*1K*2530700000015', 'REF*1K*2530700000015'],
  ['a medical record number', '2300', 'REF*EA*MRN12345678', 'REF*EA*########'],
  ['the number of a clearinghouse', '2300', 'REF*D9*CH1', 'REF*D9*CH1'],
  ['a check number', '', 'TRN*1*12345*1999', 'TRN*1*12345*1999'],
  ['an address of nobody knows whom', undefined, 'N3*1 SAMPLE WAY', 'N3*########'],
  ['birth date and notes', '2010BA', 'DMG*D8*19700101*F', 'DMG*D8*########*F'],
])('%s', (_, loop, segment, masked) => {
  const [id = '', ...elements] = segment.split('*');
  expect([id, ...maskSegment(id, elements, loop)].join('*')).toBe(masked);
});
