/** Loops of a subscriber, patient or insured person: everything that identifies is theirs. */
const PERSON_LOOPS: ReadonlySet<string> = new Set(['2010BA', '2010CA', '2330A', '2100D', '2100E']);
/** NM101 of those people where the loop does not tell. */
const PERSON_ROLES: ReadonlySet<string> = new Set(['IL', 'QC', '74', 'GB', 'TT']);
/** REF01 of a number that is a person's: social security, member, policy, claim at an insurer, record, account. */
const PERSON_REFERENCES: ReadonlySet<string> = new Set(['SY', '1W', 'IG', 'Y4', 'EA', 'EJ']);
/** A name's length may itself tell. */
const LONGEST_MASK = 8;
/** Stands in no X12 file as a separator, unlike a star. */
const MASK = '#';

/**
 * A segment's elements (element 01 first) without what identifies a patient: names, member ids, account numbers,
 * addresses, birth dates, free text (DESIGN decision 16). Codes, amounts, dates of service and providers stay.
 *
 * @param loopId '' for none; undefined where it is not known: then addresses are masked whosever they are
 */
export function maskSegment(id: string, elements: readonly string[], loopId: string | undefined): string[] {
  const masked = [...elements];
  for (const n of maskedElements(id, elements, loopId)) {
    const value = masked[n - 1];
    if (value !== undefined && value !== '') masked[n - 1] = maskText(value);
  }
  return masked;
}

export function maskText(text: string): string {
  return MASK.repeat(Math.min(text.length, LONGEST_MASK));
}

function maskedElements(
  id: string,
  elements: readonly string[],
  loopId: string | undefined,
): readonly number[] {
  const isPerson = loopId === undefined || PERSON_LOOPS.has(loopId);
  switch (id) {
    case 'NM1':
      return PERSON_ROLES.has(elements[0] ?? '') ? [3, 4, 5, 7, 9] : [];
    case 'N3':
      return isPerson ? [1, 2] : [];
    case 'N4':
      return isPerson ? [1, 3] : [];
    case 'DMG':
      return [2];
    case 'PAT':
      return [6];
    case 'REF':
      return isPerson || PERSON_REFERENCES.has(elements[0] ?? '') ? [2] : [];
    case 'CLM':
    case 'CLP':
      return [1];
    case 'TRN':
      // The patient's account number in a 277CA; of an 835 it is the check number.
      return loopId?.startsWith('2200') ? [2] : [];
    case 'NTE':
      return [2];
    case 'K3':
      return [1];
    case 'CTX':
      return [1];
    case 'PER':
      return loopId === '2010BA' || loopId === '2010CA' ? [2, 4, 6, 8] : [];
    default:
      return [];
  }
}
