import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { RICH_CLAIM } from '../claim/claim-sets.ts';
import { PROFESSIONAL } from '../guide/example-sets.ts';
import { fileOf, GROUPS, interchangeOf } from './files.ts';
import { breaches } from './schemas.ts';
import { codes, translated } from './translating.ts';

interface ClaimsDocument {
  interchanges: { sets: { claims: Record<string, unknown>[] }[] }[];
}

const RICH = interchangeOf([
  { ...GROUPS['837P']!, sets: [PROFESSIONAL.replace(/CLM\*[\s\S]*?(?=SE\*)/, RICH_CLAIM)] },
]);

describe('claims', () => {
  test.each(['837P', '837I'])('%s keeps to its schema, as a document and as lines', (name) => {
    expect(
      breaches(JSON.parse(translated(fileOf(name), { view: 'claims' }).text), 'x12-remit-claims'),
    ).toEqual([]);
    const lines = translated(fileOf(name), { view: 'claims', to: 'jsonl' }).text.trimEnd().split('\n');
    const records = lines.map((line) => JSON.parse(line) as { record: string });
    expect(records.map(({ record }) => record)).toEqual(['interchange', 'set', 'claim']);
    expect(records.flatMap((record) => breaches(record, 'x12-remit-claims-line'))).toEqual([]);
  });

  test('a claim with everything on it keeps to its schema', () => {
    const document = JSON.parse(translated(RICH, { view: 'claims' }).text) as ClaimsDocument;
    expect(breaches(document, 'x12-remit-claims')).toEqual([]);
    expect(document.interchanges[0]!.sets[0]!.claims[0]).toMatchObject({
      patientControlNumber: 'PCN7',
      chargeCents: 31050,
      frequency: '7',
      otherPayers: [{ paidCents: 10000, payer: { id: 'SEC01' } }],
      lines: [{ units: 1.5, drug: { ndc: '00023114501' } }, { procedure: '99213' }],
    });
  });

  test('what is absent is absent: no empty text, no empty list', () => {
    const { text } = translated(fileOf('837P'), { view: 'claims' });
    expect(text.replace('"findings":[]', '')).not.toMatch(/:""|:\[\]/);
  });

  test.each<[string, string, string]>([
    ['a claim', 'CLM*PCN001*250*', 'CLM*PCN001*25O*'],
    ['a line', 'SV1*HC:99213*150*', 'SV1*HC:99213*1,50*'],
  ])('the charge of %s that is no number is left out and told', (_, from, to) => {
    const { findings } = translated(fileOf('837P').replace(from, to), { view: 'claims' });
    expect(codes(findings)).toEqual(['TRANSLATE-AMOUNT']);
    expect(findings[0]!.place).toMatchObject({ set: '0001', interchange: '000000001' });
  });

  test('a set of another kind is told and left out; a claim outside every set too', () => {
    const file = fileOf('835', '837P').replace('GE*1*2~', 'CLM*X*1~GE*1*2~');
    const { text, findings } = translated(file, { view: 'claims' });
    expect(codes(findings)).toEqual([
      'TRANSLATE-SET-NOT-IN-VIEW',
      'TRANSLATE-SET-NOT-IN-VIEW',
      'X12-SEGMENT-OUTSIDE-SET',
      'TRANSLATE-CLAIM-OUTSIDE',
    ]);
    expect(text.match(/"patientControlNumber"/g)).toHaveLength(1);
  });
});

