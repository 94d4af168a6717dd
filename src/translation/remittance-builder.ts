import { readAdjustments } from '../claim/adjustments.ts';
import type { Draft } from '../claim/draft.ts';
import { readAddress } from '../claim/party-draft.ts';
import { BalanceProof } from '../remittance/balance-proof.ts';
import { parseAmountCents } from '../x12/amount.ts';
import type { TransactionSet } from '../x12/reader.ts';
import type { Segment } from '../x12/segment.ts';
import type {
  AdviceHeader,
  AdvicePlace,
  AdviceTrailer,
  BankAccount,
  ClaimPayment,
  Contact,
  HeaderGroup,
  ProviderLevelAdjustment,
  Service,
} from './remittance-advice.ts';
import {
  type ClaimPaymentDraft,
  emptyClaimPayment,
  emptyHeader,
  emptyParty,
  emptyServicePayment,
  type HeaderDraft,
  type PartyDraft,
} from './remittance-draft.ts';

import { readName } from './remittance-name.ts';

export interface RemittanceEvents {
  /** At the first claim, PLB or SE. */
  header(header: AdviceHeader): void;
  claim(claim: ClaimPayment): void;
  trailer(trailer: AdviceTrailer): void;
  /** An amount that is no number, at the segment read now. */
  unreadableAmount(segment: Segment): void;
}

type Level = 'header' | 'payer' | 'payee' | 'claim' | 'line';

/** First elements of the remark codes in MIA and MOA. */
const MIA_REMARKS = [5, 20, 21, 22, 23];
const MOA_REMARKS = [3, 4, 5, 6, 7];
const PLB_PAIRS = [3, 5, 7, 9, 11, 13];

/**
 * Segments of one 835 set in, payment, claims and trailer out. It reads by segment ids, not by loops: what stands
 * where it should not is taken by the claim or line that is open. Values share memory with their source as those of
 * the claim builder do.
 */
export class RemittanceBuilder {
  readonly #events: RemittanceEvents;
  readonly #set: TransactionSet;
  readonly #proof: BalanceProof;
  readonly #header: HeaderDraft;
  #level: Level = 'header';
  #headerTold = false;
  #group: Draft<HeaderGroup> | undefined;
  #claim: ClaimPaymentDraft | undefined;
  readonly #providerAdjustments: ProviderLevelAdjustment[] = [];

