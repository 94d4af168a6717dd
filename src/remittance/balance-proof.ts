import { parseAmountCents } from '../x12/amount.ts';
import type { Finding } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';
import { type Segment, tagOf } from '../x12/segment.ts';

/** Where the set stands; the rest of a finding's place comes from its segments. */
export type ProofOrigin = Pick<Place, 'file' | 'interchange' | 'group'>;

export interface BalanceFinding extends Finding {
  /** Left side minus right side; undefined when an amount of the equation is no number. */
  readonly differenceCents: number | undefined;
}

/** Sums of one set. Amounts that are no numbers are counted, not summed (DESIGN decision 1). */
export interface RemittanceTotals {
  readonly claims: number;
  /** Σ CLP03. */
  readonly chargeCents: number;
  /** Σ CLP04. */
  readonly paidCents: number;
  /** Σ of the PLB amounts. */
  readonly plbCents: number;
  /** BPR02. */
  readonly bprCents: number;
  readonly unreadableAmounts: number;
}

export interface ProvedSet {
  /** ST02. */
  readonly setControlNumber: string;
  /** TRN02. */
  readonly traceNumber: string;
  readonly balanced: boolean;
  readonly findings: readonly BalanceFinding[];
  readonly totals: RemittanceTotals;
}

const ST = tagOf('ST');
const BPR = tagOf('BPR');
const TRN = tagOf('TRN');
const LX = tagOf('LX');
const CLP = tagOf('CLP');
const CAS = tagOf('CAS');
const MIA = tagOf('MIA');
const SVC = tagOf('SVC');
const PLB = tagOf('PLB');

/** CAS03, 06, 09, 12, 15, 18 and PLB04, 06, 08, 10, 12, 14. */
const CAS_AMOUNTS = [3, 6, 9, 12, 15, 18];
const PLB_AMOUNTS = [4, 6, 8, 10, 12, 14];

/** Where an equation begins, kept as numbers: a Place is made only for the few that fail. */
interface Mark {
  readonly id: string;
  readonly ordinal: number;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
  readonly line: number;
}

interface OpenLine {
  readonly mark: Mark;
  readonly chargeCents: number;
  readonly paidCents: number;
  adjustedCents: number;
}

interface OpenClaim extends OpenLine {
  /** Σ SVC02. */
  lineChargeCents: number;
  hasLines: boolean;
  /** MIA, or a DRG in CLP11: may report no or only some of its lines. */
  isInpatient: boolean;
}

/**
 * The three equations of an 835 (guide 1.10.2.1), over the segments of one set as they stand in the bytes:
 * line SVC02 − Σ CAS = SVC03; claim CLP03 − Σ CAS (claim and lines) = CLP04, and CLP03 = Σ SVC02 when lines are
 * reported; set Σ CLP04 − Σ PLB = BPR02. AMT and QTY take no part (RFI 2601).
 *
 * Push the segments from ST to SE, then call `end` once.
 */
export class BalanceProof {
  readonly #origin: ProofOrigin;
  readonly #findings: BalanceFinding[] = [];
  #set: Mark | undefined;
  #setControlNumber = '';
  #traceNumber = '';
  #claim: OpenClaim | undefined;
  #line: OpenLine | undefined;
  #claims = 0;
  #chargeCents = 0;
  #paidCents = 0;
  #plbCents = 0;
  #bprCents = 0;
  #hasPayment = false;
  /** An amount of the third equation was no number. */
  #spoiled = false;
  #unreadableAmounts = 0;

  constructor(origin: ProofOrigin) {
    this.#origin = origin;
  }

  push(segment: Segment): void {
    switch (segment.tag) {
      case CAS:
        this.#adjust(segment);
        break;
      case SVC:
        this.#openLine(segment);
        break;
      case CLP:
        this.#openClaim(segment);
        break;
      case MIA:
        if (this.#claim) this.#claim.isInpatient = true;
        break;
      case LX:
        this.#closeClaim();
        break;
      case PLB:
        this.#closeClaim();
        this.#plbCents += this.#counted(this.#sum(segment, PLB_AMOUNTS));
        break;
      case ST:
        this.#setControlNumber = segment.element(2);
        this.#set = markOf(segment);
        break;
      case BPR:
        this.#set = markOf(segment);
        this.#hasPayment = true;
        this.#bprCents = this.#counted(this.#amount(segment, 2));
        break;
      case TRN:
        if (this.#traceNumber === '') this.#traceNumber = segment.element(2);
    }
  }

  end(): ProvedSet {
    this.#closeClaim();
    const isProvable = this.#hasPayment && !this.#spoiled;
    const differenceCents = isProvable ? this.#paidCents - this.#plbCents - this.#bprCents : Number.NaN;
    if (differenceCents !== 0) this.#fail('TRANSACTION', this.#set, differenceCents);
    return {
      setControlNumber: this.#setControlNumber,
      traceNumber: this.#traceNumber,
      balanced: this.#findings.length === 0,
      findings: this.#findings,
      totals: {
        claims: this.#claims,
        chargeCents: this.#chargeCents,
        paidCents: this.#paidCents,
        plbCents: this.#plbCents,
        bprCents: this.#bprCents,
        unreadableAmounts: this.#unreadableAmounts,
      },
    };
  }

  #openClaim(segment: Segment): void {
    this.#closeClaim();
    const chargeCents = this.#amount(segment, 3);
    const paidCents = this.#amount(segment, 4);
    this.#claims += 1;
    if (!Number.isNaN(chargeCents)) this.#chargeCents += chargeCents;
    this.#paidCents += this.#counted(paidCents);
    this.#claim = {
      mark: markOf(segment),
      chargeCents,
      paidCents,
      adjustedCents: 0,
      lineChargeCents: 0,
      hasLines: false,
      isInpatient: segment.isPresent(11),
    };
  }

