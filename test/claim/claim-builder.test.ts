import { describe, expect, test } from 'vitest';
import { originalClaimNumber, servicePeriod } from '../../src/claim/claim.ts';
import { INSTITUTIONAL, PROFESSIONAL } from '../guide/example-sets.ts';
import {
  BILLING,
  claim,
  dependent,
  HEADER,
  INSTITUTIONAL_CLAIM,
  RICH_CLAIM,
  subscriber,
  trailer,
} from './claim-sets.ts';
import { claimsOf } from './read-claims.ts';

function set(...parts: string[]): string {
  const segments = HEADER + BILLING + parts.join('');
  return segments + trailer(segments);
}

const [rich] = claimsOf(set(subscriber(2, '12345'), RICH_CLAIM), '837P');
const [stay] = claimsOf(set(subscriber(2, '12345', 1, ''), dependent(3, 2), INSTITUTIONAL_CLAIM), '837I');

describe('ClaimBuilder: professional claim', () => {
  test('header and parents', () => {
    expect(rich).toMatchObject({
      batchReference: 'BATCH7',
      isEncounter: false,
      submitter: { lastName: 'PINE BILLING', id: 'PINE01' },
      billing: {
        npi: '2234567891',
        taxonomy: '207Q00000X',
        taxId: '910000002',
        taxIdQualifier: 'EI',
        address: { lines: ['100 MAIN ST', 'SUITE 4'], city: 'SEATTLE', state: 'WA', postalCode: '981010001' },
        payToAddress: { lines: ['PO BOX 12'], city: 'TACOMA', postalCode: '984010012' },
      },
      subscriber: {
        lastName: 'DOE',
        firstName: 'JANE',
        middleName: 'Q',
        suffix: 'JR',
        id: '12345',
        birthDate: '19800214',
        gender: 'F',
        payerResponsibility: 'P',
        relationship: '18',
        groupNumber: 'GRP100',
        claimFilingIndicator: 'CI',
        references: [{ qualifier: 'SY', value: '900010001' }],
      },
      patient: { lastName: 'DOE', relationship: '18', birthDate: '19800214' },
      payer: { id: '91051', references: [{ qualifier: '2U', value: '00123' }] },
    });
  });

  test('the claim itself', () => {
    expect(rich).toMatchObject({
      patientControlNumber: 'PCN7',
      chargeCents: 31_050,
      facilityCode: '22',
      frequency: '7',
      acceptsAssignment: 'A',
      benefitsAssigned: 'Y',
      relatedCauses: ['AA', 'OA'],
      accidentState: 'WA',
      patientPaidCents: 2_000,
      attachments: [{ type: 'OZ', transmission: 'EL', controlNumber: 'ATT1' }],
      notes: [{ qualifier: 'ADD', text: 'SEEN TWICE' }],
      dates: [
        { qualifier: '439', from: '20260101', to: '20260101' },
        { qualifier: '314', from: '20260101', to: '20260110' },
      ],
    });
    expect(originalClaimNumber(rich!)).toBe('2601000000018');
    expect(servicePeriod(rich!)).toEqual({ from: '20260105', to: '20260106' });
  });

  test('providers by NM101', () => {
    expect([rich!.referring?.npi, rich!.rendering?.npi, rich!.serviceFacility?.npi]).toEqual([
      '2111111110',
      '2992999997',
      '2222222228',
    ]);
    expect(rich!.rendering?.taxonomy).toBe('207R00000X');
    expect(rich!.serviceFacility?.address?.postalCode).toBe('981030001');
    expect(rich!.part).toMatchObject({
      kind: 'professional',
      placeOfService: '22',
      supervising: { npi: '2333333336' },
    });
  });

  test('another payer, whose own providers do not leak into it', () => {
    expect(rich!.otherPayers).toHaveLength(1);
    expect(rich!.otherPayers[0]).toMatchObject({
      payerResponsibility: 'S',
      groupNumber: 'GRP2',
      paidCents: 10_000,
      remainingLiabilityCents: 1_525,
      benefitsAssigned: 'Y',
      remarks: ['MA01', 'N130'],
      adjudicationDate: '20260120',
      adjustments: [
        { group: 'PR', reason: '1', amountCents: 1_000, quantity: '1' },
        { group: 'PR', reason: '2', amountCents: 525, quantity: '' },
      ],
      subscriber: { id: 'A1' },
      payer: { id: 'SEC01', references: [] },
    });
    expect(rich!.otherPayers[0]!.nonCoveredCents).toBeUndefined();
  });

  test('lines', () => {
    expect(rich!.lines).toHaveLength(2);
    expect(rich!.lines[0]).toMatchObject({
      lineNumber: '1',
      ordinal: 1,
      procedureQualifier: 'HC',
      procedure: 'J0585',
      modifiers: ['RT', '59'],
      description: 'TOXIN',
      chargeCents: 30_000,
      unit: 'UN',
      unitsMilli: 1_500,
      placeOfService: '11',
      pointers: ['1', '2'],
      emergency: true,
      serviceDate: { from: '20260105', to: '20260106' },
      controlNumber: 'LINE-1',
      notes: [{ qualifier: 'ADD', text: 'LEFT ARM' }],
      drug: { ndc: '00023114501', quantity: '100', unit: 'UN' },
      rendering: { npi: '2444444444', taxonomy: '208D00000X' },
      serviceFacility: { npi: '2555555558' },
      adjudications: [
        {
          payerId: 'SEC01',
          paidCents: 10_000,
          procedure: 'J0585',
          units: '1.5',
          adjudicationDate: '20260120',
          remainingLiabilityCents: 1_525,
        },
      ],
    });
    expect(
      rich!.lines[0]!.adjudications[0]!.adjustments.map(({ group, amountCents }) => [group, amountCents]),
    ).toEqual([
      ['CO', 18_475],
      ['PR', 1_000],
      ['PR', 525],
    ]);
    expect(rich!.lines[1]).toMatchObject({ controlNumber: '', placeOfService: '', chargeCents: 1_050 });
  });
});

