import { expect, test } from 'vitest';
import { writeTa1 } from '../../src/acknowledgment/ta1.ts';
import { ENVELOPE } from './envelope.ts';

const ISA =
  'ISA*00*          *00*          *30*911234567      *ZZ*SENDER         *260115*0930*^*00501*000000045*0*P*:~';

test.each([
  [
    'accepted',
    { isa13: '000000905', isa09: '260101', isa10: '1253', code: 'A', note: '000' },
    'TA1*000000905*260101*1253*A*000~',
  ],
  [
    'duplicate',
    { isa13: '000000905', isa09: '260101', isa10: '1253', code: 'R', note: '025' },
    'TA1*000000905*260101*1253*R*025~',
  ],
  [
    'a short number is filled up',
    { isa13: '905', isa09: '260101', isa10: '1253', code: 'E', note: '001' },
    'TA1*000000905*260101*1253*E*001~',
  ],
  [
    'blanks and delimiters',
    { isa13: '00000~*05', isa09: '      ', isa10: '12*3', code: 'R', note: '014' },
    'TA1*000000000*000000*0000*R*014~',
  ],
] as const)('TA1 — %s', (_name, received, expected) => {
  const bytes = writeTa1(ENVELOPE, received);
  expect(bytes.toString('latin1')).toBe(`${ISA}${expected}IEA*0*000000045~`);
});
