import type { Period } from '../claim/claim.ts';
import { parseAmountCents } from '../x12/amount.ts';
import { isDate8 } from '../x12/date.ts';
import { type Segment, tagOf } from '../x12/segment.ts';

/** Inquiries of one 276 set; a set with more is refused whole. Some 500 bytes of memory each. */
export const INQUIRIES_PER_SET = 10_000;

/** HL levels of one 276 set: four above each inquiry are plenty. */
const LEVELS_PER_SET = 4 * INQUIRIES_PER_SET;

/** NM1 of any level, as it goes back in the answer. */
export interface StatusParty {
  readonly entityType: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly suffix: string;
  readonly idQualifier: string;
  readonly id: string;
}

/** 2200D or 2200E: one claim that is asked for. '' or undefined where the request does not say. */
export interface StatusInquiry {
  /** TRN02, which the answer returns. */
  readonly trace: string;
  /** REF*1K: our own claim number. */
  readonly claimNumber: string;
  /** REF*EJ: CLM01. */
  readonly patientControlNumber: string;
  /** REF*D9. */
  readonly clearinghouseNumber: string;
  /** REF*BLT. */
  readonly billType: string;
  readonly chargeCents: number | undefined;
  readonly period: Period | undefined;
}

/** A subscriber or dependent with what is asked about them. */
export interface StatusPatient {
  readonly name: StatusParty;
  /** CCYYMMDD; '' where it is not given. */
  readonly birthDate: string;
  readonly inquiries: readonly StatusInquiry[];
}

export interface StatusSubscriber extends StatusPatient {
  readonly dependents: readonly StatusPatient[];
}

export interface StatusProvider {
  /** 2100C: one or two names of one provider. */
  readonly names: readonly StatusParty[];
  readonly subscribers: readonly StatusSubscriber[];
}

export interface StatusReceiver {
  readonly name: StatusParty;
  readonly providers: readonly StatusProvider[];
}

export interface StatusSource {
  readonly name: StatusParty;
  readonly receivers: readonly StatusReceiver[];
}

/** One 276 set: what is asked, level by level. */
export interface StatusRequest {
  /** BHT03. */
  readonly reference: string;
  readonly sources: readonly StatusSource[];
  readonly inquiryCount: number;
  /** It asks for more than is answered at once; what is beyond was not kept. */
  readonly isTooLarge: boolean;
}

type Open<T> = {
  -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Open<Item>[] : T[Key];
};

const BHT = tagOf('BHT');
const HL = tagOf('HL');
const NM1 = tagOf('NM1');
const DMG = tagOf('DMG');
const TRN = tagOf('TRN');
const REF = tagOf('REF');
const AMT = tagOf('AMT');
const DTP = tagOf('DTP');
const SVC = tagOf('SVC');

const NOBODY: StatusParty = {
  entityType: '',
  lastName: '',
  firstName: '',
  middleName: '',
  suffix: '',
  idQualifier: '',
  id: '',
};

/**
 * Reads the segments of one 276 set (005010X212), level by level as HL03 names them. Structure and elements are checked
 * by others; what stands out of place is passed over here, for its set is refused.
 */
export class StatusRequestReader {
  readonly #sources: Open<StatusSource>[] = [];
  #reference = '';
  #inquiryCount = 0;
  #levelCount = 0;
  #level = '';
  #inquiry: Open<StatusInquiry> | undefined;
  /** A line's REF and DTP are the line's. */
  #inLine = false;

