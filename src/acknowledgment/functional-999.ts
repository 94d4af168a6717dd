import type { Finding } from '../x12/finding.ts';
import type { EnvelopeWriter } from '../x12/writer.ts';
import { type AnswerEnvelope, openAnswerGroup, setControlNumber } from './answer-envelope.ts';
import { echoedText, isEchoable } from './echoed-text.ts';
import type { Echo, GroupAnswer, SetAnswer } from './group-answer.ts';
import { type ElementError, loopOf, type SegmentError, segmentErrors } from './segment-error.ts';

export const IMPLEMENTATION_999 = '005010X231A1';

/** IK502–IK506 and AK905–AK909 hold five codes each. */
const CODES_PER_TRAILER = 5;

/** AK905: the number of sets is wrong; also what is left to say of a set without a usable ST02 (X12 RFI 1339). */
const SET_COUNT_WRONG = '5';

/** IK502: one or more segments are in error, against X12 itself or against the guide alone. */
const SEGMENTS_IN_ERROR = '5';
const GUIDE_SEGMENTS_IN_ERROR = 'I5';

/** DE 724 holds 99 characters, DE 9998 holds 35. */
const BAD_DATA_LENGTH = 99;
const CONTEXT_REFERENCE_LENGTH = 35;

/** AK102 of a group whose GS06 is blank. */
const NO_NUMBER = '0';

/** IK501. */
type SetResult = 'A' | 'E' | 'R';

/**
 * The 999 to one interchange: one ST for each functional group, all in one group of one interchange.
 * Counts and results of AK9 follow from the sets. Source: 005010X231A1.
 */
export function write999(envelope: AnswerEnvelope, groups: readonly GroupAnswer[], echo: Echo = {}): Buffer {
  const writer = openAnswerGroup(envelope, 'FA', IMPLEMENTATION_999);
  groups.forEach((group, index) => {
    writer.beginSet('999', IMPLEMENTATION_999, setControlNumber(envelope, index));
    writeGroup(writer, group, echo);
    writer.endSet();
  });
  return writer.end();
}

function writeGroup(writer: EnvelopeWriter, group: GroupAnswer, echo: Echo): void {
  writer.segment(
    'AK1',
    echoedText(group.functionalId, 2),
    echoedText(group.controlNumber, 9) || NO_NUMBER,
    echoedText(group.version, 12),
  );
  const results: SetResult[] = [];
  const ak905 = [...group.ak905];
  for (const set of group.sets) {
    if (isNamed(set)) results.push(writeSet(writer, set, group.rejected, echo));
    else {
      results.push('R');
      ak905.push(SET_COUNT_WRONG);
    }
  }
  const accepted = group.rejected ? 0 : results.filter((result) => result !== 'R').length;
  writer.segment(
    'AK9',
    groupResult(group, results, ak905),
    String(group.declaredSetCount ?? group.receivedSetCount),
    String(group.receivedSetCount),
    String(accepted),
    ...firstCodes(ak905),
  );
}

/** AK2 can be built. */
function isNamed(set: SetAnswer): boolean {
  return echoedText(set.setId, 3) !== '' && echoedText(set.controlNumber, 9) !== '';
}

/** AK901: the group's own refusal, else what its sets came to. */
function groupResult(group: GroupAnswer, results: readonly SetResult[], ak905: readonly string[]): string {
  const rejected = results.filter((result) => result === 'R').length;
  if (group.rejected || (rejected > 0 && rejected === results.length)) return 'R';
  if (rejected > 0) return 'P';
  return results.includes('E') || ak905.length > 0 ? 'E' : 'A';
}