describe('ClaimBuilder: institutional claim', () => {
  test('admission, statement and providers', () => {
    expect(stay!.part).toMatchObject({
      kind: 'institutional',
      typeOfBill: '111',
      admissionType: '1',
      admissionSource: '4',
      dischargeStatus: '01',
      statementPeriod: { from: '20260103', to: '20260105' },
      admissionDate: '20260103',
      dischargeHour: '1130',
      drg: '343',
      attending: { npi: '2992999997', taxonomy: '208600000X' },
      operating: { npi: '2111111110' },
      otherOperating: { npi: '2222222228' },
    });
    expect(stay!.serviceFacility?.npi).toBe('2333333336');
    expect(servicePeriod(stay!)).toEqual({ from: '20260103', to: '20260105' });
  });

  test('every HI group in order', () => {
    expect(stay!.codes.map(({ qualifier, code }) => `${qualifier} ${code}`)).toEqual([
      'ABK K3580',
      'ABJ R1031',
      'APR R109',
      'APR R110',
      'ABN W010XXA',
      'DR 343',
      'ABF R509',
      'ABF E119',
      'BBR 0DTJ4ZZ',
      'BBQ 0DJD8ZZ',
      'BI 74',
      'BH 11',
      'BE 80',
      'BE 01',
      'BG C5',
    ]);
    const byCode = new Map(stay!.codes.map((code) => [code.code, code]));
    expect(byCode.get('K3580')?.presentOnAdmission).toBe('Y');
    expect(byCode.get('R509')?.presentOnAdmission).toBe('N');
    expect(byCode.get('E119')?.presentOnAdmission).toBeUndefined();
    expect(byCode.get('0DTJ4ZZ')?.period).toEqual({ from: '20260103', to: '20260103' });
    expect(byCode.get('74')?.period).toEqual({ from: '20260101', to: '20260102' });
    expect(byCode.get('01')?.amountCents).toBe(125_050);
  });

  test('lines with and without a procedure; a dependent is the patient', () => {
    expect(stay!.lines).toMatchObject([
      { revenueCode: '0120', procedure: '', unit: 'DA', unitsMilli: 2_000, chargeCents: 200_000 },
      {
        revenueCode: '0360',
        procedure: '44970',
        modifiers: ['LT'],
        chargeCents: 320_000,
        nonCoveredCents: 10_000,
        serviceDate: { from: '20260103', to: '20260103' },
      },
    ]);
    expect(stay!.patient).toMatchObject({ firstName: 'TIM', relationship: '19', id: '' });
    expect(stay!.subscriber).toMatchObject({ firstName: 'JANE', relationship: '' });
    expect(stay!.source.context).toHaveLength(4);
  });
});

