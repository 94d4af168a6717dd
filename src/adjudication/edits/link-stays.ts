import type { Rule } from '../../reference/payer-profile.ts';
import { addDays, daysBetween } from '../../x12/calendar.ts';
import { isLive } from '../claim-state.ts';
import { ruleFor } from '../disposition.ts';
import type { PastClaim } from '../history.ts';
import { isRefusal, pendedDecision } from '../make-decision.ts';
import { careSetting } from '../pricing/contract-term.ts';
import { codeListOf, numberParameter } from '../pricing/rule-values.ts';
import type { Settlement } from '../settlement.ts';
import { note, type SettlementRequest } from '../settlement-request.ts';

const DEFAULT_DAYS = 30;

/**
 * FP-44 and FP-48 over several claims: a stay soon after another, and tests before a stay that are billed apart, are for
 * a person: only the records say whether they are one episode. The other claim may have come first or last.
 */
export function linkStays(request: SettlementRequest): Settlement | undefined {
  const { priced, history, original } = request;
  // A void, correction or new decision of a claim that was linked is judged as it was then.
  if (!priced.facts.isInstitutional || original || request.previous || !history.institutionalClaims)
    return undefined;
  const past = history.institutionalClaims(priced.memberId).filter(({ state, decision, claimNumber }) => {
    // A claim that was refused as a request says nothing of a stay.
    return isLive(state) && decision && !isRefusal(decision) && claimNumber !== priced.claimNumber;
  });
  if (past.length === 0) return undefined;
  const isStay = careSetting(priced.facts.facilityCode) === 'inpatient';
  return isStay ? (readmission(request, past) ?? testsOf(request, past)) : testsBefore(request, past);
}

function readmission(request: SettlementRequest, past: readonly PastClaim[]): Settlement | undefined {
  const rule = ofKind(request, 'linked-stays');
  if (!rule) return undefined;
  const days = numberParameter(rule, 'days', DEFAULT_DAYS);
  const { serviceFrom, serviceTo, payeeId, isTransferIn, isTransferOut } = request.priced;
  const isSoon = (discharged: string, admitted: string): boolean =>
    discharged <= admitted && daysBetween(discharged, admitted) <= days;
  const isNext = (discharged: string, admitted: string): boolean =>
    discharged <= admitted && daysBetween(discharged, admitted) <= 1;
  const stays = past.filter(isStayOf);
  // FP-41: of a transfer, on which both claims agree, each hospital is paid by its own part; within one hospital it is one
  // episode.
  const others = stays.filter((each) => each.payeeId !== payeeId);
  const isFrom = (each: PastClaim): boolean =>
    isNext(each.serviceTo, serviceFrom) && each.decision!.isTransferOut === true;
  const isTo = (each: PastClaim): boolean =>
    isNext(serviceTo, each.serviceFrom) && each.decision!.isTransferIn === true;
  if (isTransferIn && others.some(isFrom)) return undefined;
  const earlier = stays.find((each) => isSoon(each.serviceTo, serviceFrom));
  if (earlier)
    return wait(request, rule, `readmitted within ${days} days of the stay of claim ${earlier.claimNumber}`);
  if (isTransferOut && others.some(isTo)) return undefined;
  const later = stays.find((each) => isSoon(serviceTo, each.serviceFrom));
  return (
    later && wait(request, rule, `readmitted within ${days} days: the stay of claim ${later.claimNumber}`)
  );
}

/** This stay takes in tests of its hospital that were billed before it. */
function testsOf(request: SettlementRequest, past: readonly PastClaim[]): Settlement | undefined {
  const rule = ofKind(request, 'pre-admission-tests');
  if (!rule) return undefined;
  const { serviceFrom, payeeId } = request.priced;
  const tests = past.find(
    (each) =>
      !isStayOf(each) &&
      each.payeeId === payeeId &&
      each.decision!.lines.some(
        (line) =>
          line.paidCents > 0 && isTestBefore(rule, line.revenueCode, line.serviceDate.from, serviceFrom),
      ),
  );
  return tests && wait(request, rule, `tests before this stay were paid on claim ${tests.claimNumber}`);
}

function testsBefore(request: SettlementRequest, past: readonly PastClaim[]): Settlement | undefined {
  const rule = ofKind(request, 'pre-admission-tests');
  if (!rule) return undefined;
  const { lines, payeeId } = request.priced;
  const stay = past.find(
    (each) =>
      isStayOf(each) &&
      each.payeeId === payeeId &&
      lines.some(
        (line) =>
          !line.isDenied && isTestBefore(rule, line.revenueCode, line.serviceDate.from, each.serviceFrom),
      ),
  );
  return stay && wait(request, rule, `tests are part of the stay of claim ${stay.claimNumber}`);
}

/** On the day of admission, or as many days before it as the rule says. */
function isTestBefore(rule: Rule, revenueCode: string, day: string, admitted: string): boolean {
  const first = addDays(admitted, -numberParameter(rule, 'days', 1));
  return codeListOf(rule, 'testRevenueCodes').has(revenueCode) && first <= day && day <= admitted;
}

function isStayOf({ decision }: PastClaim): boolean {
  return decision !== undefined && careSetting(decision.facts.facilityCode) === 'inpatient';
}

function ofKind({ profile, priced }: SettlementRequest, kind: string): Rule | undefined {
  return ruleFor(profile, kind, priced.lineOfBusiness, priced.serviceTo);
}

function wait(request: SettlementRequest, rule: Rule, text: string): Settlement | undefined {
  if (request.priced.reviewedRules?.includes(rule.id)) {
    note(request, rule, 'passed', `${text}; decided by a person: no longer waits`);
    return undefined;
  }
  note(request, rule, 'pend', text);
  const pends = [...request.priced.pends, { rule: rule.id, section: rule.section, text }];
  return { act: 'decide', decision: pendedDecision(request, pends) };
}
