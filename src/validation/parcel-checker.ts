import { type Claim, servicePeriod } from '../claim/claim.ts';
import { ClaimBuilder } from '../claim/claim-builder.ts';
import type { Parcel, SourceRun } from '../claim/parcel.ts';
import { CLM, HL, LX, SE } from '../claim/tags.ts';
import { ElementChecker } from '../guide/element-checker.ts';
import type { Guide } from '../guide/guide.ts';
import { SituationChecker } from '../guide/situation-checker.ts';
import type { ValidDates } from '../guide/value-list.ts';
import { Walker } from '../guide/walker.ts';
import type { Finding } from '../x12/finding.ts';
import type { Segment } from '../x12/segment.ts';
import { Tokenizer } from '../x12/tokenizer.ts';
import { balancingFindings } from './balancing.ts';
import { BrokenParts } from './broken-parts.ts';
import type { CheckContext, CheckedClaim, ParcelFindings } from './check-parcel.ts';
import { codeFindings } from './claim-codes.ts';
import { dateFindings } from './claim-dates.ts';
import { ClaimPlaces } from './claim-places.ts';
import { coordinationFindings, hasUnknownPayer } from './coordination.ts';
import { addFaults, claimFate, faultsOf, NO_FAULTS } from './fates.ts';
import { FINDINGS_PER_CLAIM, FINDINGS_PER_PARCEL } from './limits.ts';
import { payerBalancingFindings } from './payer-balancing.ts';
import { payerChecks } from './payer-checks.ts';
import { applyPolicy } from './severity.ts';
import { situationFindings } from './situations.ts';

/** A segment the walker could not place is in no loop: the claim builder passes over it. */
const NO_LOOP = '-';

const NOTHING: readonly Finding[] = Object.freeze([]);

/** SNIP type of values that a list does not know. */
const VALUE_FINDING = 5;

/** The one pass over one parcel behind {@link checkParcel}. */
export class ParcelChecker {
  readonly #parcel: Parcel;
  readonly #context: CheckContext;
  readonly #onClaim: (checked: CheckedClaim) => void;
  readonly #builder: ClaimBuilder | undefined;
  readonly #walker: Walker | undefined;
  readonly #elements: ElementChecker | undefined;
  readonly #guide: Guide | undefined;
  readonly #situations: SituationChecker | undefined;
  readonly #emit = (finding: Finding): void => this.#tellElement(finding);
  readonly #places = new ClaimPlaces();
  /** Codes of the claim that are good on some days only. */
  #dated: { readonly finding: Finding; readonly dates: ValidDates }[] = [];
  #replaying = false;
  #inClaim = false;
  #claimIndex: number;
  #claimFindings: Finding[] = [];
  #physicalLines: number[] = [];
  /** A segment of the claim was passed over without a word. */
  #claimIsLost = false;
  #claimInherited: readonly Finding[] = NOTHING;
  readonly #ofNextClaim: Finding[] = [];
  readonly #findings: Finding[] = [];
  readonly #contextFindings: Finding[] = [];
  #findingsDropped = 0;
  #claimsAccepted = 0;
  #claimsRejected = 0;
  #acceptedCents = 0;
  #rejectedCents = 0;
  #claimsWithoutCharge = 0;
  #claimFaults = NO_FAULTS;

