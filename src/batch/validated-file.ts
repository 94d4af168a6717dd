import type { GroupAnswer } from '../acknowledgment/group-answer.ts';
import type { InterchangeFate } from '../validation/fates.ts';
import type { Finding } from '../x12/finding.ts';
import type { Interchange } from '../x12/reader.ts';
import type { StagedAnswer } from './staged-answer.ts';

export type ValidationOutcome = 'accepted' | 'partly' | 'rejected' | 'unreadable';

/** What `remit validate --json` says of one file: the names are a contract. */
export interface ValidatedFile {
  readonly file: string;
  readonly outcome: ValidationOutcome;
  readonly interchanges: number;
  readonly groups: number;
  readonly sets: number;
  /** = claimsRead + claimsRefused */
  readonly claimsSeen: number;
  readonly claimsRead: number;
  /** Unreadable, or refused by what the TA1, 999 or 277CA would say. */
  readonly claimsRefused: number;
  /** In the order of the file. */
  readonly findings: readonly Finding[];
  /** Present when the file has more findings than are listed. */
  readonly findingsNotListed?: number;
}

/** What the 277CA would say of one claim set. */
export interface ValidatedClaimSet {
  /** BHT03. */
  readonly batchReference: string;
  /** 2010BB of its first claim. */
  readonly payer: { readonly name: string; readonly id: string };
  readonly answers: readonly StagedAnswer[];
}

/** What TA1, 999 and 277CA of one interchange would say. */
export interface ValidatedInterchange {
  readonly interchange: Interchange;
  readonly fate: InterchangeFate;
  /** TA105. */
  readonly note: string;
  /** GS02 and GS03 of the first group. */
  readonly senderApplicationId: string;
  readonly receiverApplicationId: string;
  readonly groups: readonly GroupAnswer[];
  /** Of the claim sets that the 999 lets pass, in order; none of a refused interchange. */
  readonly claimSets: readonly ValidatedClaimSet[];
  /** CLM01 of the claim a listed finding stands in. */
  readonly patientControlNumberOf: (finding: Finding) => string | undefined;
}
