import { formatClaimNumber } from '../../src/adjudication/claim-number.ts';
import { isLive } from '../../src/adjudication/claim-state.ts';
import type { AccumulatorChange, Decision } from '../../src/adjudication/decision.ts';
import type { PastGlobalService } from '../../src/adjudication/global-service.ts';
import type { ClaimState, History, PastClaim } from '../../src/adjudication/history.ts';
import { priceClaim } from '../../src/adjudication/price-claim.ts';
import type { PricedClaim } from '../../src/adjudication/priced-claim.ts';
import { reversedAccumulators } from '../../src/adjudication/reversed-accumulators.ts';
import { settle } from '../../src/adjudication/settle.ts';
import type { Settlement } from '../../src/adjudication/settlement.ts';
import type { BillingProvider, Claim, Party, ServiceLine } from '../../src/claim/claim.ts';
import { type CaseTables, emptyCaseTables, indexCaseRecords } from '../../src/reference/case-records.ts';
import type { Disposition, PayerProfile, Rule } from '../../src/reference/payer-profile.ts';
import type { CategoryBenefit, PlanBenefits } from '../../src/reference/plan.ts';
import { RateCatalogue } from '../../src/reference/rate-catalogue.ts';
import type { RateTable } from '../../src/reference/rate-tables.ts';
import type {
  Contract,
  ContractTerm,
  Coverage,
  GpciRow,
  Member,
  ProviderRecord,
  RvuRow,
} from '../../src/reference/records.ts';
import type { Snapshot } from '../../src/reference/snapshot.ts';

/** Everybody and every number of these tests is invented; provider numbers begin with 2. */
export const NPI = '2000000006';
export const OTHER_NPI = '2000000014';
export const TAX_ID = '910000077';

export function rule(
  id: string,
  kind: string,
  parameters: Record<string, string> = {},
  dispositions: readonly Partial<Disposition>[] = [],
): Rule {
  return {
    id,
    kind,
    standing: 'acts',
    title: id,
    section: `section of ${id}`,
    reason: '',
    from: '',
    to: '',
    parameters: new Map(Object.entries(parameters)),
    dispositions: dispositions.map((each) => ({ clause: '', outcome: 'deny', remarks: [], ...each })),
  };
}

const CODE_16 = { group: 'CO', carc: '16' } as const;
const PR = (clause: string, carc: string) => ({ clause, group: 'PR', carc }) as const;
const FILING = { anchor: 'service', adjustmentMonths: '24', adjustmentAnchor: 'processed', months: '12' };

export const rules: readonly Rule[] = [
  rule('KP-02', 'provider-identifiers', {}, [
    { clause: 'adjudicated-npi-unmatched', group: 'CO', carc: '208' },
  ]),
  rule('KP-03', 'member-id', {}, [
    PR('vanished', '31'),
    PR('before-coverage', '26'),
    PR('after-coverage', '27'),
  ]),
  rule('KP-06', 'duplicate', { lookBackDays: '730' }, [{ group: 'OA', carc: '18', remarks: ['N522'] }]),
  rule('KP-14', 'whole-units', { fractionalUnits: 'MJ' }, [{ ...CODE_16, remarks: ['M53'] }]),
  rule('KP-20', 'replacement', { claimKind: 'professional' }),
  rule('KP-21', 'replacement', { claimKind: 'institutional' }),
  rule('KP-22', 'original-number', {}, [{ clause: 'not-found', ...CODE_16, remarks: ['M47', 'N152'] }]),
  rule('KP-23', 'void', {}, [{ clause: 'differs', ...CODE_16, remarks: ['N152'] }]),
  rule('KP-25', 'awkward-target', {}, [
    { clause: 'pended', outcome: 'flag', remarks: ['N779'] },
    { clause: 'voided', ...CODE_16, remarks: ['N152'] },
    { clause: 'repeated', group: 'OA', carc: '18' },
  ]),
  rule('KP-32', 'timely-filing', { linesOfBusiness: 'commercial', ...FILING }, [{ group: 'CO', carc: '29' }]),
  {
    ...rule('KP-33', '', { linesOfBusiness: 'self-funded', ...FILING }, [{ group: 'CO', carc: '29' }]),
    standing: 'records',
    reason: 'limits of each group',
  },
  rule('KP-40', 'lower-of', {}, [{ outcome: 'reduce', group: 'CO', carc: '45' }]),
  rule('KP-41', 'rbrvs', { rounding: 'rvu-total-2', facilityPlaces: '21 22 23' }),
  rule('KP-52', 'bill-review', { thresholdCents: '2000000', methods: 'percent-of-charge' }),
  rule(
    'KP-60',
    'benefits',
    {
      'billTypes.inpatient': '11',
      'procedures.laboratory': '80047-89398 G0123',
      'revenueCodes.laboratory': '0300-0319',
      'procedures.office-visit': '99202-99215',
    },
    [PR('deductible', '1'), PR('coinsurance', '2'), PR('copay', '3'), PR('limit', '119')],
  ),
  rule('KP-63', 'no-share', { linesOfBusiness: 'medicaid' }),
];

