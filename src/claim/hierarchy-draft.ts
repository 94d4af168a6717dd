import type { Segment } from '../x12/segment.ts';
import type { BillingProvider, Patient, Slice, Subscriber } from './claim.ts';
import type { Draft, WholeDraft } from './draft.ts';
import {
  emptyBilling,
  emptyParty,
  emptyPatient,
  emptySubscriber,
  type PartyDraft,
  selfAsPatient,
} from './party-draft.ts';

export type SliceDraft = Draft<Slice>;

/**
 * The loops above the claims: what the open HL20, HL22 and HL23 have said so far, and where they stand. An HL of a
 * level forgets the levels below it.
 */
export class HierarchyDraft {
  isEncounter = false;
  batchReference = '';
  submitter: PartyDraft = emptyParty();
  billing: WholeDraft<BillingProvider> = emptyBilling();
  subscriber: WholeDraft<Subscriber> = emptySubscriber();
  payer: PartyDraft = emptyParty();
  /** Patient of an HL23; the subscriber's claims have {@link HierarchyDraft.patientOfClaim}. */
  dependent: WholeDraft<Patient> | undefined;
  #self: Patient | undefined;
  #header: SliceDraft | undefined;
  #billingLevel: SliceDraft | undefined;
  #subscriberLevel: SliceDraft | undefined;
  #patientLevel: SliceDraft | undefined;
  #context: readonly Slice[] | undefined;

  beginHeader(segment: Segment): SliceDraft {
    this.submitter = emptyParty();
    this.isEncounter = false;
    this.batchReference = '';
    this.#header = sliceFrom(segment);
    this.#forgetBilling();
    this.#billingLevel = undefined;
    return this.#header;
  }

  /** BHT. */
  readBatch(segment: Segment): void {
    this.batchReference = segment.element(3);
    this.isEncounter = segment.equals(6, 'RP');
  }

  /** HL; a level of another kind than 20, 22 and 23 is kept in no context. */
  beginLevel(segment: Segment): SliceDraft {
    const slice = sliceFrom(segment);
    if (segment.equals(3, '20')) {
      this.#forgetBilling();
      this.#billingLevel = slice;
    } else if (segment.equals(3, '22')) {
      this.#forgetSubscriber();
      this.#subscriberLevel = slice;
    } else if (segment.equals(3, '23')) {
      this.dependent = emptyPatient();
      this.#patientLevel = slice;
      this.#context = undefined;
    }
    return slice;
  }

  patientOfClaim(): Patient {
    if (this.dependent !== undefined) return this.dependent;
    this.#self ??= selfAsPatient(this.subscriber);
    return this.#self;
  }

  /** One array for all claims of the innermost HL. */
  context(): readonly Slice[] {
    this.#context ??= [this.#header, this.#billingLevel, this.#subscriberLevel, this.#patientLevel].filter(
      (slice) => slice !== undefined,
    );
    return this.#context;
  }

  #forgetBilling(): void {
    this.billing = emptyBilling();
    this.#forgetSubscriber();
    this.#subscriberLevel = undefined;
  }

  #forgetSubscriber(): void {
    this.subscriber = emptySubscriber();
    this.payer = emptyParty();
    this.dependent = undefined;
    this.#self = undefined;
    this.#patientLevel = undefined;
    this.#context = undefined;
  }
}

export function sliceFrom(segment: Segment): SliceDraft {
  return {
    offsetBytes: segment.offsetBytes,
    lengthBytes: 0,
    firstOrdinal: segment.ordinal,
    firstLine: segment.line,
  };
}
