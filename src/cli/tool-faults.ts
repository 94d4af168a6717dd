import type { KnownFault } from './fault-table.ts';

function fault(exitCode: KnownFault['exitCode'], message: string, hint: string): KnownFault {
  return { exitCode, message, hint };
}

/** Faults of the tools and of the library: translate, inspect. */
export const TOOL_FAULTS: Readonly<Record<string, KnownFault>> = Object.freeze({
  'DIFF-TOO-LARGE': fault(2, 'A remittance file is too large to be compared.', 'Compare payment by payment.'),
  'FIND-NOTHING': fault(
    2,
    'Nothing that was taken in or sent has this id.',
    'Give it exactly as it stands in the file; `remit find --help` lists the kinds of ids.',
  ),
  'FIND-SEVERAL': fault(
    2,
    'The id stands for several things, and one was asked for.',
    'Call `remit find` and name one as it prints it.',
  ),
  'INSPECT-CLAIM-UNKNOWN': fault(
    2,
    'The file holds no claim of this id.',
    'It is CLM01 or REF*D9 of an 837, CLP01 or CLP07 of an 835.',
  ),
  'INSPECT-NOTHING': fault(2, 'There is no segment to show.', '`remit validate` says what the file is.'),
  'QUERY-FAILED': fault(1, 'node-x12 cannot read the claim.', '`remit validate` says what is wrong with it.'),
  'QUERY-SYNTAX': fault(
    2,
    'The query is none that can be asked safely.',
    'An element, under segments, or qualified in the same segment: `remit inspect --help`.',
  ),
  'QUERY-TOO-LARGE': fault(2, 'The claim is too large for queries.', 'Translate it to JSON and ask that.'),
  'REMITTANCE-NOT-BALANCED': fault(
    4,
    'A remittance that a program wrote with the library does not balance.',
    'SVC02 − Σ CAS = SVC03, CLP03 − Σ CAS = CLP04, Σ CLP04 − Σ PLB = BPR02.',
  ),
  'SOURCE-NOT-BYTES': fault(2, 'A stream gives text where bytes are needed.', 'Leave its encoding unset.'),
  'TRANSLATE-JSON': fault(
    2,
    'The document to write back is no JSON.',
    'It has to be as `remit translate --to json` writes it: the message names the line.',
  ),
  'TRANSLATE-NO-SEGMENTS': fault(
    2,
    'The document to write back holds no segments.',
    'Only the view `loops` can be written back.',
  ),
  'TRANSLATE-VIEW': fault(2, 'There is no such view.', 'The views are loops, claims and remittances.'),
  'USAGE-AMOUNT': fault(2, 'This is no amount.', 'Write it like 255.00.'),
  'USAGE-BYTES': fault(
    2,
    'What was asked for is no run of bytes by itself.',
    'Show the file, interchange or sent file that it stands in.',
  ),
  'USAGE-FLAGS': fault(
    2,
    'Two flags do not go together.',
    'The message names them; see the help of the verb.',
  ),
  'USAGE-ID': fault(2, 'No id was given.', 'Name it, or write - and give it on standard input.'),
  'USAGE-PLACE': fault(2, 'This is no place in a file.', 'Write a byte offset, or SET:ORDINAL.'),
});
