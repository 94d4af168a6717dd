import { describe, expect, test } from 'vitest';
import { diffRemittances } from '../../src/batch/diff-remittances.ts';
import { CORRECTION, REMITTANCE } from '../guide/example-sets.ts';
import { catalogue } from '../guide/guides.ts';
import { type FileLayout, GROUPS, interchangeOf } from '../translation/files.ts';

const file = (set: string, layout: FileLayout = {}, number = 1) =>
  Buffer.from(interchangeOf([{ ...GROUPS['835']!, sets: [set] }], layout, number), 'latin1');

const differences = async (left: string, right: string) => {
  const diff = await diffRemittances(file(left), file(right), catalogue);
  return diff.differences.map((each) =>
    `${each.patientControlNumber} ${each.what}: ${each.left} | ${each.right}`.trim(),
  );
};

describe('what two 835s say', () => {
  test('other bytes, the same meaning', async () => {
    const reordered = REMITTANCE.replace('CAS*CO*45*30~\nCAS*PR*3*30~', 'CAS*PR*3*10**3*20~\nCAS*CO*45*30~')
      .replace('*250*150*30*', '*250.00*150.0*30*')
      .replace('**1~\nDTM*472*20260105~\nCAS*CO*45*40', '~\nDTM*472*20260105~\nCAS*CO*45*40');
    const layout = { element: '|', component: '>', lineBreak: '\r\n' };
    const diff = await diffRemittances(file(REMITTANCE), file(reordered, layout, 77), catalogue);
    expect(diff).toEqual({
      same: true,
      claimsLeft: 3,
      claimsRight: 3,
      differences: [],
      differencesNotListed: 0,
    });
  });

  test('claims in another order, the same meaning', async () => {
    const [, head = '', first = '', second = '', tail = ''] =
      /^(.*?)(CLP\*PCN001.*?)(CLP\*PCN002.*?)(CLP\*PCN003.*)$/s.exec(REMITTANCE)!;
    expect(await differences(REMITTANCE, head + second + first + tail)).toEqual([]);
  });

  test.each<[string, string, string, readonly string[]]>([
    [
      'a line paid less',
      'SVC*HC:99213*150*90**1~',
      'SVC*HC:99213*150*80**1~',
      ['PCN001 line of control number L1 paid: 90.00 | 80.00'],
    ],
    [
      'another reason',
      'CAS*CO*16*75',
      'CAS*CO*29*75',
      ['PCN002 line of control number 1 CO 16: 75.00 |', 'PCN002 line of control number 1 CO 29:  | 75.00'],
    ],
    [
      'a remark more',
      'LQ*HE*M20~',
      'LQ*HE*M20~LQ*HE*N130~',
      ['PCN002 line of control number 1 remarks: M20 | M20 N130'],
    ],
    ['another PLB amount', 'L6*-1.5~', 'L6*-2.5~', ['provider adjustment L6  of 2234567891: -1.50 | -2.50']],
    ['another payment', 'BPR*I*166*', 'BPR*I*167*', ['paid: 166.00 | 167.00']],
    ['another status', 'CLP*PCN003*1*', 'CLP*PCN003*2*', ['PCN003 status: 1 | 2']],
    ['a claim less', claimOf('PCN003'), '', ['PCN003 only in the first file: 14.50 |']],
  ])('%s', async (_, from, to, expected) => {
    expect(await differences(REMITTANCE, REMITTANCE.replace(from, to))).toEqual(expected);
  });

  test('a claim that moved to another payment', async () => {
    const moved = REMITTANCE.replace('TRN*1*EFT2601150001*', 'TRN*1*EFT2601150002*');
    const found = await differences(REMITTANCE, moved);
    expect(found).toContain('PCN001 payment: EFT2601150001 | EFT2601150002');
    expect(found).toContain('only in the second file:  | 166.00');
  });

  test('a reversal is not compared with the payment it reverses', async () => {
    expect(await differences(CORRECTION, CORRECTION)).toEqual([]);
    const diff = await diffRemittances(file(REMITTANCE), file(CORRECTION), catalogue);
    expect(
      diff.differences.some(({ what, right }) => what === 'only in the second file' && right === '-150.00'),
    ).toBe(true);
  });
});

function claimOf(id: string): string {
  return new RegExp(`CLP\\*${id}.*?(?=CLP|PLB)`, 's').exec(REMITTANCE)![0];
}
