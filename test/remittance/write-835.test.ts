import { X12FatInterchange, X12Parser, type X12Segment } from 'node-x12';
import { describe, expect, test } from 'vitest';
import type { Decision, RemittanceFacts } from '../../src/adjudication/decision.ts';
import { prove835 } from '../../src/remittance/prove-835.ts';
import type { Remittance } from '../../src/remittance/remittance.ts';
import {
  InterchangeSplitter,
  type WrittenInterchange,
  writeRemittanceInterchange,
} from '../../src/remittance/write-835.ts';
import {
  adjustments,
  claimOf,
  decisionOf,
  envelopeOf,
  FIRST_CONTROL_NUMBER,
  lineOf,
  paid,
  patientDoe,
  payee,
  payer,
  remittanceOf,
  reversed,
  setSegments,
} from './fixtures.ts';

/** Written, proved and re-read by node-x12 segment for segment. */
function write(remittance: Remittance): string[] {
  const bytes = writeRemittanceInterchange([remittance], envelopeOf());
  expect(prove835(bytes).sets[0]!.findings).toEqual([]);
  expect(rereadByAnother(bytes)).toEqual(bytes.toString('latin1').split('~').slice(0, -1));
  return setSegments(bytes);
}

function rereadByAnother(bytes: Buffer): string[] {
  const read = new X12Parser(true).parse(bytes.toString('latin1'));
  if (read instanceof X12FatInterchange) throw new Error('one interchange was written');
  const text = (segment: X12Segment) =>
    [segment.tag, ...segment.elements.map(({ value }) => value)].join('*');
  const groups = read.functionalGroups.flatMap((group) => [
    group.header,
    ...group.transactions.flatMap(({ header, segments, trailer }) => [header, ...segments, trailer]),
    group.trailer,
  ]);
  return [read.header, ...groups, read.trailer].map(text);
}

function writeClaim(decision: Decision, act: typeof paid = paid): string[] {
  const segments = write(
    remittanceOf({ items: [act(decision)], providerAdjustments: leveller(decision, act) }),
  );
  const from = segments.findIndex((segment) => segment.startsWith('CLP*'));
  return segments.slice(from).filter((segment) => !segment.startsWith('PLB*'));
}

/** Takes the payment out again, so that BPR02 = 0 holds whatever the claim pays. */
function leveller(decision: Decision, act: typeof paid) {
  const amountCents = act === reversed ? -decision.paidCents : decision.paidCents;
  return [{ code: 'CS', reference: 'X', amountCents }];
}

const ann: RemittanceFacts['patient'] = {
  entityType: '1',
  lastName: 'SMITH',
  firstName: 'ANN',
  middleName: '',
  suffix: '',
  idQualifier: 'XX',
  id: '2000000028',
};

const doe = decisionOf(
  [
    lineOf('99213', 15000, 9000, ['CO*45*3000', 'PR*3*3000'], { controlNumber: 'L1' }),
    lineOf('87880', 10000, 6000, ['CO*45*4000'], { controlNumber: 'L2' }),
  ],
  { rendering: ann, receivedDate: '20260108' },
);

