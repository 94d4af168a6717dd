import { describe, expect, test } from 'vitest';
import type { LineSpec } from '../fixtures.ts';
import { priced, rvuRow, rvuTable, told } from './priced.ts';

/** Invented codes: the last three digits are the price in dollars at 40.00 a unit. */
const ranked = (code: string, dollars: number, digit: string, more = {}) =>
  rvuRow(code, dollars * 2.5, 0, 0, { indicators: { multipleProcedure: digit, ...more } });
const component = (
  code: string,
  whole: number,
  professional: number,
  digit: string,
  imagingFamily = '99',
) => [
  rvuRow(code, whole * 2.5, 0, 0, { indicators: { multipleProcedure: digit, imagingFamily } }),
  rvuRow(code, professional * 2.5, 0, 0, {
    modifier: '26',
    indicators: { multipleProcedure: digit, imagingFamily },
  }),
  rvuRow(code, (whole - professional) * 2.5, 0, 0, {
    modifier: 'TC',
    indicators: { multipleProcedure: digit, imagingFamily },
  }),
];
const table = rvuTable([
  ranked('20600', 600, '2', { bilateral: '1' }),
  ranked('20400', 400, '2'),
  ranked('20200', 200, '2'),
  ranked('20100', 100, '0'),
  // An endoscopic family: base 300.00.
  ranked('30300', 300, '3', { endoscopicBase: '' }),
  ranked('30500', 500, '3', { endoscopicBase: '30300' }),
  ranked('30450', 450, '3', { endoscopicBase: '30300' }),
  ...component('70400', 400, 100, '4', '88'),
  ...component('70200', 200, 50, '4', '88'),
  ...component('93100', 100, 20, '6'),
  ...component('93080', 80, 20, '6'),
  ...component('92100', 100, 20, '7'),
  ...component('92050', 50, 10, '7'),
  rvuRow('97060', 75, 75, 0, { indicators: { multipleProcedure: '5' } }),
  rvuRow('97040', 50, 50, 0, { indicators: { multipleProcedure: '5' } }),
]);
const allowed = (...lines: LineSpec[]) => {
  const claim = priced(
    { lines: lines.map((line) => ({ chargeCents: 200_000, ...line })) },
    { tables: [table] },
  );
  return claim.lines.map(({ allowedCents }) => allowedCents / 100);
};

describe('ranked procedures of a day', () => {
  test.each<[string, readonly LineSpec[], readonly number[]]>([
    [
      '100, 50, 50 by price, not by place on the claim',
      [{ procedure: '20200' }, { procedure: '20600' }, { procedure: '20400' }],
      [100, 600, 200],
    ],
    ['alone', [{ procedure: '20400' }], [400]],
    ['a code that is not ranked stays whole', [{ procedure: '20600' }, { procedure: '20100' }], [600, 100]],
    [
      'another day is another first',
      [{ procedure: '20600' }, { procedure: '20400', day: '20250311' }],
      [600, 400],
    ],
    ['further units are further procedures', [{ procedure: '20400', unitsMilli: 3000 }], [800]],
    [
      'units take the ranks before a cheaper code',
      [{ procedure: '20400', unitsMilli: 2000 }, { procedure: '20200' }],
      [600, 100],
    ],
    [
      'bilateral ranks by its one and a half',
      [
        { procedure: '20600', modifiers: ['50'] },
        { procedure: '20400', modifiers: ['51'] },
      ],
      [900, 200],
    ],
    [
      'one endoscopic family: the base is taken once',
      [{ procedure: '30450' }, { procedure: '30500' }],
      [150, 500],
    ],
    [
      'the base beside its family is nothing more',
      [{ procedure: '30300' }, { procedure: '30500' }],
      [0, 500],
    ],
    [
      'a family is one procedure beside another',
      [{ procedure: '20600' }, { procedure: '30500' }, { procedure: '30450' }],
      [300, 500, 150],
    ],
    [
      'imaging of a family: half the technical, five percent of the professional part',
      [{ procedure: '70400' }, { procedure: '70200' }],
      [400, 122.5],
    ],
    [
      'imaging, technical parts alone',
      [
        { procedure: '70400', modifiers: ['TC'] },
        { procedure: '70200', modifiers: ['TC'] },
      ],
      [300, 75],
    ],
    [
      'imaging, professional parts alone',
      [
        { procedure: '70400', modifiers: ['26'] },
        { procedure: '70200', modifiers: ['26'] },
      ],
      [100, 47.5],
    ],
    [
      'cardiovascular: a quarter of the technical part',
      [{ procedure: '93100' }, { procedure: '93080' }],
      [100, 65],
    ],
    ['eyes: a fifth of the technical part', [{ procedure: '92100' }, { procedure: '92050' }], [100, 42]],
    [
      'therapy: half the practice expense of all but the dearest unit',
      [{ procedure: '97060', unitsMilli: 2000 }, { procedure: '97040' }],
      [105, 30],
    ],
  ])('%s', (_name, lines, expected) => {
    expect(allowed(...lines)).toEqual(expected);
  });

  test('the reduction is its own adjustment, the schedule its own', () => {
    const claim = priced(
      {
        lines: [
          { procedure: '20600', chargeCents: 100_000 },
          { procedure: '20400', chargeCents: 50_000 },
          { procedure: '20200', chargeCents: 15_000 },
        ],
      },
      { tables: [table] },
    );
    expect([1, 2, 3].map((ordinal) => told(claim, ordinal))).toEqual([
      '60000 CO-45 40000',
      '20000 CO-45 10000 CO-59 20000',
      // The charge is below the fee: what the rank takes is taken from the charge.
      '10000 CO-59 5000',
    ]);
  });
});