function writeSet(writer: EnvelopeWriter, set: SetAnswer, groupRejected: boolean, echo: Echo): SetResult {
  const errors = segmentErrors(set.findings);
  const ik502 = [...set.ik502];
  for (const { acknowledgment, severity } of set.findings) {
    if (acknowledgment.ik502 && severity !== 'ignore') ik502.push(acknowledgment.ik502);
  }
  const hasErrors = errors.count > 0 || ik502.length > 0;
  const result = setResult(set, groupRejected, hasErrors);
  // Inside a refused group the sets need no answer of their own, unless they have faults of their own to tell.
  if (groupRejected && !hasErrors) return result;
  // A set cannot be refused without a reason in IK502; when the reason is not known here, its segments are at fault.
  if (errors.count > 0) ik502.push(errors.breaksStandard ? SEGMENTS_IN_ERROR : GUIDE_SEGMENTS_IN_ERROR);
  else if (result !== 'A' && ik502.length === 0) ik502.push(SEGMENTS_IN_ERROR);

  const implementation = echoedText(set.implementation, 35);
  writer.segment('AK2', echoedText(set.setId, 3), echoedText(set.controlNumber, 9), implementation);
  for (const error of errors.listed) writeSegmentError(writer, error, echo);
  writer.segment('IK5', result, ...firstCodes(ik502));
  return result;
}

/** IK501. A set with something listed is never plainly accepted. */
function setResult(set: SetAnswer, groupRejected: boolean, hasErrors: boolean): SetResult {
  if (groupRejected) return 'R';
  switch (set.fate) {
    case 'rejected':
      return 'R';
    case 'accepted with errors':
      return 'E';
    case 'accepted':
      return hasErrors ? 'E' : 'A';
  }
}

function writeSegmentError(writer: EnvelopeWriter, error: SegmentError, echo: Echo): void {
  writer.segment('IK3', segmentIdOf(error), String(error.segmentOrdinal), error.loop, error.code);
  if (error.elements.length === 0) writeTrigger(writer, error.finding);
  const claim = echo.patientControlNumber?.(error.finding);
  // A shortened or altered number would name another claim; without CTX the position still leads to the right one.
  if (isEchoable(claim, CONTEXT_REFERENCE_LENGTH)) writer.segment('CTX', ['CLM01', claim]);
  for (const element of error.elements) writeElementError(writer, element, echo);
}

function writeElementError(writer: EnvelopeWriter, error: ElementError, echo: Echo): void {
  const position = [error.elementOrdinal, error.componentOrdinal, error.repetitionOrdinal];
  const badData = echo.badData?.(error.finding);
  writer.segment(
    'IK4',
    position.map((ordinal) => (ordinal === 0 ? '' : String(ordinal))),
    // IK402 is a number: a composite as a whole has none.
    /^\d{1,4}$/.test(error.dataElement) ? error.dataElement : '',
    error.code,
    isEchoable(badData, BAD_DATA_LENGTH) ? badData : '',
  );
  writeTrigger(writer, error.finding);
}

/** What made a situational rule apply: segment, its position and loop, and the element where one did. */
function writeTrigger(writer: EnvelopeWriter, { trigger }: Finding): void {
  if (trigger?.segmentId === undefined || trigger.segmentOrdinal === undefined) return;
  const { elementOrdinal, componentOrdinal, dataElement } = trigger;
  const position =
    elementOrdinal === undefined ? [] : [String(elementOrdinal), String(componentOrdinal ?? '')];
  writer.segment(
    'CTX',
    'SITUATIONAL TRIGGER',
    trigger.segmentId,
    String(trigger.segmentOrdinal),
    loopOf(trigger.loopPath),
    position,
    elementOrdinal === undefined ? '' : (dataElement ?? ''),
  );
}

/** IK301 takes two or three capitals and digits, which a wrecked segment need not have. */
function segmentIdOf(error: SegmentError): string {
  const id = error.segmentId.replace(/[^A-Z0-9]/g, '').slice(0, 3);
  return id.length >= 2 ? id : 'ZZZ';
}

function firstCodes(codes: readonly string[]): string[] {
  return [...new Set(codes)].slice(0, CODES_PER_TRAILER);
}
