import type { StagedClaim } from '../store/store.ts';
import type { CheckedParcel } from './check-claims.ts';

// A checked parcel on its way to the thread that stages it: the values of its claims one after the other, without their
// names. Both ways stand here, property by property.

/** Values of one claim. */
const FIELDS = 23;

type Value = string | number | boolean;
type Rest = Omit<CheckedParcel, 'claims' | 'answers'>;

export function packChecked({ claims, answers: _, ...rest }: CheckedParcel): string {
  const values: Value[] = [];
  for (const claim of claims) {
    values.push(
      claim.claimNumber,
      claim.source,
      claim.offsetBytes,
      claim.segmentOrdinal,
      claim.kind,
      claim.frequency,
      claim.frequencyRank,
      claim.isEncounter,
      claim.isTest,
      claim.profileId,
      claim.patientControlNumber,
      claim.memberId,
      claim.billingNpi,
      claim.taxId,
      claim.payeeId,
      claim.chargeCents,
      claim.lineCount,
      claim.serviceFrom,
      claim.serviceTo,
      claim.receivedDate,
      claim.sliceHash,
      claim.sameServiceKey,
      claim.state,
    );
  }
  return JSON.stringify([values, rest satisfies Rest]);
}

/** @param answers as {@link CheckedParcel} has them: bytes cross beside the text */
export function unpackChecked(text: string, answers: Uint8Array<ArrayBuffer>): CheckedParcel {
  const [values, rest] = JSON.parse(text) as [Value[], Rest];
  const claims: StagedClaim[] = [];
  for (let at = 0; at < values.length; at += FIELDS) {
    claims.push({
      claimNumber: values[at] as string,
      source: values[at + 1] as string,
      offsetBytes: values[at + 2] as number,
      segmentOrdinal: values[at + 3] as number,
      kind: values[at + 4] as StagedClaim['kind'],
      frequency: values[at + 5] as string,
      frequencyRank: values[at + 6] as number,
      isEncounter: values[at + 7] as boolean,
      isTest: values[at + 8] as boolean,
      profileId: values[at + 9] as string,
      patientControlNumber: values[at + 10] as string,
      memberId: values[at + 11] as string,
      billingNpi: values[at + 12] as string,
      taxId: values[at + 13] as string,
      payeeId: values[at + 14] as string,
      chargeCents: values[at + 15] as number,
      lineCount: values[at + 16] as number,
      serviceFrom: values[at + 17] as string,
      serviceTo: values[at + 18] as string,
      receivedDate: values[at + 19] as string,
      sliceHash: values[at + 20] as string,
      sameServiceKey: values[at + 21] as string,
      state: values[at + 22] as StagedClaim['state'],
    });
  }
  return { claims, answers, ...rest };
}
