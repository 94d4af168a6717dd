import { type Segment, tagOf } from '../x12/segment.ts';

/** What a TA1 or 999 that a partner sent says of something of ours. */
export interface AnswerFact {
  readonly type: 'TA1' | '999';
  /** GS01 of the group answered; '' for a TA1. */
  readonly functionalId: string;
  /** ISA13 for a TA1, GS06 for a 999. */
  readonly controlNumber: string;
  /** ST02; '' where it speaks of the whole. */
  readonly setControlNumber: string;
  readonly result: 'accepted' | 'accepted with errors' | 'rejected';
  /** Codes and segment ids, never a value. */
  readonly reasons: string;
}

/** Faults listed of one set; the rest stands in the archived 999. */
const FAULTS_LISTED = 5;

/** Sets told of one 999 that were not plainly accepted; the group's own row stands for the others. */
const SETS_LISTED = 1000;

const AK1 = tagOf('AK1');
const AK2 = tagOf('AK2');
const IK3 = tagOf('IK3');
const IK4 = tagOf('IK4');
const IK5 = tagOf('IK5');
const AK9 = tagOf('AK9');

/** TA104: R refuses the interchange. */
export function factOfTa1(segment: Segment): AnswerFact {
  const code = segment.element(4);
  return {
    type: 'TA1',
    functionalId: '',
    controlNumber: controlNumber(segment.element(1)),
    setControlNumber: '',
    result: code === 'R' ? 'rejected' : code === 'E' ? 'accepted with errors' : 'accepted',
    reasons: codes(
      'TA105',
      [segment.element(5)].filter((note) => note !== '000'),
    ),
  };
}

/**
 * Reads the segments of one 999 set: a fact for the group (AK9), and one for each set that was not plainly accepted
 * (IK5). Source: 005010X231A1.
 */
export class FunctionalAnswerReader {
  readonly #facts: AnswerFact[] = [];
  #functionalId = '';
  #group = '';
  #set = '';
  #faults: string[] = [];

  segment(segment: Segment): void {
    switch (segment.tag) {
      case AK1:
        this.#functionalId = code(segment.element(1));
        this.#group = controlNumber(segment.element(2));
        break;
      case AK2:
        this.#set = controlNumber(segment.element(2));
        this.#faults = [];
        break;
      case IK3:
        this.#fault(`${code(segment.element(1))} ${code(segment.element(4))}`);
        break;
      case IK4:
        this.#fault(`element ${code(segment.component(1, 1))} ${code(segment.element(3))}`);
        break;
      case IK5:
        this.#endSet(segment);
        break;
      case AK9:
        this.#endGroup(segment);
        break;
    }
  }

  end(): readonly AnswerFact[] {
    return this.#facts;
  }

  #fault(text: string): void {
    if (this.#faults.length < FAULTS_LISTED) this.#faults.push(text.trim());
  }

  #endSet(segment: Segment): void {
    if (segment.element(1) === 'A' || this.#facts.length >= SETS_LISTED) return;
    const reasons = codes(
      'IK502',
      [2, 3, 4, 5, 6].map((n) => segment.element(n)),
    );
    this.#add(
      this.#set,
      segment.element(1),
      [reasons, ...this.#faults].filter((part) => part !== '').join('; '),
    );
  }

  /** A group refused for its sets alone has nothing to say beyond them. */
  #endGroup(segment: Segment): void {
    const reasons = codes(
      'AK905',
      [5, 6, 7, 8, 9].map((n) => segment.element(n)),
    );
    const isToldBySets = reasons === '' && this.#facts.some(({ result }) => result === 'rejected');
    if (!isToldBySets) this.#add('', segment.element(1), reasons);
  }

  #add(setControlNumber: string, result: string, reasons: string): void {
    this.#facts.push({
      type: '999',
      functionalId: this.#functionalId,
      controlNumber: this.#group,
      setControlNumber,
      result: resultOf(result),
      reasons,
    });
  }
}

/** IK501 and AK901. P: some of its sets were refused, each of which has a fact of its own. */
function resultOf(letter: string): AnswerFact['result'] {
  switch (letter) {
    case 'A':
      return 'accepted';
    case 'E':
    case 'P':
      return 'accepted with errors';
    default:
      // R, and M, W, X of other versions: not taken.
      return 'rejected';
  }
}

function codes(name: string, values: readonly string[]): string {
  const known = values.map(code).filter((value) => value !== '');
  return known.length === 0 ? '' : `${name} ${known.join(' ')}`;
}

/** A code or segment id; anything longer was not one, and is not repeated. */
function code(text: string): string {
  return /^[A-Z0-9]{1,3}$/.test(text) ? text : '';
}

function controlNumber(text: string): string {
  return /^[0-9A-Za-z]{1,9}$/.test(text.trim()) ? text.trim() : '';
}
