import type { ReportedAdjustment } from '../claim/claim.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import type { ByteSource } from '../translation/byte-source.ts';
import { remittancesOf } from '../translation/read-records.ts';
import type {
  ClaimPayment,
  QualifiedAmount,
  RemittanceAdvice,
  ServicePayment,
} from '../translation/remittance-advice.ts';
import { Fault } from '../x12/fault.ts';

/** Claims of the first file held to be compared with. */
export const DIFF_CLAIMS = 500_000;
/** Differences listed; the ones beyond are counted. */
export const DIFFERENCES_LISTED = 10_000;

/** What the two say differently; '' where one says nothing. */
export interface RemittanceDifference {
  readonly kind: 'payment' | 'claim';
  /** TRN02 of the payment; CLP01 and CLP07 of the claim. */
  readonly traceNumber: string;
  readonly patientControlNumber: string;
  readonly claimNumber: string;
  /** `paid`, `line 1 charge`, `line 2 CO 45`, `provider adjustment FB 1234` … */
  readonly what: string;
  readonly left: string;
  readonly right: string;
}

export interface RemittanceDiff {
  readonly same: boolean;
  readonly claimsLeft: number;
  readonly claimsRight: number;
  readonly differences: readonly RemittanceDifference[];
  readonly differencesNotListed: number;
}

type Facts = Map<string, string>;

interface Entry
  extends Pick<RemittanceDifference, 'kind' | 'traceNumber' | 'patientControlNumber' | 'claimNumber'> {
  readonly facts: Facts;
}

/**
 * Compares two 835 files by what they say: payments (found by trace number), claims (by CLP01, CLP07 and whether they
 * reverse), lines (by REF*6R, else in their order), adjustments summed by group and code, remarks, PLB by code and
 * reference. The order of segments, envelopes, delimiters and control numbers say nothing.
 *
 * @throws Fault `DIFF-TOO-LARGE`
 */
export async function diffRemittances(
  left: ByteSource,
  right: ByteSource,
  guides: GuideCatalogue,
): Promise<RemittanceDiff> {
  const waiting = new Map<string, Entry>();
  const differences: RemittanceDifference[] = [];
  let differencesNotListed = 0;
  const tell = (difference: RemittanceDifference) => {
    if (differences.length < DIFFERENCES_LISTED) differences.push(difference);
    else differencesNotListed += 1;
  };
  let claimsLeft = 0;
  let claimsRight = 0;
  for await (const [key, entry] of entriesOf(left, guides)) {
    if (entry.kind === 'claim' && (claimsLeft += 1) > DIFF_CLAIMS) throw tooLarge();
    waiting.set(key, entry);
  }
  for await (const [key, entry] of entriesOf(right, guides)) {
    if (entry.kind === 'claim') claimsRight += 1;
    const other = waiting.get(key);
    waiting.delete(key);
    if (other === undefined) tell(onlyIn(entry, 'right'));
    else compare(other, entry, tell);
  }
  for (const entry of waiting.values()) tell(onlyIn(entry, 'left'));
  const same = differences.length === 0;
  return { same, claimsLeft, claimsRight, differences, differencesNotListed };
}

async function* entriesOf(
  source: ByteSource,
  guides: GuideCatalogue,
): AsyncGenerator<readonly [string, Entry]> {
  const seen = new Map<string, number>();
  /** Same names may come again: the first is compared with the first. */
  const numbered = (name: string): string => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return `${name}|${count}`;
  };
  for await (const remittance of remittancesOf(source, { guides })) {
    const { traceNumber } = remittance.payment;
    for (const claim of remittance.claims) {
      const { patientControlNumber, claimNumber, status } = claim;
      const act = status === '22' ? 'reversal' : 'payment';
      const entry: Entry = {
        kind: 'claim',
        traceNumber,
        patientControlNumber,
        claimNumber,
        facts: claimFacts(claim),
      };
      yield [numbered(`claim|${patientControlNumber}|${claimNumber}|${act}`), entry];
    }
    if (!remittance.isLastPart) continue;
    const facts = paymentFacts(remittance);
    const entry: Entry = {
      kind: 'payment',
      traceNumber,
      patientControlNumber: '',
      claimNumber: '',
      facts,
    };
    yield [numbered(`payment|${traceNumber}`), entry];
  }
}

function compare(left: Entry, right: Entry, tell: (difference: RemittanceDifference) => void): void {
  const { facts: before, ...named } = left;
  for (const what of new Set([...before.keys(), ...right.facts.keys()])) {
    const one = before.get(what) ?? '';
    const other = right.facts.get(what) ?? '';
    if (one !== other) tell({ ...named, what, left: one, right: other });
  }
  if (left.traceNumber !== right.traceNumber) {
    tell({ ...named, what: 'payment', left: left.traceNumber, right: right.traceNumber });
  }
}

