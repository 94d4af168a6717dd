import { type Claim, servicePeriod } from '../claim/claim.ts';
import { ClaimBuilder, type ClaimPlace } from '../claim/claim-builder.ts';
import { OTHER, rolesOf } from '../claim/loop-role.ts';
import { CLM, HL, LX, SE } from '../claim/tags.ts';
import { ElementChecker } from '../guide/element-checker.ts';
import type { Guide } from '../guide/guide.ts';
import { SituationChecker } from '../guide/situation-checker.ts';
import type { ValidDates } from '../guide/value-list.ts';
import { Walker } from '../guide/walker.ts';
import type { Finding } from '../x12/finding.ts';
import type { Segment } from '../x12/segment.ts';
import { balancingFindings } from './balancing.ts';
import { BrokenParts } from './broken-parts.ts';
import type { CheckContext, CheckedClaim, ParcelFindings } from './check-parcel.ts';
import { codeFindings } from './claim-codes.ts';
import { dateFindings } from './claim-dates.ts';
import { ClaimPlaces } from './claim-places.ts';
import { coordinationFindings, hasUnknownPayer } from './coordination.ts';
import { addFaults, type ClaimFate, type ClaimFaults, claimFate, faultsOf, NO_FAULTS } from './fates.ts';
import { FINDINGS_PER_CLAIM, FINDINGS_PER_PARCEL } from './limits.ts';
import { payerBalancingFindings } from './payer-balancing.ts';
import { payerChecks } from './payer-checks.ts';
import { applyPolicy, type FindingPolicy } from './severity.ts';
import { situationFindings } from './situations.ts';

/** A segment the walker could not place is in no loop. */
const NO_LOOP = '-';

const NOTHING: readonly Finding[] = Object.freeze([]);

/** SNIP type of values that a list does not know. */
const VALUE_FINDING = 5;

/** What the claims of a set have in common. */
export interface SetPlace extends ClaimPlace {
  /** ST01. */
  readonly setId: string;
}

/**
 * The one pass over the segments of a set, or of a parcel of it, behind {@link checkParcel}: names the loops, builds
 * the claims, and runs every check a claim has by itself. One serves any number of sets, one after the other: its
 * tables are large, and what it has learned of values holds for the next set.
 */
export class ClaimChecker {
  readonly #guide: Guide;
  readonly #roles: Uint8Array;
  readonly #situations: SituationChecker;
  readonly #claimWalker: Walker;
  readonly #otherWalker: Walker;
  readonly #elements: ElementChecker;
  readonly #places = new ClaimPlaces();
  readonly #emit = (finding: Finding): void => this.#tellElement(finding);
  #walker: Walker;
  #context!: CheckContext;
  #onClaim!: (checked: CheckedClaim) => void;
  #builder: ClaimBuilder | undefined;
  /** Codes of the claim that are good on some days only. */
  #dated: { readonly finding: Finding; readonly dates: ValidDates }[] = [];
  #replaying = false;
  #inClaim = false;
  #claimIndex = 0;
  #claimFindings: Finding[] = [];
  #physicalLines: number[] = [];
  /** A segment of the claim was passed over without a word. */
  #claimIsLost = false;
  #claimInherited: readonly Finding[] = NOTHING;
  #ofNextClaim: Finding[] = [];
  #part = new PartFindings();