describe('a payment with three claims and interest', () => {
  const sixth = { serviceDate: { from: '20260106', to: '20260106' } };
  const roe = decisionOf(
    [lineOf('99070', 7500, 0, ['CO*16*7500'], { ...sixth, controlNumber: '1', remarks: ['M20'] })],
    {
      patientControlNumber: 'PCN002',
      claimNumber: '26015000002',
      patient: { ...patientDoe, lastName: 'ROE', firstName: 'JOHN', id: '00054321' },
      period: sixth.serviceDate,
    },
  );
  const poe = decisionOf([lineOf('36415', 4000, 1450, ['CO*45*2550'], sixth)], {
    patientControlNumber: 'PCN003',
    claimNumber: '26015000003',
    patient: { ...patientDoe, lastName: 'POE', firstName: 'ADA', id: '00098765' },
    period: sixth.serviceDate,
  });
  const remittance = remittanceOf({
    paidCents: 16600,
    items: [doe, roe, poe].map(paid),
    providerAdjustments: [{ code: 'L6', reference: '', amountCents: -150 }],
  });

  test('byte for byte', () => {
    expect(write(remittance)).toEqual([
      'BPR*I*166*C*ACH*CCP*01*111000025*DA*123456789*1910000001**01*021000021*DA*987654321*20260115',
      'TRN*1*EFT2601150001*1910000001',
      'DTM*405*20260113',
      'N1*PR*EXAMPLE HEALTH PLAN',
      'N3*1 PLAN WAY',
      'N4*SEATTLE*WA*98101',
      'REF*NF*12345',
      'PER*BL*EDI SUPPORT*TE*8005550100',
      'N1*PE*SAMPLE CLINIC*XX*2000000010',
      'REF*TJ*910000002',
      'LX*1',
      'CLP*PCN001*1*250*150*30*12*26015000001*11*1',
      'NM1*QC*1*DOE*JANE****MI*00012345',
      'NM1*82*1*SMITH*ANN****XX*2000000028',
      'DTM*232*20260105',
      'DTM*050*20260108',
      'AMT*AU*250',
      'SVC*HC:99213*150*90**1',
      'DTM*472*20260105',
      'CAS*CO*45*30',
      'CAS*PR*3*30',
      'REF*6R*L1',
      'AMT*B6*120',
      'SVC*HC:87880*100*60**1',
      'DTM*472*20260105',
      'CAS*CO*45*40',
      'REF*6R*L2',
      'AMT*B6*60',
      'CLP*PCN002*1*75*0**12*26015000002*11*1',
      'NM1*QC*1*ROE*JOHN****MI*00054321',
      'DTM*232*20260106',
      'SVC*HC:99070*75*0**0**1',
      'DTM*472*20260106',
      'CAS*CO*16*75',
      'REF*6R*1',
      'LQ*HE*M20',
      'CLP*PCN003*1*40*14.5**12*26015000003*11*1',
      'NM1*QC*1*POE*ADA****MI*00098765',
      'DTM*232*20260106',
      'AMT*AU*40',
      'SVC*HC:36415*40*14.5**1',
      'DTM*472*20260106',
      'CAS*CO*45*25.5',
      'AMT*B6*14.5',
      'PLB*2000000010*20261231*L6*-1.5',
    ]);
  });

  test('the envelope counts and carries the guide', () => {
    const text = writeRemittanceInterchange([remittance], envelopeOf()).toString('latin1');
    expect(text).toMatch(/~GS\*HP\*91051\*CLINIC\*20260115\*0800\*1\*X\*005010X221A1~ST\*835\*0001~BPR/);
    expect(text).toMatch(/~SE\*47\*0001~GE\*1\*1~IEA\*1\*100000001~$/);
  });
});

test('a correction: reversal and new claim, 20 more', () => {
  const before = decisionOf([...doe.lines]);
  const after = decisionOf(
    [
      lineOf('99213', 15000, 11000, ['CO*45*3000', 'PR*3*1000'], { controlNumber: 'L1' }),
      lineOf('87880', 10000, 6000, ['CO*45*4000'], { controlNumber: 'L2' }),
    ],
    { claimNumber: '26046000001', originalClaimNumber: '26015000001', frequency: '7' },
  );
  const segments = write(
    remittanceOf({ paidCents: 2000, items: [reversed(before), paid(after)], productionDate: '' }),
  );
  expect(segments.slice(segments.indexOf('LX*1') + 1)).toEqual([
    'CLP*PCN001*22*-250*-150**12*26015000001*11*1',
    'NM1*QC*1*DOE*JANE****MI*00012345',
    'DTM*232*20260105',
    'SVC*HC:99213*-150*-90**-1',
    'DTM*472*20260105',
    'CAS*CO*45*-30',
    'CAS*PR*3*-30',
    'REF*6R*L1',
    'SVC*HC:87880*-100*-60**-1',
    'DTM*472*20260105',
    'CAS*CO*45*-40',
    'REF*6R*L2',
    'CLP*PCN001*1*250*170*10*12*26046000001*11*7',
    'NM1*QC*1*DOE*JANE****MI*00012345',
    'REF*F8*26015000001',
    'DTM*232*20260105',
    'AMT*AU*250',
    'SVC*HC:99213*150*110**1',
    'DTM*472*20260105',
    'CAS*CO*45*30',
    'CAS*PR*3*10',
    'REF*6R*L1',
    'AMT*B6*120',
    'SVC*HC:87880*100*60**1',
    'DTM*472*20260105',
    'CAS*CO*45*40',
    'REF*6R*L2',
    'AMT*B6*60',
  ]);
  expect(segments).not.toContain('DTM*405*');
});