  constructor(parcel: Parcel, context: CheckContext, onClaim: (checked: CheckedClaim) => void) {
    this.#parcel = parcel;
    this.#context = context;
    this.#onClaim = onClaim;
    this.#claimIndex = parcel.firstClaimIndex;
    const { guides } = context;
    const guide = guides.byId(parcel.guideId) ?? guides.find(parcel.setId, parcel.guideId);
    if (guide === undefined) return;
    this.#guide = guide;
    const hasClaims = parcel.setId === '837';
    this.#situations = new SituationChecker(guide, (finding, isInherited) =>
      this.#tellSituation(finding, isInherited),
    );
    this.#walker = new Walker(guide, 'claims', hasClaims ? this.#situations : undefined);
    this.#walker.reset({
      file: parcel.file,
      interchange: parcel.interchangeControlNumber,
      group: parcel.groupControlNumber,
      set: parcel.setControlNumber,
    });
    this.#elements = new ElementChecker(guide, (finding, dates) => {
      if (this.#inClaim) this.#dated.push({ finding, dates });
    });
    if (hasClaims) this.#builder = new ClaimBuilder(parcel, (claim) => this.#finish(claim));
  }

  check(): ParcelFindings {
    if (this.#walker !== undefined) this.#read(this.#walker);
    return {
      findings: this.#findings,
      contextFindings: this.#contextFindings,
      findingsDropped: this.#findingsDropped,
      claimsAccepted: this.#claimsAccepted,
      claimsRejected: this.#claimsRejected,
      acceptedCents: this.#acceptedCents,
      rejectedCents: this.#rejectedCents,
      claimsWithoutCharge: this.#claimsWithoutCharge,
      claimFaults: this.#claimFaults,
    };
  }

  #read(walker: Walker): void {
    const { replay, body, delimiters, bodyOffsetBytes, bodyLengthBytes } = this.#parcel;
    const tokenizer = new Tokenizer((segment) => this.#take(segment, walker), { delimiters });
    this.#replaying = true;
    for (const { slice, runs } of replay) {
      this.#push(tokenizer, runs);
      this.#builder?.closeUnit(slice.offsetBytes + slice.lengthBytes);
    }
    this.#replaying = false;
    this.#push(tokenizer, body);
    for (const finding of walker.endClaim()) this.#tell(finding);
    this.#builder?.end(bodyOffsetBytes + bodyLengthBytes);
  }

  #push(tokenizer: Tokenizer, runs: readonly SourceRun[]): void {
    for (const run of runs) {
      tokenizer.restart({ offsetBytes: run.offsetBytes, line: run.firstLine, ordinal: run.firstOrdinal });
      tokenizer.push(this.#parcel.bytes.subarray(run.start, run.end));
    }
  }

  #take(segment: Segment, walker: Walker): void {
    if (this.#replaying) {
      const step = walker.replay(segment);
      this.#builder?.segment(segment, step.node === -1 ? NO_LOOP : step.loopId);
      // What is wrong with a value above the claims refuses those that follow, in this parcel too.
      if (step.node !== -1 && this.#isAskedAgain(step.node)) this.#checkElements(step.node, segment, walker);
      return;
    }
    const step = walker.step(segment);
    const { node } = step;
    const loopId = node === -1 ? NO_LOOP : step.loopId;
    // What a loop lacks is known at the segment after it: it is told before that segment ends the claim.
    for (const finding of step.findings) this.#tell(finding);
    const { tag } = segment;
    this.#builder?.segment(segment, loopId);
    if (tag === CLM) {
      this.#inClaim = this.#builder !== undefined;
      this.#physicalLines = [];
      this.#places.clear();
      this.#claimInherited = this.#inherited();
      this.#claimIsLost = false;
      // The claim before was told by this CLM; what is wrong with the CLM itself is of the new one.
      this.#claimFindings.push(...this.#ofNextClaim);
      this.#ofNextClaim.length = 0;
    } else if (tag === HL || tag === SE) this.#inClaim = false;
    else if (tag === LX) this.#physicalLines.push(segment.line);
    else if (this.#inClaim) this.#places.note(segment, loopId);
    if (node === -1 && step.findings.length === 0) this.#claimIsLost = true;
    if (node !== -1) this.#checkElements(node, segment, walker);
  }

  #checkElements(node: number, segment: Segment, walker: Walker): void {
    const isWrong = this.#elements!.check(node, segment, walker, this.#emit);
    if (!isWrong) walker.checkElements(node, segment, this.#replaying);
  }

  #isAskedAgain(node: number): boolean {
    return (
      this.#guide!.elements.nodeHasLists[node] === 1 ||
      this.#guide!.situations.rulesOfNode[node] !== undefined
    );
  }

  /** A value that its list does not know refuses the claim it stands in, or those below it. */
  #tellElement(finding: Finding): void {
    const isValue = finding.snip === VALUE_FINDING && !this.#inClaim && this.#builder !== undefined;
    if (!isValue) {
      if (!this.#replaying) this.#tell(finding);
      return;
    }
    this.#walker!.inherit(finding);
    if (!this.#replaying) this.#tellSituation(finding, true);
  }

  #tellSituation(finding: Finding, isInherited: boolean): void {
    if (!isInherited && (finding.place.segmentId !== 'CLM' || finding.place.elementOrdinal !== undefined)) {
      this.#tell(finding);
      return;
    }
    const applied = applyPolicy(finding, this.#context.policy);
    if (applied === undefined) return;
    if (!isInherited) {
      this.#ofNextClaim.push(applied);
      return;
    }
    if (this.#contextFindings.length < FINDINGS_PER_PARCEL) this.#contextFindings.push(applied);
    else this.#findingsDropped += 1;
    this.#claimFaults = addFaults(this.#claimFaults, faultsOf([applied], this.#context.policy));
  }

  #tell(finding: Finding): void {
    const applied = applyPolicy(finding, this.#context.policy);
    if (applied === undefined) return;
    if (this.#inClaim && (finding.level === 'claim' || finding.level === 'line')) {
      this.#claimFindings.push(applied);
    } else if (this.#findings.length < FINDINGS_PER_PARCEL) this.#findings.push(applied);
    else this.#findingsDropped += 1;
  }

  #finish(claim: Claim): void {
    const { policy, profiles, snapshot, receivedDate } = this.#context;
    const places = this.#places;
    const broken = new BrokenParts(this.#claimFindings, this.#claimIsLost);
    const found = broken.has('LX', 'SV1', 'SV2') ? [] : balancingFindings(claim);
    const isCoordinated = !broken.has('SBR', 'SVD', 'NM1', 'AMT', 'CAS') && !hasUnknownPayer(claim);
    if (isCoordinated && !broken.has('CLM', 'LX', 'SV1', 'SV2')) {
      found.push(...payerBalancingFindings(claim, found.length === 0, places));
    }
    found.push(...situationFindings(claim, this.#physicalLines, broken));
    found.push(...dateFindings(claim, receivedDate, this.#physicalLines, places));
    // A code of the other version has its own finding already: one mistake.
    const isVersionTold = this.#claimFindings.some(({ code }) => code.startsWith('CODE-ICD-'));
    found.push(...codeFindings(claim, places, isVersionTold || broken.has('HI')));
    if (!broken.has('SBR', 'SVD', 'NM1')) found.push(...coordinationFindings(claim, places));
    found.push(...this.#datedFindings(claim));
    const inherited = this.#claimInherited;
    const ids = payerChecks(claim, profiles, snapshot, found, inherited);
    for (const finding of found) {
      const applied = applyPolicy(finding, policy);
      if (applied !== undefined) this.#claimFindings.push(applied);
    }
    const findings = this.#claimFindings;
    this.#claimFindings = [];
    const fate =
      inherited.length === 0 ? claimFate(findings, policy) : claimFate([...findings, ...inherited], policy);
    this.#claimFaults = addFaults(this.#claimFaults, faultsOf(findings, policy));
    const cents = claim.chargeCents ?? 0;
    if (claim.chargeCents === undefined) this.#claimsWithoutCharge += 1;
    if (fate === 'accepted') {
      this.#claimsAccepted += 1;
      this.#acceptedCents += cents;
    } else {
      this.#claimsRejected += 1;
      this.#rejectedCents += cents;
    }
    this.#onClaim({
      claim,
      index: this.#claimIndex,
      fate,
      findings: findings.length > FINDINGS_PER_CLAIM ? findings.slice(0, FINDINGS_PER_CLAIM) : findings,
      inherited,
      findingsDropped: Math.max(0, findings.length - FINDINGS_PER_CLAIM),
      ids,
    });
    this.#claimIndex += 1;
  }

  #datedFindings(claim: Claim): Finding[] {
    if (this.#dated.length === 0) return [];
    const { from, to } = servicePeriod(claim);
    const dated = this.#dated;
    this.#dated = [];
    if (from === '') return [];
    return dated
      .filter(({ dates }) => (dates.from !== '' && to < dates.from) || (dates.to !== '' && from >= dates.to))
      .map(({ finding }) => finding);
  }

  /** What the levels above refuse their claims for. */
  #inherited(): readonly Finding[] {
    const levels = this.#situations!.inherited;
    if (levels.length === 0 || levels.every((level) => level.length === 0)) return NOTHING;
    return levels.flat().flatMap((finding) => applyPolicy(finding, this.#context.policy) ?? []);
  }
}