describe('ClaimBuilder: hierarchy', () => {
  test('claims of one HL share their parents; a new HL has its own', () => {
    const claims = claimsOf(
      set(subscriber(2, '1'), claim('A'), claim('B'), subscriber(3, '2', 1), dependent(4, 3), claim('C')),
      '837P',
    );
    const [a, b, c] = claims;
    expect(claims.map((each) => each.patientControlNumber)).toEqual(['A', 'B', 'C']);
    expect(a!.subscriber).toBe(b!.subscriber);
    expect(a!.patient).toBe(b!.patient);
    expect(a!.source.context).toBe(b!.source.context);
    expect(c!.billing).toBe(a!.billing);
    expect([a!.subscriber.id, c!.subscriber.id]).toEqual(['1', '2']);
    expect([a!.patient.firstName, c!.patient.firstName]).toEqual(['JANE', 'TIM']);
  });

  test("the subscriber's own claim and the dependent's under one HL22", () => {
    const claims = claimsOf(set(subscriber(2, '1', 1), claim('A'), dependent(3, 2), claim('B')), '837P');
    expect(claims.map(({ patient }) => `${patient.firstName} ${patient.relationship}`)).toEqual([
      'JANE 18',
      'TIM 19',
    ]);
  });

  test('the slices of claim and context are their bytes', () => {
    const text = set(subscriber(2, '1'), claim('A'), claim('B'));
    const [a, b] = claimsOf(text, '837P');
    const bytesOf = ({ offsetBytes, lengthBytes }: { offsetBytes: number; lengthBytes: number }) =>
      text.slice(offsetBytes, offsetBytes + lengthBytes);
    expect(bytesOf(a!.source.slice)).toBe(claim('A'));
    expect(bytesOf(b!.source.slice)).toBe(claim('B'));
    expect(a!.source.context.map(bytesOf)).toEqual([HEADER, BILLING, subscriber(2, '1')]);
    expect(b!.source.slice).toMatchObject({ firstOrdinal: 29, firstLine: 29 });
  });

  test('names stay as the bytes came, UTF-8 and Latin-1', () => {
    const utf8 = Buffer.from('MUÑOZ', 'utf8').toString('latin1');
    const text = set(
      subscriber(2, '1').replace('DOE', utf8),
      claim('A'),
      subscriber(3, '2').replace('DOE', 'MU\xd1OZ'),
      claim('B'),
    );
    expect(claimsOf(text, '837P').map(({ subscriber: { lastName } }) => lastName)).toEqual([
      utf8,
      'MU\xd1OZ',
    ]);
  });

  test.each([
    ['a claim without a parent', 'CLM*A*10***11:B:1*Y*A*Y*Y~LX*1~SV1*HC:99213*10*UN*1***1~'],
    ['an empty claim', 'CLM~'],
    ['charge and units that are no numbers', 'CLM*A*1O***11:B:1~LX~SV1*HC*X*UN*Y~'],
    ['a composite cut short', 'CLM*A*10***11~HI*ABK~HI~LX*1~SV1~CAS*CO~SVD~'],
  ])('%s is a claim all the same', (_, segments) => {
    const claims = claimsOf(`ST*837*0001~${segments}SE*9*0001~`, '837P');
    expect(claims).toHaveLength(1);
    expect(claims[0]!.billing.npi).toBe('');
    expect(claims[0]!.chargeCents === undefined || claims[0]!.chargeCents === 1_000).toBe(true);
  });

  test('the examples of both guides', () => {
    const [office] = claimsOf(PROFESSIONAL, '837P');
    expect(office).toMatchObject({ patientControlNumber: 'PCN001', chargeCents: 25_000 });
    expect(office!.lines.map(({ controlNumber }) => controlNumber)).toEqual(['L1', 'L2']);
    const [hospital] = claimsOf(INSTITUTIONAL, '837I');
    expect(hospital).toMatchObject({ patientControlNumber: 'PCN900', part: { typeOfBill: '111' } });
  });

  test('BHT06 RP is an encounter', () => {
    const text = set(subscriber(2, '1'), claim('A')).replace('*CH~', '*RP~');
    expect(claimsOf(text, '837P')[0]!.isEncounter).toBe(true);
  });
});
