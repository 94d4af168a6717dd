import type { Segment } from '../x12/segment.ts';
import type { Address, BillingProvider, Party, Patient, Person, Provider, Subscriber } from './claim.ts';
import { append, NONE, type WholeDraft } from './draft.ts';

/** A party that is no provider has no NPI and no taxonomy, but the shape of one that is: what reads both stays fast. */
export type PartyDraft = WholeDraft<Party> & { npi?: string | undefined; taxonomy?: string | undefined };
export type ProviderDraft = WholeDraft<Provider>;
export type PersonDraft = WholeDraft<Person>;

// Written out, not spread: a literal has its final shape at once (a subscriber level comes with nearly every claim).

export function emptyParty(): PartyDraft {
  return {
    entityType: '',
    lastName: '',
    firstName: '',
    middleName: '',
    suffix: '',
    idQualifier: '',
    id: '',
    address: undefined,
    references: NONE,
    npi: undefined,
    taxonomy: undefined,
  };
}

export function emptyProvider(): ProviderDraft {
  return {
    entityType: '',
    lastName: '',
    firstName: '',
    middleName: '',
    suffix: '',
    idQualifier: '',
    id: '',
    address: undefined,
    references: NONE,
    npi: '',
    taxonomy: '',
  };
}

export function emptyBilling(): WholeDraft<BillingProvider> {
  return {
    entityType: '',
    lastName: '',
    firstName: '',
    middleName: '',
    suffix: '',
    idQualifier: '',
    id: '',
    address: undefined,
    references: NONE,
    npi: '',
    taxonomy: '',
    taxId: '',
    taxIdQualifier: '',
    payToAddress: undefined,
  };
}

export function emptySubscriber(): WholeDraft<Subscriber> {
  return {
    entityType: '',
    lastName: '',
    firstName: '',
    middleName: '',
    suffix: '',
    idQualifier: '',
    id: '',
    address: undefined,
    references: NONE,
    birthDate: '',
    gender: '',
    payerResponsibility: '',
    relationship: '',
    groupNumber: '',
    groupName: '',
    claimFilingIndicator: '',
  };
}

export function emptyPatient(): WholeDraft<Patient> {
  return {
    entityType: '',
    lastName: '',
    firstName: '',
    middleName: '',
    suffix: '',
    idQualifier: '',
    id: '',
    address: undefined,
    references: NONE,
    birthDate: '',
    gender: '',
    relationship: '',
  };
}

/** The patient of claims that stand directly under a 2000B. */
export function selfAsPatient(subscriber: Subscriber): Patient {
  const patient: WholeDraft<Patient> = {
    entityType: subscriber.entityType,
    lastName: subscriber.lastName,
    firstName: subscriber.firstName,
    middleName: subscriber.middleName,
    suffix: subscriber.suffix,
    idQualifier: subscriber.idQualifier,
    id: subscriber.id,
    address: subscriber.address,
    references: subscriber.references as PartyDraft['references'],
    birthDate: subscriber.birthDate,
    gender: subscriber.gender,
    relationship: '18',
  };
  return patient as Patient;
}

/** NM1. */
export function readName(party: PartyDraft, segment: Segment): void {
  party.entityType = segment.element(2);
  party.lastName = segment.element(3);
  party.firstName = segment.element(4);
  party.middleName = segment.element(5);
  party.suffix = segment.element(7);
  party.idQualifier = segment.element(8);
  party.id = segment.element(9);
}

export function readProviderName(provider: ProviderDraft, segment: Segment): void {
  readName(provider, segment);
  provider.npi = provider.idQualifier === 'XX' ? provider.id : '';
}

function emptyAddress(): WholeDraft<Address> {
  return { lines: NONE, city: '', state: '', postalCode: '', country: '' };
}

/** N3 or N4 added to what is known of the address. */
export function readAddress(known: Address | undefined, segment: Segment, isStreet: boolean): Address {
  const address = (known as WholeDraft<Address> | undefined) ?? emptyAddress();
  if (isStreet) {
    for (let n = 1; n <= 2; n += 1) {
      if (segment.isPresent(n)) address.lines = append(address.lines, segment.element(n));
    }
  } else {
    address.city = segment.element(1);
    address.state = segment.element(2);
    address.postalCode = segment.element(3);
    address.country = segment.element(4);
  }
  return address;
}
