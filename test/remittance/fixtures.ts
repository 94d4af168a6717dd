import type { Adjustment, Decision, LineDecision, RemittanceFacts } from '../../src/adjudication/decision.ts';
import type { PayerProfile } from '../../src/reference/payer-profile.ts';
import type { Contract } from '../../src/reference/records.ts';
import type { Remittance, RemittanceItem } from '../../src/remittance/remittance.ts';
import type { RemittanceEnvelope } from '../../src/remittance/write-835.ts';

export const payer: PayerProfile = {
  id: 'example',
  name: 'EXAMPLE HEALTH PLAN',
  payerIds: ['91051'],
  receiverIds: [],
  taxId: '910000001',
  naic: '12345',
  address: { lines: ['1 PLAN WAY'], city: 'SEATTLE', state: 'WA', postalCode: '98101', country: 'US' },
  technicalContacts: [{ name: 'EDI SUPPORT', qualifier: 'TE', number: '8005550100' }],
  bank: { routing: '111000025', account: '123456789' },
  payWeekday: 1,
  timeZone: 'America/Los_Angeles',
  source: '',
  rules: [],
  plans: [],
  localities: new Map(),
};

export const payee: Contract = {
  payeeId: '910000002-2000000010',
  taxId: '910000002',
  npi: '2000000010',
  name: 'SAMPLE CLINIC',
  address: { lines: [], city: '', state: '', postalCode: '', country: '' },
  paymentMethod: 'ACH',
  bankRouting: '021000021',
  bankAccount: '987654321',
  remittancePartner: 'clearinghouse',
  terms: [],
};

/** `CO*45*3000`: group, CARC, cents. */
export function adjustments(...texts: string[]): Adjustment[] {
  return texts.map((text) => {
    const [group, carc, cents] = text.split('*') as [Adjustment['group'], string, string];
    return { group, carc, amountCents: Number(cents), rule: 'KP-41' };
  });
}

export function lineOf(
  procedure: string,
  chargeCents: number,
  paidCents: number,
  reasons: string[],
  changes: Partial<LineDecision> = {},
): LineDecision {
  const made = adjustments(...reasons);
  const shareCents = made
    .filter(({ group }) => group === 'PR')
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  return {
    ordinal: 1,
    controlNumber: '',
    procedureQualifier: 'HC',
    procedure,
    modifiers: [],
    revenueCode: '',
    unitsMilli: 1000,
    serviceDate: { from: '20260105', to: '20260105' },
    chargeCents,
    allowedCents: paidCents + shareCents,
    paidCents,
    adjustments: made,
    remarks: [],
    ...changes,
  };
}

export const patientDoe = {
  entityType: '1',
  lastName: 'DOE',
  firstName: 'JANE',
  middleName: '',
  suffix: '',
  idQualifier: 'MI',
  id: '00012345',
};

const facts: RemittanceFacts = {
  patientControlNumber: 'PCN001',
  claimNumber: '26015000001',
  originalClaimNumber: '',
  claimFilingIndicator: '12',
  facilityCode: '11',
  frequency: '1',
  isInstitutional: false,
  drg: '',
  patient: patientDoe,
  period: { from: '20260105', to: '20260105' },
  receivedDate: '',
};

/** A decision with the totals of its lines. */
export function decisionOf(
  lines: LineDecision[],
  factChanges: Partial<RemittanceFacts> = {},
  changes: Partial<Decision> = {},
): Decision {
  const sum = (of: (line: LineDecision) => number) => lines.reduce((cents, line) => cents + of(line), 0);
  const paidCents = sum((line) => line.paidCents);
  return {
    status: paidCents > 0 ? 'paid' : 'denied',
    claimStatus: '1',
    lineOfBusiness: 'commercial',
    fund: 'commercial',
    payeeId: payee.payeeId,
    memberId: '00012345',
    planId: 'PLAN',
    chargeCents: sum((line) => line.chargeCents),
    allowedCents: sum((line) => line.allowedCents),
    paidCents,
    patientResponsibilityCents: sum((line) => line.allowedCents - line.paidCents),
    adjustments: [],
    remarks: [],
    lines,
    trace: [],
    accumulators: [],
    pendReason: '',
    facts: { ...facts, ...factChanges },
    ...changes,
  };
}

/** A claim of one line: what was charged, what is paid, the rest under CO 45. */
export function claimOf(
  chargeCents: number,
  paidCents: number,
  factChanges: Partial<RemittanceFacts> = {},
): Decision {
  const reasons = chargeCents === paidCents ? [] : [`CO*45*${chargeCents - paidCents}`];
  return decisionOf([lineOf('A0001', chargeCents, paidCents, reasons)], factChanges);
}

let itemId = 0;

export function paid(decision: Decision): RemittanceItem {
  itemId += 1;
  return { itemId, act: 'payment', decision };
}

export function reversed(decision: Decision): RemittanceItem {
  itemId += 1;
  return { itemId, act: 'reversal', decision };
}

export function remittanceOf(changes: Partial<Remittance>): Remittance {
  return {
    payer,
    payee,
    fund: 'commercial',
    traceNumber: 'EFT2601150001',
    method: 'ACH',
    paidCents: 0,
    paymentDate: '20260115',
    productionDate: '20260113',
    items: [],
    providerAdjustments: [],
    ...changes,
  };
}

/** Nine digits: node-x12 drops leading zeros. */
export const FIRST_CONTROL_NUMBER = 100_000_001;

export function envelopeOf(ordinal = 1): RemittanceEnvelope {
  return {
    interchange: {
      senderQualifier: 'ZZ',
      senderId: '91051',
      receiverQualifier: 'ZZ',
      receiverId: 'CLINIC',
      date6: '260115',
      time4: '0800',
      controlNumber: FIRST_CONTROL_NUMBER + ordinal - 1,
      usage: 'P',
    },
    group: { sender: '91051', receiver: 'CLINIC', date8: '20260115', time: '0800', controlNumber: ordinal },
    lineBreaks: false,
    receiverId: '',
  };
}

/** The segments between ST and SE of written bytes. */
export function setSegments(bytes: Buffer): string[] {
  const segments = bytes.toString('latin1').split('~');
  const from = segments.findIndex((segment) => segment.startsWith('ST*'));
  const to = segments.findIndex((segment) => segment.startsWith('SE*'));
  return segments.slice(from + 1, to);
}

/** An interchange round the given segments of one 835 set. */
export function interchangeOf(segments: readonly string[]): Buffer {
  const blank = ' '.repeat(10);
  const isa = `ISA*00*${blank}*00*${blank}*ZZ*${'PAYER'.padEnd(15)}*ZZ*${'PAYEE'.padEnd(15)}*260115*0800*^*00501*000000001*0*P*:`;
  const text = [
    isa,
    'GS*HP*PAYER*PAYEE*20260115*0800*1*X*005010X221A1',
    'ST*835*0001',
    ...segments,
    `SE*${segments.length + 2}*0001`,
    'GE*1*1',
    'IEA*1*000000001',
  ];
  return Buffer.from(text.map((segment) => `${segment}~`).join(''), 'latin1');
}