  constructor(set: TransactionSet, events: RemittanceEvents) {
    this.#set = set;
    this.#events = events;
    const { interchange } = set.group;
    this.#proof = new BalanceProof({
      file: interchange.file,
      interchange: interchange.controlNumber,
      group: set.group.controlNumber,
    });
    this.#header = emptyHeader(this.#placeAt(set.offsetBytes, 1));
  }

  segment(segment: Segment): void {
    this.#proof.push(segment);
    switch (segment.id) {
      case 'LX':
        this.#closeClaim();
        this.#group = { number: segment.element(1) };
        return;
      case 'TS3':
        if (this.#group) this.#group.summary = elementsOf(segment);
        return;
      case 'TS2':
        if (this.#group) this.#group.supplement = elementsOf(segment);
        return;
      case 'CLP':
        this.#openClaim(segment);
        return;
      case 'SVC':
        this.#openLine(segment);
        return;
      case 'PLB':
        this.#closeClaim();
        this.#readProviderAdjustments(segment);
        return;
      case 'SE':
        this.#closeClaim();
        return;
    }
    if (this.#level === 'line') this.#readInLine(segment);
    else if (this.#level === 'claim') this.#readInClaim(segment);
    else this.#readInHeader(segment);
  }

  /** The set is over, with or without an SE. */
  end(): void {
    this.#closeClaim();
    this.#tellHeader();
    const { balanced, totals } = this.#proof.end();
    this.#events.trailer({
      providerAdjustments: this.#providerAdjustments,
      balanced,
      claimCount: totals.claims,
      chargeCents: totals.chargeCents,
      claimPaidCents: totals.paidCents,
      providerAdjustmentCents: totals.plbCents,
    });
  }

  #tellHeader(): void {
    if (this.#headerTold) return;
    this.#headerTold = true;
    this.#events.header(this.#header);
  }

  #openClaim(segment: Segment): void {
    this.#closeClaim();
    this.#tellHeader();
    this.#level = 'claim';
    const claim = emptyClaimPayment(this.#placeAt(segment.offsetBytes, segment.ordinal));
    if (this.#group) claim.header = this.#group;
    claim.patientControlNumber = segment.element(1);
    claim.status = segment.element(2);
    setAmount(claim, 'chargeCents', this.#amount(segment, 3));
    setAmount(claim, 'paidCents', this.#amount(segment, 4));
    setAmount(claim, 'patientResponsibilityCents', this.#amount(segment, 5));
    claim.claimFilingIndicator = segment.element(6);
    claim.claimNumber = segment.element(7);
    claim.facilityCode = segment.element(8);
    claim.frequency = segment.element(9);
    claim.drg = segment.element(11);
    claim.drgWeight = segment.element(12);
    claim.dischargeFraction = segment.element(13);
    this.#claim = claim;
  }

  #closeClaim(): void {
    const claim = this.#claim;
    if (claim === undefined) return;
    this.#claim = undefined;
    this.#level = 'header';
    this.#events.claim(claim);
  }

  #openLine(segment: Segment): void {
    if (this.#claim === undefined) return;
    this.#level = 'line';
    const line = emptyServicePayment(serviceOf(segment, 1));
    setAmount(line, 'chargeCents', this.#amount(segment, 2));
    setAmount(line, 'paidCents', this.#amount(segment, 3));
    line.revenueCode = segment.element(4);
    line.paidUnits = segment.element(5);
    if (segment.isPresent(6)) line.submitted = serviceOf(segment, 6);
    line.submittedUnits = segment.element(7);
    this.#claim.lines.push(line);
  }

  #readInHeader(segment: Segment): void {
    const { payment, payer, payee } = this.#header;
    switch (segment.id) {
      case 'BPR': {
        payment.handling = segment.element(1);
        setAmount(payment, 'paidCents', this.#amount(segment, 2));
        payment.creditOrDebit = segment.element(3);
        payment.method = segment.element(4);
        payment.format = segment.element(5);
        setBank(payment, 'payerBank', segment, 6);
        payment.originatorId = segment.element(10);
        payment.originatorCode = segment.element(11);
        setBank(payment, 'payeeBank', segment, 12);
        payment.date = segment.element(16);
        return;
      }
      case 'TRN':
        payment.traceNumber = segment.element(2);
        payment.payerIdentifier = segment.element(3);
        payment.traceCode = segment.element(4);
        return;
      case 'CUR':
        payment.currency = segment.element(2);
        return;
      case 'DTM':
        if (segment.equals(1, '405')) payment.productionDate = segment.element(2);
        return;
      case 'N1':
        this.#level = segment.equals(1, 'PE') ? 'payee' : 'payer';
        Object.assign(this.#level === 'payee' ? payee : payer, {
          ...emptyParty(),
          name: segment.element(2),
          idQualifier: segment.element(3),
          id: segment.element(4),
        });
        return;
      case 'REF':
        if (this.#level === 'header') payment.references.push(referenceOf(segment));
        else this.#party.references.push(referenceOf(segment));
        return;
      case 'N3':
      case 'N4':
        this.#party.address = readAddress(this.#party.address, segment, segment.id === 'N3');
        return;
      case 'PER':
        this.#party.contacts.push(contactOf(segment));
    }
  }

  get #party(): PartyDraft {
    return this.#level === 'payee' ? this.#header.payee : this.#header.payer;
  }

  #readInClaim(segment: Segment): void {
    const claim = this.#claim!;
    switch (segment.id) {
      case 'CAS':
        claim.adjustments = readAdjustments(segment, claim.adjustments);
        return;
      case 'NM1':
        readName(claim, segment);
        return;
      case 'MIA':
        claim.inpatient = elementsOf(segment);
        addRemarks(claim.remarks, segment, MIA_REMARKS);
        return;
      case 'MOA':
        claim.outpatient = elementsOf(segment);
        addRemarks(claim.remarks, segment, MOA_REMARKS);
        return;
      case 'PER':
        claim.contacts.push(contactOf(segment));
        return;
      default:
        this.#readDetail(claim, segment);
    }
  }

  #readInLine(segment: Segment): void {
    const line = this.#claim!.lines.at(-1)!;
    switch (segment.id) {
      case 'CAS':
        line.adjustments = readAdjustments(segment, line.adjustments);
        return;
      case 'LQ':
        line.remarks.push({ qualifier: segment.element(1), code: segment.element(2) });
        return;
      default:
        this.#readDetail(line, segment);
    }
  }

  /** What claims and lines have alike. */
  #readDetail(
    target: Pick<ClaimPaymentDraft, 'references' | 'dates' | 'amounts' | 'quantities'>,
    segment: Segment,
  ): void {
    switch (segment.id) {
      case 'REF':
        target.references.push(referenceOf(segment));
        return;
      case 'DTM':
        target.dates.push({ qualifier: segment.element(1), date: segment.element(2) });
        return;
      case 'AMT': {
        const amountCents = this.#amount(segment, 2);
        const known = amountCents === undefined ? {} : { amountCents };
        target.amounts.push({ qualifier: segment.element(1), ...known });
        return;
      }
      case 'QTY':
        target.quantities.push({ qualifier: segment.element(1), quantity: segment.element(2) });
    }
  }

  #readProviderAdjustments(segment: Segment): void {
    this.#tellHeader();
    for (const n of PLB_PAIRS) {
      if (!segment.isPresent(n) && !segment.isPresent(n + 1)) continue;
      const amountCents = this.#amount(segment, n + 1);
      this.#providerAdjustments.push({
        providerId: segment.element(1),
        fiscalPeriodEnd: segment.element(2),
        code: segment.component(n, 1),
        reference: segment.component(n, 2),
        ...(amountCents === undefined ? {} : { amountCents }),
      });
    }
  }

  #amount(segment: Segment, n: number): number | undefined {
    if (!segment.isPresent(n)) return undefined;
    const cents = parseAmountCents(segment.element(n));
    if (cents === undefined) this.#events.unreadableAmount(segment);
    return cents;
  }

  #placeAt(offsetBytes: number, segmentOrdinal: number): AdvicePlace {
    const { group, controlNumber } = this.#set;
    return {
      file: group.interchange.file,
      interchange: group.interchange.controlNumber,
      group: group.controlNumber,
      set: controlNumber,
      offsetBytes,
      segmentOrdinal,
    };
  }
}

