import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

const PROJECT = join(import.meta.dirname, '..', '..');

/** The shipped inbound files and our own answers: every kind of set the reader meets. */
export const SAMPLES: readonly Buffer[] = [
  'edi-samples/nights/night-*/*/*.x12',
  'edi-samples/stories/*/in/*/*.x12',
  'edi-samples/nights/expected/*/*.x12',
]
  .flatMap((pattern) => globSync(pattern, { cwd: PROJECT }).sort())
  .map((path) => readFileSync(join(PROJECT, path)));

/** Inputs that once made something fail, and shapes that files of the field have had. */
export const CORPUS: readonly (readonly [name: string, bytes: Buffer])[] = globSync('*', {
  cwd: join(import.meta.dirname, 'corpus'),
})
  .sort()
  .map((name) => [name, readFileSync(join(import.meta.dirname, 'corpus', name))]);

/** What stands where something else should: delimiters, ends, envelope segments, loops opened out of turn. */
const SPLINTERS = [
  '~',
  '*',
  ':',
  '^',
  '\n',
  '\r\n',
  '\0',
  '\x1a',
  '\u00ff',
  '~~',
  '**',
  'ISA',
  'ISA*',
  'IEA*1*000000001~',
  'GS*',
  'GE*1*1~',
  'ST*837*0001*005010X222A1~',
  'ST*999*0001~',
  'SE*0*0001~',
  'HL*1**20*1~',
  'HL*999999999*999999999*22*0~',
  'HL*2*2*22*1~',
  'CLM*A*1***11:B:1*Y*A*Y*Y~',
  'CLM*~',
  'LX*1~',
  'SV1*HC:99213*-0.00*UN*1***1~',
  'SV2*0300**1E9*UN*1~',
  'CAS*CO*45*99999999999999999999~',
  'DTP*472*D8*20251399~',
  'DTP*472*RD8*20250101-~',
  'HI*ABK:~',
  'NM1*85*2~',
  'AMT*D*NaN~',
  'QTY*ZZ*1E400~',
  'REF*F8*2530700000015~',
  'N3*\u00e4\u00f6~',
  'x'.repeat(70_000),
  '*'.repeat(300),
  '9'.repeat(40),
  '-',
  '.',
  '1.',
  'TA1*1*1*1*A*000~',
  'BHT*0019*18*A*20251103*0830*RP~',
] as const;

type Mutation =
  | { readonly kind: 'splinter'; readonly at: number; readonly text: string; readonly cut: number }
  | { readonly kind: 'byte'; readonly at: number; readonly value: number }
  | { readonly kind: 'cut'; readonly at: number; readonly length: number }
  | { readonly kind: 'double'; readonly at: number; readonly length: number }
  | { readonly kind: 'end'; readonly at: number };

const place = fc.double({ min: 0, max: 1, noNaN: true });
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({
    kind: fc.constant('splinter' as const),
    at: place,
    text: fc.constantFrom(...SPLINTERS),
    cut: fc.nat(12),
  }),
  fc.record({ kind: fc.constant('byte' as const), at: place, value: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: place, length: fc.nat(400) }),
  fc.record({ kind: fc.constant('double' as const), at: place, length: fc.nat(400) }),
  fc.record({ kind: fc.constant('end' as const), at: place }),
);

/** A shipped file with a few things wrong with it. */
export const spoiledFile: fc.Arbitrary<Buffer> = fc
  .tuple(fc.nat(SAMPLES.length - 1), fc.array(mutation, { minLength: 1, maxLength: 6 }))
  .map(([index, mutations]) => mutations.reduce(apply, SAMPLES[index]!));

function apply(bytes: Buffer, change: Mutation): Buffer {
  const at = Math.floor(change.at * bytes.length);
  switch (change.kind) {
    case 'splinter':
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(change.text, 'latin1'),
        bytes.subarray(at + change.cut),
      ]);
    case 'byte': {
      const changed = Buffer.from(bytes);
      if (at < changed.length) changed[at] = change.value;
      return changed;
    }
    case 'cut':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + change.length)]);
    case 'double':
      return Buffer.concat([bytes.subarray(0, at + change.length), bytes.subarray(at)]);
    case 'end':
      return bytes.subarray(0, at);
  }
}
