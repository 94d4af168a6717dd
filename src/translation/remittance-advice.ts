import type { Address, Reference, ReportedAdjustment } from '../claim/claim.ts';

/** Where a payment or claim stands in the file it was read from. */
export interface AdvicePlace {
  readonly file: string;
  readonly interchange: string;
  readonly group: string;
  readonly set: string;
  readonly offsetBytes: number;
  readonly segmentOrdinal: number;
}

/** DFI qualifier and number, account qualifier and number: BPR06–09 or BPR12–15. */
export interface BankAccount {
  readonly routingQualifier: string;
  readonly routing: string;
  readonly accountQualifier: string;
  readonly account: string;
}

/** BPR and TRN, with CUR, REF and DTM of the header. Amounts are cents; undefined where an amount is no number. */
export interface Payment {
  /** BPR01: I paid, H information only … */
  readonly handling: string;
  /** BPR02. */
  readonly paidCents?: number;
  /** BPR03: C or D. */
  readonly creditOrDebit: string;
  /** BPR04: ACH, CHK, NON … */
  readonly method: string;
  /** BPR05. */
  readonly format: string;
  readonly payerBank?: BankAccount;
  /** BPR10. */
  readonly originatorId: string;
  /** BPR11. */
  readonly originatorCode: string;
  readonly payeeBank?: BankAccount;
  /** BPR16, CCYYMMDD. */
  readonly date: string;
  /** TRN02: check or EFT number. */
  readonly traceNumber: string;
  /** TRN03. */
  readonly payerIdentifier: string;
  /** TRN04. */
  readonly traceCode: string;
  /** CUR02, '' where dollars. */
  readonly currency: string;
  /** DTM*405, CCYYMMDD. */
  readonly productionDate: string;
  /** REF*EV and F2. */
  readonly references: readonly Reference[];
}

/** PER: up to three numbers. */
export interface Contact {
  /** CX business, BL technical, IC web site. */
  readonly role: string;
  readonly name: string;
  readonly numbers: readonly { readonly qualifier: string; readonly number: string }[];
}

/** 1000A or 1000B. */
export interface AdviceParty {
  readonly name: string;
  readonly idQualifier: string;
  readonly id: string;
  readonly address?: Address;
  readonly references: readonly Reference[];
  readonly contacts: readonly Contact[];
}

/** NM1 of 2100. */
export interface AdviceName {
  readonly entityType: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly suffix: string;
  readonly idQualifier: string;
  readonly id: string;
}

export interface QualifiedDay {
  readonly qualifier: string;
  /** CCYYMMDD as received. */
  readonly date: string;
}

export interface QualifiedAmount {
  readonly qualifier: string;
  readonly amountCents?: number;
}

export interface QualifiedQuantity {
  readonly qualifier: string;
  readonly quantity: string;
}

/** LX with TS3 and TS2; the same object on all its claims. */
export interface HeaderGroup {
  /** LX01. */
  readonly number: string;
  /** TS3 and TS2, element 01 first. */
  readonly summary?: readonly string[];
  readonly supplement?: readonly string[];
}

/** Procedure as a composite has it: SVC01 or SVC06. */
export interface Service {
  /** HC, N4, NU, HP … */
  readonly qualifier: string;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly description: string;
}

/** 2110. */
export interface ServicePayment {
  readonly service: Service;
  /** SVC02. */
  readonly chargeCents?: number;
  /** SVC03. */
  readonly paidCents?: number;
  /** SVC04. */
  readonly revenueCode: string;
  /** SVC05 as received: paid units; '' means 1. */
  readonly paidUnits: string;
  /** SVC06: what was submitted, where that is not what was paid. */
  readonly submitted?: Service;
  /** SVC07 as received. */
  readonly submittedUnits: string;
  readonly dates: readonly QualifiedDay[];
  readonly adjustments: readonly ReportedAdjustment[];
  /** REF*6R is the line control number of the 837. */
  readonly references: readonly Reference[];
  readonly amounts: readonly QualifiedAmount[];
  readonly quantities: readonly QualifiedQuantity[];
  /** LQ: HE for remark codes. */
  readonly remarks: readonly { readonly qualifier: string; readonly code: string }[];
}

/** 2100 with its 2110 loops. */
export interface ClaimPayment {
  readonly place: AdvicePlace;
  readonly header?: HeaderGroup;
  /** CLP01, exactly as received. */
  readonly patientControlNumber: string;
  /** CLP02: 1 primary, 2 secondary, 3 tertiary, 4 denied, 22 reversal … */
  readonly status: string;
  readonly chargeCents?: number;
  readonly paidCents?: number;
  /** CLP05. */
  readonly patientResponsibilityCents?: number;
  readonly claimFilingIndicator: string;
  /** CLP07: the payer's claim number. */
  readonly claimNumber: string;
  readonly facilityCode: string;
  readonly frequency: string;
  readonly drg: string;
  readonly drgWeight: string;
  readonly dischargeFraction: string;
  readonly adjustments: readonly ReportedAdjustment[];
  /** NM1*QC, IL, 74, 82, TT, PR, GB. */
  readonly patient?: AdviceName;
  readonly insured?: AdviceName;
  readonly correctedPatient?: AdviceName;
  readonly rendering?: AdviceName;
  readonly crossover?: AdviceName;
  readonly correctedPayer?: AdviceName;
  readonly otherSubscriber?: AdviceName;
  /** MIA and MOA, element 01 first; their remark codes are in {@link ClaimPayment.remarks} too. */
  readonly inpatient?: readonly string[];
  readonly outpatient?: readonly string[];
  readonly remarks: readonly string[];
  readonly references: readonly Reference[];
  readonly dates: readonly QualifiedDay[];
  readonly contacts: readonly Contact[];
  readonly amounts: readonly QualifiedAmount[];
  readonly quantities: readonly QualifiedQuantity[];
  readonly lines: readonly ServicePayment[];
}

/** One pair of a PLB: positive is taken from the payment, negative is added to it. */
export interface ProviderLevelAdjustment {
  /** PLB01. */
  readonly providerId: string;
  /** PLB02, CCYYMMDD. */
  readonly fiscalPeriodEnd: string;
  /** FB, WO, 72, L6 … */
  readonly code: string;
  readonly reference: string;
  readonly amountCents?: number;
}

/** What is known of a remittance before its first claim. */
export interface AdviceHeader {
  readonly place: AdvicePlace;
  readonly payment: Payment;
  readonly payer: AdviceParty;
  readonly payee: AdviceParty;
}

/** What is known of a remittance after its last claim. */
export interface AdviceTrailer {
  readonly providerAdjustments: readonly ProviderLevelAdjustment[];
  /** The three equations of the 835 hold. */
  readonly balanced: boolean;
  /** Of the whole set. */
  readonly claimCount: number;
  /** Σ CLP03, Σ CLP04, Σ PLB, as far as they are numbers. */
  readonly chargeCents: number;
  readonly claimPaidCents: number;
  readonly providerAdjustmentCents: number;
}

/**
 * One 835 set: one payment. A set of more than 10,000 claims comes in parts that share their header; the last part
 * has the provider adjustments and totals of all.
 */
export interface RemittanceAdvice extends AdviceHeader, Partial<AdviceTrailer> {
  /** From 1. */
  readonly part: number;
  readonly isLastPart: boolean;
  readonly claims: readonly ClaimPayment[];
}
