import type { BillingProvider, Party, Period, ServiceLine } from '../claim/claim.ts';

/** One 837 transaction set, as its 277CA answers it. */
export interface AcknowledgedSet {
  /** BHT03 of the answer: our own name for it, at most 30 characters. */
  readonly reference: string;
  readonly payer: { readonly name: string; readonly id: string };
  /** 1000A NM1*41. */
  readonly submitter: Pick<Party, 'entityType' | 'lastName' | 'firstName' | 'middleName' | 'id'>;
  /** BHT03 of the 837. */
  readonly batchReference: string;
  /** Our own number of the receipt. */
  readonly receiptNumber: string;
  /** CCYYMMDD. */
  readonly receivedDate: string;
  readonly processedDate: string;
  /** The whole set is refused for its submitter: one to three statuses; no provider and no claim follows. */
  readonly refusal?: readonly string[];
}

/** 2010AA, as 2100C returns it. */
export interface AcknowledgedProvider
  extends Pick<
    BillingProvider,
    'entityType' | 'lastName' | 'firstName' | 'middleName' | 'suffix' | 'idQualifier' | 'id' | 'taxId'
  > {
  /** All its claims are refused for a fault of the provider: one to three statuses. The claims follow all the same. */
  readonly refusal?: readonly string[];
}

/** A line that caused the refusal of its claim. */
export interface RefusedLine
  extends Pick<
    ServiceLine,
    'procedureQualifier' | 'procedure' | 'modifiers' | 'revenueCode' | 'controlNumber' | 'lineNumber'
  > {
  readonly chargeCents?: number | undefined;
  readonly unitsMilli?: number | undefined;
  readonly serviceDate?: Period | undefined;
  /** One to three statuses. */
  readonly statuses: readonly string[];
}

/** One claim, as 2000D answers it. */
export interface ClaimAnswer {
  /** As submitted; NM108 and NM109 are the subscriber's when the patient has none. */
  readonly patient: Pick<Party, 'lastName' | 'firstName' | 'middleName' | 'suffix' | 'idQualifier' | 'id'>;
  /** CLM01. */
  readonly patientControlNumber: string;
  /** CLM02; undefined when it is no number, which goes out as 0. */
  readonly chargeCents?: number | undefined;
  readonly status: 'accepted' | 'rejected';
  /** `category:code[:entity]`, one to three; {@link ACCEPTED_FOR_PROCESSING} when accepted. */
  readonly statuses: readonly string[];
  /** Our number (REF*1K); goes out for accepted claims only. */
  readonly claimNumber: string;
  /** REF*D9 of the claim, '' when absent. */
  readonly clearinghouseNumber: string;
  /** CLM05-1 and CLM05-3 of an institutional claim, else ''. */
  readonly typeOfBill: string;
  /** Dates as received; what is no day of the calendar is not returned. */
  readonly period: Period;
  readonly lines?: readonly RefusedLine[];
}

/** The set or the provider's batch was received; says nothing about its claims. */
export const RECEIVED = 'A1:19:PR';

/** The claim goes into adjudication. */
export const ACCEPTED_FOR_PROCESSING = 'A2:20:PR';
