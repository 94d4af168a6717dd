import { Fault } from '../x12/fault.ts';
import { maskSegment } from './mask-segment.ts';

/** What node-x12 takes about 150 MB of heap for. */
export const QUERY_BYTES = 2 * 1024 * 1024;

/**
 * `CLM01`, `SVC-CAS02`, `REF02:REF01["F8"]`. Paths through HL levels lose hits, and qualifiers on another segment
 * take hits of other claims and quadratic time, in node-x12 1.7.1; neither is let through.
 */
const QUERY =
  /^((?:[A-Z][A-Z0-9]{1,2}-)*)([A-Z][A-Z0-9]{1,2})(\d{2})(?::([A-Z][A-Z0-9]{1,2})\d{2}\["[^"[\]']+"\])?$/;

export interface QueryHit {
  /** `CLM01`. */
  readonly reference: string;
  readonly value: string;
}

/**
 * Asks one extracted claim in node-x12's query language.
 *
 * @param bytes what {@link cutClaim} gives
 * @param phi values that identify a patient as they are; else masked
 * @throws Fault `QUERY-SYNTAX`, `QUERY-TOO-LARGE`, `QUERY-FAILED`
 */
export async function queryExtract(bytes: Buffer, query: string, phi: boolean): Promise<QueryHit[]> {
  const match = QUERY.exec(query);
  const [, , tag = '', position = '', qualifierTag] = match ?? [];
  if (match === null || (qualifierTag !== undefined && qualifierTag !== tag)) throw syntaxFault();
  if (bytes.length > QUERY_BYTES) throw tooLarge();
  // Loaded here and nowhere else: no file is taken in by it.
  const { X12QueryEngine } = await import('node-x12');
  let results: ReturnType<InstanceType<typeof X12QueryEngine>['query']>;
  try {
    results = new X12QueryEngine(true).query(bytes.toString('latin1'), query);
  } catch (cause) {
    throw failed(cause);
  }
  return results
    .filter(({ segment }) => segment !== null && segment !== undefined && segment.elements.length > 0)
    .map(({ segment, value }) => {
      const values = segment!.elements.map((element) => String(element.value ?? ''));
      const shown = phi ? value : maskSegment(segment!.tag, values, undefined)[Number(position) - 1];
      return { reference: `${tag}${position}`, value: shown ?? '' };
    });
}

function syntaxFault(): Fault {
  return new Fault({
    code: 'QUERY-SYNTAX',
    message: 'This is no query that can be asked safely.',
    hint: 'Ask for an element (CLM01), under segments (SVC-CAS02), or qualified in the same segment (REF02:REF01["F8"]).',
    exitCode: 2,
  });
}

function tooLarge(): Fault {
  return new Fault({
    code: 'QUERY-TOO-LARGE',
    message: `The claim is larger than ${QUERY_BYTES} bytes.`,
    hint: 'Cut it out with `remit inspect --claim` and translate it to JSON.',
    exitCode: 2,
  });
}

function failed(cause: unknown): Fault {
  return new Fault({
    code: 'QUERY-FAILED',
    message: 'node-x12 cannot read this claim.',
    hint: 'It takes only what is well formed; `remit validate` says what is wrong.',
    cause,
  });
}