function setAmount<K extends string>(
  target: { [key in K]?: number },
  key: K,
  cents: number | undefined,
): void {
  if (cents !== undefined) target[key] = cents;
}

function setBank<K extends string>(
  target: { [key in K]?: BankAccount },
  key: K,
  segment: Segment,
  first: number,
): void {
  if (![0, 1, 2, 3].some((n) => segment.isPresent(first + n))) return;
  target[key] = {
    routingQualifier: segment.element(first),
    routing: segment.element(first + 1),
    accountQualifier: segment.element(first + 2),
    account: segment.element(first + 3),
  };
}

function elementsOf(segment: Segment): string[] {
  return Array.from({ length: segment.elementCount }, (_, index) => segment.element(index + 1));
}

function referenceOf(segment: Segment): { qualifier: string; value: string } {
  return { qualifier: segment.element(1), value: segment.element(2) };
}

/** PER03 … PER08. */
function contactOf(segment: Segment): Contact {
  const numbers = [3, 5, 7]
    .filter((n) => segment.isPresent(n) || segment.isPresent(n + 1))
    .map((n) => ({ qualifier: segment.element(n), number: segment.element(n + 1) }));
  return { role: segment.element(1), name: segment.element(2), numbers };
}

function addRemarks(remarks: string[], segment: Segment, elements: readonly number[]): void {
  for (const n of elements) if (segment.isPresent(n)) remarks.push(segment.element(n));
}

function serviceOf(segment: Segment, n: number): Service {
  const modifiers = [3, 4, 5, 6].map((c) => segment.component(n, c)).filter((text) => text !== '');
  return {
    qualifier: segment.component(n, 1),
    code: segment.component(n, 2),
    modifiers,
    description: segment.component(n, 7),
  };
}
