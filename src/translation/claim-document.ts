import type { Claim, Party, ServiceLine } from '../claim/claim.ts';
import { compact } from './compact.ts';
import type { Members } from './tree-writer.ts';

/** Thousandths as the number they stand for. */
function unitsOf(unitsMilli: number | undefined): number | undefined {
  return unitsMilli === undefined ? undefined : unitsMilli / 1000;
}

/** One claim of the `claims` view: the library's {@link Claim} without what is empty; `specs/schemas` describes it. */
export function claimDocument(claim: Claim): Members {
  const { source, part, billing, subscriber, patient, submitter, payer, lines, ...rest } = claim;
  const { slice } = source;
  return {
    kind: part.kind,
    place: {
      interchange: source.interchangeControlNumber,
      group: source.groupControlNumber,
      set: source.setControlNumber,
      offsetBytes: slice.offsetBytes,
      lengthBytes: slice.lengthBytes,
      segmentOrdinal: slice.firstOrdinal,
    },
    ...compact({ ...rest, ...part }),
    submitter: shared(submitter),
    billing: shared(billing),
    subscriber: shared(subscriber),
    patient: shared(patient),
    payer: shared(payer),
    lines: lines.map(lineDocument),
  };
}

function lineDocument(line: ServiceLine): Members {
  const { unitsMilli, ordinal, segmentOrdinal, offsetBytes, serviceOrdinal, lengthBytes, ...rest } = line;
  const units = unitsOf(unitsMilli);
  return {
    ordinal,
    segmentOrdinal,
    offsetBytes,
    ...compact(rest),
    ...(units === undefined ? {} : { units }),
  };
}

const documents = new WeakMap<Party, Members>();

/** Parents are the same object on every claim of their HL, and complete when the first claim is told. */
function shared(party: Party): Members {
  const known = documents.get(party);
  if (known !== undefined) return known;
  const document = compact(party);
  documents.set(party, document);
  return document;
}
