import { isWithinSpan, type OtherCoverage } from '../../reference/case-records.ts';
import { actingRuleOfKind } from '../disposition.ts';
import { denyLine, denyOpenLines, openLines, type Worksheet } from '../worksheet.ts';
import { payersBeforeUs } from './payers-before-us.ts';

const INPATIENT = '11';
/** Kinds of coverage that are judged as accidents (KP-71, KP-72). */
const ACCIDENT_KINDS: ReadonlySet<string> = new Set(['auto', 'liability', 'no-auto', 'work']);

/**
 * KP-70: when Medicare begins during a stay and shares a day with it, Medicare pays the whole stay. KP-73: a payer that
 * we know to come before us must have decided first.
 */
export function checkKnownCoverage(sheet: Worksheet): void {
  const known = sheet.snapshot.cases
    .otherCoveragesOf(sheet.memberId)
    .filter((coverage) => coverage.isBeforeUs && !ACCIDENT_KINDS.has(coverage.kind));
  if (known.length === 0) return;
  const stay = actingRuleOfKind(sheet.profile, 'medicare-stay', sheet.period.from);
  if (stay && known.some((coverage) => beginsDuringStay(sheet, coverage))) {
    denyOpenLines(sheet, stay, [''], 'Medicare began during the stay and pays all of it');
    return;
  }
  const rule = actingRuleOfKind(sheet.profile, 'known-coverage', sheet.period.from);
  // A payer that has decided already stands on the claim.
  if (!rule || payersBeforeUs(sheet.claim).length > 0) return;
  for (const line of openLines(sheet)) {
    if (!known.some((coverage) => isWithinSpan(coverage, line.date.from))) continue;
    denyLine(sheet, line, rule, '', 'another payer comes before us and has not decided');
  }
}

function beginsDuringStay(
  { claim, period, lineOfBusiness }: Worksheet,
  { kind, from }: OtherCoverage,
): boolean {
  if (claim.part.kind !== 'institutional' || claim.facilityCode !== INPATIENT) return false;
  if (lineOfBusiness === 'medicare-advantage') return false;
  // Only Part A pays a stay; the day of discharge is no day of it.
  return kind === 'medicare-a' && period.from < from && from < period.to;
}
