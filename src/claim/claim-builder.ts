import type { Delimiters } from '../x12/delimiters.ts';
import type { Segment } from '../x12/segment.ts';
import type { Claim, ClaimKind, ClaimSource, OtherPayer, ServiceLine } from './claim.ts';
import { beginClaim, type ClaimDraft, readClaim } from './claim-draft.ts';
import { readDate } from './dates.ts';
import { append } from './draft.ts';
import { HierarchyDraft, type SliceDraft, sliceFrom } from './hierarchy-draft.ts';
import * as role from './loop-role.ts';
import { beginOtherPayer, type OtherPayerDraft, readOtherPayer } from './other-payer-draft.ts';
import {
  emptyParty,
  emptyProvider,
  type PartyDraft,
  readAddress,
  readName,
  readProviderName,
} from './party-draft.ts';
import { beginClaimProvider, readPartyDetail, readPerson } from './party-reading.ts';
import {
  beginServiceLine,
  readDrug,
  readLineAdjudication,
  readServiceLine,
  type ServiceLineDraft,
} from './service-line-draft.ts';
import * as tags from './tags.ts';

/** What every claim of a set has in common. */
export interface ClaimPlace {
  readonly file: string;
  readonly interchangeControlNumber: string;
  readonly groupControlNumber: string;
  readonly setControlNumber: string;
  /** Name or version of the guide it is read by. */
  readonly guideId: string;
  readonly delimiters: Delimiters;
}

/** 837I by the guide's own name or its version (005010X223 and errata); everything else is read as professional. */
export function claimKindOf(guideId: string): ClaimKind {
  return guideId === '837I' || guideId.includes('X223') ? 'institutional' : 'professional';
}

/**
 * Segments with their loops in, claims out: every CLM becomes one claim, told when its last segment has been read.
 * What is missing reads as '' or undefined; nothing throws.
 * Values of 13 characters and more share the memory of the piece of source they were read from (see Segment): keep
 * a claim no longer than its parcel, read it again from its slice instead.
 */
export class ClaimBuilder {
  readonly #place: ClaimPlace;
  readonly #kind: ClaimKind;
  readonly #onClaim: (claim: Claim) => void;
  readonly #hierarchy = new HierarchyDraft();
  #role = role.HEADER;
  /** The unit being read: header, HL or claim. */
  #unit: SliceDraft | undefined;
  #claim: ClaimDraft | undefined;
  #line: ServiceLineDraft | undefined;
  #otherPayer: OtherPayerDraft | undefined;
  /** Whose N3, N4, REF, PRV or DMG comes next in a provider or other-payer loop. */
  #party: PartyDraft | undefined;

  constructor(place: ClaimPlace, onClaim: (claim: Claim) => void) {
    this.#place = place;
    this.#kind = claimKindOf(place.guideId);
    this.#onClaim = onClaim;
  }