describe('payment', () => {
  test.each<[string, Partial<Remittance>, string]>([
    ['nothing: notification only', { method: 'NON', paidCents: 0 }, 'BPR*H*0*C*NON************20260115'],
    [
      'check',
      { method: 'CHK', paidCents: 1450, items: [paid(claimOf(2000, 1450))] },
      'BPR*I*14.5*C*CHK************20260115',
    ],
  ])('%s', (_name, changes, bpr) => {
    expect(write(remittanceOf(changes))[0]).toBe(bpr);
  });

  test('a remittance without claims has no LX', () => {
    const providerAdjustments = [
      { code: 'CT', reference: '1', amountCents: -109246 },
      { code: 'CT', reference: '2', amountCents: -71981 },
    ];
    expect(write(remittanceOf({ paidCents: 181227, providerAdjustments })).slice(-2)).toEqual([
      'REF*TJ*910000002',
      'PLB*2000000010*20261231*CT:1*-1092.46*CT:2*-719.81',
    ]);
  });

  test('six pairs fill a PLB, zero pairs are left out', () => {
    const cents = [100, -100, 200, -200, 0, 300, -300, 5, -5];
    const providerAdjustments = cents.map((amountCents, index) => ({
      code: 'CS',
      reference: `R${index}`,
      amountCents,
    }));
    const plbs = write(remittanceOf({ method: 'NON', providerAdjustments })).filter((segment) =>
      segment.startsWith('PLB'),
    );
    expect(plbs).toEqual([
      'PLB*2000000010*20261231*CS:R0*1*CS:R1*-1*CS:R2*2*CS:R3*-2*CS:R5*3*CS:R6*-3',
      'PLB*2000000010*20261231*CS:R7*.05*CS:R8*-.05'.replaceAll('.05', '0.05'),
    ]);
  });

  test('payer and payee with everything they may have', () => {
    const segments = write(
      remittanceOf({
        method: 'NON',
        payer: {
          ...payer,
          naic: '',
          businessContact: { name: 'CLAIMS', qualifier: 'TE', number: '8005550101' },
          technicalContacts: [
            { name: 'EDI SUPPORT', qualifier: 'TE', number: '8005550100' },
            { name: 'EDI SUPPORT', qualifier: 'UR', number: 'edi.example.com' },
          ],
        },
        payee: {
          ...payee,
          npi: '',
          name: 'SAMPLE ~ CLINIC',
          address: {
            lines: ['2 CARE ST', 'SUITE 3'],
            city: 'VANCOUVER',
            state: 'BC',
            postalCode: 'V5K0A1',
            country: 'CA',
          },
        },
      }),
    );
    expect(segments.slice(3)).toEqual([
      'N1*PR*EXAMPLE HEALTH PLAN',
      'N3*1 PLAN WAY',
      'N4*SEATTLE*WA*98101',
      'PER*CX*CLAIMS*TE*8005550101',
      'PER*BL*EDI SUPPORT*TE*8005550100',
      'PER*BL*EDI SUPPORT*UR*edi.example.com',
      'N1*PE*SAMPLE CLINIC*FI*910000002',
      'N3*2 CARE ST*SUITE 3',
      'N4*VANCOUVER*BC*V5K0A1*CA',
    ]);
  });

  test.each([
    ['CLEARING', 'REF*EV*CLEARING'],
    [payee.npi, 'DTM*405*20260113'],
    [payee.taxId, 'DTM*405*20260113'],
    ['*', 'DTM*405*20260113'],
  ])('receiver %s: named unless it is the payee', (receiverId, expected) => {
    const envelope = { ...envelopeOf(), receiverId, lineBreaks: true };
    const bytes = writeRemittanceInterchange([remittanceOf({ method: 'NON' })], envelope);
    expect(bytes.toString('latin1').split('~\n').slice(3)[2]).toBe(expected);
  });
});