function benefit(
  category: string,
  copayCents: number,
  coinsuranceBasisPoints: number,
  deductibleApplies: boolean,
): CategoryBenefit {
  return { category, copayCents, coinsuranceBasisPoints, deductibleApplies };
}

/** $25 for an office visit, laboratory free, else $500 deductible and 20 %; at most $2,000 out of pocket. */
export const plan: PlanBenefits = {
  id: 'PLAN',
  lineOfBusiness: 'commercial',
  claimFilingIndicator: '12',
  individualDeductibleCents: 500_00,
  familyDeductibleCents: 800_00,
  individualOutOfPocketCents: 2000_00,
  familyOutOfPocketCents: 3000_00,
  categories: [
    benefit('office-visit', 25_00, 0, false),
    benefit('laboratory', 0, 0, false),
    benefit('other', 0, 2000, true),
  ],
};

export const profile: PayerProfile = {
  id: '91051',
  name: 'PAYER',
  payerIds: ['91051'],
  receiverIds: ['91051'],
  taxId: '910000001',
  naic: '',
  address: { lines: ['1 PLAZA'], city: 'SEATTLE', state: 'WA', postalCode: '98101', country: 'US' },
  technicalContacts: [],
  bank: { routing: '', account: '' },
  payWeekday: 3,
  timeZone: 'America/Los_Angeles',
  source: 'tests',
  rules,
  plans: [plan],
  localities: new Map([
    ['', '99'],
    ['981', '02'],
  ]),
};

export const SUBSCRIBER = '00012345';
export const CHILD = '00012346';

function member(
  memberId: string,
  firstName: string,
  birthDate: string,
  coverages: readonly Coverage[],
): Member {
  return {
    memberId,
    subscriberId: SUBSCRIBER,
    lastName: 'EXAMPLE',
    firstName,
    middleName: '',
    suffix: '',
    birthDate,
    gender: 'F',
    coverages,
  };
}

export const coverage: Coverage = {
  from: '20240101',
  to: '20251231',
  planId: 'PLAN',
  lineOfBusiness: 'commercial',
  employerGroup: '',
};

/** 2025 values of two codes; numbers only. */
const rvus: readonly RvuRow[] = [
  rvu('99213', '', 130, 135, 57, 10),
  rvu('99214', '', 192, 197, 84, 14),
  rvu('71046', '', 18, 72, 72, 3),
  rvu('71046', '26', 18, 7, 7, 2),
  { ...rvu('99999', '', 100, 100, 100, 10), status: 'B' },
  rvu('80053', '', 20, 20, 20, 1),
];

function rvu(
  code: string,
  modifier: string,
  work: number,
  nonFacility: number,
  facility: number,
  malpractice: number,
): RvuRow {
  return {
    code,
    modifier,
    status: 'A',
    workHundredths: work,
    nonFacilityPracticeHundredths: nonFacility,
    facilityPracticeHundredths: facility,
    malpracticeHundredths: malpractice,
    from: '20240101',
    to: '20251231',
  };
}

const gpcis: readonly GpciRow[] = [
  {
    locality: '02',
    workThousandths: 1043,
    practiceThousandths: 1220,
    malpracticeThousandths: 853,
    from: '20240101',
    to: '20251231',
  },
  {
    locality: '99',
    workThousandths: 1007,
    practiceThousandths: 1040,
    malpracticeThousandths: 803,
    from: '20240101',
    to: '20251231',
  },
];

function term(kind: ContractTerm['kind']): ContractTerm {
  return kind === 'professional'
    ? {
        lineOfBusiness: '*',
        kind,
        method: 'rbrvs',
        conversionFactorE4: 400000,
        percentBasisPoints: 0,
        from: '20200101',
        to: '',
      }
    : {
        lineOfBusiness: '*',
        kind,
        method: 'percent-of-charge',
        conversionFactorE4: 0,
        percentBasisPoints: 6500,
        from: '20200101',
        to: '',
      };
}

