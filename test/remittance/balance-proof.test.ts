import { describe, expect, test } from 'vitest';
import { prove835 } from '../../src/remittance/prove-835.ts';
import { interchangeOf } from './fixtures.ts';

const prove = (text: string) => prove835(interchangeOf(text.split(/[~\s]+/).filter((part) => part !== '')));
const told = (text: string) =>
  prove(text).sets[0]!.findings.map(
    ({ code, place, differenceCents }) => `${code}@${place.segmentOrdinal}: ${differenceCents}`,
  );

describe('published and real remittances balance to the cent', () => {
  test.each([
    [
      'dollars and data together, with a pass-through',
      'BPR*I*150000~CLP*A*1*211366.97*138018.4~CAS*CO*45*73348.57~CLP*B*1*15000*11980.33~CAS*CO*45*3019.67~PLB*N*20261231*CV*-1.27',
    ],
    [
      'claim-level and line-level adjustments together',
      `BPR*I*945~CLP*A*1*800*450*300~CAS*CO*A2*50~SVC*HC:99211*800*500~CAS*PR*1*300
       CLP*B*1*1200*495*600~CAS*CO*A2*55~SVC*HC:99211*1200*550~CAS*PR*1*600**2*50`,
    ],
    [
      'two secondary payments',
      `BPR*I*1222~CLP*A*2*10323.64*912~CAS*OA*23*9411.64~CLP*B*2*751.5*310*220
       SVC*HC:A*166.5*30~CAS*OA*23*136.5~SVC*HC:B*585*280~CAS*PR*1*150**2*70~CAS*CO*42*85`,
    ],
    ['a higher fee schedule than the first payer', 'BPR*I*34~CLP*A*2*541*34~CAS*OA*23*516**94*-9'],
    ['a tertiary payment', 'BPR*I*187.5~CLP*A*3*1766.5*187.5~CAS*OA*23*1579'],
    [
      'nine claims on one check',
      `BPR*I*810.8~${['132', '74', '108', '14', '16.8', '132', '108', '82', '144']
        .map((cents) => `CLP*A*1*${cents}*${cents}~`)
        .join('')}`,
    ],
    ['three reductions of one line', 'BPR*I*80~CLP*A*1*400*80~CAS*CO*45*70**104*100**253*150'],
    ['155 less 34.97', 'BPR*I*120.03~CLP*A*1*155*120.03~CAS*CO*45*34.97'],
    ['115 less 44.94 and 35', 'BPR*I*35.06~CLP*A*1*115*35.06*35~CAS*CO*45*44.94~CAS*PR*3*35'],
    ['3,903 less 1,487.75', 'BPR*I*2415.25~CLP*A*1*3903*2415.25~CAS*CO*45*1487.75'],
    ['a surcharge', 'BPR*I*3.06~CLP*A*1*26.2*3.06~CAS*CO*45*23.2**137*-.06'],
    ['a bonus', 'BPR*I*12~CLP*A*1*25*12~CAS*CO*45*5**144*-2~CAS*PR*3*10'],
    ['a penalty', 'BPR*I*8~CLP*A*1*25*8~CAS*CO*45*5**237*2~CAS*PR*3*10'],
    ['adjustments in the header only', 'BPR*I*8000~CLP*A*1*40000*8000~CAS*CO*197*2000**45*30000'],
    [
      'a reversal and its correction, 1.57 more',
      `BPR*I*1.57~CLP*A*22*-37617.33*-627.97~CAS*CO*45*-36989.36~CLP*A*1*37617.33*629.54~CAS*CO*45*36987.79`,
    ],
    [
      'a reversal and its correction, 20.16 less, forwarded',
      `BPR*H*0~CLP*A*22*-7151.17*-7151.17~CLP*A*1*7151.17*7131.01~CAS*CO*45*20.16~PLB*N*20261231*FB:T*-20.16`,
    ],
    ['a refund acknowledged', 'BPR*I*5~CLP*A*1*5*5~PLB*N*20261231*WO:C*298.18*72:C*-298.18'],
    ['an overpayment taken', 'BPR*I*219.65~CLP*A*1*223.64*223.64~PLB*N*20261231*WO:C*3.99'],
    ['interest', 'BPR*I*167.81~CLP*A*1*100*100~AMT*I*67.81~PLB*N*20261231*L6*-67.81'],
    [
      'capitation without a claim',
      'BPR*I*1812.27~PLB*N*20261231*CT:1*-1092.46*CT:2*-719.81*CS:A*181.55*CS:B*-181.55*CS:C*130*CS:D*-130',
    ],
    [
      'claims, interest, capitation and a penalty in two PLBs',
      'BPR*I*2438.2~CLP*A*1*524.2*524.2~PLB*N*20261231*L6*-10.75*CT:1*-2000~PLB*M*20261231*L3*96.75',
    ],
    ['an early payment allowance', 'BPR*I*391.05~CLP*A*1*395*395~PLB*N*20261231*90*3.95'],
    [
      'six trios in one CAS, and a second of the same group',
      'BPR*I*3~CLP*A*1*10*3~SVC*HC:A*10*3~CAS*CO*1*1**2*1**3*1**4*1**5*1**6*1~CAS*CO*7*1',
    ],
    [
      'an inpatient stay that reports one of its lines',
      'BPR*I*700~CLP*A*1*1000*700**12*C*11*1**470~CAS*CO*45*200~SVC*NU:0250*150*50~CAS*CO*96*100',
    ],
    [
      'the same with MIA instead of a DRG',
      'BPR*I*700~CLP*A*1*1000*700~CAS*CO*45*200~MIA*0~SVC*NU:0250*150*50~CAS*CO*96*100',
    ],
    ['a payment of nothing', 'BPR*H*0~CLP*A*1*75*0~SVC*HC:A*75*0**0~CAS*CO*16*75'],
  ])('%s', (_name, text) => {
    expect(told(text)).toEqual([]);
    expect(prove(text).balanced).toBe(true);
  });
});

