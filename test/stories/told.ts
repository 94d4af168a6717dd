import type { Decision, LineDecision } from '../../src/adjudication/decision.ts';
import type { Store } from '../../src/store/store.ts';
import type {
  ExpectedClaim,
  ExpectedFile,
  ExpectedLine,
  ExpectedPayment,
  ExpectedSecondPlan,
} from './story.ts';
import type { StoryRun } from './story-runner.ts';

/** What the store says of a claim, in the shape of what was worked out by hand. */
export async function toldClaim(store: Store, claimNumber: string): Promise<ExpectedClaim | undefined> {
  const row = await store.claimByNumber(claimNumber);
  if (!row) return undefined;
  const { patientControlNumber, state, chargeCents } = row;
  const known = { claimNumber, patientControlNumber, state, chargeCents };
  const decision = await decisionOf(store, row.claimId);
  if (!decision) return known;
  if (decision.status === 'pended') return { ...known, waitsFor: decision.pendReason.split(':')[0] ?? '' };
  return {
    ...known,
    status: decision.status,
    allowedCents: decision.allowedCents,
    paidCents: decision.paidCents,
    patientCents: decision.patientResponsibilityCents,
    fund: decision.fund,
    remarks: decision.remarks,
    lines: decision.lines.map(toldLine),
    ...(decision.memberPayment && { memberCents: decision.memberPayment.amountCents }),
    ...(decision.secondPlan && { secondPlan: toldSecond(decision.secondPlan) }),
  };
}

/** The last decision of a claim; none for a void or an encounter, whose row holds its trace only. */
export async function decisionOf(store: Store, claimId: number): Promise<Decision | undefined> {
  const last = (await store.decisionsOfClaim(claimId)).at(-1);
  if (!last) return undefined;
  return last.outcome.kind === 'decision' ? last.outcome.decision : undefined;
}

function toldSecond(decision: Decision): ExpectedSecondPlan {
  const { fund, claimStatus, allowedCents, paidCents, patientResponsibilityCents, lines } = decision;
  const patientCents = patientResponsibilityCents;
  return { fund, claimStatus, allowedCents, paidCents, patientCents, lines: lines.map(toldLine) };
}

function toldLine(line: LineDecision): ExpectedLine {
  return {
    code: line.procedure || line.revenueCode,
    chargeCents: line.chargeCents,
    allowedCents: line.allowedCents,
    paidCents: line.paidCents,
    adjustments: line.adjustments.map(({ group, carc, amountCents }) => ({ group, carc, amountCents })),
    remarks: line.remarks,
  };
}

/** Payments in the order of step, payee and fund. */
export async function toldPayments(store: Store, run: StoryRun): Promise<ExpectedPayment[]> {
  const dates = run.reports.map((report) => report.run?.businessDate);
  const told = (await store.payments({})).map((row) => ({
    step: dates.indexOf(row.paymentDate) + 1,
    payeeId: row.payeeId,
    fund: row.fund,
    method: row.method,
    claimsCents: row.claimsCents,
    paidCents: row.paidCents,
    forwardInCents: row.forwardInCents,
    forwardOutCents: row.forwardOutCents,
  }));
  return inOrder(told);
}

export function inOrder(payments: readonly ExpectedPayment[]): ExpectedPayment[] {
  const key = ({ step, payeeId, fund }: ExpectedPayment) => `${step} ${payeeId} ${fund}`;
  return [...payments].sort((left, right) => (key(left) < key(right) ? -1 : 1));
}

export function toldFiles(run: StoryRun): ExpectedFile[] {
  return run.reports.flatMap((report, index) =>
    report.files.map(({ partnerId, name, outcome }) => ({
      step: index + 1,
      partner: partnerId,
      name,
      outcome,
    })),
  );
}

/** Text of everything of one kind that went to one partner in one step. */
export function sent(run: StoryRun, step: number, partner: string, type: string): string {
  const files = run.reports[step - 1]?.published ?? [];
  return files
    .filter((file) => file.partnerId === partner && file.type === type)
    .map((file) => run.outbox.get(`${partner}/${file.name}`)?.toString('latin1') ?? '')
    .join('\n');
}
