import type { Draft } from '../claim/draft.ts';
import type {
  AdviceParty,
  AdvicePlace,
  ClaimPayment,
  Payment,
  Service,
  ServicePayment,
} from './remittance-advice.ts';

export type PartyDraft = Draft<AdviceParty>;
export type ServicePaymentDraft = Draft<ServicePayment>;
export type ClaimPaymentDraft = Omit<Draft<ClaimPayment>, 'lines'> & { lines: ServicePaymentDraft[] };

export interface HeaderDraft {
  readonly place: AdvicePlace;
  readonly payment: Draft<Payment>;
  readonly payer: PartyDraft;
  readonly payee: PartyDraft;
}

export function emptyHeader(place: AdvicePlace): HeaderDraft {
  return {
    place,
    payment: {
      handling: '',
      creditOrDebit: '',
      method: '',
      format: '',
      originatorId: '',
      originatorCode: '',
      date: '',
      traceNumber: '',
      payerIdentifier: '',
      traceCode: '',
      currency: '',
      productionDate: '',
      references: [],
    },
    payer: emptyParty(),
    payee: emptyParty(),
  };
}

export function emptyParty(): PartyDraft {
  return { name: '', idQualifier: '', id: '', references: [], contacts: [] };
}

export function emptyClaimPayment(place: AdvicePlace): ClaimPaymentDraft {
  return {
    place,
    patientControlNumber: '',
    status: '',
    claimFilingIndicator: '',
    claimNumber: '',
    facilityCode: '',
    frequency: '',
    drg: '',
    drgWeight: '',
    dischargeFraction: '',
    adjustments: [],
    remarks: [],
    references: [],
    dates: [],
    contacts: [],
    amounts: [],
    quantities: [],
    lines: [],
  };
}

export function emptyServicePayment(service: Service): ServicePaymentDraft {
  return {
    service,
    revenueCode: '',
    paidUnits: '',
    submittedUnits: '',
    dates: [],
    adjustments: [],
    references: [],
    amounts: [],
    quantities: [],
    remarks: [],
  };
}
