import type { Rule } from '../../reference/payer-profile.ts';
import { dispositionOf, ruleFor } from '../disposition.ts';
import type { GlobalService, PastGlobalService } from '../global-service.ts';
import { denyPricedLine, pendedDecision } from '../make-decision.ts';
import { isInPackage } from '../pricing/global-package.ts';
import type { Settlement } from '../settlement.ts';
import { note, type SettlementRequest } from '../settlement-request.ts';

/**
 * KP-41 over several claims: a visit or further procedure within the global period of a surgery that was paid on another
 * claim is in the surgery's price. When the surgery comes last, what was paid before is for a person to take back.
 */
export function packageGlobalServices(request: SettlementRequest): Settlement | undefined {
  const { priced, history, profile } = request;
  const { globalServices = [] } = priced;
  if (globalServices.length === 0 || priced.pends.length > 0 || !history.globalServices) return undefined;
  const rule = ruleFor(profile, 'rbrvs', priced.lineOfBusiness, priced.serviceFrom);
  if (!rule) return undefined;
  const past = history
    .globalServices(priced.memberId, priced.payeeId)
    .filter(
      ({ claimNumber }) =>
        claimNumber !== priced.claimNumber && claimNumber !== request.original?.claimNumber,
    );
  if (past.length === 0) return undefined;
  for (const service of globalServices) packageService(request, rule, service, past);
  return waitForPaidServices(request, rule, past);
}

function packageService(
  request: SettlementRequest,
  rule: Rule,
  service: GlobalService,
  past: readonly PastGlobalService[],
): void {
  const line = request.priced.lines.find(({ ordinal }) => ordinal === service.line);
  if (!line || line.isDenied) return;
  const surgery = past.find((each) => isInPackage(service, each, rule));
  if (!surgery) return;
  const text = `within the global period of line ${surgery.line} of claim ${surgery.claimNumber}`;
  request.priced = denyPricedLine(request, line, rule, 'global', text);
}

/** A surgery that was judged before, or takes the place of one that was, is not asked about again. */
function waitForPaidServices(
  request: SettlementRequest,
  rule: Rule,
  past: readonly PastGlobalService[],
): Settlement | undefined {
  const { priced, previous, original } = request;
  if (previous) return undefined;
  const judged = new Set(
    (original?.decision?.lines ?? []).map(({ procedure, serviceDate }) => `${procedure} ${serviceDate.from}`),
  );
  const open = new Set(priced.lines.filter(({ isDenied }) => !isDenied).map(({ ordinal }) => ordinal));
  const surgeries = (priced.globalServices ?? []).filter(
    ({ line, procedure, day }) => open.has(line) && !judged.has(`${procedure} ${day}`),
  );
  const paid = past.filter((each) => surgeries.some((surgery) => isInPackage(each, surgery, rule)));
  if (paid.length === 0) return undefined;
  const places = paid.map(({ claimNumber, line }) => `line ${line} of claim ${claimNumber}`);
  const text = `its global period holds what was paid before: ${[...new Set(places)].join(', ')}`;
  const { outcome } = dispositionOf(rule, 'global-paid');
  if (outcome !== 'pend') {
    note(request, rule, 'flag', text);
    return undefined;
  }
  if (priced.reviewedRules?.includes(rule.id)) {
    note(request, rule, 'passed', `${text}; decided by a person: no longer waits`);
    return undefined;
  }
  note(request, rule, 'pend', text);
  const pends = [{ rule: rule.id, section: rule.section, text }];
  const decision = pendedDecision(request, pends);
  // A correction that waits leaves a decided original as it is; of a pended one it has the place.
  return original?.state === 'pended' ? { act: 'replace', original, decision } : { act: 'decide', decision };
}