describe('adjustments', () => {
  const cas = (reasons: string[], act: typeof paid = paid) => {
    const total = adjustments(...reasons).reduce((sum, { amountCents }) => sum + amountCents, 0);
    return writeClaim(decisionOf([lineOf('A0001', total + 100, 100, reasons)]), act).filter((segment) =>
      segment.startsWith('CAS'),
    );
  };

  test.each<[string, string[], string[]]>([
    ['one group, one segment', ['CO*45*100', 'CO*97*200'], ['CAS*CO*45*1**97*2']],
    ['the same reason is merged', ['CO*45*100', 'PR*1*5', 'CO*45*250'], ['CAS*CO*45*3.5', 'CAS*PR*1*0.05']],
    ['and left out at zero', ['CO*45*100', 'CO*45*-100', 'PR*1*5'], ['CAS*PR*1*0.05']],
    ['a zero trio is not sent', ['CO*45*0', 'PR*1*5'], ['CAS*PR*1*0.05']],
    [
      'the same reason under another group stays apart',
      ['CO*96*1', 'PR*96*2'],
      ['CAS*CO*96*0.01', 'CAS*PR*96*0.02'],
    ],
    ['a negative one stays', ['OA*23*51600', 'OA*94*-900'], ['CAS*OA*23*516**94*-9']],
    [
      'six trios before the group is repeated',
      ['1', '2', '3', '4', '5', '6', '7'].map((code) => `CO*${code}*100`),
      ['CAS*CO*1*1**2*1**3*1**4*1**5*1**6*1', 'CAS*CO*7*1'],
    ],
  ])('%s', (_name, reasons, expected) => {
    expect(cas(reasons)).toEqual(expected);
  });

  test('a reversal negates every one under its own group', () => {
    expect(cas(['CO*45*7500', 'PR*1*2500'], reversed)).toEqual(['CAS*CO*45*-75', 'CAS*PR*1*-25']);
  });

  test('those of the claim stand before its name', () => {
    const line = lineOf('A0001', 80000, 50000, ['PR*1*30000']);
    const claim = decisionOf([line], {}, { paidCents: 45000, adjustments: adjustments('CO*A2*5000') });
    expect(writeClaim(claim).slice(0, 3)).toEqual([
      'CLP*PCN001*1*800*450*300*12*26015000001*11*1',
      'CAS*CO*A2*50',
      'NM1*QC*1*DOE*JANE****MI*00012345',
    ]);
  });
});