export const contract: Contract = {
  payeeId: `${TAX_ID}-${NPI}`,
  taxId: TAX_ID,
  npi: NPI,
  name: 'CLINIC',
  address: profile.address,
  paymentMethod: 'ACH',
  bankRouting: '',
  bankAccount: '',
  remittancePartner: 'house',
  terms: [term('professional'), term('institutional')],
};

export interface World extends Partial<CaseTables> {
  readonly members: readonly Member[];
  readonly contracts: readonly Contract[];
  readonly providers: readonly Pick<ProviderRecord, 'npi'>[];
  readonly plans: readonly PlanBenefits[];
  readonly rates?: readonly RateTable[];
  /** Default: two codes without indicators. */
  readonly rvus?: readonly RvuRow[];
}

export const world: World = {
  members: [member(SUBSCRIBER, 'ANA', '19800101', [coverage]), member(CHILD, 'BEA', '20150505', [coverage])],
  contracts: [contract],
  providers: [{ npi: NPI }],
  plans: [plan],
};

export function worldWith(coverages: readonly Coverage[], changed: Partial<World> = {}): World {
  return { ...world, members: [member(SUBSCRIBER, 'ANA', '19800101', coverages)], ...changed };
}

export function snapshotOf(data: World = world): Snapshot {
  const holds = (row: { from: string; to: string }, day: string) => row.from <= day && day <= row.to;
  const rates = new RateCatalogue(data.rates ?? []);
  return {
    digest: 'test',
    profiles: [profile],
    partners: [],
    profile: () => profile,
    profileOfPayerId: () => profile,
    partner: () => undefined,
    plan: (id) => data.plans.find((each) => each.id === id),
    member: (id) => data.members.find((each) => each.memberId === id),
    dependentsOf: (id) => data.members.filter((each) => each.subscriberId === id && each.memberId !== id),
    provider: (npi) => data.providers.find((each) => each.npi === npi) as ProviderRecord | undefined,
    contract: (taxId, npi) => data.contracts.find((each) => each.taxId === taxId && each.npi === npi),
    contractOfPayee: (payeeId) => data.contracts.find((each) => each.payeeId === payeeId),
    rvu: (code, modifier, day) =>
      (data.rvus ?? rvus).find((row) => row.code === code && row.modifier === modifier && holds(row, day)),
    gpci: (locality, day) => gpcis.find((row) => row.locality === locality && holds(row, day)),
    rates: (kind, day, part) => rates.on(kind, day, part),
    rateParts: (kind, day) => rates.parts(kind, day),
    cases: indexCaseRecords({ ...emptyCaseTables, ...data }),
  };
}

function party(lastName: string, firstName = '', idQualifier = '', id = ''): Party {
  return {
    entityType: firstName === '' ? '2' : '1',
    lastName,
    firstName,
    middleName: '',
    suffix: '',
    idQualifier,
    id,
    references: [],
  };
}

export interface LineSpec {
  readonly procedure?: string;
  readonly modifiers?: readonly string[];
  readonly chargeCents?: number;
  readonly unitsMilli?: number;
  readonly unit?: string;
  readonly day?: string;
  readonly place?: string;
  readonly revenueCode?: string;
}

export interface ClaimSpec {
  readonly lines?: readonly LineSpec[];
  readonly kind?: 'professional' | 'institutional';
  readonly frequency?: string;
  readonly npi?: string;
  readonly subscriberId?: string;
  readonly child?: boolean;
  readonly postalCode?: string;
  readonly original?: string;
  readonly note?: string;
  readonly through?: string;
  readonly billType?: string;
  readonly responsibility?: string;
  readonly isEncounter?: boolean;
  readonly chargeCents?: number;
  readonly account?: string;
  /** Anything else that differs. */
  readonly change?: (claim: Claim) => Claim;
}

function line(spec: LineSpec, index: number): ServiceLine {
  const day = spec.day ?? '20250310';
  return {
    lineNumber: String(index + 1),
    ordinal: index + 1,
    segmentOrdinal: 30 + index,
    offsetBytes: 0,
    serviceOrdinal: 31 + index,
    lengthBytes: 0,
    procedureQualifier: 'HC',
    procedure: spec.procedure ?? '99213',
    modifiers: spec.modifiers ?? [],
    description: '',
    revenueCode: spec.revenueCode ?? '',
    chargeCents: spec.chargeCents ?? 150_00,
    unit: spec.unit ?? 'UN',
    unitsMilli: spec.unitsMilli ?? 1000,
    placeOfService: spec.place ?? '',
    pointers: ['1'],
    emergency: false,
    serviceDate: { from: day, to: day },
    dates: [],
    controlNumber: `L${index + 1}`,
    references: [],
    notes: [],
    adjudications: [],
  };
}

