import type { AcknowledgedProvider, AcknowledgedSet, ClaimAnswer } from '../acknowledgment/claim-answer.ts';

/**
 * What the 277CA will say of a claim, kept beside its staged row until the interchange closes: the answer can then
 * be written without reading the claim again. Names go back as they were submitted.
 */
export interface StagedAnswer {
  /** Offset of the billing provider's loop: claims of one provider stand together. */
  readonly providerOffset: number;
  readonly provider: AcknowledgedProvider;
  readonly submitter: AcknowledgedSet['submitter'];
  readonly claim: Omit<ClaimAnswer, 'status' | 'statuses' | 'claimNumber'>;
  /** Statuses of what is wrong with its billing provider; empty when nothing is, or the claim is accepted. */
  readonly providerRefusal: readonly string[];
  /** Statuses of the refusal; empty when the claim is accepted. */
  readonly refusal: readonly string[];
}

export function packAnswer(answer: StagedAnswer): string {
  return JSON.stringify(answer);
}

export function unpackAnswer(text: string): StagedAnswer {
  return JSON.parse(text) as StagedAnswer;
}