describe('claims', () => {
  const first = (facts: Partial<RemittanceFacts>, changes: Partial<Decision> = {}) =>
    writeClaim(decisionOf([lineOf('A0001', 100, 100, [])], facts, changes));

  test('a claim without a control number returns 0', () => {
    expect(first({ patientControlNumber: '' })[0]).toMatch(/^CLP\*0\*/);
  });

  test('inpatient, with DRG and remarks in MIA', () => {
    const segments = first(
      { isInstitutional: true, facilityCode: '11', drg: '470' },
      { remarks: ['MA01', 'M20', 'MA01', 'M44'] },
    );
    expect(segments[0]).toBe('CLP*PCN001*1*1*1**12*26015000001*11*1**470');
    expect(segments[2]).toBe(`MIA*0****MA01${'*'.repeat(14)}*M20*M44`);
  });

  test.each([
    [{ isInstitutional: true, facilityCode: '13' }, 'MOA***MA01*M20'],
    // Place of service 11 is an office, type of bill 11 a hospital stay.
    [{ isInstitutional: false, facilityCode: '11' }, 'MOA***MA01*M20'],
  ])('remarks of %j in MOA', (facts, moa) => {
    expect(first(facts, { remarks: ['MA01', 'M20'] })[2]).toBe(moa);
  });

  test('a dependent: patient without id, insured with it', () => {
    const patient = { ...patientDoe, firstName: 'TIM', idQualifier: '', id: '' };
    const insured = { ...patientDoe, middleName: 'Q', suffix: 'JR', idQualifier: '' };
    expect(first({ patient, insured }).slice(1, 3)).toEqual([
      'NM1*QC*1*DOE*TIM',
      'NM1*IL*1*DOE*JANE*Q**JR*MI*00012345',
    ]);
  });

  test('a stay of several days, by claim and line', () => {
    const period = { from: '20260101', to: '20260104' };
    const line = lineOf('', 300000, 300000, [], {
      revenueCode: '0120',
      unitsMilli: 3000,
      serviceDate: period,
    });
    expect(writeClaim(decisionOf([line], { period })).slice(2)).toEqual([
      'DTM*232*20260101',
      'DTM*233*20260104',
      'AMT*AU*3000',
      'SVC*NU:0120*3000*3000**3',
      'DTM*150*20260101',
      'DTM*151*20260104',
      'AMT*B6*3000',
    ]);
  });

  test('a procedure with modifiers, revenue code and parts of a unit', () => {
    const line = lineOf('J1100', 100, 100, [], {
      modifiers: ['59', 'RT'],
      revenueCode: '0636',
      unitsMilli: 2500,
    });
    expect(writeClaim(decisionOf([line]))).toContain('SVC*HC:J1100:59:RT*1*1*0636*2.5');
    expect(writeClaim(decisionOf([line]), reversed)).toContain('SVC*HC:J1100:59:RT*-1*-1*0636*-2.5');
  });

  test('a line the member owes in full keeps its units, a denied one has none', () => {
    expect(writeClaim(decisionOf([lineOf('A0001', 100, 0, ['PR*1*100'])]))).toContain('SVC*HC:A0001*1*0**1');
    const denied = decisionOf([lineOf('A0001', 100, 0, ['CO*96*100'], { unitsMilli: 2000 })]);
    expect(writeClaim(denied)).toContain('SVC*HC:A0001*1*0**0**2');
    expect(writeClaim(denied, reversed)).toContain('SVC*HC:A0001*-1*0**0**-2');
  });

  test('a reversal carries no remarks, receipt date or information amounts', () => {
    const line = lineOf('A0001', 100, 50, ['CO*45*50'], { remarks: ['M20'] });
    const facts = { receivedDate: '20260108', originalClaimNumber: '25001000001' };
    const claim = decisionOf([line], facts, { remarks: ['MA01'] });
    const ids = writeClaim(claim, reversed).map((segment) => segment.split('*').slice(0, 2).join('*'));
    expect(ids).toEqual(['CLP*PCN001', 'NM1*QC', 'DTM*232', 'SVC*HC:A0001', 'DTM*472', 'CAS*CO']);
  });

  test('a line that has neither procedure nor revenue code leaves its money at the claim', () => {
    const claim = decisionOf([lineOf('A0001', 300, 200, ['CO*45*100']), lineOf('', 400, 0, ['CO*45*400'])]);
    expect(writeClaim(claim).map((segment) => segment.split('*').slice(0, 5).join('*'))).toEqual([
      'CLP*PCN001*1*7*2',
      'CAS*CO*45*5',
      'NM1*QC*1*DOE*JANE',
      'DTM*232*20260105',
      'AMT*AU*3',
    ]);
  });

  test('dates that are no days stay away', () => {
    const line = lineOf('A0001', 100, 100, [], { serviceDate: { from: '20260231', to: '20260231' } });
    const segments = writeClaim(decisionOf([line], { period: { from: '', to: '' } }));
    expect(segments.filter((segment) => segment.startsWith('DTM'))).toEqual([]);
  });
});

