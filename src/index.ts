import { fileURLToPath } from 'node:url';
import { validateFile } from './batch/validate-file.ts';
import type { ValidatedFile } from './batch/validated-file.ts';
import type { Claim } from './claim/claim.ts';
import { type GuideCatalogue, loadGuides } from './guide/guide-catalogue.ts';
import { type ByteSource, bytesOf, nameOf } from './translation/byte-source.ts';
import { claimsOf, remittancesOf } from './translation/read-records.ts';
import type { RemittanceAdvice } from './translation/remittance-advice.ts';
import { type AdviceEnvelope, type WritableAdvice, writeAdvices } from './translation/write-remittance.ts';
import type { Finding } from './x12/finding.ts';

export type { ValidatedFile } from './batch/validated-file.ts';
export type {
  Address,
  BillingProvider,
  Claim,
  HealthCode,
  InstitutionalPart,
  LineAdjudication,
  OtherPayer,
  Party,
  Patient,
  ProfessionalPart,
  Provider,
  ReportedAdjustment,
  ServiceLine,
  Subscriber,
} from './claim/claim.ts';
export type { ByteSource } from './translation/byte-source.ts';
export type {
  AdviceName,
  AdviceParty,
  ClaimPayment,
  Payment,
  ProviderLevelAdjustment,
  RemittanceAdvice,
  ServicePayment,
} from './translation/remittance-advice.ts';
export type { AdviceEnvelope, WritableAdvice } from './translation/write-remittance.ts';
/** What is thrown when the caller or the machine is at fault; what is wrong in a partner's data is a {@link Finding}. */
export { Fault } from './x12/fault.ts';
export type { Finding } from './x12/finding.ts';
export type { Place } from './x12/place.ts';

export interface ReadOptions {
  /** How places name the source. Default: the last part of the path, '' for bytes and streams. */
  readonly file?: string;
  /** Aborted, the iteration throws the signal's reason; what was opened is closed. */
  readonly signal?: AbortSignal;
  /** Told what could not be read, with its place. Default: nobody. */
  readonly onFinding?: (finding: Finding) => void;
}

export interface ValidateOptions {
  readonly file?: string;
  readonly signal?: AbortSignal;
  /** CCYYMMDD: service dates after it are in the future. */
  readonly receivedDate: string;
}

/**
 * The claims of every 837P and 837I set, one after the other. Nothing is read ahead of the loop but 64 KiB; memory
 * does not grow with the file. Amounts are integer cents, units thousandths; what is absent is '' or undefined.
 *
 * @example
 * ```ts
 * let chargeCents = 0;
 * for await (const claim of readClaims('claims.x12')) chargeCents += claim.chargeCents ?? 0;
 * ```
 * @throws the file's own error, or the signal's reason
 */
export function readClaims(source: ByteSource, options: ReadOptions = {}): AsyncGenerator<Claim> {
  return claimsOf(source, { ...options, guides: guides() });
}

/**
 * The payments of every 835 set with their claims. A set of more than 10,000 claims comes in parts with the same
 * header; provider adjustments, totals and `balanced` (all three equations hold) come with the last.
 *
 * @example
 * ```ts
 * for await (const { payment, claims, isLastPart, balanced } of readRemittances('era.x12')) {
 *   for (const claim of claims) post(payment.traceNumber, claim.patientControlNumber, claim.paidCents);
 *   if (isLastPart && !balanced) report(payment.traceNumber);
 * }
 * ```
 * @throws the file's own error, or the signal's reason
 */
export function readRemittances(
  source: ByteSource,
  options: ReadOptions = {},
): AsyncGenerator<RemittanceAdvice> {
  return remittancesOf(source, { ...options, guides: guides() });
}

/**
 * What `remit validate --json` says of a file: every finding with its place and acknowledgment code, and each claim
 * seen either read or refused. No member, provider or duplicate is looked up.
 *
 * @example
 * ```ts
 * const { outcome, claimsRefused, findings } = await validate('claims.x12', { receivedDate: '20260115' });
 * for (const { code, place } of findings) report(code, place.segmentOrdinal);
 * ```
 * @throws the file's own error, or the signal's reason
 */
export async function validate(source: ByteSource, options: ValidateOptions): Promise<ValidatedFile> {
  const { file = nameOf(source), signal, receivedDate } = options;
  return validateFile(bytesOf(source, signal), file, { guides: guides(), receivedDate });
}

/**
 * The bytes of one 835 interchange, a set for each remittance, written in the order of the guide and proved: line,
 * claim and payment balance, or nothing is given. Takes what {@link readRemittances} gives.
 *
 * @example
 * ```ts
 * const bytes = writeRemittance([remittance], {
 *   interchange: {
 *     senderQualifier: 'ZZ', senderId: 'PAYER', receiverQualifier: 'ZZ', receiverId: 'CLINIC',
 *     date6: '260115', time4: '0800', controlNumber: 1, usage: 'P',
 *   },
 *   group: { sender: 'PAYER', receiver: 'CLINIC', date8: '20260115', time: '0800', controlNumber: 1 },
 * });
 * ```
 * @throws Fault `REMITTANCE-NOT-BALANCED`; `X12-UNWRITABLE` where a value holds a delimiter or is too long
 */
export function writeRemittance(
  remittances: readonly WritableAdvice[],
  envelope: AdviceEnvelope,
): Uint8Array {
  return writeAdvices(remittances, envelope);
}

let catalogue: GuideCatalogue | undefined;

/** The guides of the package, each compiled when a file first needs it, and kept. */
function guides(): GuideCatalogue {
  catalogue ??= loadGuides(fileURLToPath(new URL('../specs/guides', import.meta.url)));
  return catalogue;
}