  segment(segment: Segment): void {
    switch (segment.tag) {
      case BHT:
        this.#reference = segment.ownElement(3);
        break;
      case HL:
        this.#open(segment.element(3));
        break;
      case NM1:
        this.#name(partyOf(segment));
        break;
      case DMG: {
        const patient = this.#patient();
        if (patient) patient.birthDate = segment.ownElement(2);
        break;
      }
      case TRN:
        this.#ask(segment.ownElement(2));
        break;
      case SVC:
        this.#inLine = true;
        break;
      case REF:
        this.#refer(segment.element(1), segment.ownElement(2));
        break;
      case AMT:
        if (this.#inquiry && segment.element(1) === 'T3')
          this.#inquiry.chargeCents = parseAmountCents(segment.element(2));
        break;
      case DTP:
        if (this.#inquiry && !this.#inLine) this.#inquiry.period = periodOf(segment.ownElement(3));
        break;
    }
  }

  /** After SE. */
  end(): StatusRequest {
    const inquiryCount = this.#inquiryCount;
    const isTooLarge = inquiryCount > INQUIRIES_PER_SET || this.#levelCount > LEVELS_PER_SET;
    return { reference: this.#reference, sources: this.#sources, inquiryCount, isTooLarge };
  }

  #open(level: string): void {
    this.#inquiry = undefined;
    this.#inLine = false;
    this.#levelCount += 1;
    this.#level = this.#levelCount > LEVELS_PER_SET ? '' : level;
    if (this.#level === '') return;
    const source = this.#sources.at(-1);
    const provider = source?.receivers.at(-1)?.providers.at(-1);
    switch (level) {
      case '20':
        this.#sources.push({ name: NOBODY, receivers: [] });
        break;
      case '21':
        source?.receivers.push({ name: NOBODY, providers: [] });
        break;
      case '19':
        source?.receivers.at(-1)?.providers.push({ names: [], subscribers: [] });
        break;
      case '22':
        provider?.subscribers.push({ name: NOBODY, birthDate: '', inquiries: [], dependents: [] });
        break;
      case '23':
        provider?.subscribers.at(-1)?.dependents.push({ name: NOBODY, birthDate: '', inquiries: [] });
        break;
    }
  }

  #name(party: StatusParty): void {
    const source = this.#sources.at(-1);
    const receiver = source?.receivers.at(-1);
    if (this.#level === '20' && source) source.name = party;
    else if (this.#level === '21' && receiver) receiver.name = party;
    else if (this.#level === '19') receiver?.providers.at(-1)?.names.push(party);
    else {
      const patient = this.#patient();
      if (patient) patient.name = party;
    }
  }

  #ask(trace: string): void {
    const patient = this.#patient();
    if (!patient) return;
    this.#inquiryCount += 1;
    this.#inLine = false;
    this.#inquiry = {
      trace,
      claimNumber: '',
      patientControlNumber: '',
      clearinghouseNumber: '',
      billType: '',
      chargeCents: undefined,
      period: undefined,
    };
    if (this.#inquiryCount <= INQUIRIES_PER_SET) patient.inquiries.push(this.#inquiry);
  }

  #refer(qualifier: string, value: string): void {
    const inquiry = this.#inquiry;
    if (!inquiry || this.#inLine) return;
    if (qualifier === '1K') inquiry.claimNumber = value;
    else if (qualifier === 'EJ') inquiry.patientControlNumber = value;
    else if (qualifier === 'D9') inquiry.clearinghouseNumber = value;
    else if (qualifier === 'BLT') inquiry.billType = value;
  }

  /** The subscriber or dependent whose level is open. */
  #patient(): Open<StatusPatient> | undefined {
    const subscriber = this.#sources.at(-1)?.receivers.at(-1)?.providers.at(-1)?.subscribers.at(-1);
    if (this.#level === '22') return subscriber;
    return this.#level === '23' ? subscriber?.dependents.at(-1) : undefined;
  }
}

function partyOf(segment: Segment): StatusParty {
  return {
    entityType: segment.ownElement(2),
    lastName: segment.ownElement(3),
    firstName: segment.ownElement(4),
    middleName: segment.ownElement(5),
    suffix: segment.ownElement(7),
    idQualifier: segment.ownElement(8),
    id: segment.ownElement(9),
  };
}

/** A day or two of them; undefined for what is none. */
function periodOf(text: string): Period | undefined {
  const [from = '', to = from] = text.split('-');
  return isDate8(from) && isDate8(to) ? { from, to } : undefined;
}