test('ids and names with our delimiters in them return as they came, under other delimiters', () => {
  const patient = { ...patientDoe, lastName: "O'NEIL:~", firstName: 'J\xe9R\xd4ME' };
  const line = lineOf('A0001', 100, 100, [], { controlNumber: 'L^1' });
  const claim = decisionOf([line], { patientControlNumber: 'A*1\x00', patient });
  const remittance = remittanceOf({ paidCents: 100, items: [paid(claim)] });
  const bytes = writeRemittanceInterchange([remittance], envelopeOf());
  expect(prove835(bytes)).toMatchObject({ balanced: true, findings: [] });
  const text = bytes.toString('latin1');
  expect(text).toContain("|QC|1|O'NEIL:~|J\xe9R\xd4ME|");
  expect(text).toContain('CLP|A*1|1|');
  expect(text).toContain('REF|6R|L^1');
});

function split(remittances: readonly Remittance[], lengthBytes?: number): WrittenInterchange[] {
  const splitter = new InterchangeSplitter(envelopeOf, lengthBytes);
  return [...remittances.map((remittance) => splitter.add(remittance)), splitter.end()].filter(
    (written) => written !== undefined,
  );
}

describe('several remittances', () => {
  const remittances = ['T1', 'T2', 'T3', 'T4', 'T5'].map((traceNumber) =>
    remittanceOf({ traceNumber, paidCents: 100, items: [paid(claimOf(100, 100))] }),
  );
  const oneSetBytes = writeRemittanceInterchange(remittances.slice(0, 1), envelopeOf()).length;

  test('share an interchange, one set each', () => {
    const [whole, ...others] = split(remittances);
    expect(others).toEqual([]);
    const proof = prove835(whole!.bytes);
    expect(proof.findings).toEqual([]);
    expect(
      proof.sets.map(({ traceNumber, setControlNumber }) => `${setControlNumber} ${traceNumber}`),
    ).toEqual(['0001 T1', '0002 T2', '0003 T3', '0004 T4', '0005 T5']);
  });

  test('up to its length, then a new one begins behind the set that reaches it', () => {
    const written = split(remittances, oneSetBytes);
    const inside = written.map(({ bytes }) =>
      prove835(bytes)
        .sets.map(({ traceNumber }) => traceNumber)
        .join(' '),
    );
    expect(inside).toEqual(['T1 T2', 'T3 T4', 'T5']);
    expect(written.map((one) => one.remittances)).toEqual([2, 2, 1]);
    expect(split(remittances, 1)).toHaveLength(5);
    for (const [index, { bytes, ordinal }] of written.entries()) {
      expect(ordinal).toBe(index + 1);
      expect(bytes.toString('latin1', 90, 99)).toBe(String(FIRST_CONTROL_NUMBER + index));
      expect(prove835(bytes)).toMatchObject({ balanced: true, findings: [] });
    }
  });

  test('an id that the open interchange cannot carry begins another', () => {
    const odd = paid(claimOf(100, 100, { patientControlNumber: 'A*1' }));
    const [first, second] = remittances as [Remittance, Remittance];
    const written = split([first, remittanceOf({ traceNumber: 'TX', paidCents: 100, items: [odd] }), second]);
    const inside = written.map(({ bytes }) =>
      prove835(bytes)
        .sets.map(({ traceNumber }) => traceNumber)
        .join(' '),
    );
    expect(inside).toEqual(['T1', 'TX T2']);
    expect(written.map(({ bytes }) => bytes.toString('latin1', 3, 4))).toEqual(['*', '|']);
  });

  test('nothing to write, nothing written', () => {
    expect(split([])).toEqual([]);
  });
});
