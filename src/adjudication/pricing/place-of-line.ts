import { localityOf } from '../../reference/locality-of.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import type { GpciRow } from '../../reference/records.ts';
import type { Worksheet, WorksheetLine } from '../worksheet.ts';
import { wordSet } from './rule-values.ts';

/** Where a service was rendered: the service facility's address, else the billing provider's. */
function postalCodeOf(sheet: Worksheet, { line }: WorksheetLine): string {
  const facility = line.serviceFacility ?? sheet.claim.serviceFacility;
  const address = facility?.address ?? sheet.claim.billing.address;
  return address?.postalCode.slice(0, 5) ?? '';
}

/**
 * Pricing locality. The payer's own list of postal codes says it (KP: King County and the rest), or with
 * `localities = zip5` the published one; then it has the carrier in front.
 */
export function lineLocality(sheet: Worksheet, line: WorksheetLine, rule: Rule): string {
  const postalCode = postalCodeOf(sheet, line);
  if (rule.parameters.get('localities') !== 'zip5') return localityOf(sheet.profile, postalCode);
  return sheet.snapshot.rates('zip5-locality', line.date.from)?.rows.get(postalCode) ?? '';
}

/** Locality with the carrier the rule names in front; a locality that has one keeps it. */
export function carrierLocality(locality: string, rule: Rule): string {
  return locality.length > 2 ? locality : (rule.parameters.get('carrier') ?? '') + locality;
}

/** Practice cost indices: of carrier and locality as published, else of the locality in the short form. */
export function gpciOf(sheet: Worksheet, locality: string, rule: Rule, day: string): GpciRow | undefined {
  const published = carrierLocality(locality, rule);
  return (
    sheet.snapshot.gpci(published, day) ??
    (published === locality ? undefined : sheet.snapshot.gpci(locality, day))
  );
}

/** Facility practice expense holds where the place of service is in the profile's list. */
export function isFacilityPlace(sheet: Worksheet, { line }: WorksheetLine, rule: Rule): boolean {
  return wordSet(rule, 'facilityPlaces').has(line.placeOfService || sheet.claim.facilityCode);
}