  constructor(guide: Guide) {
    this.#guide = guide;
    this.#roles = rolesOf(guide);
    this.#situations = new SituationChecker(guide, (finding, isInherited) =>
      this.#tellSituation(finding, isInherited),
    );
    this.#claimWalker = new Walker(guide, 'claims', this.#situations);
    this.#otherWalker = new Walker(guide, 'claims');
    this.#walker = this.#claimWalker;
    this.#elements = new ElementChecker(guide, (finding, dates) => {
      if (this.#inClaim) this.#dated.push({ finding, dates });
    });
  }

  /** @param firstClaimIndex index in the set of the first claim that comes */
  begin(
    place: SetPlace,
    firstClaimIndex: number,
    context: CheckContext,
    onClaim: (checked: CheckedClaim) => void,
  ): void {
    const hasClaims = place.setId === '837';
    this.#walker = hasClaims ? this.#claimWalker : this.#otherWalker;
    this.#walker.reset({
      file: place.file,
      interchange: place.interchangeControlNumber,
      group: place.groupControlNumber,
      set: place.setControlNumber,
    });
    this.#builder = hasClaims ? new ClaimBuilder(place, (claim) => this.#finish(claim)) : undefined;
    this.#context = context;
    this.#onClaim = onClaim;
    this.#dated = [];
    this.#replaying = false;
    this.#inClaim = false;
    this.#claimIndex = firstClaimIndex;
    this.#claimFindings = [];
    this.#physicalLines = [];
    this.#claimIsLost = false;
    this.#claimInherited = NOTHING;
    this.#ofNextClaim = [];
    this.#part = new PartFindings();
  }

  /** A segment of a unit that claims inherit from, judged where it was first read. */
  replay(segment: Segment): void {
    const walker = this.#walker;
    this.#replaying = true;
    const step = walker.replay(segment);
    this.#builder?.segment(segment, step.node === -1 ? OTHER : this.#roles[step.loop]!);
    // What is wrong with a value above the claims refuses those that follow, in this parcel too.
    if (step.node !== -1 && this.#isAskedAgain(step.node)) this.#checkElements(step.node, segment, walker);
    this.#replaying = false;
  }

  /** The open unit ends before this position. */
  closeUnit(offsetBytes: number): void {
    this.#builder?.closeUnit(offsetBytes);
  }

  take(segment: Segment): void {
    const walker = this.#walker;
    const step = walker.step(segment);
    const { node } = step;
    // What a loop lacks is known at the segment after it: it is told before that segment ends the claim.
    const { findings } = step;
    for (let index = 0; index < findings.length; index += 1) this.#tell(findings[index]!);
    const { tag } = segment;
    this.#builder?.segment(segment, node === -1 ? OTHER : this.#roles[step.loop]!);
    if (tag === CLM) {
      this.#inClaim = this.#builder !== undefined;
      this.#physicalLines = [];
      this.#places.clear();
      this.#claimInherited = this.#inherited();
      this.#claimIsLost = false;
      // The claim before was told by this CLM; what is wrong with the CLM itself is of the new one.
      if (this.#ofNextClaim.length > 0) {
        this.#claimFindings.push(...this.#ofNextClaim);
        this.#ofNextClaim = [];
      }
    } else if (tag === HL || tag === SE) this.#inClaim = false;
    else if (tag === LX) this.#physicalLines.push(segment.line);
    else if (this.#inClaim) this.#places.note(segment, node === -1 ? NO_LOOP : step.loopId);
    if (node === -1 && findings.length === 0) this.#claimIsLost = true;
    if (node !== -1) this.#checkElements(node, segment, walker);
  }

  /**
   * After the last segment of a part of the set, which ends before `offsetBytes`; another part may follow.
   *
   * @returns what was found in this part besides its claims
   */
  endPart(offsetBytes: number): ParcelFindings {
    for (const finding of this.#walker.endClaim()) this.#tell(finding);
    this.#builder?.end(offsetBytes);
    this.#inClaim = false;
    const part = this.#part;
    this.#part = new PartFindings();
    return part;
  }

  #checkElements(node: number, segment: Segment, walker: Walker): void {
    const isWrong = this.#elements.check(node, segment, walker, this.#emit);
    if (!isWrong) walker.checkElements(node, segment, this.#replaying);
  }

  #isAskedAgain(node: number): boolean {
    return (
      this.#guide.elements.nodeHasLists[node] === 1 ||
      this.#guide.situations.rulesOfElements[node] !== undefined
    );
  }

  /** A value that its list does not know refuses the claim it stands in, or those below it. */
  #tellElement(finding: Finding): void {
    const isValue = finding.snip === VALUE_FINDING && !this.#inClaim && this.#builder !== undefined;
    if (!isValue) {
      if (!this.#replaying) this.#tell(finding);
      return;
    }
    this.#walker.inherit(finding);
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
    this.#part.addContext(applied, this.#context.policy);
  }

  #tell(finding: Finding): void {
    const applied = applyPolicy(finding, this.#context.policy);
    if (applied === undefined) return;
    if (this.#inClaim && (finding.level === 'claim' || finding.level === 'line')) {
      this.#claimFindings.push(applied);
    } else this.#part.add(applied);
  }

  #finish(claim: Claim): void {
    const { policy, profiles, snapshot, receivedDate } = this.#context;
    const places = this.#places;
    const broken = new BrokenParts(this.#claimFindings, this.#claimIsLost);
    const found = broken.has('LX', 'SV1', 'SV2') ? [] : balancingFindings(claim);
    const isCoordinated = !broken.has('SBR', 'SVD', 'NM1', 'AMT', 'CAS') && !hasUnknownPayer(claim);
    if (isCoordinated && !broken.has('CLM', 'LX', 'SV1', 'SV2')) {
      addAll(found, payerBalancingFindings(claim, found.length === 0, places));
    }
    addAll(found, situationFindings(claim, this.#physicalLines, broken));
    addAll(found, dateFindings(claim, receivedDate, this.#physicalLines, places));
    // A code of the other version has its own finding already: one mistake.
    const isVersionTold = this.#claimFindings.some(({ code }) => code.startsWith('CODE-ICD-'));
    addAll(found, codeFindings(claim, places, isVersionTold || broken.has('HI')));
    if (!broken.has('SBR', 'SVD', 'NM1')) addAll(found, coordinationFindings(claim, places));
    addAll(found, this.#datedFindings(claim));
    const inherited = this.#claimInherited;
    const ids = payerChecks(claim, profiles, snapshot, found, inherited);
    for (const finding of found) {
      const applied = applyPolicy(finding, policy);
      if (applied !== undefined) this.#claimFindings.push(applied);
    }
    const findings = this.#claimFindings.length === 0 ? NOTHING : this.#claimFindings;
    if (findings !== NOTHING) this.#claimFindings = [];
    const fate =
      inherited.length === 0 ? claimFate(findings, policy) : claimFate([...findings, ...inherited], policy);
    this.#part.count(claim, fate, faultsOf(findings, policy));
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
    const levels = this.#situations.inherited;
    if (levels.length === 0 || levels.every((level) => level.length === 0)) return NOTHING;
    return levels.flat().flatMap((finding) => applyPolicy(finding, this.#context.policy) ?? []);
  }
}

/** Mostly nothing is found, and nothing is spread. */
function addAll(findings: Finding[], more: readonly Finding[]): void {
  if (more.length > 0) findings.push(...more);
}

/** What a parcel comes to besides its claims, while it is being read. */
class PartFindings implements ParcelFindings {
  readonly findings: Finding[] = [];
  readonly contextFindings: Finding[] = [];
  findingsDropped = 0;
  claimsAccepted = 0;
  claimsRejected = 0;
  acceptedCents = 0;
  rejectedCents = 0;
  claimsWithoutCharge = 0;
  claimFaults = NO_FAULTS;

  add(finding: Finding): void {
    if (this.findings.length < FINDINGS_PER_PARCEL) this.findings.push(finding);
    else this.findingsDropped += 1;
  }

  addContext(finding: Finding, policy: FindingPolicy): void {
    if (this.contextFindings.length < FINDINGS_PER_PARCEL) this.contextFindings.push(finding);
    else this.findingsDropped += 1;
    this.claimFaults = addFaults(this.claimFaults, faultsOf([finding], policy));
  }

  count({ chargeCents }: Claim, fate: ClaimFate, faults: ClaimFaults): void {
    if (faults !== NO_FAULTS) this.claimFaults = addFaults(this.claimFaults, faults);
    const cents = chargeCents ?? 0;
    if (chargeCents === undefined) this.claimsWithoutCharge += 1;
    if (fate === 'accepted') {
      this.claimsAccepted += 1;
      this.acceptedCents += cents;
    } else {
      this.claimsRejected += 1;
      this.rejectedCents += cents;
    }
  }
}