/** A clean office visit at $150.00 on 2025-03-10 in King County unless the spec says otherwise. */
export function claimOf(spec: ClaimSpec = {}): Claim {
  const lines = (spec.lines ?? [{}]).map(line);
  const kind = spec.kind ?? 'professional';
  const address = { ...profile.address, postalCode: spec.postalCode ?? '98101' };
  const billing: BillingProvider = {
    ...party('CLINIC', '', 'XX', spec.npi ?? NPI),
    address,
    npi: spec.npi ?? NPI,
    taxonomy: '',
    taxId: TAX_ID,
    taxIdQualifier: 'EI',
  };
  const subscriber = {
    ...party('EXAMPLE', 'ANA', 'MI', spec.subscriberId ?? '12345'),
    birthDate: '19800101',
    gender: 'F',
    payerResponsibility: spec.responsibility ?? 'P',
    relationship: '18',
    groupNumber: '',
    groupName: '',
    claimFilingIndicator: 'CI',
  };
  const patient = spec.child
    ? { ...party('EXAMPLE', 'BEA'), birthDate: '20150505', gender: 'F', relationship: '19' }
    : subscriber;
  const days = lines.map((each) => each.serviceDate?.from ?? '').sort();
  const delimiters = {} as Claim['source']['delimiters'];
  const claim: Claim = {
    source: {
      file: 'a.x12',
      interchangeControlNumber: '1',
      groupControlNumber: '1',
      setControlNumber: '0001',
      guideId: '005010X222A1',
      delimiters,
      slice: { offsetBytes: 0, lengthBytes: 0, firstOrdinal: 1, firstLine: 1 },
      context: [],
    },
    part:
      kind === 'professional'
        ? { kind, placeOfService: '11' }
        : {
            kind,
            typeOfBill: `${spec.billType ?? '13'}${spec.frequency ?? '1'}`,
            admissionType: '',
            admissionSource: '',
            dischargeStatus: '01',
            statementPeriod: { from: days[0] ?? '', to: spec.through ?? days.at(-1) ?? '' },
            admissionDate: '',
            dischargeHour: '',
            drg: '',
          },
    isEncounter: spec.isEncounter ?? false,
    batchReference: '',
    submitter: party('HOUSE'),
    billing,
    subscriber,
    patient,
    payer: party('PAYER', '', 'PI', '91051'),
    patientControlNumber: spec.account ?? 'ACC-1',
    chargeCents: spec.chargeCents ?? lines.reduce((sum, each) => sum + (each.chargeCents ?? 0), 0),
    facilityCode: kind === 'professional' ? '11' : (spec.billType ?? '13'),
    frequency: spec.frequency ?? '1',
    acceptsAssignment: 'A',
    benefitsAssigned: 'Y',
    relatedCauses: [],
    accidentState: '',
    delayReason: '',
    dates: [],
    codes: [{ qualifier: 'ABK', code: 'J069', presentOnAdmission: 'Y' }],
    references: spec.original === undefined ? [] : [{ qualifier: 'F8', value: spec.original }],
    notes: spec.note === undefined ? [] : [{ qualifier: 'ADD', text: spec.note }],
    attachments: [],
    otherPayers: [],
    lines,
  };
  return spec.change ? spec.change(claim) : claim;
}

/** A tiny book of the past: settles claims one after the other and remembers what became of them. */
export class Book {
  readonly #past = new Map<string, PastClaim>();
  readonly #services: (PastGlobalService & { readonly owner: string })[] = [];
  readonly #changes: AccumulatorChange[] = [];
  readonly #data: World;
  readonly #profile: PayerProfile;
  #sequence = 0;

  constructor(data: World = world, ofProfile: PayerProfile = profile) {
    this.#data = data;
    this.#profile = ofProfile;
  }