describe('remittances', () => {
  test('a payment with its claims, adjustments and balance', () => {
    const document = JSON.parse(translated(fileOf('835'), { view: 'remittances' }).text) as ClaimsDocument;
    expect(breaches(document, 'x12-remit-remittances')).toEqual([]);
    const [first, second] = document.interchanges[0]!.sets;
    expect(first).toMatchObject({
      payment: { paidCents: 16600, method: 'ACH', traceNumber: 'EFT2601150001' },
      payee: { idQualifier: 'XX', id: '2234567891', references: [{ qualifier: 'TJ', value: '910000002' }] },
      providerAdjustments: [{ code: 'L6', amountCents: -150 }],
      balanced: true,
      claimCount: 3,
      claimPaidCents: 16450,
    });
    expect(first!.claims[0]).toMatchObject({
      patientControlNumber: 'PCN001',
      lines: [
        {
          service: { qualifier: 'HC', code: '99213' },
          adjustments: [
            { group: 'CO', reason: '45', amountCents: 3000 },
            { group: 'PR', reason: '3', amountCents: 3000 },
          ],
        },
        {},
      ],
    });
    expect(second!.claims.map(({ status, paidCents }) => [status, paidCents])).toEqual([
      ['22', -15000],
      ['1', 17000],
    ]);
  });

  test('lines: payment, claims, end', () => {
    const lines = translated(fileOf('835'), { view: 'remittances', to: 'jsonl' }).text.trimEnd().split('\n');
    const records = lines.map((line) => JSON.parse(line) as { record: string });
    expect(records.flatMap((record) => breaches(record, 'x12-remit-remittances-line'))).toEqual([]);
    expect(records.map(({ record }) => record).join(' ')).toBe(
      'interchange set claim claim claim set end set claim claim set end',
    );
  });

  test('a remittance without claims is still a payment', () => {
    const set = 'ST*835*0001~BPR*H*0*C*NON************20260115~TRN*1*T1*1910000001~SE*4*0001~';
    const { text } = translated(interchangeOf([{ ...GROUPS['835']!, sets: [set] }]), { view: 'remittances' });
    expect(JSON.parse(text)).toMatchObject({
      interchanges: [{ sets: [{ payment: { paidCents: 0 }, claims: [], balanced: true }] }],
    });
  });

  test('an amount that is no number is left out and told, and the payment does not balance', () => {
    const { text, findings } = translated(fileOf('835').replace('*150*30*12*', '*1.5.0*30*12*'), {
      view: 'remittances',
    });
    expect(codes(findings)).toEqual(['TRANSLATE-AMOUNT']);
    expect(text).toContain('"balanced":false');
  });
});

describe('XML', () => {
  const parse = (text: string) =>
    new XMLParser({ ignoreAttributes: false, preserveOrder: true, trimValues: false }).parse(
      text,
    ) as object[];

  test.each<[string, 'loops' | 'claims' | 'remittances']>([
    ['837P', 'loops'],
    ['837I', 'claims'],
    ['835', 'remittances'],
    ['999', 'loops'],
    ['277CA', 'loops'],
  ])('%s by %s is well-formed', (name, view) => {
    const { text } = translated(fileOf(name), { to: 'xml', view, elementNames: true });
    expect(JSON.stringify(parse(text))).toContain('"@_version":"1"');
  });

  test('markup in a value is text; every element can be found by its reference', () => {
    const file = fileOf('837P').replace('DOE*JANE', '<DOE & "SONS">*JANE');
    const { text } = translated(file, { to: 'xml' });
    const parser = new XMLParser({ ignoreAttributes: false });
    expect(() => parser.parse(text)).not.toThrow();
    expect(text).toContain('<element ref="NM103">&lt;DOE &amp; &quot;SONS&quot;&gt;</element>');
    expect(text).toContain('<element ref="CLM05"><component>11</component><component>B</component>');
  });

  test('a character that XML cannot carry is replaced and told with its place', () => {
    const file = fileOf('837P').replace('DOE*JANE', 'DOE*JA\x01NE');
    const { text, findings } = translated(file, { to: 'xml' });
    expect(text).toContain('JA\ufffdNE');
    expect(findings.map(({ code, place }) => [code, place.segmentOrdinal])).toEqual([
      ['TRANSLATE-CHARACTER', 14],
    ]);
    expect(text).toContain('<code>TRANSLATE-CHARACTER</code>');
  });
});