  #openLine(segment: Segment): void {
    this.#closeLine();
    if (!this.#claim) return;
    const chargeCents = this.#amount(segment, 2);
    this.#line = {
      mark: markOf(segment),
      chargeCents,
      paidCents: this.#amount(segment, 3),
      adjustedCents: 0,
    };
    this.#claim.hasLines = true;
    this.#claim.lineChargeCents += chargeCents;
  }

  #adjust(segment: Segment): void {
    if (!this.#claim) return;
    const cents = this.#sum(segment, CAS_AMOUNTS);
    this.#claim.adjustedCents += cents;
    if (this.#line) this.#line.adjustedCents += cents;
  }

  #closeLine(): void {
    const line = this.#line;
    if (!line) return;
    this.#line = undefined;
    const differenceCents = line.chargeCents - line.adjustedCents - line.paidCents;
    if (differenceCents !== 0) this.#fail('LINE', line.mark, differenceCents);
  }

  #closeClaim(): void {
    this.#closeLine();
    const claim = this.#claim;
    if (!claim) return;
    this.#claim = undefined;
    const differenceCents = claim.chargeCents - claim.adjustedCents - claim.paidCents;
    // With balanced lines and claim, CLP03 = Σ SVC02 says the same as CLP04 = Σ SVC03 − Σ CAS of the claim.
    const allLinesReported = claim.hasLines && !claim.isInpatient;
    const lineDifferenceCents = allLinesReported ? claim.chargeCents - claim.lineChargeCents : 0;
    if (differenceCents !== 0) this.#fail('CLAIM', claim.mark, differenceCents);
    else if (lineDifferenceCents !== 0) this.#fail('CLAIM', claim.mark, lineDifferenceCents);
  }

  #fail(equation: keyof typeof EQUATIONS, mark: Mark | undefined, differenceCents: number): void {
    const { id: segmentId = 'ST', ordinal = 1, offsetBytes = 0, lengthBytes = 0, line = 1 } = mark ?? {};
    const isNumber = !Number.isNaN(differenceCents);
    this.#findings.push({
      code: `835-BALANCE-${equation}`,
      severity: 'reject',
      snip: 3,
      level: EQUATIONS[equation].level,
      place: {
        ...this.#origin,
        set: this.#setControlNumber,
        offsetBytes,
        lengthBytes,
        line,
        segmentOrdinal: ordinal,
        segmentId,
        loopPath: EQUATIONS[equation].loopPath,
      },
      acknowledgment: {},
      message: isNumber
        ? EQUATIONS[equation].message
        : `${EQUATIONS[equation].message}: an amount is missing or is no number`,
      hint: EQUATIONS[equation].hint,
      differenceCents: isNumber ? differenceCents : undefined,
    });
  }

  /** An amount of the third equation, as far as it is one. */
  #counted(cents: number): number {
    if (!Number.isNaN(cents)) return cents;
    this.#spoiled = true;
    return 0;
  }

  /** Empty amounts of a trio or pair are none; anything else that is no number spoils its sums (NaN). */
  #sum(segment: Segment, amounts: readonly number[]): number {
    let cents = 0;
    for (const n of amounts) {
      if (n > segment.elementCount) break;
      if (segment.isPresent(n)) cents += this.#amount(segment, n);
    }
    return cents;
  }

  #amount(segment: Segment, n: number): number {
    const cents = parseAmountCents(segment.element(n));
    if (cents !== undefined) return cents;
    this.#unreadableAmounts += 1;
    return Number.NaN;
  }
}

const EQUATIONS = {
  LINE: {
    level: 'claim',
    loopPath: '2000/2100/2110',
    message: 'the service line does not balance',
    hint: 'SVC02 minus the CAS amounts of the line must be SVC03.',
  },
  CLAIM: {
    level: 'claim',
    loopPath: '2000/2100',
    message: 'the claim does not balance',
    hint: 'CLP03 minus all CAS amounts of the claim and its lines must be CLP04; CLP03 must be the sum of SVC02.',
  },
  TRANSACTION: {
    level: 'set',
    loopPath: '',
    message: 'the remittance does not balance',
    hint: 'The sum of CLP04 minus the sum of the PLB amounts must be BPR02.',
  },
} as const;

function markOf({ id, ordinal, offsetBytes, lengthBytes, line }: Segment): Mark {
  return { id, ordinal, offsetBytes, lengthBytes, line };
}