  readonly history: History = {
    claimByNumber: (number) => this.#past.get(number),
    claimsWithKey: (key) =>
      [...this.#past.values()].filter((past) => past.sameServiceKey === key && past.supersededBy === ''),
    accumulated: (holder, scope, planId, year) => {
      let deductibleCents = 0;
      let outOfPocketCents = 0;
      for (const change of this.#changes) {
        if (
          change.holder !== holder ||
          change.scope !== scope ||
          change.planId !== planId ||
          change.year !== year
        )
          continue;
        deductibleCents += change.deductibleCents;
        outOfPocketCents += change.outOfPocketCents;
      }
      return { deductibleCents, outOfPocketCents };
    },
    visits: (memberId, planId, category, year) =>
      this.#changes
        .filter(
          (change) =>
            change.category === category &&
            change.holder === memberId &&
            change.planId === planId &&
            change.year === year,
        )
        .reduce((sum, { visits = 0 }) => sum + visits, 0),
    interimBills: (memberId, billingNpi) =>
      [...this.#past.values()].filter(
        (past) =>
          past.kind === 'institutional' &&
          ['2', '3', '4'].includes(past.frequency) &&
          past.memberId === memberId &&
          past.billingNpi === billingNpi &&
          isLive(past.state),
      ),
    globalServices: (memberId, payeeId) =>
      this.#services.filter(({ owner, claimNumber, line }) => {
        const past = this.#past.get(claimNumber)!;
        const lines = isLive(past.state) ? (past.decision?.lines ?? []) : [];
        return (
          owner === `${memberId} ${payeeId}` &&
          lines.some(({ ordinal, allowedCents }) => ordinal === line && allowedCents > 0)
        );
      }),
  };

  price(spec: ClaimSpec, receivedDate = '20250401'): PricedClaim {
    this.#sequence += 1;
    const claimNumber = formatClaimNumber(receivedDate, this.#sequence);
    return priceClaim(claimOf(spec), {
      profile: this.#profile,
      snapshot: snapshotOf(this.#data),
      receivedDate,
      claimNumber,
    });
  }

  /** Prices, settles and records; the claim number is `number`. */
  take(spec: ClaimSpec, receivedDate?: string): { readonly number: string; readonly settlement: Settlement } {
    const priced = this.price(spec, receivedDate);
    const settlement = settle(priced, this.history, {
      profile: this.#profile,
      snapshot: snapshotOf(this.#data),
    });
    this.#record(priced, settlement);
    return { number: priced.claimNumber, settlement };
  }

  state(number: string): ClaimState | undefined {
    return this.#past.get(number)?.state;
  }

  #record(priced: PricedClaim, settlement: Settlement): void {
    if (settlement.act === 'replace' || settlement.act === 'void') {
      const { original } = settlement;
      const isPended = original.state === 'pended';
      const state = settlement.act === 'replace' ? 'replaced' : isPended ? 'withdrawn' : 'voided';
      this.#past.set(original.claimNumber, { ...original, state, supersededBy: priced.claimNumber });
      if (original.decision) this.#changes.push(...reversedAccumulators(original.decision));
    }
    const decision = 'decision' in settlement ? settlement.decision : undefined;
    if (decision) this.#changes.push(...decision.accumulators);
    for (const service of priced.globalServices ?? [])
      this.#services.push({
        ...service,
        claimNumber: priced.claimNumber,
        owner: `${priced.memberId} ${priced.payeeId}`,
      });
    this.#past.set(priced.claimNumber, {
      claimNumber: priced.claimNumber,
      state: stateAfter(settlement),
      supersededBy: '',
      payeeId: priced.payeeId,
      billingNpi: priced.billingNpi,
      memberId: priced.memberId,
      kind: priced.kind,
      frequency: priced.frequency,
      chargeCents: priced.chargeCents,
      serviceFrom: priced.serviceFrom,
      serviceTo: priced.serviceTo,
      receivedDate: priced.receivedDate,
      decidedDate: priced.receivedDate,
      sameServiceKey: priced.sameServiceKey,
      ...(decision ? { decision } : {}),
    });
  }
}

function stateAfter(settlement: Settlement): ClaimState {
  switch (settlement.act) {
    case 'decide':
    case 'replace':
      return settlement.decision.status === 'pended' ? 'pended' : 'decided';
    case 'void':
      return 'applied';
    case 'record':
      return 'recorded';
  }
}

export function decisionIn(settlement: Settlement): Decision {
  if ('decision' in settlement) return settlement.decision;
  throw new Error(`act ${settlement.act} has no decision`);
}

/** The decision of one claim with nothing before it. */
export function decide(spec: ClaimSpec, data: World = world, receivedDate?: string): Decision {
  return decisionIn(new Book(data).take(spec, receivedDate).settlement);
}

/** `CO-45 1450, PR-3 2500` of a line. */
export function codes(decision: Decision, ordinal = 1): string {
  const found = decision.lines[ordinal - 1];
  return (found?.adjustments ?? [])
    .map((each) => `${each.group}-${each.carc} ${each.amountCents}`)
    .join(', ');
}
