/**
 * Facility and classification of the type of bill (CLM05-1) whose claim-level remarks go into MIA. Grouping of
 * codes.md section 6: hospital, skilled nursing, swing bed, religious, intermediate care and residential stays.
 */
const INPATIENT: ReadonlySet<string> = new Set('11 12 18 21 22 28 41 65 66 86'.split(' '));

export function isInpatientBill(facilityCode: string): boolean {
  return INPATIENT.has(facilityCode);
}
