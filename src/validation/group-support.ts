import type { Guide } from '../guide/guide.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import type { Finding } from '../x12/finding.ts';
import { placeOfSet } from '../x12/place-of-set.ts';
import type { FunctionalGroup, TransactionSet } from '../x12/reader.ts';
import { validationFinding } from './finding-table.ts';

/** Version and release of X12 that HIPAA names; within it ST03 says by which guide a set is read. */
const VERSION = '005010';

/**
 * A group of sets that nothing here reads: another functional id (AK905 1), or a version before 005010 or of other
 * sets (AK905 2). Its sets are not read by rules they were not written for.
 */
export function groupSupportFindings(group: FunctionalGroup, guides: GuideCatalogue): Finding[] {
  const ofKind = guides.guides.filter(({ functionalGroup }) => functionalGroup === group.functionalId.trim());
  const version = group.version.trim();
  if (ofKind.length === 0) return [finding('GROUP-UNKNOWN', group, 1)];
  if (ofKind.some(({ accepts }) => accepts.includes(version))) return [];
  // Without the guide in GS08, or with an erratum not known here, ST03 decides.
  const isForeign = guides.guides.some(({ accepts }) => accepts.includes(version));
  if (version.startsWith(VERSION) && !isForeign) return [];
  return [finding('GROUP-VERSION', group, 8)];
}

/** A set of another kind than its group: IK502 18. */
export function membershipFindings(set: TransactionSet, guide: Guide | undefined): Finding[] {
  const { group } = set;
  if (guide === undefined || guide.functionalGroup === group.functionalId.trim() || isRefused(group))
    return [];
  return [validationFinding('SET-OUTSIDE-GROUP', placeOfSet(set))];
}

/** A request for more claims than are answered at once. */
export function inquiriesFinding(set: TransactionSet, file: string): Finding {
  return validationFinding('STATUS-TOO-MANY', { ...placeOfSet(set), file });
}

/** True when the group or the interchange is refused as it begins: what stands in it has no finding of its own. */
export function isRefused({ findings, interchange }: FunctionalGroup): boolean {
  return [...findings, ...interchange.findings].some(({ severity }) => severity === 'reject');
}

function finding(
  code: 'GROUP-UNKNOWN' | 'GROUP-VERSION',
  group: FunctionalGroup,
  elementOrdinal: number,
): Finding {
  const { interchange } = group;
  return validationFinding(code, {
    file: interchange.file,
    offsetBytes: group.offsetBytes,
    lengthBytes: 0,
    line: group.line,
    interchange: interchange.controlNumber,
    group: group.controlNumber,
    segmentId: 'GS',
    elementOrdinal,
  });
}
