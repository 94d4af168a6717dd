import type { Claim } from '../claim/claim.ts';
import { ClaimBuilder } from '../claim/claim-builder.ts';
import type { Parcel, SourceRun } from '../claim/parcel.ts';
import { CLM, HL, LX, SE } from '../claim/tags.ts';
import { ElementChecker } from '../guide/element-checker.ts';
import { Walker } from '../guide/walker.ts';
import type { Finding } from '../x12/finding.ts';
import type { Segment } from '../x12/segment.ts';
import { Tokenizer } from '../x12/tokenizer.ts';
import { balancingFindings } from './balancing.ts';
import type { CheckContext, CheckedClaim, ParcelFindings } from './check-parcel.ts';
import { addFaults, claimFate, faultsOf, NO_FAULTS } from './fates.ts';
import { FINDINGS_PER_CLAIM, FINDINGS_PER_PARCEL } from './limits.ts';
import { payerChecks } from './payer-checks.ts';
import { applyPolicy } from './severity.ts';
import { situationFindings } from './situations.ts';

/** A segment the walker could not place is in no loop: the claim builder passes over it. */
const NO_LOOP = '-';

/** The one pass over one parcel behind {@link checkParcel}. */
export class ParcelChecker {
  readonly #parcel: Parcel;
  readonly #context: CheckContext;
  readonly #onClaim: (checked: CheckedClaim) => void;
  readonly #builder: ClaimBuilder | undefined;
  readonly #walker: Walker | undefined;
  readonly #elements: ElementChecker | undefined;
  readonly #emit = (finding: Finding): void => this.#tell(finding);
  #replaying = false;
  #inClaim = false;
  #claimIndex: number;
  #claimFindings: Finding[] = [];
  #physicalLines: number[] = [];
  readonly #findings: Finding[] = [];
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
    this.#walker = new Walker(guide, 'claims');
    this.#walker.reset({
      file: parcel.file,
      interchange: parcel.interchangeControlNumber,
      group: parcel.groupControlNumber,
      set: parcel.setControlNumber,
    });
    this.#elements = new ElementChecker(guide);
    if (parcel.setId === '837') this.#builder = new ClaimBuilder(parcel, (claim) => this.#finish(claim));
  }

  check(): ParcelFindings {
    if (this.#walker !== undefined) this.#read(this.#walker);
    return {
      findings: this.#findings,
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
    } else if (tag === HL || tag === SE) this.#inClaim = false;
    else if (tag === LX) this.#physicalLines.push(segment.line);
    if (node !== -1) this.#elements!.check(node, segment, walker, this.#emit);
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
    const found = balancingFindings(claim);
    found.push(...situationFindings(claim, receivedDate, this.#physicalLines));
    const ids = payerChecks(claim, profiles, snapshot, found);
    for (const finding of found) {
      const applied = applyPolicy(finding, policy);
      if (applied !== undefined) this.#claimFindings.push(applied);
    }
    const findings = this.#claimFindings;
    this.#claimFindings = [];
    const fate = claimFate(findings, policy);
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
      findingsDropped: Math.max(0, findings.length - FINDINGS_PER_CLAIM),
      ids,
    });
    this.#claimIndex += 1;
  }
}
