import { type Claim, type HealthCode, servicePeriod } from '../claim/claim.ts';
import type { Finding } from '../x12/finding.ts';
import { placeOfClaim } from './claim-place.ts';
import type { ClaimPlaces } from './claim-places.ts';
import { validationFinding } from './finding-table.ts';

/** The first day on which ICD-10 is used: by day of discharge for inpatients, by day of service for others. */
const ICD_10_FROM = '20151001';

const ICD_10: ReadonlySet<string> = new Set(['ABK', 'ABF', 'ABJ', 'APR', 'ABN', 'BBR', 'BBQ']);
const ICD_9: ReadonlySet<string> = new Set(['BK', 'BF', 'BJ', 'PR', 'BN', 'BR', 'BQ']);

/** Diagnoses for which a hospital tells whether they were present on admission. */
const TELLS_ADMISSION: ReadonlySet<string> = new Set(['ABK', 'ABF', 'BK', 'BF']);

/** Facility parts of the type of bill that stand for inpatients. */
const INPATIENT: ReadonlySet<string> = new Set(['11', '18', '21', '28', '41', '65', '66', '86']);
const ACUTE_HOSPITAL = '11';
const STILL_PATIENT = '30';
/** Room and board: the revenue codes that are billed by the day. */
const ACCOMMODATION = /^0(?:1[0-9]|20|21)\d$/;

/**
 * The codes of HI and CL1 against each other and the dates.
 *
 * @param isVersionTold the version of the codes is not looked at
 */
export function codeFindings(claim: Claim, places: ClaimPlaces, isVersionTold: boolean): Finding[] {
  const findings: Finding[] = [];
  const version = isVersionTold ? undefined : versionFinding(claim, places);
  if (version !== undefined) findings.push(version);
  const { part } = claim;
  if (part.kind !== 'institutional') return findings;
  if (claim.facilityCode === ACUTE_HOSPITAL) {
    const index = claim.codes.findIndex(
      (code) => TELLS_ADMISSION.has(code.qualifier) && code.presentOnAdmission === undefined,
    );
    if (index !== -1)
      findings.push(validationFinding('CLAIM-POA-MISSING', places.placeOfCode(claim, index, 9)));
  }
  const isInterim = claim.frequency === '2' || claim.frequency === '3';
  if (
    isInterim &&
    INPATIENT.has(claim.facilityCode) &&
    part.dischargeStatus !== '' &&
    part.dischargeStatus !== STILL_PATIENT
  ) {
    findings.push(validationFinding('CLAIM-INTERIM-DISCHARGED', placeOfClaim(claim)));
  }
  return findings;
}

/** True for a line of room and board without days. */
export function lacksDays(line: Claim['lines'][number]): boolean {
  return ACCOMMODATION.test(line.revenueCode) && line.unitsMilli === 0;
}

/** One finding a claim: with one wrong, all are. */
function versionFinding(claim: Claim, places: ClaimPlaces): Finding | undefined {
  const period = servicePeriod(claim);
  const day =
    INPATIENT.has(claim.facilityCode) && claim.part.kind === 'institutional' ? period.to : period.from;
  let first: 9 | 10 | undefined;
  for (let index = 0; index < claim.codes.length; index += 1) {
    const version = versionOf(claim.codes[index]!);
    if (version === undefined) continue;
    if (first !== undefined && version !== first) {
      return validationFinding('CLAIM-CODES-MIXED', places.placeOfCode(claim, index, 1));
    }
    if (first === undefined && day.length === 8) {
      if (version === 9 && day >= ICD_10_FROM)
        return validationFinding('CLAIM-ICD-9-LATE', places.placeOfCode(claim, index, 1));
      if (version === 10 && day < ICD_10_FROM)
        return validationFinding('CLAIM-ICD-10-EARLY', places.placeOfCode(claim, index, 1));
    }
    first ??= version;
  }
  return undefined;
}

function versionOf({ qualifier }: HealthCode): 9 | 10 | undefined {
  if (ICD_10.has(qualifier)) return 10;
  return ICD_9.has(qualifier) ? 9 : undefined;
}
