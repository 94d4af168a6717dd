import type { Segment } from '../x12/segment.ts';
import { type ClaimDraft, readReference } from './claim-draft.ts';
import { append } from './draft.ts';
import {
  emptyProvider,
  type PartyDraft,
  type PersonDraft,
  type ProviderDraft,
  readAddress,
  readName,
  readProviderName,
} from './party-draft.ts';
import { DMG, N3, N4, NM1, PRV, REF } from './tags.ts';

/** NM101 says who it is. The first of a kind is kept; what the claim has no field for is read and dropped. */
export function beginClaimProvider(claim: ClaimDraft, segment: Segment): ProviderDraft {
  const provider = emptyProvider();
  readProviderName(provider, segment);
  const part = claim.part;
  switch (segment.element(1)) {
    case '82':
      claim.rendering ??= provider;
      break;
    case '77':
      claim.serviceFacility ??= provider;
      break;
    case 'DN':
    case 'P3':
      claim.referring ??= provider;
      break;
    case 'DQ':
      if (part.kind === 'professional') part.supervising ??= provider;
      break;
    case '71':
      if (part.kind === 'institutional') part.attending ??= provider;
      break;
    case '72':
      if (part.kind === 'institutional') part.operating ??= provider;
      break;
    case 'ZZ':
      if (part.kind === 'institutional') part.otherOperating ??= provider;
      break;
  }
  return provider;
}

export function readPerson(person: PersonDraft, segment: Segment): void {
  if (segment.tag === NM1) readName(person, segment);
  else if (segment.tag === DMG) {
    person.birthDate = segment.element(2);
    person.gender = segment.element(3);
  } else readPartyDetail(person, segment);
}

export function readPartyDetail(party: PartyDraft, segment: Segment): void {
  switch (segment.tag) {
    case N3:
      party.address = readAddress(party.address, segment, true);
      return;
    case N4:
      party.address = readAddress(party.address, segment, false);
      return;
    case REF:
      party.references = append(party.references, readReference(segment));
      return;
    case PRV:
      if (party.taxonomy !== undefined) party.taxonomy = segment.element(3);
      return;
  }
}
