import { parseAmountCents } from '../x12/amount.ts';
import type { InterchangeHandler } from '../x12/interchange.ts';
import { InterchangeReader } from '../x12/reader.ts';
import type { Segment } from '../x12/segment.ts';
import { BalanceProof, type ProvedSet } from './balance-proof.ts';

export interface ReadAdjustment {
  readonly group: string;
  readonly reason: string;
  readonly amountCents: number;
}

export interface ReadLine {
  /** As in SVC01, components joined by a colon. */
  readonly service: string;
  readonly units: string;
  readonly dates: readonly string[];
  readonly chargeCents: number;
  readonly paidCents: number;
  readonly allowedCents: number | undefined;
  readonly controlNumber: string;
  readonly adjustments: ReadAdjustment[];
  readonly remarks: string[];
}

export interface ReadClaim {
  readonly patientControlNumber: string;
  readonly claimNumber: string;
  readonly originalClaimNumber: string;
  readonly status: string;
  readonly chargeCents: number;
  readonly paidCents: number;
  readonly patientCents: number;
  readonly interestCents: number;
  /** Family name, given names. */
  readonly patient: string;
  readonly patientId: string;
  readonly rendering: string;
  readonly dates: readonly string[];
  readonly receivedDate: string;
  readonly adjustments: ReadAdjustment[];
  readonly remarks: string[];
  readonly lines: ReadLine[];
}

export interface ReadParty {
  readonly name: string;
  /** N104 or REF*TJ. */
  readonly ids: readonly string[];
  readonly address: readonly string[];
  readonly contacts: readonly string[];
}

/** One 835 set as its bytes say it; every total comes from them. */
export interface ReadRemittance {
  readonly traceNumber: string;
  readonly paidCents: number;
  /** BPR04. */
  readonly method: string;
  /** BPR16. */
  readonly date: string;
  readonly payer: ReadParty;
  readonly payee: ReadParty;
  readonly claims: readonly ReadClaim[];
  readonly providerAdjustments: readonly {
    readonly code: string;
    readonly reference: string;
    readonly amountCents: number;
  }[];
  readonly proof: ProvedSet;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type OpenParty = { name: string; ids: string[]; address: string[]; contacts: string[] };
type OpenClaim = Mutable<Omit<ReadClaim, 'dates'>> & { dates: string[] };
type OpenLine = Mutable<Omit<ReadLine, 'dates'>> & { dates: string[] };

/** The set with this TRN02 in the bytes of an 835 file; undefined when there is none. */
export function readRemittance(bytes: Uint8Array, traceNumber: string): ReadRemittance | undefined {
  let found: ReadRemittance | undefined;
  let reading: SetReading | undefined;
  const handler: InterchangeHandler = {
    interchangeStart: () => {},
    groupStart: () => {},
    setStart: ({ id }) => {
      reading = id === '835' ? new SetReading() : undefined;
    },
    segment: (segment) => reading?.push(segment),
    setEnd: () => {
      if (reading?.traceNumber === traceNumber) found ??= reading.end();
      reading = undefined;
    },
    groupEnd: () => {},
    interchangeEnd: () => {},
    finding: () => {},
  };
  const reader = new InterchangeReader('', handler);
  reader.push(bytes);
  reader.end();
  return found;
}

class SetReading {
  traceNumber = '';
  readonly #proof = new BalanceProof({ file: '' });
  readonly #claims: OpenClaim[] = [];
  readonly #adjustments: { code: string; reference: string; amountCents: number }[] = [];
  readonly #payer = emptyParty();
  readonly #payee = emptyParty();
  #party: OpenParty | undefined;
  #claim: OpenClaim | undefined;
  #line: OpenLine | undefined;
  #paidCents = 0;
  #method = '';
  #date = '';