describe('an equation that fails is found where it fails', () => {
  const base =
    'BPR*I*150~TRN*1*T~LX*1~CLP*A*1*250*150*30~CAS*CO*45*20~SVC*HC:A*150*90~CAS*CO*45*30~CAS*PR*3*30~SVC*HC:B*100*80~CAS*CO*45*20~CLP*B*1*30*10~CAS*CO*45*20~PLB*N*20261231*WO:C*10';

  test('the base balances', () => {
    expect(told(base)).toEqual([]);
  });

  test.each([
    ['SVC03 a cent more', 'HC:A*150*90', 'HC:A*150*90.01', ['835-BALANCE-LINE@7: -1']],
    ['SVC03 a cent less', 'HC:B*100*80', 'HC:B*100*79.99', ['835-BALANCE-LINE@10: 1']],
    ['SVC02', 'HC:A*150*90', 'HC:A*150.01*90', ['835-BALANCE-LINE@7: 1', '835-BALANCE-CLAIM@5: -1']],
    [
      'an adjustment of a line',
      'CAS*PR*3*30',
      'CAS*PR*3*30.01',
      ['835-BALANCE-LINE@7: -1', '835-BALANCE-CLAIM@5: -1'],
    ],
    ['an adjustment of the claim', 'CAS*CO*45*20~SVC', 'CAS*CO*45*19.99~SVC', ['835-BALANCE-CLAIM@5: 1']],
    ['CLP03', 'CLP*A*1*250*', 'CLP*A*1*250.01*', ['835-BALANCE-CLAIM@5: 1']],
    [
      'CLP04',
      'CLP*B*1*30*10',
      'CLP*B*1*30*10.01',
      ['835-BALANCE-CLAIM@12: -1', '835-BALANCE-TRANSACTION@2: 1'],
    ],
    ['BPR02', 'BPR*I*150', 'BPR*I*150.01', ['835-BALANCE-TRANSACTION@2: -1']],
    ['a PLB amount', 'WO:C*10', 'WO:C*10.01', ['835-BALANCE-TRANSACTION@2: -1']],
    ['a PLB pair too many', 'WO:C*10', 'WO:C*10*FB:T*-.01', ['835-BALANCE-TRANSACTION@2: 1']],
    [
      'the sixth trio',
      'CAS*PR*3*30',
      'CAS*PR*3*30**A*0**B*0**C*0**D*0**E*.01',
      ['835-BALANCE-LINE@7: -1', '835-BALANCE-CLAIM@5: -1'],
    ],
  ])('%s', (_name, from, to, findings) => {
    expect(base).toContain(from);
    expect(told(base.replace(from, to))).toEqual(findings);
  });

  test('a recovery that was not taken from the payment', () => {
    const text = 'BPR*I*500~CLP*A*1*500*500~PLB*N*20261231*WO:C*298.18';
    expect(told(text)).toEqual(['835-BALANCE-TRANSACTION@2: -29818']);
    const nothing = 'BPR*H*0~CLP*A*1*0*0~PLB*N*20261231*WO:C*298.18';
    expect(told(nothing)).toEqual(['835-BALANCE-TRANSACTION@2: -29818']);
  });

  test('a claim that does not reconcile', () => {
    expect(told('BPR*I*145~CLP*A*1*160*145~CAS*CO*45*25')).toEqual(['835-BALANCE-CLAIM@3: -1000']);
  });

  test.each([
    ['CAS*PR*3*30', 'CAS*PR*3*X', ['835-BALANCE-LINE@7: undefined', '835-BALANCE-CLAIM@5: undefined']],
    ['BPR*I*150', 'BPR*I*1,50', ['835-BALANCE-TRANSACTION@2: undefined']],
    ['WO:C*10', 'WO:C*10.001', ['835-BALANCE-TRANSACTION@2: undefined']],
  ])('%s as %s is counted, not summed', (from, to, findings) => {
    const proof = prove(base.replace(from, to));
    expect(told(base.replace(from, to))).toEqual(findings);
    expect(proof.sets[0]!.totals.unreadableAmounts).toBe(1);
    expect(proof.balanced).toBe(false);
  });

  test('a set without BPR does not balance', () => {
    expect(told('TRN*1*T')).toEqual(['835-BALANCE-TRANSACTION@1: undefined']);
  });

  test('a finding says where and how, without a value', () => {
    const [finding] = prove(base.replace('BPR*I*150', 'BPR*I*977.13')).sets[0]!.findings;
    expect(finding).toMatchObject({ snip: 3, level: 'set', severity: 'reject' });
    expect(finding!.place).toMatchObject({
      interchange: '000000001',
      group: '1',
      set: '0001',
      segmentId: 'BPR',
    });
    expect(`${finding!.message} ${finding!.hint}`).not.toMatch(/977|150/);
  });
});

describe('prove835', () => {
  test('gives the totals of each set', () => {
    const text = 'BPR*I*140~TRN*1*T9~CLP*A*1*250*150~CAS*CO*45*100~PLB*N*20261231*WO:C*10';
    expect(prove(text).sets).toEqual([
      {
        setControlNumber: '0001',
        traceNumber: 'T9',
        balanced: true,
        findings: [],
        totals: {
          claims: 1,
          chargeCents: 25000,
          paidCents: 15000,
          plbCents: 1000,
          bprCents: 14000,
          unreadableAmounts: 0,
        },
      },
    ]);
  });

  test('a cut file, an empty one and one without an 835 prove nothing', () => {
    const whole = interchangeOf(['BPR*H*0']);
    expect(prove835(whole).balanced).toBe(true);
    expect(prove835(whole.subarray(0, whole.length - 10)).balanced).toBe(false);
    expect(prove835(Buffer.alloc(0)).balanced).toBe(false);
    const other = Buffer.from(whole.toString('latin1').replace('ST*835', 'ST*277'), 'latin1');
    expect(prove835(other)).toMatchObject({ balanced: false, sets: [] });
  });
});
