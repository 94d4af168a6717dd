import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import type { OutboxFile } from '../store/store.ts';
import { checkOwnSet } from '../validation/check-own-set.ts';
import { Fault } from '../x12/fault.ts';
import type { Finding } from '../x12/finding.ts';

/**
 * Answers are read by the engine that reads partners' files before anything of them is committed: one with a finding
 * stops its interchange, which stays open and unanswered.
 *
 * @throws Fault `ANSWER-FAULTY`, exit code 4
 */
export function proveAnswers(files: readonly OutboxFile[], guides: GuideCatalogue): void {
  for (const { name, type, bytes } of files) {
    const [first, ...others] = checkOwnSet(bytes, guides, name).filter((each) => !isEcho(each));
    if (!first) continue;
    const { segmentId = '', segmentOrdinal = 0, elementOrdinal } = first.place;
    const element = elementOrdinal === undefined ? '' : String(elementOrdinal).padStart(2, '0');
    throw new Fault({
      code: 'ANSWER-FAULTY',
      message:
        `the ${type} that would be sent does not pass our own checks: ${first.code} at ` +
        `${segmentId}${element} of segment ${segmentOrdinal}` +
        (others.length > 0 ? ` and ${others.length} more` : ''),
      hint: 'Nothing of this interchange is answered. Keep the data root as it is and report the file.',
      exitCode: 4,
    });
  }
}

/** AK101 gives back GS01 as it came, whatever it was: that is what is wrong with the group (AK905 1). */
function isEcho({ code, place }: Finding): boolean {
  const isOfCode = code === 'GUIDE-CODE-UNKNOWN' || code === 'GUIDE-CODE-NOT-USED';
  return isOfCode && place.segmentId === 'AK1' && place.elementOrdinal === 1;
}