  /** @param loopRole of the loop it stands in (loop-role.ts); `OTHER` for one that has no place */
  segment(segment: Segment, loopRole: number): void {
    this.#role = loopRole;
    // These four and LX act on sight: a claim is found even where the walker is lost.
    switch (segment.tag) {
      case tags.CLM:
        this.#beginClaim(segment);
        return;
      case tags.HL:
        this.closeUnit(segment.offsetBytes);
        this.#unit = this.#hierarchy.beginLevel(segment);
        return;
      case tags.ST:
        this.closeUnit(segment.offsetBytes);
        this.#unit = this.#hierarchy.beginHeader(segment);
        return;
      case tags.SE:
        this.closeUnit(segment.offsetBytes);
        return;
    }
    if (this.#claim !== undefined) this.#readInClaim(this.#claim, segment);
    else this.#readAbove(segment);
  }

  /** The open unit ends before this position: its slice is complete, and its claim is told. */
  closeUnit(offsetBytes: number): void {
    if (this.#unit !== undefined) this.#unit.lengthBytes = offsetBytes - this.#unit.offsetBytes;
    this.#unit = undefined;
    this.#party = undefined;
    const claim = this.#claim;
    if (claim === undefined) return;
    this.#claim = undefined;
    this.#line = undefined;
    this.#otherPayer = undefined;
    this.#onClaim(claim as Claim);
  }

  /** No more segments; `offsetBytes` is one past the last byte. */
  end(offsetBytes: number): void {
    this.closeUnit(offsetBytes);
  }

  #beginClaim(segment: Segment): void {
    this.closeUnit(segment.offsetBytes);
    const place = this.#place;
    const hierarchy = this.#hierarchy;
    const slice = sliceFrom(segment);
    const source: ClaimSource = {
      file: place.file,
      interchangeControlNumber: place.interchangeControlNumber,
      groupControlNumber: place.groupControlNumber,
      setControlNumber: place.setControlNumber,
      guideId: place.guideId,
      delimiters: place.delimiters,
      slice,
      context: hierarchy.context(),
    };
    this.#unit = slice;
    this.#claim = beginClaim(segment, this.#kind, source, {
      isEncounter: hierarchy.isEncounter,
      batchReference: hierarchy.batchReference,
      submitter: hierarchy.submitter,
      billing: hierarchy.billing,
      subscriber: hierarchy.subscriber,
      patient: hierarchy.patientOfClaim(),
      payer: hierarchy.payer,
    });
  }

  #readAbove(segment: Segment): void {
    const hierarchy = this.#hierarchy;
    switch (this.#role) {
      case role.HEADER:
        if (segment.tag === tags.BHT) hierarchy.readBatch(segment);
        return;
      case role.SUBMITTER:
        if (segment.tag === tags.NM1) readName(hierarchy.submitter, segment);
        return;
      case role.BILLING_LEVEL:
        if (segment.tag === tags.PRV) hierarchy.billing.taxonomy = segment.element(3);
        return;
      case role.BILLING:
        if (segment.tag === tags.NM1) readProviderName(hierarchy.billing, segment);
        else if (segment.tag === tags.REF) this.#readBillingReference(segment);
        else readPartyDetail(hierarchy.billing, segment);
        return;
      case role.PAY_TO:
        if (segment.tag === tags.N3 || segment.tag === tags.N4) {
          const isStreet = segment.tag === tags.N3;
          hierarchy.billing.payToAddress = readAddress(hierarchy.billing.payToAddress, segment, isStreet);
        }
        return;
      case role.SUBSCRIBER_LEVEL:
        if (segment.tag === tags.SBR) this.#readSubscriberLevel(segment);
        return;
      case role.SUBSCRIBER:
        readPerson(hierarchy.subscriber, segment);
        return;
      case role.PAYER:
        if (segment.tag === tags.NM1) readName(hierarchy.payer, segment);
        else readPartyDetail(hierarchy.payer, segment);
        return;
      case role.PATIENT_LEVEL:
        if (segment.tag === tags.PAT && hierarchy.dependent !== undefined) {
          hierarchy.dependent.relationship = segment.element(1);
        }
        return;
      case role.PATIENT:
        if (hierarchy.dependent !== undefined) readPerson(hierarchy.dependent, segment);
        return;
    }
  }

  #readBillingReference(segment: Segment): void {
    const billing = this.#hierarchy.billing;
    const qualifier = segment.element(1);
    const value = segment.element(2);
    billing.references = append(billing.references, { qualifier, value });
    if (billing.taxIdQualifier === '' && (qualifier === 'EI' || qualifier === 'SY')) {
      billing.taxId = value;
      billing.taxIdQualifier = qualifier;
    }
  }

  #readSubscriberLevel(segment: Segment): void {
    const subscriber = this.#hierarchy.subscriber;
    subscriber.payerResponsibility = segment.element(1);
    subscriber.relationship = segment.element(2);
    subscriber.groupNumber = segment.element(3);
    subscriber.groupName = segment.element(4);
    subscriber.claimFilingIndicator = segment.element(9);
  }

  #readInClaim(claim: ClaimDraft, segment: Segment): void {
    if (segment.tag === tags.LX) {
      this.#line = beginServiceLine(segment, claim.lines.length + 1);
      claim.lines = append(claim.lines, this.#line as ServiceLine);
      return;
    }
    switch (this.#role) {
      case role.CLAIM:
        readClaim(claim, segment);
        return;
      case role.CLAIM_PROVIDER:
        if (segment.tag === tags.NM1) this.#party = beginClaimProvider(claim, segment);
        else if (this.#party !== undefined) readPartyDetail(this.#party, segment);
        return;
      case role.OTHER_PAYER_LEVEL:
        if (segment.tag === tags.SBR) {
          this.#otherPayer = beginOtherPayer(segment);
          claim.otherPayers = append(claim.otherPayers, this.#otherPayer as OtherPayer);
        } else if (this.#otherPayer !== undefined) readOtherPayer(this.#otherPayer, segment);
        return;
      case role.OTHER_SUBSCRIBER:
      case role.OTHER_PAYER:
        if (this.#otherPayer !== undefined) this.#readOtherParty(this.#otherPayer, segment);
        return;
      case role.LINE:
        if (this.#line === undefined) return;
        readServiceLine(this.#line, segment);
        // The line's place reaches over the segment that says what was done.
        if (segment.ordinal === this.#line.serviceOrdinal) {
          this.#line.lengthBytes = segment.offsetBytes + segment.lengthBytes - this.#line.offsetBytes;
        }
        return;
      case role.DRUG:
        if (this.#line !== undefined) readDrug(this.#line, segment);
        return;
      case role.LINE_PROVIDER:
        if (this.#line !== undefined) this.#readLineProvider(this.#line, segment);
        return;
      case role.LINE_ADJUDICATION:
        if (this.#line !== undefined) readLineAdjudication(this.#line, segment);
        return;
    }
  }

  #readOtherParty(otherPayer: OtherPayerDraft, segment: Segment): void {
    if (segment.tag === tags.NM1) {
      const party = emptyParty();
      readName(party, segment);
      this.#party = party;
      if (this.#role === role.OTHER_PAYER) otherPayer.payer ??= party;
      else otherPayer.subscriber ??= party;
    } else if (segment.tag === tags.DTP) {
      if (segment.equals(1, '573')) otherPayer.adjudicationDate = readDate(segment).from;
    } else if (this.#party !== undefined) readPartyDetail(this.#party, segment);
  }

  #readLineProvider(line: ServiceLineDraft, segment: Segment): void {
    if (segment.tag === tags.NM1) {
      const provider = emptyProvider();
      readProviderName(provider, segment);
      this.#party = provider;
      if (segment.equals(1, '82')) line.rendering ??= provider;
      else if (segment.equals(1, '77')) line.serviceFacility ??= provider;
    } else if (this.#party !== undefined) readPartyDetail(this.#party, segment);
  }
}