  push(segment: Segment): void {
    this.#proof.push(segment);
    const element = (n: number): string => segment.element(n);
    switch (segment.id) {
      case 'BPR':
        this.#paidCents = cents(element(2));
        this.#method = element(4);
        this.#date = element(16);
        return;
      case 'TRN':
        if (this.traceNumber === '') this.traceNumber = element(2);
        return;
      case 'PLB':
        this.#providerAdjustments(segment);
        return;
      case 'CLP':
        this.#claim = claimOf(segment);
        this.#claims.push(this.#claim);
        this.#line = undefined;
        return;
      case 'SVC':
        this.#line = lineOf(segment);
        this.#claim?.lines.push(this.#line);
        return;
      default:
        if (this.#claim) this.#inClaim(segment, this.#claim, element);
        else this.#inHeader(segment.id, element);
    }
  }

  end(): ReadRemittance {
    return {
      traceNumber: this.traceNumber,
      paidCents: this.#paidCents,
      method: this.#method,
      date: this.#date,
      payer: this.#payer,
      payee: this.#payee,
      claims: this.#claims,
      providerAdjustments: this.#adjustments,
      proof: this.#proof.end(),
    };
  }

  #inHeader(id: string, element: (n: number) => string): void {
    if (id === 'N1') {
      this.#party = element(1) === 'PR' ? this.#payer : this.#payee;
      this.#party.name = readable(element(2));
      if (element(4) !== '') this.#party.ids.push(`${element(3) === 'XX' ? 'NPI' : 'ID'} ${element(4)}`);
    }
    if (id === 'N3') this.#party?.address.push(...[element(1), element(2)].filter((part) => part !== ''));
    if (id === 'N4')
      this.#party?.address.push([element(1), element(2), element(3)].filter((part) => part !== '').join(' '));
    if (id === 'REF' && element(1) === 'TJ') this.#party?.ids.push(`Tax id ${element(2)}`);
    if (id === 'PER')
      this.#party?.contacts.push([element(2), element(4)].filter((part) => part !== '').join(', '));
  }

  #inClaim({ id }: Segment, claim: OpenClaim, element: (n: number) => string): void {
    const target = this.#line ?? claim;
    switch (id) {
      case 'CAS':
        for (let n = 2; n <= 17; n += 3) {
          if (element(n) !== '') {
            target.adjustments.push({
              group: element(1),
              reason: element(n),
              amountCents: cents(element(n + 1)),
            });
          }
        }
        return;
      case 'NM1':
        if (element(1) === 'QC') {
          claim.patient = nameOf(element);
          claim.patientId = element(9);
        }
        if (element(1) === '82') claim.rendering = `${nameOf(element)} ${element(9)}`.trim();
        return;
      case 'DTM':
        if (element(1) === '050') claim.receivedDate = element(2);
        else target.dates.push(element(2));
        return;
      case 'REF':
        if (element(1) === '6R' && this.#line) this.#line.controlNumber = element(2);
        if (element(1) === 'F8') claim.originalClaimNumber = element(2);
        return;
      case 'AMT':
        if (element(1) === 'I') claim.interestCents = cents(element(2));
        if (element(1) === 'B6' && this.#line) this.#line.allowedCents = cents(element(2));
        return;
      case 'LQ':
        if (this.#line) this.#line.remarks.push(element(2));
        return;
      case 'MOA':
        for (let n = 3; n <= 7; n += 1) if (element(n) !== '') claim.remarks.push(element(n));
        return;
      case 'MIA':
        for (const n of [5, 20, 21, 22, 23]) if (element(n) !== '') claim.remarks.push(element(n));
    }
  }

  #providerAdjustments(segment: Segment): void {
    this.#claim = undefined;
    for (let n = 3; n <= 13; n += 2) {
      const code = segment.component(n, 1);
      if (code === '') continue;
      this.#adjustments.push({
        code,
        reference: segment.component(n, 2),
        amountCents: cents(segment.element(n + 1)),
      });
    }
  }
}

function claimOf(segment: Segment): OpenClaim {
  return {
    patientControlNumber: segment.element(1),
    status: segment.element(2),
    chargeCents: cents(segment.element(3)),
    paidCents: cents(segment.element(4)),
    patientCents: cents(segment.element(5)),
    claimNumber: segment.element(7),
    originalClaimNumber: '',
    interestCents: 0,
    patient: '',
    patientId: '',
    rendering: '',
    dates: [],
    receivedDate: '',
    adjustments: [],
    remarks: [],
    lines: [],
  };
}

function lineOf(segment: Segment): OpenLine {
  const parts = [1, 2, 3, 4, 5, 6].map((n) => segment.component(1, n)).filter((part) => part !== '');
  return {
    service: parts.slice(1).join(' '),
    units: segment.element(5),
    dates: [],
    chargeCents: cents(segment.element(2)),
    paidCents: cents(segment.element(3)),
    allowedCents: undefined,
    controlNumber: '',
    adjustments: [],
    remarks: [],
  };
}

/** An amount that is none counts as nothing here: the proof says so. */
function cents(text: string): number {
  return parseAmountCents(text) ?? 0;
}

function nameOf(element: (n: number) => string): string {
  const given = [element(4), element(5)].filter((part) => part !== '').join(' ');
  return readable([element(3), given].filter((part) => part !== '').join(', '));
}

/** A name as received is bytes: UTF-8 where they are that, else Latin-1. */
function readable(bytes: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return bytes;
  }
}

function emptyParty(): OpenParty {
  return { name: '', ids: [], address: [], contacts: [] };
}