function onlyIn({ facts, ...named }: Entry, side: 'left' | 'right'): RemittanceDifference {
  const what = `only in the ${side === 'left' ? 'first' : 'second'} file`;
  const paid = facts.get('paid') ?? '';
  return { ...named, what, left: side === 'left' ? paid : '', right: side === 'right' ? paid : '' };
}

function paymentFacts({ payment, payer, payee, providerAdjustments = [] }: RemittanceAdvice): Facts {
  const facts: Facts = new Map();
  put(facts, 'paid', cents(payment.paidCents));
  put(facts, 'method', payment.method);
  put(facts, 'date', payment.date);
  put(facts, 'payer', payer.name);
  put(facts, 'payee', payee.id);
  for (const { code, reference, providerId, amountCents } of providerAdjustments) {
    add(facts, `provider adjustment ${code} ${reference} of ${providerId}`, amountCents);
  }
  return facts;
}

function claimFacts(claim: ClaimPayment): Facts {
  const facts: Facts = new Map();
  put(facts, 'status', claim.status);
  put(facts, 'charge', cents(claim.chargeCents));
  put(facts, 'paid', cents(claim.paidCents));
  put(facts, 'patient responsibility', cents(claim.patientResponsibilityCents ?? 0));
  put(facts, 'filing indicator', claim.claimFilingIndicator);
  put(facts, 'facility', claim.facilityCode);
  put(facts, 'frequency', claim.frequency);
  put(facts, 'drg', claim.drg);
  put(facts, 'remarks', [...claim.remarks].sort().join(' '));
  put(facts, 'patient id', claim.patient?.id ?? '');
  addAdjustments(facts, '', claim.adjustments);
  addDetails(facts, '', claim.references, claim.dates, claim.amounts);
  for (const [index, line] of claim.lines.entries()) addLine(facts, line, index);
  return facts;
}

function addLine(facts: Facts, line: ServicePayment, index: number): void {
  const own = line.references.find(({ qualifier }) => qualifier === '6R')?.value;
  const named = `line of control number ${own} `;
  // A control number that comes twice names no line.
  const at = own === undefined || facts.has(`${named}procedure`) ? `line ${index + 1} ` : named;
  const { service } = line;
  put(facts, `${at}procedure`, [service.qualifier, service.code, ...service.modifiers].join(' '));
  put(facts, `${at}charge`, cents(line.chargeCents));
  put(facts, `${at}paid`, cents(line.paidCents));
  put(facts, `${at}revenue code`, line.revenueCode);
  // An absent SVC05 means one unit.
  put(facts, `${at}units`, line.paidUnits === '' ? '1' : line.paidUnits);
  put(
    facts,
    `${at}remarks`,
    line.remarks
      .map(({ code }) => code)
      .sort()
      .join(' '),
  );
  addAdjustments(facts, at, line.adjustments);
  addDetails(facts, at, line.references, line.dates, line.amounts);
}

function addAdjustments(facts: Facts, at: string, adjustments: readonly ReportedAdjustment[]): void {
  for (const { group, reason, amountCents } of adjustments)
    add(facts, `${at}${group} ${reason}`, amountCents);
}

function addDetails(
  facts: Facts,
  at: string,
  references: ClaimPayment['references'],
  dates: ClaimPayment['dates'],
  amounts: readonly QualifiedAmount[],
): void {
  for (const { qualifier, value } of references) join(facts, `${at}reference ${qualifier}`, value);
  for (const { qualifier, date } of dates) join(facts, `${at}date ${qualifier}`, date);
  for (const { qualifier, amountCents } of amounts) add(facts, `${at}amount ${qualifier}`, amountCents);
}

function put(facts: Facts, what: string, value: string): void {
  if (value !== '') facts.set(what, value);
}

function join(facts: Facts, what: string, value: string): void {
  const before = facts.get(what);
  facts.set(what, before === undefined ? value : `${before} ${value}`);
}

/** Of one kind, sums are compared: how they were shared out over segments says nothing. */
function add(facts: Facts, what: string, amountCents: number | undefined): void {
  if (amountCents === undefined) join(facts, what, 'no number');
  else facts.set(what, cents(Math.round(Number(facts.get(what) ?? '0') * 100) + amountCents));
}

function cents(value: number | undefined): string {
  return value === undefined ? '' : (value / 100).toFixed(2);
}

function tooLarge(): Fault {
  return new Fault({
    code: 'DIFF-TOO-LARGE',
    message: `The first file has more than ${DIFF_CLAIMS} claims.`,
    hint: 'Compare payment by payment.',
    exitCode: 2,
  });
}
